import type { Judgement } from './judgement.js';
import type { ConvergencePolicy } from './policy.js';
import { bandwidthOf, leastFrozen } from './prediction.js';
import { dirtyPercentOf, PAGE_BYTES, type Round } from './round.js';

/** A verdict and what it rests on, in one sentence for a person. */
export function explain(
  policy: ConvergencePolicy,
  rounds: readonly Round[],
  last: Round,
  judgement: Omit<Judgement, 'explanation'>,
): string {
  const wrote = `Round ${judgement.round} wrote ${last.pagesWritten} pages${comparison(judgement)}`;
  const shared = last.sharedPages > 0 ? `, and left ${last.sharedPages} shared ones to the dump` : '';
  return `${wrote}${shared}: ${reason(policy, rounds, last, judgement)}.`;
}

function comparison({ growthPercent }: Omit<Judgement, 'explanation'>): string {
  if (growthPercent === undefined) return '';
  if (growthPercent === 0) return ' (as many as the round before)';
  return ` (${decimal(Math.abs(growthPercent))} % ${growthPercent > 0 ? 'more' : 'fewer'} than the round before)`;
}

function reason(
  policy: ConvergencePolicy,
  rounds: readonly Round[],
  last: Round,
  {
    verdict,
    growthPercent,
    dirtyPagesPerSecond,
    predictedFrozenMilliseconds,
  }: Omit<Judgement, 'explanation'>,
): string {
  const final =
    predictedFrozenMilliseconds === undefined
      ? 'how long a final dump would hold the tree is not known'
      : `a final dump is expected to hold the tree for ${decimal(predictedFrozenMilliseconds)} ms`;
  const target = `${decimal(policy.targetDowntimeMilliseconds ?? 0)} ms asked for`;
  switch (verdict) {
    case 'continue':
      return `another round is worth it, and ${final}`;
    case 'converged':
      return `${last.pagesWritten} private pages are no more than the ${policy.minDirtyPages} asked for`;
    case 'goal-percent-met':
      return `${decimal(dirtyPercentOf(last))} % of the memory is no more than the ${policy.goalPercent} % asked for`;
    case 'target-downtime-met':
      return `${final}, no longer than the ${target}`;
    case 'target-downtime-impossible':
      return `more rounds do not bring the downtime to the ${target}, as it takes ${decimal(leastFrozen(policy, rounds))} ms with no private page dirty, and ${final}`;
    case 'growing':
      return `${decimal(growthPercent ?? 0)} % growth is more than the ${policy.maxGrowthPercent} % allowed`;
    case 'dirty-rate-above-bandwidth':
      return `${decimal(((dirtyPagesPerSecond ?? 0) * PAGE_BYTES) / MIB)} MiB get dirty in a second, and ${decimal((bandwidthOf(policy, rounds) ?? 0) / MIB)} MiB can be written`;
    case 'max-rounds':
      return `it was the last of the ${policy.maxRounds} rounds allowed, and ${final}`;
    case 'max-duration':
      return `another round as long as this one would go beyond the ${decimal(policy.maxDurationMilliseconds ?? 0)} ms allowed for all, and ${final}`;
  }
}

const MIB = 2 ** 20;

function decimal(figure: number): string {
  return String(Number(figure.toFixed(1)));
}
