import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/failure/index.js';
import { reportOf } from '../../../src/migration/report.js';
import type { Operation, Phase } from '../../../src/operations/index.js';
import { MIGRATED, roundReport } from '../operations/work.js';

const CREATED = Date.UTC(2026, 0, 31, 12);

/** Phases that began so many milliseconds after the request, each until the next one. */
function phases(...begins: readonly (readonly [Phase, number])[]) {
  return begins.map(([phase, at], index) => ({
    phase,
    startedAt: new Date(CREATED + at),
    milliseconds: (begins[index + 1]?.[1] ?? at) - at,
  }));
}

const OPERATION: Operation = {
  ...{ id: 'o-1', kind: 'migrate', createdAt: new Date(CREATED), endedAt: new Date(CREATED + 6_000) },
  move: { destination: 'beta.example:7443', strategy: 'pre-copy' },
  rounds: [roundReport(1), roundReport(2)],
  phases: phases(
    ['queued', 0],
    ['checking', 1_000],
    ['pre-dumping', 1_200],
    ['pausing', 3_000],
    ['pre-dumping', 3_500],
    ['dumping', 4_300],
  ),
  outcome: MIGRATED,
};

describe('the report of a migration', () => {
  it('begins when its turn has come, and places the rounds from there', () => {
    expect(reportOf(OPERATION, 'alpha')).toEqual({
      ...{ kind: 'migration', operation: 'o-1', source: 'alpha' },
      ...{ destination: 'beta.example:7443', strategy: 'pre-copy' },
      startedAt: new Date(CREATED + 1_000),
      durationMilliseconds: 5_000,
      rounds: [roundReport(1), roundReport(2)].map(({ checkpoint: _, ...round }, index) => ({
        ...round,
        beginMilliseconds: index === 0 ? 200 : 2_500,
      })),
      ...MIGRATED.measured,
    });
  });

  it('has hooks that were waited for among the steps of the blackout, and no others', () => {
    const held = {
      ...OPERATION,
      phases: phases(
        ['checking', 0],
        ['pre-dumping', 100],
        ['held', 200],
        ['pre-dumping', 300],
        ['pre-dumping', 2_000],
        ['dumping', 3_300],
        ['held', 3_500],
        ['dumping', 3_600],
      ),
    };
    const { blackout, rounds } = reportOf(held, 'alpha');
    expect(blackout?.steps.filter(({ kind }) => kind === 'hook')).toEqual([
      { kind: 'hook', side: 'source', beginMilliseconds: 3_500, durationMilliseconds: 100 },
    ]);
    expect(rounds.map(({ beginMilliseconds }) => beginMilliseconds)).toEqual([100, 2_000]);
  });

  it('of one that failed has the rounds and why', () => {
    const failure = new Failure('NOT_CONVERGED', 'The rounds ended with growing.');
    const report = reportOf({ ...OPERATION, outcome: { kind: 'failed', failure } }, 'alpha');
    expect(report).toMatchObject({
      ...{ destination: 'beta.example:7443', failure: 'NOT_CONVERGED: The rounds ended with growing.' },
    });
    expect(report.rounds).toHaveLength(2);
    expect(report.blackout).toBeUndefined();
    expect(report.finalDump).toBeUndefined();
  });

  it('of one that a later criud has ended has the rounds', () => {
    const { measured: _, ...outcome } = MIGRATED;
    const report = reportOf({ ...OPERATION, outcome }, 'alpha');
    expect(report.rounds).toHaveLength(2);
    expect(report.blackout).toBeUndefined();
  });

  it('has no time below 0 where the clock was set back', () => {
    const endedAt = new Date(CREATED - 60_000);
    expect(reportOf({ ...OPERATION, endedAt }, 'alpha').durationMilliseconds).toBe(0);
  });
});
