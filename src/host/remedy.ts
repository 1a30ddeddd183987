import type { TaskState, TreeCondition } from './tree-condition.js';

/** What can be repaired of a tree, in the order in which it is done. */
export const REPAIRS = ['detach', 'unlock-network', 'thaw', 'continue', 'kill-half-restored'] as const;

export type Repair = (typeof REPAIRS)[number];

/** The repairs that a tree in this condition needs. */
export function neededRepairs({ tasks, connectionLocks, overall }: TreeCondition): readonly Repair[] {
  const has = (state: TaskState) => tasks.some(({ states }) => states.includes(state));
  const needed: Record<Repair, boolean> = {
    detach: tasks.some(({ tracer }) => tracer?.isCriu),
    'unlock-network': connectionLocks.length > 0,
    thaw: has('frozen'),
    // A stopped job of a shell that runs is as it should be.
    continue: overall === 'stopped' || (has('stopped') && connectionLocks.length > 0),
    'kill-half-restored': has('half-restored'),
  };
  return REPAIRS.filter((repair) => needed[repair]);
}

const NAMES: Readonly<Record<Repair, string>> = {
  detach: 'DETACH',
  'unlock-network': 'UNLOCK_NETWORK',
  thaw: 'THAW',
  continue: 'CONTINUE',
  'kill-half-restored': 'KILL_HALF_RESTORED',
};

/** What to do about a tree in this condition, for a person; empty when nothing is wrong. */
export function remedyFor(condition: TreeCondition): string {
  const needed = neededRepairs(condition);
  const others = new Set(condition.tasks.flatMap(({ tracer }) => (tracer && !tracer.isCriu ? [tracer] : [])));
  const repair = needed.map((name) => NAMES[name]).join(', ');
  const lines = [
    ...(needed.length > 0 ? [`Call RepairTree with ${repair}.`] : []),
    ...[...others].map(({ pid, name }) => `End or detach ${name} (${pid}), which traces the tree.`),
  ];
  return [...new Set(lines)].join(' ');
}
