import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** How much is read, and looked through, between two turns of the event loop: less than a millisecond. */
const PIECE = 16 * 1024;

/** An image that is read from its beginning to its end, by the piece. Disposing closes it. */
export interface ImageBytes extends AsyncDisposable {
  /** Of the file when it was opened. */
  readonly size: number;
  /** What is next. */
  position(): number;
  /**
   * Sees to it that so many bytes, or all that are left, can be had without
   * waiting.
   *
   * @param count at most 16 KiB
   * @returns how many there are.
   */
  need(count: number): Promise<number>;
  /** Bytes that can be had without waiting. */
  ready(): number;
  /** The next byte, which must be ready. */
  byte(): number;
  /** Passes over bytes, ready or not. */
  skip(count: number): void;
}

/**
 * @param signal stops the reading; its reason is thrown.
 * @throws what the system says; and RangeError for what is not a file.
 */
export async function openImageBytes(path: string, signal?: AbortSignal): Promise<ImageBytes> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const facts = await file.stat();
    if (!facts.isFile()) throw new RangeError(`${path} is not a file`);
    return bytesOf(facts.size);
  } catch (error) {
    await file.close();
    throw error;
  }

  function bytesOf(size: number): ImageBytes {
    const buffer = Buffer.allocUnsafeSlow(Math.min(PIECE, Math.max(1, size)));
    /** Where in the file the buffer begins, how much is in it, and what of that has been taken. */
    let begin = 0;
    let filled = 0;
    let taken = 0;
    return {
      size,
      position: () => begin + taken,
      ready: () => Math.max(0, filled - taken),
      async need(count) {
        if (filled - taken < count) {
          signal?.throwIfAborted();
          const kept = Math.max(0, filled - taken);
          const from = begin + taken;
          buffer.copyWithin(0, taken, filled);
          [begin, filled, taken] = [from, kept, 0];
          while (filled < Math.min(count, size - begin)) {
            const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, begin + filled);
            if (bytesRead === 0) break;
            filled += bytesRead;
          }
        }
        return filled - taken;
      },
      byte: () => buffer[taken++] as number, // as its contract says
      skip(count) {
        taken += count;
      },
      [Symbol.asyncDispose]: () => file.close(),
    };
  }
}
