import { statfs } from 'node:fs/promises';
import { Failure } from '../failure/index.js';

/** Bytes; CRIU's log is written by the page, and the last pages of a full disk may be free again. */
const NO_ROOM = 64 * 1024;

/**
 * Why CRIU failed, where nobody knows what it says: its log is on the disk of
 * the images, and when that is full the line that tells so is cut or missing.
 *
 * @param folder of the images, with all in it that CRIU has written.
 */
export async function orDiskFull(failure: Failure, folder: string): Promise<Failure> {
  if (failure.reason !== 'CRIU_FAILED') return failure;
  const free = await statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Number.POSITIVE_INFINITY,
  );
  if (free >= NO_ROOM) return failure;
  const { criu, metadata } = failure;
  return new Failure('DISK_FULL', 'CRIU failed: there is no room for the images, nor for its log.', {
    metadata: { ...metadata, free_bytes: String(free) },
    cure: 'Free space where criud keeps checkpoints, or delete old ones, and try again.',
    ...(criu && { criu }),
    cause: failure,
  });
}
