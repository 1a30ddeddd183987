import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';

/** A file that is open for reading. Disposing closes it. */
export interface RegularFile extends AsyncDisposable {
  readonly file: FileHandle;
  /** Its size when it was opened. */
  readonly bytes: number;
}

/**
 * Opens a file to read it, whatever somebody may have put in its place: a link
 * is not followed, a pipe is not waited for, and a device is not touched, some
 * of which do things when they are opened.
 *
 * @returns undefined for what is not a file.
 * @throws what the system says: ENOENT, EACCES, EIO
 */
export async function openRegularFile(path: string): Promise<RegularFile | undefined> {
  if (!(await lstat(path)).isFile()) return undefined;
  // It may be another one by now.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const facts = await file.stat();
    if (facts.isFile()) return { file, bytes: facts.size, [Symbol.asyncDispose]: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return undefined;
}

/**
 * All of a file.
 *
 * @param most bytes that it may have
 * @throws RangeError for one that has more, and for what is not a file; else as openRegularFile
 */
export async function readRegularFile(path: string, most: number): Promise<Buffer> {
  await using opened = await openRegularFile(path);
  if (opened === undefined) throw new RangeError(`${path} is not a file`);
  const { file, bytes } = opened;
  if (bytes > most) throw new RangeError(`${path} has ${bytes} bytes, more than ${most}`);
  const buffer = Buffer.alloc(bytes);
  let filled = 0;
  while (filled < bytes) {
    const { bytesRead } = await file.read(buffer, filled, bytes - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
