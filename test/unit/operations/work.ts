import { setMaxListeners } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../../src/failure/index.js';
import type { TreeCondition } from '../../../src/host/index.js';
import {
  type NewOperation,
  type OperationRecord,
  type Operations,
  type OperationsSettings,
  openOperations as open,
  type RoundReport,
  type Run,
  type SuccessfulOutcome,
  type Traces,
  type Warning,
} from '../../../src/operations/index.js';
import { openJournal } from '../../../src/operations/journal.js';
import { scratchFolder } from '../setup/scratch-folder.js';

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

/** A migration with all that is measured of one; most figures are no whole numbers. */
export const MIGRATED: Extract<SuccessfulOutcome, { kind: 'migrate' }> = {
  kind: 'migrate',
  destination: 'beta.example:7443',
  pid: 4711,
  blackoutMilliseconds: 1_000 / 3,
  measured: {
    otherImageBytes: 412_331,
    finalDump: {
      ...{ beginMilliseconds: 3_400.25, pagesWritten: 48, sharedPagesWritten: 12, pagesLazy: 0 },
      ...{ freezingMilliseconds: 1.5, frozenMilliseconds: 271.125 },
    },
    blackout: {
      ...{ beginMilliseconds: 3_400.25, durationMilliseconds: 1_000 / 3 },
      steps: [
        { kind: 'dump', side: 'source', beginMilliseconds: 3_400.25, durationMilliseconds: 20.5 },
        { kind: 'restore', side: 'target', beginMilliseconds: 3_450.5, durationMilliseconds: 200.75 },
      ],
    },
  },
};

/** A round with every figure that one can have; those that divide are no whole numbers. */
export function roundReport(number: number): RoundReport {
  return {
    number,
    checkpoint: `c-${number}`,
    measurements: {
      pagesScanned: 65_536,
      pagesSkippedParent: 60_000,
      pagesWritten: 5_536 / number,
      sharedPages: 12,
      frozenMilliseconds: 1.25,
      writeMilliseconds: 20.5,
      durationMilliseconds: 31.125,
      ...(number > 1 && { sincePreviousMilliseconds: 1_000 / 3 }),
    },
    judgement: {
      round: number,
      verdict: number > 1 ? 'converged' : 'continue',
      dirtyPages: 5_548,
      explanation: 'Round 1 wrote 5548 pages.',
      ...(number > 1 && {
        growthPercent: -100 / 3,
        dirtyPagesPerSecond: 16_608.25,
        predictedFrozenMilliseconds: 0,
      }),
    },
  };
}

export const WARNING: Warning = {
  reason: 'PARENT_NOT_USED',
  message: '5536 pages were written.',
  cure: 'Look at the log.',
  metadata: { pages_written: '5536' },
};

/** What is found of a tree of one stopped process. */
export const STOPPED: TreeCondition = {
  tasks: [{ pid: 4711, startTime: 18_446_744_073_709_551_615n, name: 'counter', states: ['stopped'] }],
  connectionLocks: [],
  overall: 'stopped',
  unknown: [],
};

export const TRACES: Omit<Traces, 'drafts'> = { bootId: 'b', processes: [], finalState: 'running' };

export const NEW: NewOperation = { kind: 'restore', pids: [], timeout: 60_000, traces: TRACES };

/** Operations of which nobody can tell what became when their criud has ended. */
export function openOperations(
  folder: string,
  settings: Partial<OperationsSettings> = {},
): Promise<Operations> {
  return open(folder, {
    resolve: async () => {
      throw new Failure('OPERATION_INTERRUPTED', 'criud ended while the operation went on.', {
        cure: 'Look at the tree with InspectTree.',
      });
    },
    ...settings,
  });
}

/** What the journal in a folder holds by now, which nobody but its owner may open. */
export async function recorded(folder: string, id: string): Promise<OperationRecord | undefined> {
  const copy = join(scratchFolder(), 'copy');
  cpSync(folder, copy, { recursive: true });
  const journal = await openJournal(copy);
  await journal.close();
  return journal.past.find(({ operation }) => operation.id === id);
}

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
