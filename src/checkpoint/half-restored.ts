import { setTimeout as pause } from 'node:timers/promises';
import { readTreeCondition, type TreeCondition } from '../host/index.js';
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
  const end = performance.now() + SETTLING;
  for (;;) {
    const isLast = performance.now() > end;
    const condition = await readTreeCondition(pids.map(identityOf).filter((each) => each !== undefined));
    const tasks = condition.tasks.filter(({ states }) => states.includes('half-restored'));
    // Others may still be on their way there, or have nothing to do with it.
    const others = condition.tasks.filter((task) => !tasks.includes(task) && !task.states.includes('gone'));
    if (others.length === 0 || isLast) return tasks.length === 0 ? undefined : { ...condition, tasks };
    await pause(10);
  }
}
