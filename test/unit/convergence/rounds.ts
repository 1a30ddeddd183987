import {
  type ConvergencePolicy,
  makePolicy,
  PAGE_BYTES,
  type Round,
} from '../../../src/convergence/index.js';

/** The private memory of the measured process, in pages: 256 MiB and a little. */
export const MEMORY = 65_552;

/** A destination at which a page takes a millisecond. */
export const PAGE_A_MILLISECOND = PAGE_BYTES * 1000;

/** A policy that ends the rounds by nothing but what is given. */
export function only(given: Partial<ConvergencePolicy>): ConvergencePolicy {
  return makePolicy({ maxRounds: 64, minDirtyPages: 0, maxGrowthPercent: 1e9, ...given });
}

/** A round that wrote so many private pages, the others being in its parent. */
export function round(pagesWritten: number, given: Partial<Round> = {}): Round {
  return {
    pagesScanned: MEMORY,
    pagesSkippedParent: Math.max(0, MEMORY - pagesWritten),
    pagesWritten,
    sharedPages: 0,
    frozenMilliseconds: 100,
    writeMilliseconds: pagesWritten / 40,
    sincePreviousMilliseconds: 500,
    durationMilliseconds: 500,
    ...given,
  };
}

/** A first round, which has all pages and nothing before it. */
export function firstRound(pagesWritten = MEMORY, given: Partial<Round> = {}): Round {
  const { sincePreviousMilliseconds: _, ...first } = round(pagesWritten, { pagesSkippedParent: 0, ...given });
  return first;
}

/** Begin of CRIU, judging and all that lies between the end of a round and the begin of the next. */
const BETWEEN = 50;

/**
 * Rounds as they were measured, by what they wrote while so many pages a second
 * got dirty; how long each took follows from that.
 */
export function measured(pages: readonly number[], dirtyPagesPerSecond: number): readonly Round[] {
  const intervals = pages.map((count) => (count / dirtyPagesPerSecond) * 1000);
  return pages.map((count, index) => {
    const given = {
      sincePreviousMilliseconds: intervals[index] ?? 0,
      durationMilliseconds: (intervals[index + 1] ?? intervals[index] ?? 0) - BETWEEN,
    };
    return index === 0 ? firstRound(count, given) : round(count, given);
  });
}

/** A process of 256 MiB under CRIU 4.2.1 and Linux 6.12 in an emulated machine. */
export const MEASURED = {
  at1000: measured([65_551, 3_076, 1_028, 1_028], 1_000),
  at4000: measured([65_551, 11_268, 4_612, 3_076], 4_000),
  at4000Longer: measured([65_552, 10_243, 3_587, 3_075, 3_075, 3_075], 4_000),
  at16000: measured([65_551, 34_819, 22_531, 18_947], 16_000),
} as const;
