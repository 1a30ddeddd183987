import type { ConvergencePolicy } from './policy.js';
import { PAGE_BYTES, privatePagesOf, type Round } from './round.js';

/*
 * What the rounds so far say about a final dump that follows them at once.
 *
 * A final dump holds the tree for as long as a pre-dump does, and then for the
 * writing of what has got dirty since, which a pre-dump does with the tree
 * running:
 *
 *     frozen = frozen of the last round + writing of (private + shared pages)
 *
 * The frozen time of a round is seizing, the parasite and the walk over the page
 * tables, and grows with the memory that there is. In the mode SPLICE it also
 * has the moving of the dirty pages into pipes, by reference and not by copying;
 * a final dump moves about as many as the last round, whose frozen time has it.
 * In the mode READ the tree runs again before its pages are read. What a dump
 * does beside memory (files, sockets, locking the network) no round has shown,
 * and the prediction leaves it out.
 */

/** Rounds that wrote less than this share of what the largest wrote say nothing about bandwidth. */
const TELLING_SHARE = 0.1;

/** No clock shows less, in milliseconds: what took no longer was not measured. */
const SHORTEST = 0.001;

/** Two intervals that differ by less than this factor are the same one, measured twice. */
const TELLING_RATIO = 1.25;

/**
 * What the destination takes, in bytes a second: as the policy says, or as
 * measured. Absent where nothing was written, or in no time that could be seen.
 *
 * Measured is all that was written over all the time it took, by those rounds
 * that wrote at least a tenth of the largest: the time of a tiny round is the
 * cost of beginning and of flushing, and would pass for a slow destination.
 */
export function bandwidthOf(policy: ConvergencePolicy, rounds: readonly Round[]): number | undefined {
  if (policy.bandwidthBytesPerSecond !== undefined) return policy.bandwidthBytesPerSecond;
  const largest = Math.max(...rounds.map(({ pagesWritten }) => pagesWritten));
  const telling = rounds.filter(({ pagesWritten }) => pagesWritten >= largest * TELLING_SHARE);
  const pages = sum(telling.map(({ pagesWritten }) => pagesWritten));
  const milliseconds = sum(telling.map((round) => round.writeMilliseconds));
  if (milliseconds < SHORTEST) return undefined;
  return positive(((pages * PAGE_BYTES) / milliseconds) * 1000);
}

/**
 * Private pages that got dirty in a second of the last round's interval. Each
 * counts once however often it was written, so this is no more than the rate at
 * which the tree writes, and falls with the length of the interval where it
 * writes the same pages again. Absent for the first round, whose pages are all
 * that there are.
 */
export function dirtyRateOf(rounds: readonly Round[]): number | undefined {
  const interval = intervalOf(rounds);
  const pages = rounds.at(-1)?.pagesWritten;
  if (interval === undefined || pages === undefined) return undefined;
  return finite((pages / interval) * 1000);
}

/**
 * How long a final dump right after the last round is expected to hold the tree,
 * in milliseconds. Absent after a first round, which tells nothing about how fast
 * pages get dirty, and where the rounds leave a figure open that it needs.
 *
 * @param whenOpen which answer to take where the rounds allow for two about the
 *   pages that will be dirty. `most` is the one to act on: a round too many costs
 *   less than a downtime that was promised and not kept.
 */
export function predictFrozen(
  policy: ConvergencePolicy,
  rounds: readonly Round[],
  whenOpen: 'most' | 'fewest' = 'most',
): number | undefined {
  const round = rounds.at(-1);
  const privatePages = predictPrivatePages(policy, rounds, whenOpen);
  if (round === undefined || privatePages === undefined) return undefined;
  const writing = predictWriting(policy, rounds, privatePages + round.sharedPages);
  return writing === undefined ? undefined : finite(round.frozenMilliseconds + writing);
}

/**
 * The least for which a final dump would hold the tree, in milliseconds: with no
 * private page dirty at all. Shared memory is written in full all the same, and only then.
 */
export function leastFrozen(policy: ConvergencePolicy, rounds: readonly Round[]): number {
  return (rounds.at(-1)?.frozenMilliseconds ?? 0) + sharedWriting(policy, rounds);
}

/** The time for shared memory alone, in milliseconds; 0 as long as no bandwidth is known. */
export function sharedWriting(policy: ConvergencePolicy, rounds: readonly Round[]): number {
  const pages = rounds.at(-1)?.sharedPages ?? 0;
  const bandwidth = bandwidthOf(policy, rounds);
  return bandwidth === undefined ? 0 : (finite((pages * PAGE_BYTES * 1000) / bandwidth) ?? 0);
}

/**
 * The private pages that a final dump will find dirty.
 *
 * Those of the last round, scaled from its interval to the one until the freeze
 * of the final dump. In proportion, where the intervals so far have shown that
 * pages get dirty in proportion to time; not at all, where they have shown that
 * it is the same pages again; and between the two as
 *
 *     pages ~ interval ^ exponent,  0 <= exponent <= 1
 *
 * through the last two rounds. As long as these cannot tell, both answers are
 * possible. Never more than the private pages that the tree has.
 */
function predictPrivatePages(
  policy: ConvergencePolicy,
  rounds: readonly Round[],
  whenOpen: 'most' | 'fewest',
): number | undefined {
  const round = rounds.at(-1);
  const interval = intervalOf(rounds);
  const next = predictInterval(policy, rounds);
  if (round === undefined || interval === undefined || next === undefined) return undefined;
  const inProportion = next / interval;
  const extreme = whenOpen === 'most' ? Math.max(1, inProportion) : Math.min(1, inProportion);
  const exponent = exponentOf(rounds);
  const scale = exponent === undefined ? extreme : inProportion ** exponent;
  return Math.min(round.pagesWritten * scale, privatePagesOf(round));
}

/**
 * From the freeze of the last round to that of a final dump, in milliseconds.
 *
 * Where a freeze lies within its round is not known, and need not be: what comes
 * before it (start of CRIU, its look at the kernel) is left out at this end and
 * comes again at the other. So it is the length of the round, and what the step
 * from the round before to this one took beyond that round and the pause.
 */
function predictInterval(policy: ConvergencePolicy, rounds: readonly Round[]): number | undefined {
  const [before, round] = rounds.slice(-2);
  const interval = intervalOf(rounds);
  if (before === undefined || round === undefined || interval === undefined) return undefined;
  const step = interval - before.durationMilliseconds - policy.intervalMilliseconds;
  return round.durationMilliseconds + Math.max(0, step);
}

/** How pages grow with the interval, or absent where the last two rounds cannot tell. */
function exponentOf(rounds: readonly Round[]): number | undefined {
  const earlier = rounds.slice(0, -1);
  const [before, now] = [intervalOf(earlier), intervalOf(rounds)];
  if (before === undefined || now === undefined) return undefined;
  const ratio = Math.log(now / before);
  if (Math.abs(ratio) < Math.log(TELLING_RATIO)) return undefined;
  const growth = Math.log((rounds.at(-1)?.pagesWritten ?? 0) / (earlier.at(-1)?.pagesWritten ?? 0));
  return Math.min(1, Math.max(0, growth / ratio));
}

/**
 * The time to write pages, in milliseconds. At a bandwidth that was measured it
 * also has what the last round took beyond it: the cost of beginning and of
 * flushing. Absent where no bandwidth is known, but for no pages at all.
 */
function predictWriting(
  policy: ConvergencePolicy,
  rounds: readonly Round[],
  pages: number,
): number | undefined {
  const round = rounds.at(-1);
  const bandwidth = bandwidthOf(policy, rounds);
  if (round === undefined) return undefined;
  if (bandwidth === undefined) return pages === 0 ? round.writeMilliseconds : undefined;
  const writing = (pages * PAGE_BYTES * 1000) / bandwidth;
  if (policy.bandwidthBytesPerSecond !== undefined) return writing;
  const ownWriting = (round.pagesWritten * PAGE_BYTES * 1000) / bandwidth;
  return writing + Math.max(0, round.writeMilliseconds - ownWriting);
}

/** The interval in which the pages of the last round got dirty, where there is one. */
function intervalOf(rounds: readonly Round[]): number | undefined {
  if (rounds.length < 2) return undefined;
  const interval = rounds.at(-1)?.sincePreviousMilliseconds ?? 0;
  return interval < SHORTEST ? undefined : interval;
}

/** A figure, or nothing where the arithmetic has left what can be said. */
function finite(figure: number): number | undefined {
  return Number.isFinite(figure) ? figure : undefined;
}

function positive(figure: number): number | undefined {
  return figure > 0 ? finite(figure) : undefined;
}

function sum(figures: readonly number[]): number {
  return figures.reduce((total, figure) => total + figure, 0);
}
