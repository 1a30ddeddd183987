import { Failure } from '../failure/index.js';
import { poll, type WaitLimit } from './poll.js';
import { numbersIn, readProcDirectory } from './proc-file.js';
import { describeProcess, isDead, isSameProcess, type ProcessFacts, readProcess } from './process.js';

/** What became of a process: it is dead in both of the first two, and nothing of it will run again. */
export type ProcessEnd =
  | { readonly state: 'gone' }
  /** Dead, but its number is taken until the parent reaps it. */
  | { readonly state: 'zombie'; readonly parent: Pick<ProcessFacts, 'pid' | 'name'> }
  /** The limit came first. */
  | { readonly state: 'alive'; readonly facts: ProcessFacts };

/**
 * Waits until a process is dead. A zombie is dead and ends the wait, except one
 * whose other threads still run.
 */
export async function waitUntilDead(
  target: Pick<ProcessFacts, 'pid' | 'startTime'>,
  limit: WaitLimit,
): Promise<ProcessEnd> {
  let alive: ProcessFacts | undefined;
  const end = await poll((): ProcessEnd | undefined => {
    const facts = readProcess(target.pid);
    if (facts === undefined || !isSameProcess(target, facts) || facts.state === 'X') return { state: 'gone' };
    if (isDead(facts)) return { state: 'zombie', parent: parentOf(facts) };
    alive = facts;
    return undefined;
  }, limit);
  return end ?? (alive === undefined ? { state: 'gone' } : { state: 'alive', facts: alive });
}

/** How long something must be seen alive: a task that takes a SIGKILL has no mark of it for an instant. */
const SURELY_ALIVE_MS = 20;

/**
 * Waits until no task has one of these numbers, which a restore needs for every
 * process and thread of its tree, in the pid namespace of criud. What is dead or
 * has got SIGKILL is waited for.
 *
 * Throws PID_TAKEN without waiting for a number that something alive has: a
 * process, a thread, or a process group or session whose leader has died (the
 * kernel keeps the number, though /proc shows nothing there); PID_HELD_BY_ZOMBIE
 * when the limit has passed and the parent of a dead process has not reaped it.
 */
export async function waitUntilPidsFree(pids: readonly number[], limit: WaitLimit): Promise<void> {
  let holder: PidHolder | undefined;
  let aliveSince: number | undefined;
  const free = await poll(() => {
    const holders = holdersOf(pids);
    const living = holders.find(isAlive);
    holder = living ?? holders[0];
    if (holder === undefined) return true;
    aliveSince = living === undefined ? undefined : (aliveSince ?? performance.now());
    const surely = aliveSince !== undefined && performance.now() - aliveSince >= SURELY_ALIVE_MS;
    return surely ? false : undefined;
  }, limit);
  if (free || holder === undefined) return;
  throw isAlive(holder) ? taken(holder) : heldByZombie(holder, limit.milliseconds);
}

/** What keeps a number from a restore. */
export interface PidHolder {
  /** The number. */
  readonly pid: number;
  readonly kind: 'process' | 'thread' | 'process group' | 'session';
  /** The process that keeps the number in use. */
  readonly facts: ProcessFacts;
}

/**
 * Who has some of these numbers now, in the pid namespace of criud: a task, or a
 * process group or session that outlives its leader. Waits for nothing.
 */
export function findPidHolders(pids: readonly number[]): readonly PidHolder[] {
  const tasks = tasksOf(pids);
  const free = new Set(pids);
  for (const { pid } of tasks) free.delete(pid);
  return [...tasks, ...groupHoldersOf(free)];
}

function isAlive({ facts }: PidHolder): boolean {
  return !isDead(facts) && !facts.dying;
}

function tasksOf(pids: readonly number[]): PidHolder[] {
  return pids.flatMap((pid): PidHolder[] => {
    const facts = readProcess(pid);
    if (facts === undefined) return [];
    return [{ pid, kind: facts.threadGroup === pid ? 'process' : 'thread', facts }];
  });
}

function holdersOf(pids: readonly number[]): PidHolder[] {
  const tasks = tasksOf(pids);
  // Groups and sessions need a look at every process of the host: only when it is the last question.
  return tasks.length > 0 ? tasks : groupHoldersOf(new Set(pids));
}

function groupHoldersOf(pids: ReadonlySet<number>): PidHolder[] {
  return numbersIn(readProcDirectory('/proc') ?? []).flatMap((pid): PidHolder[] => {
    const facts = readProcess(pid);
    if (facts === undefined) return [];
    if (pids.has(facts.session)) return [{ pid: facts.session, kind: 'session', facts }];
    if (pids.has(facts.processGroup)) return [{ pid: facts.processGroup, kind: 'process group', facts }];
    return [];
  });
}

function taken({ pid, kind, facts }: PidHolder): Failure {
  const who = describeProcess(facts);
  const message = {
    process: `The pid ${pid} is taken: process ${who} has it.`,
    thread: `The pid ${pid} is taken: a thread of process ${facts.threadGroup} (${facts.name}) has it.`,
    'process group': `The pid ${pid} is taken: it is the process group of ${who}.`,
    session: `The pid ${pid} is taken: it is the session of ${who}.`,
  }[kind];
  return new Failure('PID_TAKEN', message, {
    cure: 'A tree is restored with the pids it had. End that process, or restore where the pid is free: after a reboot, on another host, in another pid namespace.',
    metadata: {
      pid: String(pid),
      holder_pid: String(facts.threadGroup),
      holder_name: facts.name,
      held_as: kind,
    },
  });
}

function heldByZombie({ pid, facts }: PidHolder, milliseconds: number): Failure {
  const parent = parentOf(facts);
  const who = describeProcess(facts);
  const subject =
    facts.pid === pid ? `the dead process ${who}` : `a group or session of the dead process ${who}`;
  return new Failure(
    'PID_HELD_BY_ZOMBIE',
    `The pid ${pid} is still held by ${subject} after ${milliseconds} ms: its parent ${describeProcess(parent)} does not reap it.`,
    {
      cure:
        `Make ${describeProcess(parent)} reap its children, or run criud under an init that does ` +
        '(in a container: `docker run --init`); or give the restore a longer limit for this wait.',
      metadata: {
        pid: String(pid),
        zombie_pid: String(facts.pid),
        parent_pid: String(parent.pid),
        parent_name: parent.name,
        waited_ms: String(milliseconds),
      },
    },
  );
}

function parentOf(facts: ProcessFacts): Pick<ProcessFacts, 'pid' | 'name'> {
  return { pid: facts.parentPid, name: readProcess(facts.parentPid)?.name ?? 'unknown' };
}
