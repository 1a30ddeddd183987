import { setTimeout as pause } from 'node:timers/promises';
import { Failure, type Reason } from '../failure/index.js';

/** Milliseconds to wait before each try after a link was lost; when they are used up it counts as gone. */
const PAUSES = [250, 500, 1_000, 2_000, 4_000];

/** What ends by itself: a network that is cut, a peer or a store that is started again. */
const PASSING: readonly Reason[] = ['PEER_UNREACHABLE', 'STORE_UNREACHABLE', 'SHUTTING_DOWN'];

/**
 * Goes on over lost links. Each try begins where the last one stood, and one that
 * came further gives the next ones all their time again.
 *
 * @param position how far it is
 * @throws the reason of the signal, the error of the last try, or at once one that does not pass.
 */
export async function overLostLinks<T>(
  signal: AbortSignal,
  position: () => number,
  attempt: () => Promise<T>,
): Promise<T> {
  let reached = position();
  for (let lost = 0; ; lost += 1) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Failure) || !PASSING.includes(error.reason)) throw error;
      if (position() > reached) lost = 0;
      reached = position();
      const milliseconds = PAUSES[lost];
      if (milliseconds === undefined) throw error;
      await pause(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}
