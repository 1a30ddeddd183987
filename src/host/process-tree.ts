import { numbersIn, readProcDirectory, readProcFile } from './proc-file.js';
import { type ProcessFacts, readProcess } from './process.js';

/** A process and all its descendants. */
export interface ProcessTree {
  readonly root: ProcessFacts;
  /** All of them with the root first: a parent always stands before its children. */
  readonly processes: readonly ProcessFacts[];
  /** False when the tree changed faster than it could be read: then it is a guess. */
  readonly settled: boolean;
}

/** How often a tree is walked before criud stops hoping for two equal walks. */
const MAX_WALKS = 20;

/**
 * Reads a process and all its descendants by their parenthood, which is what
 * CRIU dumps. The kernel gives no snapshot, and a list of children may lack one
 * while another child dies; so the tree is walked until two walks in a row find
 * the same processes. Undefined when the root does not exist.
 */
export function readTree(rootPid: number): ProcessTree | undefined {
  let earlier: readonly number[] = [];
  let processes: ProcessFacts[] = [];
  for (let walk = 0; walk < MAX_WALKS; walk += 1) {
    const pids = walkFrom(rootPid);
    const settled = pids.length === earlier.length && pids.every((pid, index) => pid === earlier[index]);
    earlier = pids;
    if (!settled && walk < MAX_WALKS - 1) continue;

    processes = pids.map(readProcess).filter((facts) => facts !== undefined);
    const root = processes[0];
    if (root?.pid !== rootPid) return undefined;
    if (settled && connected(processes).length === pids.length) {
      return { root, processes, settled };
    }
  }
  const root = processes[0];
  return root === undefined ? undefined : { root, processes: connected(processes), settled: false };
}

/** The pids of a tree, a parent before its children. */
export function pids(tree: ProcessTree): number[] {
  return tree.processes.map((facts) => facts.pid);
}

/** The threads of a process; none when it has gone. */
export function threadsOf(pid: number): number[] {
  return numbersIn(readProcDirectory(`/proc/${pid}/task`) ?? []);
}

function walkFrom(rootPid: number): number[] {
  const found = new Set([rootPid]);
  // A set is iterated in the order of insertion and includes what is added on the way.
  for (const pid of found) {
    for (const thread of threadsOf(pid)) {
      const children = readProcFile(`/proc/${pid}/task/${thread}/children`) ?? '';
      for (const child of children.split(' ')) if (child !== '') found.add(Number(child));
    }
  }
  return [...found];
}

/** Those of a tree that hang on its root by parents that are in it too. */
function connected(processes: readonly ProcessFacts[]): ProcessFacts[] {
  const known = new Set<number>();
  return processes.filter(({ pid, parentPid }, index) => {
    const hangs = index === 0 || known.has(parentPid);
    if (hangs) known.add(pid);
    return hangs;
  });
}
