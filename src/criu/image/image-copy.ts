import { constants, readSync } from 'node:fs';
import { copyFile, open, rm } from 'node:fs/promises';
import { damaged } from './image-file.js';

/** How much is copied at a time. */
const BYTES_AT_ONCE = 1024 * 1024;

/** Less is read while others wait: to have it read elsewhere takes longer than to read it. */
const WORTH_WAITING = 128 * 1024;

/** An image that is only read, and never through a link: a link could lead to any file of the host. */
export interface OpenImage extends AsyncDisposable {
  readonly path: string;
  readonly bytes: number;
  /**
   * Reads so many bytes from a place of the image to a place of the buffer; at
   * once where they are few, so that a caller who reads many has to see to it
   * that others have their turn.
   *
   * @throws Failure CHECKPOINT_DAMAGED when it ends before, or cannot be read
   */
  read(from: number, bytes: number, buffer: Buffer, to: number): Promise<void>;
  /**
   * Makes a file that shares the blocks of this one.
   *
   * @param path must not be there; nor is it when this could not be done
   * @returns whether the file system can do that
   */
  share(path: string): Promise<boolean>;
}

/** @throws Failure CHECKPOINT_DAMAGED when it cannot be opened */
export async function openImage(path: string): Promise<OpenImage> {
  const unreadable = (at: number, cause: unknown) => damaged(path, at, 'cannot be read', cause);
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch((cause: unknown) => {
    throw unreadable(0, cause);
  });
  const { size } = await file.stat();
  return {
    path,
    bytes: size,
    async read(from, bytes, buffer, to) {
      for (let done = 0; done < bytes; ) {
        const [at, left] = [from + done, bytes - done];
        let got: number;
        try {
          got =
            left < WORTH_WAITING
              ? readSync(file.fd, buffer, to + done, left, at)
              : (await file.read(buffer, to + done, left, at)).bytesRead;
        } catch (cause) {
          throw unreadable(at, cause);
        }
        if (got === 0) throw damaged(path, at, 'ends too early');
        done += got;
      }
    },
    async share(target) {
      const { COPYFILE_EXCL, COPYFILE_FICLONE_FORCE } = constants;
      try {
        await copyFile(`/proc/self/fd/${file.fd}`, target, COPYFILE_EXCL | COPYFILE_FICLONE_FORCE);
        return true;
      } catch {
        await rm(target, { force: true });
        return false;
      }
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}

/**
 * Copies an image as it is: it shares the blocks of the old one where the file
 * system can do that, and else has its bytes.
 *
 * @param to must not be there
 * @param wrote is told of bytes as they have been copied
 * @throws Failure CHECKPOINT_DAMAGED; the error of a file system that refuses;
 *   the reason of the signal
 */
export async function copyImage(
  from: string,
  to: string,
  signal: AbortSignal,
  wrote: (bytes: number) => void,
): Promise<void> {
  await using image = await openImage(from);
  if (await image.share(to)) return wrote(image.bytes);
  await using target = await open(to, 'wx', 0o600);
  const buffer = Buffer.allocUnsafeSlow(Math.min(image.bytes, BYTES_AT_ONCE));
  for (let done = 0; done < image.bytes; ) {
    signal.throwIfAborted();
    const bytes = Math.min(image.bytes - done, buffer.length);
    await image.read(done, bytes, buffer, 0);
    await target.writeFile(buffer.subarray(0, bytes));
    done += bytes;
    wrote(bytes);
  }
}
