import { describe, expect, it } from 'vitest';
import { judge, judgeRounds, makePolicy } from '../../../src/convergence/index.js';
import { firstRound, MEASURED, only, PAGE_A_MILLISECOND, round } from './rounds.js';

/** What other programs that iterate over CRIU's pre-dump do, or did, and this one must not. */
describe('mistakes that others have published', () => {
  it('phaul: the first round has grown from an empty one, and so is always the last', () => {
    for (const pages of [65, 96, 1_000, 65_551]) {
      const [first] = judgeRounds(makePolicy({}), [firstRound(pages)]);
      expect(first?.verdict).toBe('continue');
      expect(first).not.toHaveProperty('growthPercent');
    }
    expect(judgeRounds(makePolicy({}), MEASURED.at4000)).toHaveLength(4);
    const strict = makePolicy({ maxGrowthPercent: -100, minDirtyPages: 0 });
    expect(judge(strict, [firstRound()]).verdict).toBe('continue');
  });

  it('Incus: each round counts twice, so that ten allowed are six made', () => {
    const rounds = [firstRound(), ...Array.from({ length: 9 }, (_, index) => round(10_000 - index))];
    const judgements = judgeRounds(only({ maxRounds: 10 }), rounds);
    expect(judgements.map((judgement) => judgement.round)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(judgements.map(({ verdict }) => verdict)).toEqual([...Array(9).fill('continue'), 'max-rounds']);
  });

  it('p.haul: rounds count from 0, so that eight allowed are nine made', () => {
    const rounds = [firstRound(), ...Array.from({ length: 8 }, (_, index) => round(10_000 - index))];
    expect(judgeRounds(only({ maxRounds: 8 }), rounds)).toHaveLength(8);
  });

  it('pages that the parent has pass for written', () => {
    const unchanged = round(10, { pagesSkippedParent: 1_000_000, pagesScanned: 1_000_010 });
    expect(judge(makePolicy({}), [firstRound(), unchanged])).toMatchObject({
      verdict: 'converged',
      dirtyPages: 10,
      dirtyPagesPerSecond: 20,
    });
  });

  it('Incus: the goal is the share skipped, in whole percent and one more than said', () => {
    // 70 % skipped is what a goal of 30 % written asks for, and it is met.
    const kept = [firstRound(1_000), round(300, { pagesSkippedParent: 700 })];
    expect(judge(only({ goalPercent: 30 }), kept).verdict).toBe('goal-percent-met');
    const changed = [firstRound(1_000), round(301, { pagesSkippedParent: 699 })];
    expect(judge(only({ goalPercent: 30 }), changed).verdict).toBe('continue');
    // 70 % written are not 70 % skipped.
    const mostly = [firstRound(1_000), round(700, { pagesSkippedParent: 300 })];
    expect(judge(only({ goalPercent: 30 }), mostly).verdict).toBe('continue');
  });

  it('Incus: a round without any page divides by zero', () => {
    const nothing = { pagesScanned: 0, pagesSkippedParent: 0 };
    expect(judge(only({ goalPercent: 30 }), [firstRound(0, nothing)]).verdict).toBe('converged');
  });

  it('a share of the pages looked at is met by address space that was never touched', () => {
    const reserved = { pagesScanned: 250_000_000 };
    const rounds = [firstRound(10_000, reserved), round(9_000, { ...reserved, pagesSkippedParent: 1_000 })];
    expect(judge(only({ goalPercent: 30 }), rounds).verdict).toBe('continue');
  });

  it('the downtime is foretold from all the memory', () => {
    const policy = only({ bandwidthBytesPerSecond: PAGE_A_MILLISECOND });
    const large = { pagesScanned: 250_000_000, pagesSkippedParent: 10_000_000 };
    const rounds = [firstRound(10_000_500, large), round(500, large)];
    expect(judge(policy, rounds).predictedFrozenMilliseconds).toBe(600);
  });

  it('growth from a round of no pages divides by zero', () => {
    const judgements = judgeRounds(makePolicy({ minDirtyPages: 0 }), [firstRound(0), round(1)]);
    // Nothing is left to grow from: such a round has converged.
    expect(judgements.map(({ verdict }) => verdict)).toEqual(['converged']);
    const least = judgeRounds(only({ maxGrowthPercent: 10 }), [firstRound(1), round(2)]);
    expect(least.map(({ growthPercent }) => growthPercent)).toEqual([undefined, 100]);
  });
});
