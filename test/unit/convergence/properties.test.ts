import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ConvergencePolicy,
  hasConverged,
  judgeRounds,
  makePolicy,
  type Round,
} from '../../../src/convergence/index.js';

/** Small figures, which meet each other, and any at all. */
const pages = fc.oneof(fc.nat(200), fc.nat(100_000), fc.maxSafeNat());
const milliseconds = fc.oneof(fc.constant(0), fc.nat(2_000), fc.double({ min: 0, max: 1e300, noNaN: true }));

const anyRound: fc.Arbitrary<Round> = fc.record(
  {
    pagesScanned: pages,
    pagesSkippedParent: pages,
    pagesWritten: pages,
    sharedPages: fc.oneof(fc.constant(0), pages),
    frozenMilliseconds: milliseconds,
    writeMilliseconds: milliseconds,
    sincePreviousMilliseconds: milliseconds,
    durationMilliseconds: milliseconds,
  },
  {
    requiredKeys: [
      'pagesScanned',
      'pagesSkippedParent',
      'pagesWritten',
      'sharedPages',
      'frozenMilliseconds',
      'writeMilliseconds',
      'durationMilliseconds',
    ],
  },
);

const anyRounds = fc.array(anyRound, { maxLength: 12 });

const positive = fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 1, max: 1e300, noNaN: true }));

const anyPolicy: fc.Arbitrary<ConvergencePolicy> = fc
  .record(
    {
      maxRounds: fc.integer({ min: 1, max: 64 }),
      minDirtyPages: fc.nat(200),
      goalPercent: fc.double({ min: 0.001, max: 100, noNaN: true }),
      maxGrowthPercent: fc.double({ min: -100, max: 1e6, noNaN: true }),
      targetDowntimeMilliseconds: positive,
      bandwidthBytesPerSecond: positive,
      maxDurationMilliseconds: positive,
      intervalMilliseconds: fc.nat(10_000),
    },
    { requiredKeys: [] },
  )
  .map(makePolicy);

describe('judgements of any policy on any rounds', () => {
  it('are one a round, in order, up to the first that is not to continue', () => {
    fc.assert(
      fc.property(anyPolicy, anyRounds, (policy, rounds) => {
        const judgements = judgeRounds(policy, rounds);
        expect(judgements.length).toBeLessThanOrEqual(Math.min(rounds.length, policy.maxRounds));
        expect(judgements.map(({ round }) => round)).toEqual(judgements.map((_, index) => index + 1));
        const ends = judgements.findIndex(({ verdict }) => verdict !== 'continue');
        expect(ends === -1 ? rounds.length : ends + 1).toBe(judgements.length);
      }),
    );
  });

  it('depend on the rounds up to theirs and on nothing else', () => {
    fc.assert(
      fc.property(anyPolicy, anyRounds, anyRounds, (policy, rounds, later) => {
        const judgements = judgeRounds(policy, rounds);
        expect(judgeRounds(policy, structuredClone(rounds))).toEqual(judgements);
        expect(judgeRounds(policy, [...rounds, ...later]).slice(0, judgements.length)).toEqual(judgements);
      }),
    );
  });

  it('have no figure that is not one', () => {
    fc.assert(
      fc.property(anyPolicy, anyRounds, (policy, rounds) => {
        for (const { verdict, explanation, ...figures } of judgeRounds(policy, rounds)) {
          expect(Object.values(figures).filter((figure) => !Number.isFinite(figure))).toEqual([]);
          expect(explanation).not.toMatch(/NaN|Infinity|undefined/);
          expect(explanation, verdict).toMatch(/^Round .*[^.]\.$/);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('never expect a shorter downtime than that of the freeze, nor a longer one than that of all pages', () => {
    const ample = { minDirtyPages: 0, maxGrowthPercent: 1e300, bandwidthBytesPerSecond: 4_096_000 };
    fc.assert(
      fc.property(anyRounds, (rounds) => {
        judgeRounds(makePolicy(ample), rounds).forEach(
          ({ predictedFrozenMilliseconds: predicted }, index) => {
            const round = rounds[index];
            if (predicted === undefined || round === undefined) return;
            const all = round.pagesSkippedParent + round.pagesWritten + round.sharedPages;
            expect(predicted).toBeGreaterThanOrEqual(round.frozenMilliseconds);
            expect(predicted).toBeLessThanOrEqual((round.frozenMilliseconds + all) * (1 + 1e-9));
          },
        );
      }),
    );
  });

  it('converge no later with more pages allowed', () => {
    fc.assert(
      fc.property(anyPolicy, anyRounds, fc.nat(1_000), (policy, rounds, more) => {
        const strict = judgeRounds(policy, rounds);
        const mild = judgeRounds({ ...policy, minDirtyPages: policy.minDirtyPages + more }, rounds);
        expect(mild.length).toBeLessThanOrEqual(strict.length);
        const [strictEnd, mildEnd] = [strict.at(-1), mild.at(-1)];
        if (strictEnd !== undefined && hasConverged(strictEnd.verdict)) {
          expect(mildEnd).toSatisfy(() => mildEnd !== undefined && hasConverged(mildEnd.verdict));
        }
        if (mild.length < strict.length) expect(mildEnd?.verdict).toBe('converged');
      }),
    );
  });

  it('never give up on a round that is small enough', () => {
    fc.assert(
      fc.property(anyPolicy, anyRounds, (policy, rounds) => {
        judgeRounds(policy, rounds).forEach(({ verdict }, index) => {
          const small = (rounds[index]?.pagesWritten ?? 0) <= policy.minDirtyPages;
          expect(verdict === 'converged').toBe(small);
        });
      }),
    );
  });

  it('say nothing of growth, rate and downtime after a first round', () => {
    fc.assert(
      fc.property(anyPolicy, anyRound, (policy, round) => {
        const [first] = judgeRounds(policy, [round]);
        expect(Object.keys(first ?? {}).sort()).toEqual(['dirtyPages', 'explanation', 'round', 'verdict']);
        expect(['growing', 'dirty-rate-above-bandwidth', 'target-downtime-met']).not.toContain(
          first?.verdict,
        );
      }),
    );
  });
});
