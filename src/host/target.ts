import { Failure, invalidRequest, type Reason } from '../failure/index.js';
import { readProcFile } from './proc-file.js';
import { describeProcess, type ProcessFacts, readProcess, statusFields } from './process.js';
import { type ProcessTree, readTree, threadsOf } from './process-tree.js';

/** Which tree a caller means. */
export interface TargetRequest {
  /** The root of the tree, in the pid namespace of criud. */
  readonly pid: number;
  /** Field 22 of /proc/PID/stat: the request is about the process that started then, or about none. */
  readonly startTime?: bigint | undefined;
}

/** Why CRIU must not be let at a tree, whatever the options are. */
export interface Obstacle {
  readonly reason: Reason;
  readonly pid: number;
  /** What it is, in a few words. */
  readonly object: string;
  readonly message: string;
  readonly cure: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The tree that a request means, as it is now; its root is the process that was
 * asked for and no other with the same number. Says nothing about whether it
 * can be dumped.
 *
 * Throws INVALID_REQUEST, PROCESS_NOT_FOUND, PROCESS_CHANGED.
 */
export function findTarget(request: TargetRequest): ProcessTree {
  const { pid, startTime } = request;
  if (!Number.isSafeInteger(pid) || pid <= 0) {
    throw invalidRequest([{ field: 'pid', description: `must be a whole number above 0, and is ${pid}` }]);
  }

  const facts = readProcess(pid);
  if (facts !== undefined && facts.threadGroup !== pid) {
    throw new Failure(
      'PROCESS_NOT_FOUND',
      `${pid} is not a process: it is a thread of process ${facts.threadGroup}.`,
      {
        cure: `Use the process id ${facts.threadGroup}.`,
        metadata: { pid: String(pid), thread_group: String(facts.threadGroup) },
      },
    );
  }
  if (facts !== undefined && startTime !== undefined && facts.startTime !== startTime) {
    throw new Failure(
      'PROCESS_CHANGED',
      `Process ${describeProcess(facts)} started at ${facts.startTime}, not at ${startTime}: it is another one.`,
      {
        cure: 'The process that was meant has ended and its pid was given away. Look up the pid and start time again.',
        metadata: {
          pid: String(pid),
          start_time: String(facts.startTime),
          expected_start_time: String(startTime),
        },
      },
    );
  }

  const tree = facts === undefined ? undefined : readTree(pid);
  if (tree === undefined || tree.root.startTime !== facts?.startTime) {
    throw new Failure('PROCESS_NOT_FOUND', `There is no process ${pid}.`, {
      cure: 'Check the pid. It counts in the pid namespace of criud: a container has its own numbers.',
      metadata: { pid: String(pid) },
    });
  }
  return tree;
}

/**
 * The tree that a request means, when CRIU may be let at it.
 *
 * Throws what findTarget throws, and PROCESS_IS_CRIUD, PROCESS_IS_KERNEL_THREAD,
 * PROCESS_IS_ZOMBIE, PROCESS_IS_TRACED. What CRIU cannot dump inside of the tree
 * is told by inspectTree.
 */
export function resolveTarget(request: TargetRequest): ProcessTree {
  const tree = findTarget(request);
  const [obstacle] = obstaclesOf(tree);
  if (obstacle !== undefined) throw failureOf(obstacle);
  return tree;
}

/** Throws PROCESS_IS_CRIUD where criud is in the tree: it would stop or kill itself. */
export function refuseCriud(tree: ProcessTree): void {
  const obstacle = criudInside(tree.root);
  if (obstacle !== undefined) throw failureOf(obstacle);
}

/** Everything that keeps CRIU from seizing the tree at all, the gravest first. */
export function obstaclesOf(tree: ProcessTree): Obstacle[] {
  const inside = criudInside(tree.root);
  if (inside !== undefined) return [inside];
  return [...rootWithoutLife(tree.root), ...tree.processes.flatMap(tracersOf)];
}

/** A tree holds criud exactly when its root is criud or an ancestor of it. */
function criudInside(root: ProcessFacts): Obstacle | undefined {
  for (let pid = process.pid; pid > 0; pid = readProcess(pid)?.parentPid ?? 0) {
    if (pid !== root.pid) continue;
    const itself = pid === process.pid;
    return {
      reason: 'PROCESS_IS_CRIUD',
      pid,
      object: itself ? 'criud itself' : 'an ancestor of criud',
      message: itself
        ? `Process ${describeProcess(root)} is criud itself.`
        : `Process ${describeProcess(root)} is an ancestor of criud, so criud is in its tree.`,
      cure: 'Name a process whose descendants do not include criud; run criud outside of the tree.',
      metadata: { pid: String(pid), criud_pid: String(process.pid) },
    };
  }
  return undefined;
}

function rootWithoutLife(root: ProcessFacts): Obstacle[] {
  const metadata = { pid: String(root.pid) };
  if (root.kernelThread) {
    return [
      {
        reason: 'PROCESS_IS_KERNEL_THREAD',
        pid: root.pid,
        object: 'a kernel thread',
        message: `Process ${describeProcess(root)} is a thread of the kernel.`,
        cure: 'Name a process of user space: a kernel thread has no state that could be dumped.',
        metadata,
      },
    ];
  }
  if (root.state !== 'Z' && root.state !== 'X') return [];
  const halfDead = root.threads > 1;
  const parent = readProcess(root.parentPid);
  return [
    {
      reason: 'PROCESS_IS_ZOMBIE',
      pid: root.pid,
      object: halfDead ? 'a process whose main thread has ended' : 'a zombie',
      message: halfDead
        ? `The main thread of process ${describeProcess(root)} has ended while ${root.threads - 1} others go on.`
        : `Process ${describeProcess(root)} is a zombie: it has ended and waits for its parent to reap it.`,
      cure: halfDead
        ? 'CRIU cannot dump such a process: the program must keep its main thread, for instance in a join.'
        : `There is nothing left to dump. Its parent is ${parent === undefined ? root.parentPid : describeProcess(parent)}.`,
      metadata: { ...metadata, parent_pid: String(root.parentPid) },
    },
  ];
}

/** One obstacle per process that has a traced thread: a task has one tracer, and CRIU needs to be it. */
function tracersOf(facts: ProcessFacts): Obstacle[] {
  const threads = facts.threads > 1 ? threadsOf(facts.pid) : [facts.pid];
  for (const thread of threads) {
    const tracer = tracerOf(facts.pid, thread);
    if (tracer === 0) continue;
    const tracerName = readProcess(tracer)?.name ?? 'unknown';
    const who = thread === facts.pid ? '' : `Thread ${thread} of process `;
    return [
      {
        reason: 'PROCESS_IS_TRACED',
        pid: facts.pid,
        object: `traced by ${tracer} (${tracerName})`,
        message: `${who || 'Process '}${describeProcess(facts)} is traced by ${tracer} (${tracerName}).`,
        cure: `End or detach ${tracerName} (${tracer}): a debugger, strace or another dump. A task can have one tracer, and CRIU must be it.`,
        metadata: {
          pid: String(facts.pid),
          thread: String(thread),
          tracer_pid: String(tracer),
          tracer_name: tracerName,
        },
      },
    ];
  }
  return [];
}

/** Who traces a thread of a process; 0 for nobody. */
export function tracerOf(pid: number, thread: number): number {
  const status = readProcFile(`/proc/${pid}/task/${thread}/status`);
  return status === undefined ? 0 : Number(statusFields(status).get('TracerPid') ?? 0);
}

function failureOf(obstacle: Obstacle): Failure {
  return new Failure(obstacle.reason, obstacle.message, { cure: obstacle.cure, metadata: obstacle.metadata });
}
