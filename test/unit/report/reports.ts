import fc from 'fast-check';
import { judge, makePolicy, type Round } from '../../../src/convergence/index.js';
import type { MigrationReport, ReportedRound, Step, StepKind } from '../../../src/report/index.js';

const policy = makePolicy({});

/** Rounds right after each other, the first after 100 ms, that wrote so many pages in so many milliseconds. */
export function reportedRounds(
  figures: readonly (readonly [pagesWritten: number, milliseconds: number])[],
  sharedPages = 0,
): readonly ReportedRound[] {
  const rounds: Round[] = [];
  let beginMilliseconds = 100;
  return figures.map(([pagesWritten, durationMilliseconds]) => {
    const measurements = {
      ...{ pagesScanned: 65_552, pagesSkippedParent: 65_552 - pagesWritten, pagesWritten, sharedPages },
      ...{ frozenMilliseconds: 30, writeMilliseconds: 200, durationMilliseconds },
    };
    rounds.push(measurements);
    const round = {
      number: rounds.length,
      beginMilliseconds,
      measurements,
      judgement: judge(policy, rounds),
    };
    beginMilliseconds += durationMilliseconds;
    return round;
  });
}

const STEPS: readonly (readonly [StepKind, Step['side'], number, number])[] = [
  ['dump', 'source', 0, 200],
  ['pages', 'source', 200, 40],
  ['images', 'source', 240, 60],
  ['prepare', 'source', 300, 900],
  ['flush', 'target', 310, 90],
  ['restore', 'target', 320, 860],
  ['record', 'source', 1_200, 10],
  ['kill', 'source', 1_210, 70],
  ['commit', 'source', 1_280, 220],
  ['resume', 'target', 1_290, 200],
];

/** A migration in three rounds, with a step of each kind in its blackout of 1500 ms. */
export const REPORT: MigrationReport = {
  kind: 'migration',
  operation: '0197c2f4-6a6e-4c1e-9d6b-2f1d0b6f6a11',
  source: 'alpha',
  destination: 'beta.example:7443',
  strategy: 'pre-copy',
  startedAt: new Date('2026-01-31T12:00:00.000Z'),
  durationMilliseconds: 5_000,
  rounds: reportedRounds([
    [65_552, 2_000],
    [8_194, 800],
    [60, 400],
  ]),
  finalDump: {
    ...{ beginMilliseconds: 3_400, pagesWritten: 48, sharedPagesWritten: 0, pagesLazy: 0 },
    ...{ freezingMilliseconds: 3, frozenMilliseconds: 1_270 },
  },
  otherImageBytes: 412_331,
  blackout: {
    beginMilliseconds: 3_400,
    durationMilliseconds: 1_500,
    steps: STEPS.map(([kind, side, begin, durationMilliseconds]) => ({
      ...{ kind, side, durationMilliseconds },
      beginMilliseconds: 3_400 + begin,
    })),
  },
};

const { blackout: _, destination: __, strategy: ___, ...rest } = REPORT;

/** An iterative dump of the same rounds. */
export const ITERATIVE_DUMP: MigrationReport = { ...rest, kind: 'iterative-dump' };

const milliseconds = fc.oneof(fc.constant(0), fc.nat(5_000), fc.double({ min: 0, max: 1e12, noNaN: true }));
const pages = fc.oneof(fc.nat(100), fc.nat(2 ** 30), fc.maxSafeNat());
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant(`]]>&<"'--></text><script>\u001b[2J\ud800`));

const anyRound: fc.Arbitrary<ReportedRound> = fc
  .record({
    pagesScanned: pages,
    pagesSkippedParent: pages,
    pagesWritten: pages,
    sharedPages: pages,
    frozenMilliseconds: milliseconds,
    writeMilliseconds: milliseconds,
    durationMilliseconds: milliseconds,
  })
  .chain((measurements) =>
    fc.record({
      number: fc.integer({ min: 1, max: 64 }),
      beginMilliseconds: milliseconds,
      measurements: fc.constant(measurements),
      judgement: fc.record({
        round: fc.constant(1),
        verdict: fc.constant('continue' as const),
        dirtyPages: pages,
        explanation: text,
      }),
    }),
  );

const anyStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...STEPS.map(([kind]) => kind)),
  side: fc.constantFrom('source', 'target'),
  beginMilliseconds: milliseconds,
  durationMilliseconds: milliseconds,
});

/** Anything that the types allow. */
export const anyReport: fc.Arbitrary<MigrationReport> = fc.record(
  {
    kind: fc.constantFrom('migration', 'iterative-dump'),
    operation: text,
    source: text,
    destination: text,
    strategy: fc.constantFrom('pre-copy', 'stop-and-copy'),
    startedAt: fc.date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true }),
    durationMilliseconds: milliseconds,
    failure: text,
    rounds: fc.array(anyRound, { maxLength: 6 }),
    finalDump: fc.record({
      beginMilliseconds: milliseconds,
      pagesWritten: pages,
      sharedPagesWritten: pages,
      pagesLazy: pages,
      freezingMilliseconds: milliseconds,
      frozenMilliseconds: milliseconds,
    }),
    otherImageBytes: pages,
    blackout: fc.record({
      beginMilliseconds: milliseconds,
      durationMilliseconds: milliseconds,
      steps: fc.array(anyStep, { maxLength: 8 }),
    }),
  },
  { requiredKeys: ['kind', 'operation', 'source', 'startedAt', 'durationMilliseconds', 'rounds'] },
);
