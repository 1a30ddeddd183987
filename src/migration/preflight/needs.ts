import type { Installation } from '../../criu/index.js';
import { asFailure } from '../../failure/index.js';
import {
  type Cgroup,
  estimateImageBytes,
  findTerminals,
  type NamespaceKind,
  type ProcessTree,
  readCgroups,
  readMemory,
  readSecurityLabel,
  type TreeSnapshot,
  takeSnapshot,
  threadsOf,
} from '../../host/index.js';
import { dumpCpuInfo } from './cpu-info.js';
import { unlessAborted } from './deadline.js';
import { inTurns } from './file-facts.js';
import { readFileNeeds } from './file-needs.js';
import { readHostFacts } from './host-facts.js';
import { readSocketNeeds } from './socket-needs.js';
import { NEED_LIMITS, type NeedGap, type NeedLimits, type TreeNeeds } from './tree-needs.js';

export interface NeedsOptions {
  /** Ends the reading, whatever it waits for. */
  readonly signal: AbortSignal;
  readonly limits?: NeedLimits;
  /** A process with the rights and namespaces that CRIU will have: of a `criu service` its pid, by default criud. */
  readonly criuPid?: number;
}

/**
 * Reads on the source what a tree needs of the host that it is to move to.
 * Nothing is stopped and the tree notices nothing; it runs on, so the parts are
 * of slightly different moments, and what ends meanwhile is left out. What cannot
 * be told is a gap. Whether the tree can be dumped at all is told by
 * findUndumpable.
 *
 * @throws Failure as Installation.facts: without CRIU there is nothing to move.
 * @throws the reason of the signal.
 */
export async function readTreeNeeds(
  tree: ProcessTree,
  installation: Installation,
  { signal, limits = NEED_LIMITS, criuPid = process.pid }: NeedsOptions,
): Promise<TreeNeeds> {
  return unlessAborted(signal, async () => {
    const facts = await installation.facts();
    const gaps: NeedGap[] = [];
    if (!tree.settled) gaps.push({ what: 'processes', why: 'the tree changes faster than it can be read' });

    const cpuInfo = await dumpCpuInfo(installation).catch((error: unknown) => {
      gaps.push({ what: 'cpu', why: asFailure(error).message });
      return Buffer.alloc(0);
    });
    const snapshot = await takeSnapshot(tree, criuPid);
    signal.throwIfAborted();
    const files = await readFileNeeds(snapshot, limits.files);
    signal.throwIfAborted();
    const { gaps: socketGaps, ...sockets } = await readSocketNeeds(snapshot, criuPid, limits.sockets);
    const pids = pidsOf(snapshot);
    if (pids.length > limits.pids) {
      const count = pids.length - limits.pids;
      gaps.push({ what: 'threads', count, why: `no more than ${limits.pids} are told` });
    }
    const memories = await inTurns(tree.processes, ({ pid }) => readMemory(pid));
    const labels = await inTurns(tree.processes, ({ pid }) => readSecurityLabel(pid));
    return {
      host: readHostFacts(facts),
      root: { pid: tree.root.pid, startTime: String(tree.root.startTime), name: tree.root.name },
      processes: tree.processes.length,
      cpuInfo: cpuInfo.toString('base64'),
      pids: pids.slice(0, limits.pids),
      files: files.files,
      ...sockets,
      terminals: findTerminals(snapshot)
        .filter(({ option }) => option === 'terminal.shell_job')
        .map(({ object }) => object),
      ownNamespaces: ownNamespacesOf(snapshot),
      cgroups: cgroupsOf(snapshot, criuPid),
      securityLabels: [...new Set(labels.filter((label) => label !== undefined))],
      memory: {
        imageBytes: await estimateImageBytes(tree.processes),
        residentBytes: memories.reduce((sum, memory) => sum + (memory?.resident ?? 0), 0),
      },
      gaps: [...gaps, ...files.gaps, ...socketGaps],
    };
  });
}

/** The numbers of all tasks in the pid namespace of CRIU: a zombie, which shows no namespace, is in that of the root. */
function pidsOf({ processes, criu }: TreeSnapshot): number[] {
  const rootNamespace = processes[0]?.namespaces.pid ?? criu.namespaces.pid;
  const inside = processes.filter(
    ({ namespaces }) => (namespaces.pid ?? rootNamespace) === criu.namespaces.pid,
  );
  return [...new Set(inside.flatMap(({ facts }) => [facts.pid, ...threadsOf(facts.pid)]))];
}

function ownNamespacesOf({ processes, criu }: TreeSnapshot): NamespaceKind[] {
  const kinds = ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'time', 'user', 'uts'] as const;
  return kinds.filter((kind) =>
    processes.some(({ namespaces }) => {
      const own = namespaces[kind];
      return own !== undefined && own !== criu.namespaces[kind];
    }),
  );
}

/** CRIU notes no cgroups when all of the tree is where it is itself. */
function cgroupsOf({ processes }: TreeSnapshot, criuPid: number): Cgroup[] {
  const key = (cgroup: Cgroup) => `${cgroup.controllers.join(',')}:${cgroup.path}`;
  const criuHas = new Set(readCgroups(criuPid).map(key));
  const all = new Map(
    processes.flatMap(({ facts }) => readCgroups(facts.pid)).map((cgroup) => [key(cgroup), cgroup]),
  );
  return [...all.keys()].every((one) => criuHas.has(one)) ? [] : [...all.values()];
}
