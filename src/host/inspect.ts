import type { TreeFinding } from './finding.js';
import { findSpecialFiles } from './findings/anonymous-inode.js';
import { findDeletedFiles } from './findings/deleted-file.js';
import { findDevices } from './findings/device.js';
import { findDoubtfulStates } from './findings/doubtful-state.js';
import { findFileLocks } from './findings/file-lock.js';
import { findMountsOutside } from './findings/mount-outside.js';
import { findNamespaces } from './findings/namespace.js';
import { findOtherUids } from './findings/other-uid.js';
import { findSessions } from './findings/session.js';
import { findSysvSharedMemory } from './findings/sysv-shared-memory.js';
import { findTcpConnections } from './findings/tcp-connection.js';
import { findTerminals } from './findings/terminal.js';
import { type MemoryFacts, readMemory } from './memory.js';
import { type Command, type ProcessFacts, readCommand } from './process.js';
import type { ProcessTree } from './process-tree.js';
import { obstaclesOf } from './target.js';
import { type TreeSnapshot, takeSnapshot } from './tree-snapshot.js';

/** What is to be known of a tree before it is dumped. */
export interface TreeReport {
  readonly tree: ProcessTree;
  /** In the order of the tree: a parent before its children. */
  readonly processes: readonly ProcessReport[];
  /** The gravest first. */
  readonly findings: readonly TreeFinding[];
}

export interface ProcessReport {
  readonly facts: ProcessFacts;
  readonly command: Command;
  /** None for a zombie. */
  readonly memory?: MemoryFacts;
  /** How many files it has open; none where criud may not see them. */
  readonly openFiles?: number;
}

export interface InspectionSettings {
  /** The ghost limit that the dump will have; CRIU's 1 MiB by default. */
  readonly ghostLimitBytes?: number | undefined;
  /**
   * A process with the rights and the namespaces CRIU will have: of a `criu
   * service` its pid; by default criud itself, whose children inherit both.
   */
  readonly criuPid?: number | undefined;
}

const GRAVITY = { blocking: 0, option: 1, warning: 2 } as const;

/**
 * Looks at a tree and tells what it consists of and what CRIU could not dump of
 * it, as findObjections does. It touches nothing: the tree runs on and notices
 * nothing.
 */
export async function inspectTree(tree: ProcessTree, settings: InspectionSettings = {}): Promise<TreeReport> {
  const snapshot = await takeSnapshot(tree, settings.criuPid ?? process.pid);
  const processes: ProcessReport[] = [];
  for (const { facts, files } of snapshot.processes) {
    const [command, memory] = await Promise.all([readCommand(facts.pid), readMemory(facts.pid)]);
    processes.push({
      facts,
      command,
      ...(memory === undefined ? {} : { memory }),
      ...(files === undefined ? {} : { openFiles: files.length }),
    });
  }
  return { tree, processes, findings: findingsIn(snapshot, settings) };
}

/**
 * Tells what CRIU could not dump of a tree, or only with an option, the gravest
 * first. It finds what /proc shows, and only what it is sure of is `blocking` or
 * `option`; a tree without findings may still hold what CRIU refuses. It asks
 * for no memory figures, for which the kernel walks all of a process's pages.
 */
export async function findObjections(
  tree: ProcessTree,
  settings: InspectionSettings = {},
): Promise<readonly TreeFinding[]> {
  return findingsIn(await takeSnapshot(tree, settings.criuPid ?? process.pid), settings);
}

function findingsIn(snapshot: TreeSnapshot, { ghostLimitBytes }: InspectionSettings): readonly TreeFinding[] {
  return [
    ...obstaclesOf(snapshot.tree).map(
      (obstacle): TreeFinding => ({ severity: 'blocking', ...withoutMetadata(obstacle) }),
    ),
    ...findDoubtfulStates(snapshot),
    ...findOtherUids(snapshot),
    ...findNamespaces(snapshot),
    ...findTerminals(snapshot),
    ...findSessions(snapshot),
    ...findTcpConnections(snapshot),
    ...findFileLocks(snapshot),
    ...findDeletedFiles(snapshot, ghostLimitBytes),
    ...findMountsOutside(snapshot),
    ...findSpecialFiles(snapshot),
    ...findDevices(snapshot),
    ...findSysvSharedMemory(snapshot),
  ].sort((one, other) => GRAVITY[one.severity] - GRAVITY[other.severity]);
}

function withoutMetadata({ reason, pid, object, message, cure }: Omit<TreeFinding, 'severity'>) {
  return { reason, pid, object, message, cure };
}
