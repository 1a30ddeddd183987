import { setTimeout as sleep } from 'node:timers/promises';
import { CriudError } from './criud-error.js';

/** Milliseconds before the second attempt; each further one waits twice as long, up to the longest. */
const FIRST_WAIT = 50;
const LONGEST_WAIT = 3_000;

/** Attempts one after the other without a byte of progress. */
const ATTEMPTS = 12;

/** What a transfer ends with when the connection does: grpc-js has several words for it. */
const LOST: ReadonlySet<string> = new Set(['UNAVAILABLE', 'CANCELLED', 'INTERNAL', 'UNKNOWN']);

/** What passes: criud is started again, or has not noticed yet that the last attempt has ended. */
const PASSING: ReadonlySet<string> = new Set(['SHUTTING_DOWN', 'UPLOAD_BUSY', 'UPLOAD_OFFSET_WRONG']);

/**
 * Does a piece of work until it is done, again where the connection was lost.
 * It gives up after a dozen attempts, about 20 seconds, without progress.
 *
 * @param work tells with `progressed` that it has come further.
 * @throws whatever the work throws last; the reason of the signal
 */
export async function overLostConnections<T>(
  work: (progressed: () => void) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  for (let failed = 0; ; failed += 1) {
    try {
      return await work(() => {
        failed = 0;
      });
    } catch (error) {
      signal?.throwIfAborted();
      if (!isPassing(error) || failed >= ATTEMPTS) throw error;
    }
    await sleep(Math.min(FIRST_WAIT * 2 ** failed, LONGEST_WAIT), undefined, { ...(signal && { signal }) });
  }
}

/** A transfer that was ended in order before it was whole: criud is about to end. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
}

function isPassing(error: unknown): boolean {
  if (error instanceof BrokenOff) return true;
  if (!(error instanceof CriudError)) return false;
  return error.reason === undefined ? LOST.has(error.code) : PASSING.has(error.reason);
}
