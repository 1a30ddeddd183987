import { readFile, readlink } from 'node:fs/promises';
import { Failure } from '../failure/index.js';
import { type CapabilitySet, readCapabilities } from './capabilities.js';
import { frozenCgroupOf } from './cgroup.js';
import { type Mapping, readMappings } from './mapping.js';
import { type Namespaces, readNamespaces } from './namespaces.js';
import { type OpenFile, readOpenFiles, socketInode } from './open-file.js';
import { type Identity, type ProcessFacts, readProcess } from './process.js';
import type { ProcessTree } from './process-tree.js';
import { readTcpSockets, type TcpSocket } from './tcp-socket.js';

/** What findings are made from: everything that was read of a tree, so that finding is pure. */
export interface TreeSnapshot {
  readonly tree: ProcessTree;
  readonly processes: readonly ProcessSnapshot[];
  readonly criu: CriuSide;
  /** The TCP sockets of each network namespace of the tree that has sockets of it, by inode. */
  readonly tcpSockets: ReadonlyMap<string, ReadonlyMap<bigint, TcpSocket>>;
  /** The mount ids that CRIU will know: those of the mount namespaces of the tree, and no others. */
  readonly mountIds: ReadonlySet<number>;
}

export interface ProcessSnapshot {
  readonly facts: ProcessFacts;
  readonly namespaces: Namespaces;
  /** Undefined where criud may not see them. */
  readonly files: readonly OpenFile[] | undefined;
  /** Undefined where criud may not see them. */
  readonly mappings: readonly Mapping[] | undefined;
  /** The root directory as the kernel names it; other than `/` after chroot. */
  readonly rootDirectory: string;
  readonly frozenCgroup: string | undefined;
}

/** What of CRIU's own side decides whether it can dump a task. */
export interface CriuSide {
  readonly uid: Identity;
  readonly gid: Identity;
  readonly capabilities: CapabilitySet;
  readonly namespaces: Namespaces;
}

/**
 * Reads everything. Nothing is stopped, so the parts are of slightly different
 * moments; a process that goes meanwhile is left out or has nothing. `criuPid`
 * is a process with the rights and namespaces that CRIU will have.
 */
export async function takeSnapshot(tree: ProcessTree, criuPid: number): Promise<TreeSnapshot> {
  const criu = readCriuSide(criuPid);
  const processes: ProcessSnapshot[] = [];
  for (const facts of tree.processes) processes.push(await snapshotOf(facts));

  const tcpSockets = new Map<string, ReadonlyMap<bigint, TcpSocket>>();
  const mountIds = new Set<number>();
  const mountNamespaces = new Set<string>();
  for (const { facts, namespaces, files } of processes) {
    const { net, mnt } = namespaces;
    const hasSocket = files?.some((file) => socketInode(file) !== undefined) ?? false;
    if (net !== undefined && hasSocket && !tcpSockets.has(net)) {
      tcpSockets.set(net, await readTcpSockets(facts.pid));
    }
    if (mnt !== undefined && !mountNamespaces.has(mnt)) {
      mountNamespaces.add(mnt);
      // In its own namespace CRIU looks with its own eyes: the task may be under chroot and see less.
      const observer = mnt === criu.namespaces.mnt ? criuPid : facts.pid;
      for (const id of await readMountIds(observer)) mountIds.add(id);
    }
  }
  return { tree, processes, criu, tcpSockets, mountIds };
}

async function snapshotOf(facts: ProcessFacts): Promise<ProcessSnapshot> {
  const [files, mappings, rootDirectory] = await Promise.all([
    readOpenFiles(facts.pid),
    readMappings(facts.pid),
    readRootDirectory(facts.pid),
  ]);
  return {
    facts,
    namespaces: readNamespaces(facts.pid),
    files,
    mappings,
    rootDirectory,
    frozenCgroup: frozenCgroupOf(facts.pid),
  };
}

function readCriuSide(criuPid: number): CriuSide {
  const facts = readProcess(criuPid);
  if (facts === undefined) {
    throw new Failure('CRIU_UNREACHABLE', `The CRIU process ${criuPid} has ended.`, {
      cure: 'Start the CRIU service again.',
      metadata: { pid: String(criuPid) },
    });
  }
  const { uid, gid } = facts;
  return { uid, gid, capabilities: readCapabilities(criuPid), namespaces: readNamespaces(criuPid) };
}

async function readRootDirectory(pid: number): Promise<string> {
  return readlink(`/proc/${pid}/root`).catch(() => '/');
}

/** The ids of the mounts a process sees: the first field of mountinfo. */
async function readMountIds(pid: number): Promise<Set<number>> {
  const text = await readFile(`/proc/${pid}/mountinfo`, 'utf8').catch(() => '');
  return new Set([...text.matchAll(/^\d+/gm)].map(([id]) => Number(id)));
}
