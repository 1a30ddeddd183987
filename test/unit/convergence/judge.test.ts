import { describe, expect, it } from 'vitest';
import {
  type ConvergencePolicy,
  hasConverged,
  judge,
  judgeRounds,
  makePolicy,
  type Round,
  type Verdict,
} from '../../../src/convergence/index.js';
import { firstRound, MEASURED, only, PAGE_A_MILLISECOND, round } from './rounds.js';

/** A destination that takes a hundred pages in a millisecond. */
const HUNDRED_PAGES_A_MILLISECOND = 100 * PAGE_A_MILLISECOND;

function verdicts(policy: ConvergencePolicy, rounds: readonly Round[]): readonly Verdict[] {
  return judgeRounds(policy, rounds).map(({ verdict }) => verdict);
}

describe('measured rounds', () => {
  it.each<[string, Partial<ConvergencePolicy>, readonly Round[], readonly Verdict[]]>([
    ['4000 pages a second go on', {}, MEASURED.at4000, ['continue', 'continue', 'continue', 'continue']],
    [
      'and end by the number of rounds',
      { maxRounds: 3 },
      MEASURED.at4000,
      ['continue', 'continue', 'max-rounds'],
    ],
    [
      'a threshold that the rounds reach',
      { minDirtyPages: 3_076 },
      MEASURED.at4000,
      ['continue', 'continue', 'continue', 'converged'],
    ],
    [
      'a threshold one page lower',
      { minDirtyPages: 3_075 },
      MEASURED.at4000,
      ['continue', 'continue', 'continue', 'continue'],
    ],
    [
      'a share of the memory',
      { goalPercent: 10 },
      MEASURED.at4000,
      ['continue', 'continue', 'goal-percent-met'],
    ],
    [
      'a plateau that may not be one',
      { maxGrowthPercent: -5 },
      MEASURED.at4000Longer,
      ['continue', 'continue', 'continue', 'continue', 'growing'],
    ],
    ['a plateau without that', { minDirtyPages: 64 }, MEASURED.at4000Longer, Array(6).fill('continue')],
    ['1000 pages a second', { minDirtyPages: 1_500 }, MEASURED.at1000, ['continue', 'continue', 'converged']],
    [
      '16000 pages a second to a slow place',
      { bandwidthBytesPerSecond: 50_000_000 },
      MEASURED.at16000,
      ['continue', 'dirty-rate-above-bandwidth'],
    ],
    [
      '16000 pages a second to a fast place',
      { bandwidthBytesPerSecond: 500_000_000 },
      MEASURED.at16000,
      ['continue', 'continue', 'continue', 'continue'],
    ],
  ])('%s', (_, given, rounds, expected) => {
    expect(verdicts(makePolicy(given), rounds)).toEqual(expected);
  });

  it('have their figures told', () => {
    const [first, second] = judgeRounds(makePolicy({}), MEASURED.at4000);
    expect(first).toEqual({
      round: 1,
      verdict: 'continue',
      dirtyPages: 65_551,
      explanation:
        'Round 1 wrote 65551 pages: another round is worth it, and how long a final dump would hold the tree is not known.',
    });
    expect(second).toMatchObject({ round: 2, dirtyPages: 11_268 });
    expect(second?.growthPercent).toBeCloseTo(-82.81, 2);
    expect(second?.dirtyPagesPerSecond).toBeCloseTo(4_000, 6);
    expect(second?.explanation).toMatch(
      /^Round 2 wrote 11268 pages \(82\.8 % fewer than the round before\): .* for \d+(\.\d)? ms\.$/,
    );
  });
});

describe('success', () => {
  it('is an idle process whose second round writes nothing', () => {
    const judgements = judgeRounds(makePolicy({}), [firstRound(), round(0)]);
    expect(judgements.map(({ verdict }) => verdict)).toEqual(['continue', 'converged']);
    expect(judgements[1]).toMatchObject({ dirtyPages: 0, growthPercent: -100, dirtyPagesPerSecond: 0 });
    expect(judgements[1]?.predictedFrozenMilliseconds).toBeCloseTo(100, 6);
  });

  it('is a process that is small from the first round on', () => {
    expect(judge(makePolicy({}), [firstRound(64)]).verdict).toBe('converged');
    expect(judge(makePolicy({}), [firstRound(65)]).verdict).toBe('continue');
  });

  it('is a target that the expected downtime meets, in the very round that it does', () => {
    const policy = only({
      targetDowntimeMilliseconds: 109,
      bandwidthBytesPerSecond: HUNDRED_PAGES_A_MILLISECOND,
    });
    const rounds = [firstRound(), round(5_000), round(901), round(900)];
    expect(verdicts(policy, rounds)).toEqual(['continue', 'continue', 'continue', 'target-downtime-met']);
    expect(judge(policy, rounds).predictedFrozenMilliseconds).toBe(109);
  });

  it('comes before any reason to give up', () => {
    const rounds = [firstRound(100), round(1_000, { frozenMilliseconds: 1, durationMilliseconds: 1e6 })];
    const hopeless = { maxRounds: 2, maxGrowthPercent: 0, maxDurationMilliseconds: 1e6 };
    const slow = { ...hopeless, bandwidthBytesPerSecond: 1_000_000 };
    expect(judge(only(slow), rounds).verdict).toBe('growing');
    expect(judge(only({ ...slow, goalPercent: 2 }), rounds).verdict).toBe('goal-percent-met');
    expect(judge(only({ ...slow, minDirtyPages: 1_000 }), rounds).verdict).toBe('converged');
    expect(judge(only({ ...slow, targetDowntimeMilliseconds: 1e9 }), rounds).verdict).toBe(
      'target-downtime-met',
    );
  });

  it('is told from the other ends', () => {
    const successes: readonly Verdict[] = ['converged', 'goal-percent-met', 'target-downtime-met'];
    const others: readonly Verdict[] = [
      'continue',
      'target-downtime-impossible',
      'growing',
      'dirty-rate-above-bandwidth',
      'max-rounds',
      'max-duration',
    ];
    expect(successes.filter(hasConverged)).toEqual(successes);
    expect(others.filter(hasConverged)).toEqual([]);
  });
});

describe('a target downtime', () => {
  it('that is not met yet is no reason to stop', () => {
    const policy = only({
      targetDowntimeMilliseconds: 105,
      bandwidthBytesPerSecond: HUNDRED_PAGES_A_MILLISECOND,
    });
    expect(verdicts(policy, [firstRound(), round(20_000), round(8_000), round(3_000), round(1_000)])).toEqual(
      Array(5).fill('continue'),
    );
  });

  it('is impossible when the tree stands still for longer with no page dirty, twice and no longer falling', () => {
    const policy = only({ targetDowntimeMilliseconds: 100 });
    const frozen = (...times: readonly number[]) =>
      times.map((time, index) => {
        const given = { frozenMilliseconds: time };
        return index === 0 ? firstRound(undefined, given) : round(30_000 / 4 ** index, given);
      });
    expect(verdicts(policy, frozen(150, 150, 150))).toEqual([
      'continue',
      'continue',
      'target-downtime-impossible',
    ]);
    // The freeze of the first round is that of all pages, and proves nothing.
    expect(verdicts(policy, frozen(150, 150))).toEqual(['continue', 'continue']);
    // Still falling.
    expect(verdicts(policy, frozen(900, 400, 200))).toEqual(['continue', 'continue', 'continue']);
    // Once in between.
    expect(verdicts(policy, frozen(150, 90, 150))).toEqual(['continue', 'continue', 'continue']);
  });

  it('is impossible when the dirty pages stay the same and the expected downtime above it', () => {
    const policy = only({
      targetDowntimeMilliseconds: 120,
      bandwidthBytesPerSecond: HUNDRED_PAGES_A_MILLISECOND,
    });
    const rounds = [firstRound(), round(10_000), round(3_000), round(2_900)];
    expect(verdicts(policy, rounds)).toEqual([
      'continue',
      'continue',
      'continue',
      'target-downtime-impossible',
    ]);
    expect(judge(policy, rounds).explanation).toMatch(
      /do not bring the downtime to the 120 ms asked for, as it takes 100 ms with no private page dirty, and a final dump is expected to hold the tree for 129 ms\.$/,
    );
  });

  it('is not impossible after a burst, which may pass', () => {
    const policy = only({
      targetDowntimeMilliseconds: 120,
      bandwidthBytesPerSecond: HUNDRED_PAGES_A_MILLISECOND,
    });
    expect(verdicts(policy, [firstRound(), round(3_000), round(9_000)])).toEqual(Array(3).fill('continue'));
  });

  it('is not impossible when it is only the pause between rounds that makes them as large as each other', () => {
    const policy = only({
      targetDowntimeMilliseconds: 500,
      bandwidthBytesPerSecond: PAGE_A_MILLISECOND,
      intervalMilliseconds: 9_500,
    });
    const paused = round(3_000, { sincePreviousMilliseconds: 10_000 });
    expect(verdicts(policy, [firstRound(), paused, paused, paused])).toEqual(Array(4).fill('continue'));
  });

  it('is not judged after a first round, whatever that wrote', () => {
    const policy = only({ targetDowntimeMilliseconds: 1, bandwidthBytesPerSecond: 1_000_000 });
    expect(verdicts(policy, [firstRound(65_552, { frozenMilliseconds: 5_000 })])).toEqual(['continue']);
  });
});

describe('shared memory', () => {
  const shared = { sharedPages: 2_000 };

  it('counts as dirty, and not as written, nor as dirty by the second', () => {
    const judgement = judge(only({}), [firstRound(65_552, shared), round(500, shared)]);
    expect(judgement).toMatchObject({ dirtyPages: 2_500, dirtyPagesPerSecond: 1_000 });
    expect(judgement.explanation).toMatch(
      /^Round 2 wrote 500 pages .*, and left 2000 shared ones to the dump:/,
    );
  });

  it('is written in full by the final dump', () => {
    const policy = only({ bandwidthBytesPerSecond: PAGE_A_MILLISECOND });
    expect(judge(policy, [firstRound(65_552, shared), round(1, shared)]).predictedFrozenMilliseconds).toBe(
      2_101,
    );
  });

  it('alone makes a target impossible, in the first round, where the bandwidth is known', () => {
    const rounds = [firstRound(10_000, { ...shared, writeMilliseconds: 3_000 })];
    const target = { targetDowntimeMilliseconds: 599 };
    expect(judge(only(target), rounds).verdict).toBe('target-downtime-impossible');
    expect(judge(only({ targetDowntimeMilliseconds: 601 }), rounds).verdict).toBe('continue');
    expect(judge(only({ ...target, bandwidthBytesPerSecond: 1e9 }), rounds).verdict).toBe('continue');
    const unseen = [firstRound(10_000, { ...shared, writeMilliseconds: 0 })];
    expect(judge(only(target), unseen).verdict).toBe('continue');
  });

  it('is no reason for another round, which would make none of it less', () => {
    const rounds = [firstRound(65_552, shared), round(64, shared)];
    expect(judge(makePolicy({}), rounds)).toMatchObject({ verdict: 'converged', dirtyPages: 2_064 });
  });

  it('counts in the share that a goal is about', () => {
    const rounds = [firstRound(10_000, shared), round(1_000, { ...shared, pagesSkippedParent: 9_000 })];
    expect(judge(only({ goalPercent: 25 }), rounds).verdict).toBe('goal-percent-met');
    expect(judge(only({ goalPercent: 24.9 }), rounds).verdict).toBe('continue');
  });
});

describe('rounds that get nowhere', () => {
  it('grow by more than they may, from the second on', () => {
    expect(verdicts(makePolicy({}), [firstRound(1_000), round(1_100)])).toEqual(['continue', 'continue']);
    expect(verdicts(makePolicy({}), [firstRound(1_000), round(1_101)])).toEqual(['continue', 'growing']);
  });

  it('stay the same where each has to be smaller', () => {
    expect(
      verdicts(only({ maxGrowthPercent: -10 }), [firstRound(), round(1_000), round(900), round(811)]),
    ).toEqual(['continue', 'continue', 'continue', 'growing']);
  });

  it('dirty pages as fast as they can be written', () => {
    const rounds = [firstRound(), round(1_000, { sincePreviousMilliseconds: 1_000 })];
    const bytes = 1_000 * 4_096;
    const diverging = judge(only({ bandwidthBytesPerSecond: bytes }), rounds);
    expect(diverging.verdict).toBe('dirty-rate-above-bandwidth');
    expect(diverging.explanation).toContain('3.9 MiB get dirty in a second, and 3.9 MiB can be written');
    expect(judge(only({ bandwidthBytesPerSecond: bytes + 1 }), rounds).verdict).toBe('continue');
  });

  it('dirty pages as fast as they were seen to be written', () => {
    const rounds = [
      firstRound(60_000, { writeMilliseconds: 60_000 }),
      round(1_500, { sincePreviousMilliseconds: 1_500 }),
    ];
    expect(judge(only({}), rounds).verdict).toBe('dirty-rate-above-bandwidth');
    const faster = [firstRound(60_000, { writeMilliseconds: 59_000 }), ...rounds.slice(1)];
    expect(judge(only({}), faster).verdict).toBe('continue');
  });

  it('never do so in the first, which has no interval even where one is given', () => {
    const first = { ...firstRound(), sincePreviousMilliseconds: 1 };
    expect(judge(only({ bandwidthBytesPerSecond: 1 }), [first])).not.toHaveProperty('dirtyPagesPerSecond');
    expect(judge(only({ bandwidthBytesPerSecond: 1 }), [first]).verdict).toBe('continue');
  });

  it('are said to be impossible, growing, too fast, too many or too long in this order', () => {
    const rounds = [firstRound(), round(1_000), round(1_001)];
    const [target, growth] = [{ targetDowntimeMilliseconds: 50 }, { maxGrowthPercent: 0 }];
    const slow = { bandwidthBytesPerSecond: 8_000_000 };
    const [most, time] = [{ maxRounds: 3 }, { maxDurationMilliseconds: 1_999 }];
    const last = (given: Partial<ConvergencePolicy>) => {
      // The second round is slow in itself: only the third can tell them apart.
      const calm = rounds.with(1, round(1_000, { sincePreviousMilliseconds: 5_000 }));
      return verdicts(only(given), calm).at(2);
    };
    expect(last({ ...target, ...growth, ...slow, ...most, ...time })).toBe('target-downtime-impossible');
    expect(last({ ...growth, ...slow, ...most, ...time })).toBe('growing');
    expect(last({ ...slow, ...most, ...time })).toBe('dirty-rate-above-bandwidth');
    expect(last({ ...most, ...time })).toBe('max-rounds');
    expect(last(time)).toBe('max-duration');
  });
});

describe('limits', () => {
  it('allow as many rounds as they say', () => {
    const rounds = [firstRound(), round(9_000), round(8_000)];
    expect(verdicts(only({ maxRounds: 1 }), rounds)).toEqual(['max-rounds']);
    expect(verdicts(only({ maxRounds: 2 }), rounds)).toEqual(['continue', 'max-rounds']);
    expect(verdicts(only({ maxRounds: 4 }), rounds)).toEqual(['continue', 'continue', 'continue']);
  });

  it('leave no time for another round as long as the last', () => {
    const rounds = [
      firstRound(65_552, { durationMilliseconds: 600 }),
      round(9_000),
      round(8_000, { durationMilliseconds: 700 }),
    ];
    // 600 and 500 and 700, and 700 again.
    expect(verdicts(only({ maxDurationMilliseconds: 2_500 }), rounds)).toEqual(Array(3).fill('continue'));
    expect(verdicts(only({ maxDurationMilliseconds: 2_499 }), rounds)).toEqual([
      'continue',
      'continue',
      'max-duration',
    ]);
    expect(verdicts(only({ maxDurationMilliseconds: 1_199 }), rounds)).toEqual(['max-duration']);
  });

  it('count the pauses, before the next round too', () => {
    const rounds = [firstRound(65_552, { durationMilliseconds: 500 }), round(9_000), round(8_000)];
    const paused = { intervalMilliseconds: 1_000 };
    expect(verdicts(only({ ...paused, maxDurationMilliseconds: 5_000 }), rounds)).toEqual(
      Array(3).fill('continue'),
    );
    expect(verdicts(only({ ...paused, maxDurationMilliseconds: 4_999 }), rounds)).toEqual([
      'continue',
      'continue',
      'max-duration',
    ]);
  });
});

describe('rounds after the end', () => {
  it('are not judged', () => {
    expect(judgeRounds(makePolicy({}), [firstRound(), round(10), round(60_000)])).toHaveLength(2);
    expect(judge(makePolicy({}), [firstRound(), round(10), round(60_000)])).toMatchObject({
      round: 2,
      verdict: 'converged',
    });
  });

  it('are needed for a judgement', () => {
    expect(judgeRounds(makePolicy({}), [])).toEqual([]);
    expect(() => judge(makePolicy({}), [])).toThrow(RangeError);
  });
});

describe('figures below what a clock shows', () => {
  it('are as good as none', () => {
    const rounds = [
      firstRound(65, { writeMilliseconds: 0 }),
      round(65, { writeMilliseconds: 3e-300, sincePreviousMilliseconds: 4e-304 }),
    ];
    const judgement = judge(only({}), rounds);
    expect(judgement).not.toHaveProperty('dirtyPagesPerSecond');
    expect(judgement.explanation).not.toMatch(/NaN|Infinity|undefined/);
  });
});
