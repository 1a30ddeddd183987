import { setTimeout as pause } from 'node:timers/promises';
import { type ProcessIdentity, readTreeCondition, type TreeCondition } from '../host/index.js';
import { identityOf } from './traces.js';

/** Milliseconds in which every task of a restore whose CRIU is dead has come to where it waits for CRIU. */
const SETTLING = 1_000;

/**
 * What a killed CRIU has left of a tree that it was building; undefined where
 * that is nothing.
 *
 * @param pids that the tree has.
 */
export async function findHalfRestored(pids: readonly number[]): Promise<TreeCondition | undefined> {
  const condition = await readSettled(() => pids.map(identityOf).filter((each) => each !== undefined));
  const tasks = condition.tasks.filter(({ states }) => states.includes('half-restored'));
  // What is locked of it is locked for the next restore.
  return tasks.length === 0 ? undefined : { ...condition, tasks, connectionLocks: [] };
}

/** What a tree is whose CRIU died at the end of its restore: on its way to where it waits for ever, or running. */
export function readRestored(root: ProcessIdentity): Promise<TreeCondition> {
  return readSettled(() => [root]);
}

/** Tasks may still be on their way, or have nothing to do with it. */
async function readSettled(identities: () => readonly ProcessIdentity[]): Promise<TreeCondition> {
  const end = performance.now() + SETTLING;
  for (;;) {
    const isLast = performance.now() > end;
    const condition = await readTreeCondition(identities());
    const isSettled = condition.tasks.every(
      ({ states }) => states.includes('half-restored') || states.includes('gone'),
    );
    if (isSettled || isLast) return condition;
    await pause(10);
  }
}
