import { join } from 'node:path';
import { archiveCheckpoint } from '../../../src/checkpoint/index.js';
import type { Failure } from '../../../src/failure/index.js';
import type { Operation, Operations } from '../../../src/operations/index.js';
import {
  type ArchivePeer,
  openTransfers,
  serveArchives,
  type Transfers,
} from '../../../src/transfer/index.js';
import { openPlace, type Place } from '../catalog/archives.js';
import { NEVER, openOperations } from '../operations/work.js';
import type { MemoryStore } from './memory-store.js';

/** A catalogue with what carries its checkpoints. */
export interface TransferHost extends Place, AsyncDisposable {
  readonly transfers: Transfers;
  readonly operations: Operations;
  /** How an operation ended. */
  ended(operation: Promise<Operation>): Promise<Operation>;
}

/** @param giver whose archives it reads, whatever the address of a peer */
export async function openHost(store: MemoryStore, giver?: Place): Promise<TransferHost> {
  const place = await openPlace();
  const operations = await openOperations(join(place.state, 'operations'));
  const transfers = openTransfers({
    ...{ catalog: place.catalog, uploads: place.uploads, operations },
    stores: new Map([[store.name, store]]),
    folder: join(place.state, 'pushes'),
    timeout: 60_000,
    openArchive: openerOf(place),
    connectPeer: () => peerOf(giver ?? place),
  });
  return {
    ...place,
    ...{ transfers, operations },
    ended: async (operation) => operations.wait((await operation).id, 30_000, NEVER),
    async [Symbol.asyncDispose]() {
      await operations.close();
      place.uploads[Symbol.dispose]();
    },
  };
}

/** The failure with which an operation ended. */
export function failureIn({ outcome }: Operation): Failure {
  if (outcome?.kind === 'failed') return outcome.failure;
  throw new Error(`${outcome?.kind} instead of a failure`);
}

function openerOf({ catalog }: Place) {
  return (id: string, reader: string, signal: AbortSignal) =>
    archiveCheckpoint(catalog, { id, reader }, signal);
}

function peerOf(giver: Place): ArchivePeer {
  return { ...serveArchives(openerOf(giver)), [Symbol.dispose]: () => {} };
}
