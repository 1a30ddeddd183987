import { statfs } from 'node:fs/promises';
import { Failure, storageFailure } from '../failure/index.js';

/** Room on the disk that is promised to what is being written. */
export interface Room {
  /**
   * Promises so many bytes, until the promise is disposed. Of what has been
   * written meanwhile the bytes count twice: rather refuse than fill the disk.
   *
   * @throws Failure DISK_FULL when there are not so many, besides what others
   *   were promised and what is to be kept free.
   * @throws Failure STATE_DIRECTORY_UNUSABLE
   */
  reserve(bytes: number): Promise<Disposable>;
  /**
   * Bytes of the disk that are free, those promised among them.
   *
   * @throws Failure STATE_DIRECTORY_UNUSABLE
   */
  free(): Promise<number>;
}

/**
 * @param keepFree bytes that stay free whatever is written.
 * @param cure what to do where there is not enough.
 */
export function openRoom(folder: string, keepFree: number, cure = MAKE_ROOM): Room {
  let promised = 0;

  async function free(): Promise<number> {
    try {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    } catch (cause) {
      throw storageFailure('The free space could not be read', folder, cause);
    }
  }

  return {
    free,
    async reserve(bytes) {
      // Before the look: two that look at the same moment see each other.
      promised += bytes;
      let kept = true;
      const promise = {
        [Symbol.dispose]() {
          if (kept) promised -= bytes;
          kept = false;
        },
      };
      try {
        const there = await free();
        if (there - promised < keepFree) throw noRoom(folder, bytes, there, promised - bytes, keepFree, cure);
        return promise;
      } catch (error) {
        promise[Symbol.dispose]();
        throw error;
      }
    },
  };
}

const MAKE_ROOM = 'Make room on the disk of the state directory, or name another one with --state.';

function noRoom(
  folder: string,
  bytes: number,
  free: number,
  others: number,
  keepFree: number,
  cure: string,
): Failure {
  return new Failure(
    'DISK_FULL',
    `The checkpoint needs about ${bytes} bytes, and of the ${free} that are free ${others} are promised to ` +
      `other operations and ${keepFree} are kept free.`,
    {
      metadata: {
        directory: folder,
        needed_bytes: String(bytes),
        free_bytes: String(free),
        promised_bytes: String(others),
        kept_bytes: String(keepFree),
      },
      cure: `Nothing was touched. ${cure}`,
    },
  );
}
