import { setTimeout as sleep } from 'node:timers/promises';

/** How long a wait may last. */
export interface WaitLimit {
  readonly milliseconds: number;
  /** Ends the wait before: it then rejects with the reason of the signal. */
  readonly signal?: AbortSignal | undefined;
}

const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 50;

/**
 * Asks again and again until there is an answer; undefined when the limit came
 * first. /proc tells of no event, so every wait on processes goes through here.
 * It asks at once, then at growing pauses, and a last time at the limit.
 */
export async function poll<T>(probe: () => T | undefined, limit: WaitLimit): Promise<T | undefined> {
  const end = performance.now() + limit.milliseconds;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    // Before the question, so that one is asked after the limit for sure.
    const left = end - performance.now();
    const answer = probe();
    if (answer !== undefined) return answer;
    limit.signal?.throwIfAborted();
    if (left <= 0) return undefined;
    // An abort wakes the sleep; the next turn then throws the reason of the signal itself.
    await sleep(Math.min(pause, left), undefined, { signal: limit.signal }).catch(() => undefined);
  }
}
