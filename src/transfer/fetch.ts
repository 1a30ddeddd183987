import type { ArchiveReceiver, Catalog, StoredCheckpoint, Uploads } from '../catalog/index.js';
import { Failure } from '../failure/index.js';
import { overLostLinks } from './lost-link.js';

/** An archive that can be read elsewhere. */
export interface RemoteArchive {
  /** Id of the checkpoint that it has to have. */
  readonly checkpoint: string;
  readonly digest: string;
  readonly bytes: number;
  /** From an offset below its end on; may end early, and throws what overLostLinks() takes for a lost link. */
  read(offset: number, signal: AbortSignal): AsyncIterable<Uint8Array>;
}

export interface Fetched {
  /** Those of the archive, the oldest first; also those that were here. */
  readonly checkpoints: readonly StoredCheckpoint[];
  /** How many of them were not here. */
  readonly fetched: number;
  /** Bytes that were read there. */
  readonly transferredBytes: number;
}

/** Bytes that are here already, from which on they are not read again. */
const WORTH_A_LEAP = 1024 * 1024;

/**
 * Brings an archive into the catalogue, from where it stood when an earlier call
 * broke off. What is here of it is not read again. What came stays when this one
 * breaks off; a cancelled one takes it away.
 *
 * @param progress gets how many bytes of the archive are here
 * @param committing is called when all bytes are
 * @throws Failure as Uploads and ArchiveReceiver, and as `read`
 */
export async function fetchArchive(
  { catalog, uploads }: { readonly catalog: Pick<Catalog, 'get'>; readonly uploads: Uploads },
  archive: RemoteArchive,
  signal: AbortSignal,
  progress: (done: number) => void,
  committing: () => void,
): Promise<Fetched> {
  let transferredBytes = 0;
  let fetched: number | undefined;

  /** As soon as its first entry tells what the archive has. */
  async function recognise({ checkpoints, total }: ArchiveReceiver): Promise<void> {
    if (fetched !== undefined || checkpoints.length === 0) return;
    refuseOther(archive, checkpoints.at(-1), total);
    const here = await Promise.all(checkpoints.map((id) => catalog.get(id).catch(() => undefined)));
    fetched = here.filter((each) => each === undefined).length;
  }

  async function readOn(receiver: ArchiveReceiver): Promise<void> {
    while (receiver.received < archive.bytes) {
      const from = receiver.received;
      let at = from;
      for await (const piece of archive.read(at, signal)) {
        signal.throwIfAborted();
        transferredBytes += piece.byteLength;
        await receiver.write(at, piece);
        at += piece.byteLength;
        await recognise(receiver);
        progress(receiver.received);
        if (receiver.received > at + WORTH_A_LEAP) break;
      }
      if (at === from) throw wrongSize(archive, from);
    }
  }

  try {
    await using receiver = await uploads.receive(archive.digest);
    await recognise(receiver);
    progress(receiver.received);
    await overLostLinks(
      signal,
      () => receiver.received,
      () => readOn(receiver),
    );
    if (receiver.received !== receiver.total) throw wrongSize(archive, receiver.total);
    signal.throwIfAborted();
    committing();
    return { checkpoints: await receiver.complete(), fetched: fetched ?? 0, transferredBytes };
  } catch (error) {
    const isForGood =
      error instanceof Failure && (error.reason === 'CANCELLED' || error.reason === 'ARCHIVE_DAMAGED');
    // What is thrown away already, or taken by somebody else, is not for this one to throw away.
    if (isForGood) await uploads.discard(archive.digest).catch(() => {});
    throw error;
  }
}

/** Whoever has the other place decides what comes: it is to be what was asked for. */
function refuseOther({ checkpoint, bytes }: RemoteArchive, found: string | undefined, total: number): void {
  if (found !== checkpoint) throw damaged(checkpoint, `it is the archive of checkpoint ${found}`);
  if (total !== bytes) throw damaged(checkpoint, `it has ${bytes} bytes, and should have ${total}`);
}

function wrongSize({ checkpoint, bytes }: RemoteArchive, found: number): Failure {
  return damaged(checkpoint, `it was to have ${bytes} bytes, and ends at ${found}`);
}

function damaged(checkpoint: string, why: string): Failure {
  return new Failure('ARCHIVE_DAMAGED', `The archive of checkpoint ${checkpoint} cannot be used: ${why}.`, {
    metadata: { checkpoint, defect: why },
    cure: 'Take the checkpoint from another place, or have it sent there again.',
  });
}
