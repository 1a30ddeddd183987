/**
 * What a round of pre-dump was: figures of CRIU's stats-dump and of criud's
 * clock. All are finite and not negative.
 */
export interface Round {
  /**
   * Private pages looked at, `pages_scanned`. Not an amount of memory, and no
   * verdict rests on it: before CRIU 4.0, and on a kernel without PAGEMAP_SCAN, it
   * is the size of the private mappings, with all that was never touched.
   */
  readonly pagesScanned: number;
  /** Private pages that the parent has, `pages_skipped_parent`: they were not written. */
  readonly pagesSkippedParent: number;
  /** Private pages written, `pages_written`. */
  readonly pagesWritten: number;
  /**
   * Pages of shared memory that the tree has: anonymous mappings, memfds, SysV
   * segments. Since CRIU 3.14 no round writes them and the dump writes all of
   * them, so criud counts them itself.
   */
  readonly sharedPages: number;
  /** How long the tree stood still, `frozen_time`. */
  readonly frozenMilliseconds: number;
  /** CRIU's writing of the pages, `memwrite_time`, plus criud's flushing of them. */
  readonly writeMilliseconds: number;
  /**
   * From the freeze of the round before to the freeze of this one: the time in
   * which this round's pages got dirty. Absent for the first, where it is not read.
   */
  readonly sincePreviousMilliseconds?: number;
  /** From the begin of the round to its end. */
  readonly durationMilliseconds: number;
}

/** Bytes of a page on the machines that criud runs on. */
export const PAGE_BYTES = 4096;

/**
 * What a final dump would have had to write in place of a round: the private
 * pages that the parent has not, and all shared ones.
 */
export function dirtyPagesOf({ pagesWritten, sharedPages }: Round): number {
  return pagesWritten + sharedPages;
}

/** The private pages that the tree has: a final dump never writes more. */
export function privatePagesOf({ pagesSkippedParent, pagesWritten }: Round): number {
  return pagesSkippedParent + pagesWritten;
}

/** What a final dump would have had to write of all that the tree has, in percent; 0 of nothing. */
export function dirtyPercentOf(round: Round): number {
  const all = privatePagesOf(round) + round.sharedPages;
  return all === 0 ? 0 : (dirtyPagesOf(round) / all) * 100;
}
