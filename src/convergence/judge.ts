import { explain } from './explanation.js';
import type { Judgement, Verdict } from './judgement.js';
import type { ConvergencePolicy } from './policy.js';
import { bandwidthOf, dirtyRateOf, leastFrozen, predictFrozen, sharedWriting } from './prediction.js';
import { dirtyPagesOf, dirtyPercentOf, PAGE_BYTES, type Round } from './round.js';

/**
 * Judges rounds in their order, each by itself and those before it: one judgement
 * for each up to and with the first that is not `continue`. Rounds after that are
 * not judged, so that a policy can be tried on rounds that another one made.
 *
 * Pure: reads no clock, keeps nothing, and says the same of the same rounds.
 */
export function judgeRounds(policy: ConvergencePolicy, rounds: readonly Round[]): readonly Judgement[] {
  const judgements: Judgement[] = [];
  for (const index of rounds.keys()) {
    const judgement = judgeLast(policy, rounds.slice(0, index + 1));
    judgements.push(judgement);
    if (judgement.verdict !== 'continue') break;
  }
  return judgements;
}

/**
 * The last of the judgements on these rounds: on the last round, or on the one
 * that ended them before.
 *
 * @throws RangeError where there is no round.
 */
export function judge(policy: ConvergencePolicy, rounds: readonly Round[]): Judgement {
  const judgement = judgeRounds(policy, rounds).at(-1);
  if (judgement === undefined) throw new RangeError('There is no round to judge.');
  return judgement;
}

function judgeLast(policy: ConvergencePolicy, rounds: readonly Round[]): Judgement {
  const last = rounds.at(-1);
  if (last === undefined) throw new RangeError('There is no round to judge.');
  const growthPercent = growthOf(rounds);
  const dirtyPagesPerSecond = dirtyRateOf(rounds);
  const predictedFrozenMilliseconds = predictFrozen(policy, rounds);
  const figures = {
    round: rounds.length,
    verdict: verdictOn(policy, rounds, last),
    dirtyPages: dirtyPagesOf(last),
    ...(growthPercent !== undefined && { growthPercent }),
    ...(dirtyPagesPerSecond !== undefined && { dirtyPagesPerSecond }),
    ...(predictedFrozenMilliseconds !== undefined && { predictedFrozenMilliseconds }),
  };
  return { ...figures, explanation: explain(policy, rounds, last, figures) };
}

/**
 * The first that holds: success before everything that ends the rounds without
 * it, and what more rounds cannot change before what is merely not allowed.
 */
function verdictOn(policy: ConvergencePolicy, rounds: readonly Round[], last: Round): Verdict {
  if (last.pagesWritten <= policy.minDirtyPages) return 'converged';
  if (policy.goalPercent !== undefined && dirtyPercentOf(last) <= policy.goalPercent) {
    return 'goal-percent-met';
  }
  const target = policy.targetDowntimeMilliseconds;
  if (target !== undefined) {
    if ((predictFrozen(policy, rounds) ?? Infinity) <= target) return 'target-downtime-met';
    if (isOutOfReach(target, policy, rounds)) return 'target-downtime-impossible';
  }
  if ((growthOf(rounds) ?? -Infinity) > policy.maxGrowthPercent) return 'growing';
  if (dirtiesFasterThanWritten(policy, rounds)) return 'dirty-rate-above-bandwidth';
  if (rounds.length >= policy.maxRounds) return 'max-rounds';
  if (durationWithAnother(policy, rounds, last) > (policy.maxDurationMilliseconds ?? Infinity)) {
    return 'max-duration';
  }
  return 'continue';
}

/** Against the round before; the first has none, and nothing is no measure. */
function growthOf(rounds: readonly Round[]): number | undefined {
  const [before, last] = rounds.slice(-2).map(({ pagesWritten }) => pagesWritten);
  if (before === undefined || last === undefined || before === 0) return undefined;
  return ((last - before) / before) * 100;
}

/** The smaller of two figures is at least this share of the larger where they are as good as the same. */
const PLATEAU = 0.9;

/**
 * Whether the rounds have shown that no further one brings the downtime down to
 * the target: what cannot get less is above it. That is shared memory, from the
 * first round on. All else takes two rounds after the first, whose pages and
 * whose freeze are those of all the memory: either the time that passes with no
 * page dirty is above the target in both and no longer falls, or the dirty pages
 * have come to stay the same and the prediction is above it in both, even with
 * the fewest pages that are possible. What may still fall is not out of reach.
 */
function isOutOfReach(target: number, policy: ConvergencePolicy, rounds: readonly Round[]): boolean {
  if (sharedWriting(policy, rounds) > target) return true;
  if (rounds.length < 3) return false;
  const [before, now] = [rounds.slice(0, -1), rounds];
  const [leastBefore, leastNow] = [leastFrozen(policy, before), leastFrozen(policy, now)];
  if (Math.min(leastBefore, leastNow) > target && leastNow >= leastBefore * PLATEAU) return true;
  const predicted = [before, now].map((these) => predictFrozen(policy, these, 'fewest') ?? 0);
  const pages = rounds.slice(-2).map((round) => round.pagesWritten);
  return Math.min(...predicted) > target && Math.min(...pages) >= Math.max(...pages) * PLATEAU;
}

/** While a round is written, as many pages get dirty again or more: the next cannot be smaller. */
function dirtiesFasterThanWritten(policy: ConvergencePolicy, rounds: readonly Round[]): boolean {
  const rate = dirtyRateOf(rounds);
  const bandwidth = bandwidthOf(policy, rounds);
  return rate !== undefined && bandwidth !== undefined && rate * PAGE_BYTES >= bandwidth;
}

/** What all rounds would take together if another as long as the last followed, in milliseconds. */
function durationWithAnother(policy: ConvergencePolicy, rounds: readonly Round[], last: Round): number {
  const soFar = rounds.reduce((total, round) => total + round.durationMilliseconds, 0);
  return soFar + rounds.length * policy.intervalMilliseconds + last.durationMilliseconds;
}
