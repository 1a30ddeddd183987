import { Failure } from '../failure/index.js';
import { poll, type WaitLimit } from './poll.js';
import { errorCode, isClosed } from './proc-file.js';
import {
  describeProcess,
  isDead,
  isSameProcess,
  type ProcessFacts,
  type ProcessState,
  readProcess,
} from './process.js';
import { type ProcessTree, readTree } from './process-tree.js';
import { refuseCriud } from './target.js';

/**
 * Sends SIGSTOP to every task of a tree and waits until each stands still; gives
 * the tree that stands. It goes from the root down and lets no child stop before
 * its parent has: a parent that ran would see it and act on it, as shells and
 * supervisors do. A child that was born meanwhile is stopped too, one that died
 * is no error.
 *
 * A task under a tracer counts as standing: under CRIU, at the notification
 * `post-dump`, the signal is kept and takes effect when CRIU lets go.
 *
 * Throws PROCESS_IS_CRIUD, PROCESS_ACCESS_DENIED, and PROCESS_DID_NOT_STOP when
 * the limit has passed: part of the tree is then stopped.
 */
export async function stopTree(tree: ProcessTree, limit: WaitLimit): Promise<ProcessTree> {
  refuseCriud(tree);
  const end = performance.now() + limit.milliseconds;
  const signalled = new Set<string>();
  for (let current = tree; ; ) {
    const running = current.processes.filter((facts) => !signalled.has(identityOf(facts)));
    if (running.length === 0) return current;
    const parents = new Set(running.map((facts) => facts.pid));
    const next = running.filter((facts) => !parents.has(facts.parentPid));
    for (const facts of next) {
      signal(facts, 'SIGSTOP');
      signalled.add(identityOf(facts));
    }
    // Until it stands still a process may fork: only then is a look at its children final.
    const milliseconds = Math.max(0, end - performance.now());
    const moving = await waitForState(next, standsStill, { milliseconds, signal: limit.signal });
    if (moving.length > 0) throw didNotStop(moving);

    const seen = readTree(tree.root.pid);
    if (seen === undefined || !isSameProcess(tree.root, seen.root)) return current;
    current = seen;
  }
}

/**
 * Sends SIGCONT to every task of a tree; gives the pids it was sent to. Children
 * come first and the root last: when a parent runs again its children already
 * do, and it cannot find one stopped. One that died meanwhile is no error.
 *
 * Throws PROCESS_IS_CRIUD, PROCESS_ACCESS_DENIED.
 */
export function continueTree(tree: ProcessTree): number[] {
  refuseCriud(tree);
  return [...tree.processes]
    .reverse()
    .filter((facts) => signal(facts, 'SIGCONT'))
    .map((facts) => facts.pid);
}

/**
 * Waits until the state of each process is as wanted; a process that has gone
 * satisfies everything. Gives the facts of those that were not so at the limit.
 */
export async function waitForState(
  processes: readonly Pick<ProcessFacts, 'pid' | 'startTime'>[],
  wanted: (state: ProcessState) => boolean,
  limit: WaitLimit,
): Promise<ProcessFacts[]> {
  let waiting: ProcessFacts[] = [];
  await poll(() => {
    waiting = processes.flatMap((one) => {
      const facts = readProcess(one.pid);
      return facts !== undefined && isSameProcess(one, facts) && !wanted(facts.state) ? [facts] : [];
    });
    return waiting.length === 0 ? true : undefined;
  }, limit);
  return waiting;
}

/** Whether a state is that of a task stopped by a signal, or dead. */
export function isStopped(state: ProcessState): boolean {
  return state === 'T' || state === 'Z' || state === 'X';
}

/** Whether a task executes nothing: stopped by a signal or a tracer, or dead. */
export function standsStill(state: ProcessState): boolean {
  return isStopped(state) || state === 't';
}

/** Sends a signal to a process that is still the same one; false when it is dead or gone. */
function signal(facts: ProcessFacts, name: 'SIGSTOP' | 'SIGCONT'): boolean {
  // Node has no pidfd: between this look and the signal a pid could be given away, for some microseconds.
  const now = readProcess(facts.pid);
  if (now === undefined || !isSameProcess(facts, now) || isDead(now) || now.dying) return false;
  try {
    process.kill(facts.pid, name);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
    if (!isClosed(error)) throw error;
    throw new Failure(
      'PROCESS_ACCESS_DENIED',
      `criud may not send ${name} to process ${describeProcess(facts)}.`,
      {
        cure: 'Run criud as root, or as the user of the process.',
        metadata: { pid: String(facts.pid), uid: String(facts.uid.real) },
        cause: error,
      },
    );
  }
}

function identityOf(facts: ProcessFacts): string {
  return `${facts.pid}@${facts.startTime}`;
}

function didNotStop(processes: readonly ProcessFacts[]): Failure {
  const said = processes.slice(0, 5).map((facts) => `${describeProcess(facts)} in state ${facts.state}`);
  const more = processes.length > said.length ? ` and ${processes.length - said.length} more` : '';
  return new Failure('PROCESS_DID_NOT_STOP', `Not every task stopped in time: ${said.join(', ')}${more}.`, {
    cure:
      'State D waits for a device or a file system and stops when that answers; look at it, and then stop the tree ' +
      'again or continue it.',
    metadata: { pids: processes.map((facts) => facts.pid).join(',') },
  });
}
