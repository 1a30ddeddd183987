import { setMaxListeners } from 'node:events';
import type { NewOperation, Run, SuccessfulOutcome } from '../../../src/operations/index.js';

/** What a restore ends with. */
export const RESTORED: SuccessfulOutcome = {
  kind: 'restore',
  tree: {
    pid: 4711,
    // More than a number of JavaScript holds.
    startTime: 18_446_744_073_709_551_615n,
    keepsTerminal: true,
    statistics: {
      forkingMicroseconds: 1,
      restoreMicroseconds: 2,
      pagesCompared: 3,
      pagesSkippedCow: 4,
      pagesRestored: 5,
    },
  },
};

export const NEW: NewOperation = { kind: 'restore', pids: [], timeout: 60_000 };

/** A signal that nobody aborts, for all to listen to. */
export const NEVER: AbortSignal = new AbortController().signal;
setMaxListeners(0, NEVER);

/** Work that goes on until it is told how to end. */
export interface HeldWork {
  readonly work: (run: Run) => Promise<SuccessfulOutcome>;
  /** Resolves when the work has begun. */
  readonly run: Promise<Run>;
  succeed(outcome?: SuccessfulOutcome): void;
  fail(error: unknown): void;
}

export function holdWork(): HeldWork {
  let started: (run: Run) => void = () => {};
  let succeeded: (outcome: SuccessfulOutcome) => void = () => {};
  let failed: (error: unknown) => void = () => {};
  const run = new Promise<Run>((resolve) => {
    started = resolve;
  });
  const finished = new Promise<SuccessfulOutcome>((resolve, reject) => {
    succeeded = resolve;
    failed = reject;
  });
  return {
    work(begun) {
      started(begun);
      return finished;
    },
    run,
    succeed: (outcome = RESTORED) => succeeded(outcome),
    fail: (error) => failed(error),
  };
}

/** Work that stops when it is told to, as that on checkpoints does. */
export function obey(run: Run): Promise<SuccessfulOutcome> {
  return new Promise((_, reject) => {
    run.signal.addEventListener('abort', () => reject(run.signal.reason));
  });
}
