/**
 * What a policy makes of a round. `continue` asks for another; the next three are
 * success; the others end the rounds because more of them would not help, or are
 * not allowed.
 */
export type Verdict =
  | 'continue'
  | 'converged'
  | 'goal-percent-met'
  | 'target-downtime-met'
  | 'target-downtime-impossible'
  | 'growing'
  | 'dirty-rate-above-bandwidth'
  | 'max-rounds'
  | 'max-duration';

/** A verdict on a round, and the figures that it rests on. All are finite. */
export interface Judgement {
  /** 1 for the first. */
  readonly round: number;
  readonly verdict: Verdict;
  /** Private pages that this round wrote, and the shared ones that a final dump writes besides. */
  readonly dirtyPages: number;
  /**
   * How much more than the round before it wrote, in percent; negative for less.
   * Absent for the first, and where the round before wrote nothing.
   */
  readonly growthPercent?: number;
  /** Private pages that got dirty in a second. Absent for the first. */
  readonly dirtyPagesPerSecond?: number;
  /**
   * For how long a final dump right after this round is expected to hold the tree.
   * Absent for the first round, and where nothing can be said.
   */
  readonly predictedFrozenMilliseconds?: number;
  /** One sentence with the figures, for a person. */
  readonly explanation: string;
}

/** Whether the rounds ended because the final dump is as small as it was to be. */
export function hasConverged(verdict: Verdict): boolean {
  return verdict === 'converged' || verdict === 'goal-percent-met' || verdict === 'target-downtime-met';
}
