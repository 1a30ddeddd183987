import type { StoredCheckpoint } from '../catalog/index.js';
import { Failure } from '../failure/index.js';
import type { ObjectStore } from '../object-store/index.js';
import type { Run, SuccessfulOutcome } from '../operations/index.js';
import { fetchArchive, type RemoteArchive } from './fetch.js';
import { objectOf } from './object-name.js';
import type { ArchivePeer } from './peer.js';
import type { TransferParts } from './requests.js';

/** Finds an archive elsewhere. */
export type FindArchive = (checkpoint: string, signal: AbortSignal) => Promise<RemoteArchive>;

/** Fetches a checkpoint and what of its parents is not here. */
export async function pullCheckpoint(
  parts: Pick<TransferParts, 'catalog' | 'uploads'>,
  id: string,
  find: FindArchive,
  run: Run,
): Promise<SuccessfulOutcome> {
  run.enter('preparing');
  run.isAbout({ checkpoint: id });
  const here = await wholeHere(parts.catalog, id);
  if (here !== undefined) {
    return { kind: 'pull', checkpoint: here.manifest, fetched: 0, transferredBytes: 0 };
  }
  const archive = await find(id, run.signal);

  run.enter('transferring');
  const { fetched, checkpoints, transferredBytes } = await fetchArchive(
    parts,
    archive,
    run.signal,
    (done) => run.progresses({ done, total: archive.bytes }),
    () => run.enter('committing'),
  );
  const checkpoint = checkpoints.find(({ manifest }) => manifest.id === id);
  if (checkpoint === undefined) throw new RangeError('an archive without its checkpoint');
  return { kind: 'pull', checkpoint: checkpoint.manifest, fetched, transferredBytes };
}

/** The archive of a checkpoint at another criud. */
export function atPeer(peer: ArchivePeer): FindArchive {
  return async (checkpoint, signal) => {
    const archive = await peer.describe(checkpoint, signal);
    return { ...archive, checkpoint, read: (offset, ended) => peer.read(archive, offset, ended) };
  };
}

/** The archive of a checkpoint in an object store. */
export function inStore(store: ObjectStore): FindArchive {
  return async (checkpoint, signal) => {
    const key = objectOf(checkpoint);
    const object = await store.find(key, signal);
    if (object === undefined) throw notInStore(store.name, checkpoint);
    const { bytes, entityTag, digest = '' } = object;
    if (!/^[0-9a-f]{64}$/.test(digest)) throw withoutDigest(store.name, key);
    return {
      ...{ checkpoint, digest, bytes },
      read: (offset, ended) => store.read(key, entityTag, offset, ended),
    };
  };
}

/** The checkpoint where it and all its parents are here. */
async function wholeHere(
  catalog: TransferParts['catalog'],
  id: string,
): Promise<StoredCheckpoint | undefined> {
  try {
    const checkpoint = await catalog.get(id);
    await catalog.chain(checkpoint);
    return checkpoint;
  } catch (error) {
    const isMissing =
      error instanceof Failure &&
      (error.reason === 'CHECKPOINT_NOT_FOUND' || error.reason === 'PARENT_MISSING');
    if (isMissing) return undefined;
    throw error;
  }
}

function notInStore(store: string, checkpoint: string): Failure {
  return new Failure('OBJECT_NOT_FOUND', `The object store ${store} has no checkpoint ${checkpoint}.`, {
    metadata: { store, checkpoint, object: objectOf(checkpoint) },
    cure: 'ListStoredCheckpoints tells what it has; PushCheckpoint sends one there.',
  });
}

function withoutDigest(store: string, object: string): Failure {
  return new Failure('ARCHIVE_DAMAGED', `${object} in the object store ${store} was not sent by criud.`, {
    metadata: { store, object, defect: 'it has no digest' },
    cure: 'Send the checkpoint there with PushCheckpoint.',
  });
}
