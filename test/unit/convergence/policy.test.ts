import { describe, expect, it } from 'vitest';
import { type ConvergencePolicy, makePolicy } from '../../../src/convergence/index.js';
import { Failure } from '../../../src/failure/index.js';

function fieldsRefused(given: Partial<ConvergencePolicy>): readonly string[] {
  try {
    makePolicy(given);
    return [];
  } catch (error) {
    if (!(error instanceof Failure) || error.reason !== 'INVALID_REQUEST') throw error;
    return error.violations.map(({ field }) => field);
  }
}

describe('a policy', () => {
  it('has its defaults', () => {
    expect(makePolicy({})).toEqual({
      maxRounds: 8,
      minDirtyPages: 64,
      maxGrowthPercent: 10,
      intervalMilliseconds: 0,
    });
  });

  it('has what was given', () => {
    const given: ConvergencePolicy = {
      maxRounds: 3,
      minDirtyPages: 0,
      goalPercent: 12.5,
      maxGrowthPercent: -5,
      targetDowntimeMilliseconds: 250,
      bandwidthBytesPerSecond: 125_000_000,
      maxDurationMilliseconds: 30_000,
      intervalMilliseconds: 1_000,
    };
    expect(makePolicy(given)).toEqual(given);
  });

  it.each([
    ['policy.max_rounds', 'maxRounds', [0, -1, 1.5, 65, Number.NaN], [1, 64]],
    ['policy.min_dirty_pages', 'minDirtyPages', [-1, 0.5, 2 ** 53, Infinity], [0, 2 ** 53 - 1]],
    ['policy.goal_percent', 'goalPercent', [0, -1, 100.1, Number.NaN, Infinity], [0.1, 100]],
    ['policy.max_growth_percent', 'maxGrowthPercent', [-100.1, Number.NaN, Infinity], [-100, 0, 1_000]],
    ['policy.target_downtime', 'targetDowntimeMilliseconds', [0, -1, Number.NaN, Infinity], [0.5]],
    ['policy.bandwidth_bytes_per_second', 'bandwidthBytesPerSecond', [0, -1, Number.NaN, Infinity], [1]],
    ['policy.max_duration', 'maxDurationMilliseconds', [0, -1, Number.NaN, Infinity], [0.5]],
    ['policy.interval', 'intervalMilliseconds', [-1, 2 ** 31, Number.NaN, Infinity], [0, 2 ** 31 - 1]],
  ] as const)('takes %s only within its bounds', (field, name, refused, taken) => {
    for (const value of refused) expect(fieldsRefused({ [name]: value }), `${value}`).toEqual([field]);
    for (const value of taken) expect(fieldsRefused({ [name]: value }), `${value}`).toEqual([]);
  });

  it('is refused with everything that is wrong with it, and the value', () => {
    expect(fieldsRefused({ maxRounds: 0, goalPercent: 200, intervalMilliseconds: 5 })).toEqual([
      'policy.max_rounds',
      'policy.goal_percent',
    ]);
    expect(() => makePolicy({ maxRounds: 65 })).toThrow(
      'policy.max_rounds: must be a whole number from 1 to 64, and is 65',
    );
  });
});
