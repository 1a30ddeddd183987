import { frozenCgroupOf } from './cgroup.js';
import { type ConnectionLock, findConnectionLocks } from './connection-lock.js';
import { isCriuProcess, readQuietly } from './criu-process.js';
import { halfRestoredProbe } from './half-restored.js';
import { readProcFile } from './proc-file.js';
import { isDead, isSameProcess, type ProcessFacts, readProcess, statusFields } from './process.js';
import { readTree, threadsOf } from './process-tree.js';
import { tracerOf } from './target.js';

/** What a task is; it can be several of these at once, but `gone` is alone. */
export type TaskState =
  | 'running'
  /** Stopped by a signal. */
  | 'stopped'
  /** Its cgroup is frozen. */
  | 'frozen'
  /** Under a tracer. */
  | 'traced'
  /** Not there, or a zombie. */
  | 'gone'
  /** A CRIU has cut its TCP connections off and not joined them again. */
  | 'network-locked'
  /** A CRIU began to restore it and ended before it ran. */
  | 'half-restored';

export interface Tracer {
  readonly pid: number;
  readonly startTime: bigint;
  readonly name: string;
  readonly isCriu: boolean;
}

export interface TaskCondition {
  readonly pid: number;
  readonly startTime: bigint;
  /** Empty of one that has gone. */
  readonly name: string;
  /** All that hold, at least one. */
  readonly states: readonly TaskState[];
  /** Who traces it or one of its threads. */
  readonly tracer?: Tracer;
  /** Directory of the cgroup. */
  readonly frozenCgroup?: string;
}

export interface TreeCondition {
  /** The living ones with a parent before its children; then those that have gone and were asked for. */
  readonly tasks: readonly TaskCondition[];
  readonly connectionLocks: readonly ConnectionLock[];
  /** What could not be looked at, and why, such as a program that is missing. */
  readonly unknown: readonly string[];
  /** The gravest state that a task has; `stopped` and `running` are those of the first living one. */
  readonly overall: TaskState;
}

/** A process as it was once known. */
export type ProcessIdentity = Pick<ProcessFacts, 'pid' | 'startTime'>;

/** The gravest first. */
const GRAVITY: readonly TaskState[] = ['half-restored', 'traced', 'frozen', 'network-locked'];

/** SIGSTOP in the masks of status. */
const SIGSTOP_BIT = 1n << 18n;

/**
 * Looks at these processes and their descendants, as they are now. Touches
 * nothing, and throws nothing for what it may not see: that is `unknown`.
 *
 * @param processes the tree as it was known, of which some may have gone and
 *   others may hang on other parents by now.
 */
export async function readTreeCondition(processes: readonly ProcessIdentity[]): Promise<TreeCondition> {
  const living = new Map<number, ProcessFacts>();
  const gone: ProcessIdentity[] = [];
  for (const identity of processes) {
    if (isSameProcess(identity, living.get(identity.pid))) continue;
    const tree = readTree(identity.pid);
    if (tree === undefined || !isSameProcess(identity, tree.root)) gone.push(identity);
    else for (const facts of tree.processes) if (!living.has(facts.pid)) living.set(facts.pid, facts);
  }

  const isHalfRestored = halfRestoredProbe();
  const looks = [...living.values()].map((facts) => lookAt(facts, isHalfRestored));
  // The sockets and locks of a half restored tree are part of its checkpoint: the next restore needs them.
  const whole = looks.filter((look) => !look.isDead && !look.isHalfRestored).map(({ facts }) => facts);
  const { locks, unknown } = await findConnectionLocks(whole);
  const lockedPids = new Set(locks.map(({ pid }) => pid));
  const tasks = [
    ...looks.map((look) => conditionOf(look, lockedPids.has(look.facts.pid))),
    ...gone.map(({ pid, startTime }): TaskCondition => ({ pid, startTime, name: '', states: ['gone'] })),
  ];
  return { tasks, connectionLocks: locks, unknown, overall: overallOf(tasks) };
}

/** What one look at a living process or a zombie has found. */
export interface TaskLook {
  readonly facts: ProcessFacts;
  readonly isDead: boolean;
  readonly isHalfRestored: boolean;
  /** It has got SIGSTOP, and takes it when it next runs. */
  readonly isStopping: boolean;
  readonly tracer: Tracer | undefined;
  readonly frozenCgroup: string | undefined;
}

function lookAt(facts: ProcessFacts, isHalfRestored: (pid: number) => boolean): TaskLook {
  // One that has got SIGKILL does nothing any more, and is dead in a moment.
  if (isDead(facts) || facts.dying) {
    return {
      facts,
      isDead: true,
      isHalfRestored: false,
      isStopping: false,
      tracer: undefined,
      frozenCgroup: undefined,
    };
  }
  const status = statusFields(readProcFile(`/proc/${facts.pid}/status`) ?? '');
  const pending = ['SigPnd', 'ShdPnd'].map((name) => BigInt(`0x${status.get(name) || '0'}`));
  return {
    facts,
    isDead: false,
    isHalfRestored: isHalfRestored(facts.pid),
    isStopping: pending.some((signals) => (signals & SIGSTOP_BIT) !== 0n),
    tracer: findTracer(facts),
    frozenCgroup: readQuietly(() => frozenCgroupOf(facts.pid)),
  };
}

/** The condition of a task from a look at it. */
export function conditionOf(look: TaskLook, isLocked: boolean): TaskCondition {
  const { facts, tracer, frozenCgroup } = look;
  const { pid, startTime, name } = facts;
  if (look.isDead) return { pid, startTime, name, states: ['gone'] };
  const isStopped = facts.state === 'T' || look.isStopping;
  const isHeld = facts.state === 't' || facts.state === 'T';
  const states: TaskState[] = [];
  if (look.isHalfRestored) states.push('half-restored');
  if (tracer !== undefined) states.push('traced');
  if (frozenCgroup !== undefined) states.push('frozen');
  if (isLocked) states.push('network-locked');
  if (isStopped) states.push('stopped');
  if (!isHeld && !isStopped && frozenCgroup === undefined && !look.isHalfRestored) states.push('running');
  return {
    pid,
    startTime,
    name,
    // In the instant between two tracing stops there may be nothing else to tell.
    states: states.length === 0 ? ['running'] : states,
    ...(tracer && { tracer }),
    ...(frozenCgroup !== undefined && { frozenCgroup }),
  };
}

/** The state of a tree by those of its tasks; `gone` when none is left. */
export function overallOf(tasks: readonly TaskCondition[]): TaskState {
  const grave = GRAVITY.find((state) => tasks.some(({ states }) => states.includes(state)));
  if (grave !== undefined) return grave;
  const first = tasks.find(({ states }) => !states.includes('gone'));
  if (first === undefined) return 'gone';
  return first.states.includes('stopped') ? 'stopped' : 'running';
}

function findTracer(facts: ProcessFacts): Tracer | undefined {
  const threads = facts.threads > 1 ? threadsOf(facts.pid) : [facts.pid];
  const pid = threads.map((thread) => tracerOf(facts.pid, thread)).find((tracer) => tracer !== 0);
  if (pid === undefined) return undefined;
  const tracer = readProcess(pid);
  // A tracer may be a thread; what ends is its process.
  const process = tracer === undefined ? undefined : readProcess(tracer.threadGroup);
  return {
    pid: process?.pid ?? pid,
    startTime: process?.startTime ?? 0n,
    name: process?.name ?? '',
    isCriu: process !== undefined && isCriuProcess(process.pid),
  };
}
