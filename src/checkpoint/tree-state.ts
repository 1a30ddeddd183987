import type { FailedRun } from '../criu/index.js';
import { Failure } from '../failure/index.js';
import {
  isDead,
  isSameProcess,
  isStopped,
  type ProcessFacts,
  readProcess,
  waitForState,
} from '../host/index.js';

/** Milliseconds within which every task must be seen in its final state. */
export const CONFIRMATION = 10_000;

type Root = Pick<ProcessFacts, 'pid' | 'startTime'>;

/** What CRIU does not tell apart when it could not seize the root of a tree. */
export function seizedRoot(root: Root): Pick<FailedRun, 'pid' | 'facts'> {
  const facts = readProcess(root.pid);
  if (facts === undefined || !isSameProcess(root, facts)) return { pid: root.pid, facts: { root: 'gone' } };
  if (isDead(facts)) return { pid: root.pid, facts: { root: 'zombie' } };
  if (facts.tracerPid === 0) return { pid: root.pid, facts: { root: 'alive' } };
  return { pid: root.pid, facts: { root: 'traced', tracerPid: facts.tracerPid } };
}

/** @throws Failure PROCESS_DID_NOT_STOP; `done` says what has been achieved all the same. */
export async function confirmStopped(processes: readonly ProcessFacts[], done: string): Promise<void> {
  const moving = await waitForState(processes, isStopped, { milliseconds: CONFIRMATION });
  if (moving.length === 0) return;
  const who = moving.map(({ pid, state }) => `${pid} (${state})`).join(', ');
  throw new Failure('PROCESS_DID_NOT_STOP', `${done}, but these do not stand still: ${who}.`, {
    metadata: { pids: moving.map(({ pid }) => pid).join(',') },
    cure: 'Stop the tree with StopTree.',
  });
}
