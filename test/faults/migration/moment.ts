import type { AmbushRequest } from './lookout.js';

/**
 * A moment of a migration, told by what one side has in its journal and in its
 * folder: from one sign on, and before another one is there.
 */
export interface Moment extends Pick<AmbushRequest, 'from' | 'before'> {
  readonly name: string;
  /** The side that tells it, and which stands still while the fault comes. */
  readonly at: 'source' | 'target';
  /** Which sides have a CRIU at work then that is still there when the other side stands still. */
  readonly crius: readonly ('source' | 'target')[];
}

/** Every moment of a migration in two rounds and a final dump, in the order in which they come. */
const MOMENTS: readonly Moment[] = [
  {
    ...{ name: 'checking', at: 'source', crius: [] },
    ...{ from: 'phase checking', before: 'record rounds' },
  },
  {
    ...{ name: 'announced', at: 'target', crius: [] },
    ...{ from: 'phase receiving', before: 'file images-1 .' },
  },
  {
    ...{ name: 'round 1 opening', at: 'source', crius: [] },
    ...{ from: 'phase pre-dumping', before: 'criu 1' },
  },
  {
    ...{ name: 'round 1 pages flowing', at: 'target', crius: ['source', 'target'] },
    ...{ from: 'file images-1 ^pages-', before: 'file images-2 .' },
  },
  {
    ...{ name: 'round 1 closing', at: 'source', crius: ['source'] },
    ...{ from: 'file work-1 ^stats-dump$', before: 'round 1' },
  },
  {
    ...{ name: 'pausing between rounds', at: 'source', crius: [] },
    ...{ from: 'phase pausing', before: 'criu 2' },
  },
  {
    ...{ name: 'round 2', at: 'source', crius: ['source', 'target'] },
    ...{ from: 'criu 2', before: 'round 2' },
  },
  {
    ...{ name: 'freezing recorded', at: 'source', crius: [] },
    ...{ from: 'record freezing', before: 'criu 3' },
  },
  {
    ...{ name: 'final dump beginning', at: 'source', crius: ['source', 'target'] },
    ...{ from: 'criu 3', before: 'phase handing-over' },
  },
  {
    ...{ name: 'final pages flowing', at: 'target', crius: ['source', 'target'] },
    ...{ from: 'file images-3 ^pages-', before: 'file images-3 ^(?!pages-|pagemap-|parent$)' },
  },
  {
    ...{ name: 'images being sent', at: 'target', crius: ['source'] },
    ...{ from: 'file images-3 ^(?!pages-|pagemap-|parent$)', before: 'phase restoring' },
  },
  {
    ...{ name: 'held at post-dump', at: 'source', crius: ['source'] },
    ...{ from: 'phase handing-over', before: 'record committing' },
  },
  {
    ...{ name: 'target securing and restoring', at: 'target', crius: ['source'] },
    ...{ from: 'phase restoring', before: 'root' },
  },
  {
    ...{ name: 'target building the tree', at: 'target', crius: ['source', 'target'] },
    ...{ from: 'root', before: 'record prepared' },
  },
  {
    ...{ name: 'target prepared', at: 'target', crius: ['target'] },
    ...{ from: 'record prepared', before: 'record committed' },
  },
  {
    ...{ name: 'COMMITTING recorded', at: 'source', crius: ['source', 'target'] },
    ...{ from: 'record committing', before: 'record committed' },
  },
  {
    ...{ name: 'tree being killed', at: 'source', crius: ['source', 'target'] },
    ...{ from: 'notification post-dump', before: 'record committed' },
  },
  {
    ...{ name: 'COMMITTED recorded', at: 'source', crius: [] },
    ...{ from: 'record committed', before: 'record done' },
  },
  {
    ...{ name: 'target committed', at: 'target', crius: ['target'] },
    ...{ from: 'record committed', before: 'record running' },
  },
  {
    ...{ name: 'target runs, source not told', at: 'target', crius: [] },
    ...{ from: 'record running', before: 'ended' },
  },
];

/** Of a migration without rounds: its final dump is all there is of them. */
const ROUNDS = /^(?:round|pausing)/;

/** @param hasRounds two of them, before the final dump */
export function momentsOf(hasRounds: boolean): readonly Moment[] {
  if (hasRounds) return MOMENTS;
  const sign = (text: string) => text.replace(/^criu 3$/, 'criu 1').replace('images-3', 'images-1');
  return MOMENTS.filter(({ name }) => !ROUNDS.test(name)).map((moment) => ({
    ...moment,
    ...{ from: sign(moment.from), before: sign(moment.before) },
  }));
}
