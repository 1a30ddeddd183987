import { constants } from 'node:fs';
import { copyFile, type FileHandle, open, rm } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { copyRuns, SystemCallError } from '../../native/index.js';
import { damaged } from './image-file.js';

/** How much is copied before others have their turn. */
const BYTES_AT_ONCE = 4 * 1024 * 1024;

/** An image that is only read, and never through a link: a link could lead to any file of the host. */
export interface OpenImage extends AsyncDisposable {
  readonly path: string;
  readonly file: FileHandle;
  readonly bytes: number;
}

/** @throws Failure CHECKPOINT_DAMAGED when it cannot be opened */
export async function openImage(path: string): Promise<OpenImage> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    const { size } = await file.stat();
    const opened = file;
    return { path, file, bytes: size, [Symbol.asyncDispose]: () => opened.close() };
  } catch (cause) {
    await file?.close();
    throw damaged(path, 0, 'cannot be opened', cause);
  }
}

/**
 * Copies runs out of an image before it returns, as copyRuns does.
 *
 * @throws Failure CHECKPOINT_DAMAGED when it cannot be read
 * @throws SystemCallError when the target cannot be written
 */
export function copyOut(image: OpenImage, target: FileHandle, runs: Float64Array): void {
  try {
    copyRuns(image.file.fd, target.fd, runs);
  } catch (cause) {
    if (!(cause instanceof SystemCallError) || cause.syscall !== 'pread') throw cause;
    throw damaged(image.path, runs[0] ?? 0, `cannot be read (${cause.code})`, cause);
  }
}

/**
 * Copies an image as it is: it shares the blocks of the old one where the file
 * system can do that, and else has its bytes.
 *
 * @param to must not be there
 * @param wrote is told of bytes as they have been copied
 * @throws Failure CHECKPOINT_DAMAGED, SystemCallError, and the reason of the signal
 */
export async function copyImage(
  from: string,
  to: string,
  signal: AbortSignal,
  wrote: (bytes: number) => void,
): Promise<void> {
  await using image = await openImage(from);
  if (await isShared(image, to)) return wrote(image.bytes);
  await using target = await open(to, 'wx', 0o600);
  for (let done = 0; done < image.bytes; ) {
    signal.throwIfAborted();
    const bytes = Math.min(image.bytes - done, BYTES_AT_ONCE);
    copyOut(image, target, Float64Array.of(done, done, bytes));
    done += bytes;
    wrote(bytes);
    await turn();
  }
}

/** Whether the file system has made the second out of the blocks of the first. */
async function isShared({ file }: OpenImage, to: string): Promise<boolean> {
  const { COPYFILE_EXCL, COPYFILE_FICLONE_FORCE } = constants;
  try {
    await copyFile(`/proc/self/fd/${file.fd}`, to, COPYFILE_EXCL | COPYFILE_FICLONE_FORCE);
    return true;
  } catch {
    await rm(to, { force: true });
    return false;
  }
}
