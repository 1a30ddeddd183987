import type { DumpStatistics } from '../criu/index.js';
import type { Blackout, MeasuredMigration, Step, StepKind } from '../report/index.js';

/** A step at a target, by the clock there: placed in time by the answer that tells of it. */
export interface PeerStep {
  readonly kind: StepKind;
  /** From the begin of the step until the answer was sent. */
  readonly beforeMilliseconds: number;
  readonly durationMilliseconds: number;
}

/** Steps that go on, and those that have ended, at one host. */
export interface Stopwatch {
  /** Begins a step; to be called once, the function that comes back ends it. */
  begin(kind: StepKind): () => void;
  /** The same of a step that lasts until a promise is settled; returns what that comes to. */
  during<Result>(kind: StepKind, work: Promise<Result>): Promise<Result>;
  /** Those that have ended, as an answer that is sent now tells of them. */
  steps(): readonly PeerStep[];
}

/** What is measured at the source of a migration while it goes on. */
export interface Measurement extends Stopwatch {
  /** The tree is about to be frozen. */
  freezes(): void;
  /** The tree is known to run at the target; only the first time counts. */
  runs(): void;
  /** So many bytes of images that are none of pages are sent. */
  sends(bytes: number): void;
  /** What CRIU leaves of the final dump; nothing, where it cannot be read. */
  dumped(statistics: Promise<DumpStatistics>): void;
  /** All steps of the target so far, told by an answer that came now. */
  answered(steps: readonly PeerStep[]): void;
  /** What has been measured by now. */
  result(): Promise<MeasuredMigration>;
}

/** @param now a monotonic clock, in milliseconds */
export function startStopwatch(now: () => number = () => performance.now()): Stopwatch {
  const ended: { readonly kind: StepKind; readonly begin: number; readonly end: number }[] = [];
  const begin = (kind: StepKind) => {
    const at = now();
    return () => void ended.push({ kind, begin: at, end: now() });
  };
  return {
    begin,
    during: (kind, work) => work.finally(begin(kind)),
    steps() {
      const sentAt = now();
      return ended.map(({ kind, begin, end }) => ({
        kind,
        beforeMilliseconds: sentAt - begin,
        durationMilliseconds: end - begin,
      }));
    },
  };
}

/**
 * Begins to measure; times count from now.
 *
 * @param now a monotonic clock, in milliseconds
 */
export function startMeasurement(now: () => number = () => performance.now()): Measurement {
  const startedAt = now();
  const stopwatch = startStopwatch(now);
  let frozenAt: number | undefined;
  let runsAt: number | undefined;
  let otherImageBytes: number | undefined;
  let dump: Promise<DumpStatistics | undefined> = Promise.resolve(undefined);
  let atTarget: readonly Step[] = [];

  /** Those of an answer that comes now. */
  function placed(steps: readonly PeerStep[], side: Step['side']): readonly Step[] {
    const since = now() - startedAt;
    return steps.map(({ kind, beforeMilliseconds, durationMilliseconds }) => ({
      ...{ kind, side, durationMilliseconds },
      beginMilliseconds: Math.max(0, since - beforeMilliseconds),
    }));
  }

  function blackoutOf(): Blackout | undefined {
    if (frozenAt === undefined || runsAt === undefined) return undefined;
    const from = frozenAt - startedAt;
    const to = runsAt - startedAt;
    const steps = [...placed(stopwatch.steps(), 'source'), ...atTarget]
      .filter((step) => step.beginMilliseconds < to)
      .filter((step) => step.beginMilliseconds + step.durationMilliseconds > from)
      .sort((one, other) => one.beginMilliseconds - other.beginMilliseconds);
    return { beginMilliseconds: from, durationMilliseconds: to - from, steps };
  }

  return {
    ...stopwatch,
    freezes() {
      frozenAt = now();
    },
    runs() {
      runsAt ??= now();
    },
    sends(bytes) {
      otherImageBytes = (otherImageBytes ?? 0) + bytes;
    },
    dumped(statistics) {
      dump = statistics.catch(() => undefined);
    },
    answered(steps) {
      atTarget = placed(steps, 'target');
    },
    async result() {
      const blackout = blackoutOf();
      const statistics = await dump;
      return {
        ...(otherImageBytes !== undefined && { otherImageBytes }),
        ...(blackout && { blackout }),
        ...(statistics &&
          frozenAt !== undefined && {
            finalDump: {
              beginMilliseconds: frozenAt - startedAt,
              pagesWritten: statistics.pagesWritten,
              sharedPagesWritten: statistics.sharedPagesWritten,
              pagesLazy: statistics.pagesLazy,
              freezingMilliseconds: statistics.freezingMicroseconds / 1_000,
              frozenMilliseconds: statistics.frozenMicroseconds / 1_000,
            },
          }),
      };
    },
  };
}
