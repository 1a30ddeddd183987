import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  startTcpClient,
  startUnreaped,
  startWorkload,
  until,
  type Workload,
} from '../integration/workload.js';

/** A process for as long as the host runs. */
export interface Identity {
  readonly pid: number;
  readonly startTime: bigint;
}

/** The tree to which it all happens, and its peer outside. */
export interface Subject extends AsyncDisposable {
  readonly tree: Workload;
  /** Absent where the tree has no connection. */
  readonly peer?: Workload;
  /** Of every process of the tree, the root first, as it was started or last restored. */
  identities(): readonly Identity[];
  /** Notes that the tree has been restored. */
  restored(): void;
  /** SIGKILL to the whole tree, and its end. */
  kill(): Promise<void>;
  /** Lets the zombies of the tree be reaped, where its parent does not do that by itself. */
  reap(): void;
}

export interface SubjectOptions {
  readonly connected: boolean;
  /** Its zombies stay until `reap`. */
  readonly unreaped: boolean;
  /** It gets over a connection that a killed CRIU has left in repair mode, until that is repaired. */
  readonly patient: boolean;
}

export async function startSubject({ connected, unreaped, patient }: SubjectOptions): Promise<Subject> {
  const unreapedTree = unreaped ? await startUnreaped('tcp-memory') : undefined;
  const tree = unreapedTree ?? (await startWorkload('tcp-memory', patient ? ['--patient'] : []));
  let peer: Workload | undefined;
  try {
    if (connected) peer = await startTcpClient(tree);
  } catch (error) {
    await tree.stop();
    throw error;
  }
  let identities = identitiesOf(tree);
  const reap = () => {
    if (unreapedTree && existsSync(`/proc/${unreapedTree.parent}`)) unreapedTree.reap();
  };
  return {
    tree,
    ...(peer && { peer }),
    identities: () => identities,
    restored() {
      identities = identitiesOf(tree);
    },
    async kill() {
      const pids = tree.pids();
      for (const pid of pids) kill(pid);
      await until(
        'the end of the tree',
        10_000,
        () => !pids.some((pid) => existsSync(`/proc/${pid}`)) || undefined,
      );
    },
    reap,
    async [Symbol.asyncDispose]() {
      reap();
      await peer?.stop();
      await tree.stop();
    },
  };
}

/** Rounds of which the first may have been half done when it all happened, and the last not. */
const ROUNDS = 3;

/**
 * Sees the tree and its peer go on from where they were, and all of the memory of the tree verified.
 *
 * @returns why not, each for itself; nothing where all is well.
 */
export async function seeGoOn({ tree, peer }: Subject): Promise<{ tree?: string; connection?: string }> {
  if (peer !== undefined) {
    try {
      await advance(peer);
    } catch (error) {
      return { connection: `peer: ${textOf(error)}; tree: ${saidBy(tree)}` };
    }
  }
  try {
    await advance(tree);
    const before = tree.reported('verified');
    process.kill(tree.pid, 'SIGUSR1');
    await until('a verified memory', 10_000, () => tree.reported('verified') > before || undefined);
    return {};
  } catch (error) {
    return { tree: textOf(error) };
  }
}

/** When a tree has last told something of itself, in milliseconds since 1970. */
export function lastWord({ folder }: Workload): number {
  return statSync(join(folder, 'state')).mtimeMs;
}

/** The last that a tree has told of itself. */
export function saidBy({ folder }: Workload): string {
  return readFileSync(join(folder, 'state'), 'latin1').trim();
}

/** The children end by themselves when their root has. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (existsSync(`/proc/${pid}`)) throw error;
  }
}

async function advance(workload: Workload): Promise<void> {
  let count = workload.count();
  for (let round = 0; round < ROUNDS; round++) count = await workload.advancesFrom(count);
}

/** What can be seen of a process; undefined where there is none. */
export interface ProcessLook {
  readonly state: string;
  readonly startTime: bigint;
  readonly tracer: number;
}

export function lookAtProcess(pid: number): ProcessLook | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return {
      state: fields[0] ?? '',
      startTime: BigInt(fields[19] ?? -1),
      tracer: Number(/^TracerPid:\t(\d+)$/m.exec(status)?.[1] ?? 0),
    };
  } catch {
    return undefined;
  }
}

/** Processes whose first environment has a word, by their pids. */
export function pidsMarked(word: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(word);
      } catch {
        return false;
      }
    })
    .map(Number);
}

function identitiesOf(tree: Workload): readonly Identity[] {
  return tree.pids().map((pid) => ({ pid, startTime: lookAtProcess(pid)?.startTime ?? -1n }));
}

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
