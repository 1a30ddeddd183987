import { describe, expect, it } from 'vitest';
import { judge, type Round } from '../../../src/convergence/index.js';
import { dirtyPercentOf } from '../../../src/convergence/round.js';
import { firstRound, MEASURED, MEMORY, only, PAGE_A_MILLISECOND, round } from './rounds.js';

/** The writing that is expected after these rounds, at a bandwidth at which it is a page a microsecond. */
function pagesExpected(rounds: readonly Round[], intervalMilliseconds = 0): number {
  const policy = only({ bandwidthBytesPerSecond: PAGE_A_MILLISECOND * 1_000, intervalMilliseconds });
  const judgement = judge(policy, rounds);
  expect(judgement.round).toBe(rounds.length);
  const writing =
    (judgement.predictedFrozenMilliseconds ?? Number.NaN) - (rounds.at(-1)?.frozenMilliseconds ?? 0);
  return writing * 1_000;
}

function expected(rounds: readonly Round[], bandwidthBytesPerSecond?: number): number | undefined {
  const given = bandwidthBytesPerSecond === undefined ? {} : { bandwidthBytesPerSecond };
  return judge(only(given), rounds).predictedFrozenMilliseconds;
}

describe('the pages expected in a final dump', () => {
  it.each([
    ['1000', MEASURED.at1000],
    ['4000', MEASURED.at4000],
    ['4000, for longer', MEASURED.at4000Longer],
    ['16000', MEASURED.at16000],
  ])('are those that the next round wrote, from the third on, at %s pages a second', (_, rounds) => {
    for (const known of rounds.keys()) {
      const next = rounds[known];
      if (known < 3 || next === undefined) continue;
      expect(pagesExpected(rounds.slice(0, known)) / next.pagesWritten).toBeCloseTo(1, 1);
    }
  });

  it('are no fewer than in a second round, which cannot tell whether they are the same again', () => {
    expect(pagesExpected(MEASURED.at4000.slice(0, 2))).toBeCloseTo(11_268, 6);
  });

  it('are the same pages again where a shorter interval had as many', () => {
    const rounds = [
      firstRound(MEMORY, { durationMilliseconds: 4_000 }),
      round(1_000, { sincePreviousMilliseconds: 4_000, durationMilliseconds: 500 }),
      round(1_000, { sincePreviousMilliseconds: 500, durationMilliseconds: 100 }),
    ];
    expect(pagesExpected(rounds)).toBeCloseTo(1_000, 6);
  });

  it('are between the two where they grow with time, but less', () => {
    const rounds = [
      firstRound(MEMORY, { durationMilliseconds: 4_000 }),
      round(2_000, { sincePreviousMilliseconds: 4_000, durationMilliseconds: 1_000 }),
      round(1_000, { sincePreviousMilliseconds: 1_000, durationMilliseconds: 250 }),
    ];
    expect(pagesExpected(rounds)).toBeCloseTo(500, 6);
  });

  it('are as many where the intervals are as good as the same, and tell nothing of a shorter one', () => {
    const rounds = [
      firstRound(MEMORY, { durationMilliseconds: 500 }),
      round(1_000, { sincePreviousMilliseconds: 500, durationMilliseconds: 490 }),
      round(980, { sincePreviousMilliseconds: 490, durationMilliseconds: 100 }),
    ];
    expect(pagesExpected(rounds)).toBeCloseTo(980, 6);
  });

  it('follow a process that has become idle, or busy, and not its past', () => {
    const before = { sincePreviousMilliseconds: 2_000, durationMilliseconds: 600 };
    const now = { sincePreviousMilliseconds: 600, durationMilliseconds: 300 };
    expect(pagesExpected([firstRound(), round(50_000, before), round(10, now)])).toBeCloseTo(5, 6);
    expect(pagesExpected([firstRound(), round(10, before), round(50_000, now)])).toBeCloseTo(50_000, 6);
    expect(pagesExpected([firstRound(), round(50_000, before), round(0, now)])).toBeCloseTo(0, 6);
  });

  it('are never more than there are', () => {
    const slow = round(60_000, { sincePreviousMilliseconds: 500, durationMilliseconds: 50_000 });
    expect(pagesExpected([firstRound(), slow])).toBeCloseTo(MEMORY, 6);
  });

  it('have the time that lies between two rounds, and not the pause', () => {
    const rounds = [
      firstRound(MEMORY, { durationMilliseconds: 1_000 }),
      round(4_000, { sincePreviousMilliseconds: 4_000, durationMilliseconds: 900 }),
      round(2_000, { sincePreviousMilliseconds: 2_000, durationMilliseconds: 300 }),
    ];
    // A page a millisecond; 300 ms of the round, and of the 1100 ms after the one before a pause of 1000.
    expect(pagesExpected(rounds, 1_000)).toBeCloseTo(400, 6);
    expect(pagesExpected(rounds, 0)).toBeCloseTo(1_400, 6);
    expect(pagesExpected(rounds, 5_000)).toBeCloseTo(300, 6);
  });
});

describe('the downtime expected of a final dump', () => {
  it('is the freeze of the last round and the writing', () => {
    const rounds = [
      firstRound(MEMORY, { frozenMilliseconds: 900 }),
      round(1_000, { frozenMilliseconds: 30 }),
    ];
    expect(expected(rounds, PAGE_A_MILLISECOND)).toBe(1_030);
    expect(expected(rounds, PAGE_A_MILLISECOND * 10)).toBe(130);
  });

  it('takes the bandwidth from the rounds where none is given', () => {
    const rounds = [
      firstRound(40_000, { writeMilliseconds: 4_000 }),
      round(20_000, { writeMilliseconds: 2_000 }),
    ];
    // Ten pages a millisecond.
    expect(expected(rounds)).toBeCloseTo(100 + 2_000, 6);
  });

  it('takes it from all the large ones together', () => {
    const rounds = [
      firstRound(40_000, { writeMilliseconds: 4_000 }),
      round(20_000, { writeMilliseconds: 1_000 }),
    ];
    // 60000 pages in five seconds; that the second took less than that is luck.
    expect(expected(rounds)).toBeCloseTo(100 + 20_000 / 12, 6);
  });

  it('does not take the time of a tiny round for a slow destination', () => {
    const rounds = [
      firstRound(40_000, { writeMilliseconds: 4_000 }),
      round(10_000, {
        writeMilliseconds: 1_000,
        sincePreviousMilliseconds: 5_000,
        durationMilliseconds: 500,
      }),
      round(100, { writeMilliseconds: 300, sincePreviousMilliseconds: 500, durationMilliseconds: 5_000 }),
    ];
    // Ten times as many pages, which take 100 ms, and the 290 ms that are not the writing of the 100.
    expect(expected(rounds)).toBeCloseTo(100 + 100 + 290, 6);
  });

  it('has the cost of beginning and flushing that was seen, and none at a bandwidth that was given', () => {
    const rounds = [firstRound(40_000, { writeMilliseconds: 4_000 }), round(0, { writeMilliseconds: 25 })];
    expect(expected(rounds)).toBeCloseTo(125, 6);
    expect(expected(rounds, PAGE_A_MILLISECOND)).toBe(100);
  });

  it('is not known after a first round', () => {
    expect(expected([firstRound()], PAGE_A_MILLISECOND)).toBeUndefined();
  });

  it.each<[string, readonly Round[]]>([
    ['no interval', [firstRound(), firstRound(500)]],
    ['an interval of no time', [firstRound(), round(500, { sincePreviousMilliseconds: 0 })]],
    [
      'figures that lead beyond all figures',
      [
        firstRound(1, { writeMilliseconds: 1e300 }),
        round(1, {
          pagesSkippedParent: 2 ** 52,
          writeMilliseconds: 1e300,
          sincePreviousMilliseconds: 1e-9,
          durationMilliseconds: 1e300,
        }),
      ],
    ],
    [
      'writing in no time that could be seen',
      [firstRound(MEMORY, { writeMilliseconds: 0 }), round(500, { writeMilliseconds: 0 })],
    ],
  ])('is not known after rounds with %s', (_, rounds) => {
    expect(judge(only({}), rounds)).not.toHaveProperty('predictedFrozenMilliseconds');
  });

  it('is that of the freeze where nothing was ever to be written', () => {
    const nothing = { pagesSkippedParent: 0, writeMilliseconds: 0 };
    const policy = only({ minDirtyPages: 0, targetDowntimeMilliseconds: 1 });
    const judgement = judge(policy, [firstRound(1, nothing), round(0, nothing)]);
    expect(judgement.predictedFrozenMilliseconds).toBe(100);
  });
});

describe('the share of the memory that a round wrote', () => {
  it('is nothing of nothing', () => {
    expect(dirtyPercentOf(round(0, { pagesSkippedParent: 0 }))).toBe(0);
    expect(dirtyPercentOf(round(1, { pagesSkippedParent: 3 }))).toBe(25);
  });
});
