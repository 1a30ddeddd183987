import { lstat, readFile, stat, statfs } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import type { CriuFacts, Installation } from '../../criu/index.js';
import { asFailure } from '../../failure/index.js';
import {
  cgroupDirectoryOf,
  findPidHolders,
  knownSecurityLabels,
  readAvailableMemory,
  readCgroups,
  readTcpSockets,
  readUdpSockets,
  readUnixSockets,
} from '../../host/index.js';
import { checkCpuInfo } from './cpu-info.js';
import { buildIdOf, type FileFacts, factsOf, inTurns } from './file-facts.js';
import { readHostFacts } from './host-facts.js';
import type { MigrationPlan } from './plan.js';
import { parseEndpoint } from './socket-needs.js';
import type { FileNeed, HostFacts, NeedLimits, TreeNeeds } from './tree-needs.js';

/** A file of the target at the path where the tree will look for it. */
export type SeenFile = (FileFacts & { readonly buildId?: string }) | 'missing' | 'unreadable';

/** A task, process group or session of the target that has a number the tree needs. */
export interface SeenHolder {
  readonly pid: number;
  readonly kind: 'process' | 'thread' | 'process group' | 'session';
  readonly holderPid: number;
  readonly holderName: string;
  readonly dead: boolean;
}

/** A socket of the target that has a port. */
export interface SeenPort {
  readonly protocol: 'tcp' | 'udp';
  readonly address: string;
  readonly port: number;
}

/** What is there where a unix socket of the tree has its name. */
export interface SeenUnixName {
  /** A socket of the target has that name now. */
  readonly bound: boolean;
  /** What the path leads to; undefined for an abstract name. */
  readonly entry?: 'socket' | 'other' | 'nothing' | 'no directory';
}

/** All that was seen on the target, so that comparing it with the needs is pure. */
export interface TargetSight {
  readonly host: HostFacts;
  /** Why CRIU cannot be asked, where it cannot. */
  readonly criuProblem?: string;
  /** What CRIU says against the CPU; undefined where it fits, and where it was not asked. */
  readonly cpuProblem?: string;
  /** By the path of the need. */
  readonly files: ReadonlyMap<string, SeenFile>;
  readonly holders: readonly SeenHolder[];
  readonly ports: readonly SeenPort[];
  /** The addresses of all interfaces. */
  readonly addresses: ReadonlySet<string>;
  /** By the name of the need. */
  readonly unixNames: ReadonlyMap<string, SeenUnixName>;
  /** Like the cgroups of the needs: whether its hierarchy is there, and whether it is itself, as far as that can be seen. */
  readonly cgroups: readonly { readonly hierarchy: boolean; readonly there: boolean | undefined }[];
  /** Those labels of the tree that are known here; undefined where criud may not ask. */
  readonly securityLabels: ReadonlySet<string> | undefined;
  /** By the kind: how many namespaces of it there may be. Without those this kernel does not have. */
  readonly namespaceLimits: ReadonlyMap<string, number>;
  readonly disk: { readonly freeBytes: number; readonly inMemory: boolean } | undefined;
  readonly memory: { readonly free: number; readonly swap: number };
}

/** The host a tree is to move to. */
export interface PreflightTarget {
  readonly installation: Installation;
  /** Where its images will lie. */
  readonly stateFolder: string;
}

/** `f_type` of tmpfs and ramfs. */
const IN_MEMORY = new Set([0x01021994, 0x858458f6]);

/** An absolute path without `..`, the only kind a kernel tells, and without NUL, which none can look for. */
const WELL_FORMED = /^\/(?!(?:[^\0]*\/)?\.\.(?:\/|$))[^\0]*$/;

/** What stands where the tree will be: looks only at what the needs name, and changes nothing. */
export async function lookAtTarget(
  needs: TreeNeeds,
  plan: MigrationPlan,
  { installation, stateFolder }: PreflightTarget,
  limits: NeedLimits,
): Promise<TargetSight> {
  let criu: CriuFacts | undefined;
  let criuProblem: string | undefined;
  try {
    criu = await installation.facts();
  } catch (error) {
    criuProblem = asFailure(error).message;
  }
  const host = readHostFacts(criu);
  const cpuProblem = criu === undefined ? undefined : await cpuProblemOf(needs, host, installation);

  const root = plan.options.root ?? '';
  const wanted = needs.files.slice(0, limits.files).filter(({ removed }) => removed === undefined);
  const seen = await inTurns(wanted, (need) => lookAt(need, need.ownMounts ? root : ''));
  const unixSockets = needs.unixSockets.slice(0, limits.sockets);
  const bound = new Set([...(await readUnixSockets(process.pid)).values()].map(({ name }) => name));
  const unixSeen = await inTurns(unixSockets, ({ name }) => lookAtUnixName(name, bound));
  const cgroups = needs.cgroups.slice(0, limits.sockets);
  const hierarchies = new Set(readCgroups(process.pid).map(({ controllers }) => controllers.join(',')));

  return {
    host,
    ...(criuProblem !== undefined && { criuProblem }),
    ...(cpuProblem !== undefined && { cpuProblem }),
    files: new Map(wanted.map((need, index) => [fileKey(need), seen[index] ?? 'unreadable'])),
    holders: holdersOf(needs.pids.slice(0, limits.pids)),
    ports: await readPorts(),
    addresses: readAddresses(),
    unixNames: new Map(unixSockets.map(({ name }, index) => [name, unixSeen[index] ?? { bound: false }])),
    cgroups: await inTurns(cgroups, async (cgroup) => {
      const directory = cgroupDirectoryOf(cgroup);
      const hierarchy = hierarchies.has(cgroup.controllers.join(','));
      return { hierarchy, there: directory === undefined ? undefined : await isThere(directory) };
    }),
    securityLabels: await knownSecurityLabels(needs.securityLabels.slice(0, limits.sockets)),
    namespaceLimits: await readNamespaceLimits(needs),
    disk: await statfs(stateFolder).then(
      ({ bavail, bsize, type }) => ({ freeBytes: bavail * bsize, inMemory: IN_MEMORY.has(type) }),
      () => undefined,
    ),
    memory: await readAvailableMemory(),
  };
}

/** The same path means two files where a part of the tree has mounts of its own. */
export function fileKey({ path, ownMounts }: Pick<FileNeed, 'path' | 'ownMounts'>): string {
  return `${ownMounts ? 'own' : 'shared'} ${path}`;
}

async function cpuProblemOf(
  needs: TreeNeeds,
  host: HostFacts,
  installation: Installation,
): Promise<string | undefined> {
  if (needs.cpuInfo === '' || needs.host.architecture !== host.architecture) return undefined;
  try {
    const failure = await checkCpuInfo(installation, Buffer.from(needs.cpuInfo, 'base64'));
    return failure && (failure.criu?.causeLine ?? failure.message);
  } catch (error) {
    return asFailure(error).message;
  }
}

async function lookAt({ path, buildId }: FileNeed, root: string): Promise<SeenFile> {
  if (!WELL_FORMED.test(path)) return 'unreadable';
  const here = `${root}${path}`;
  try {
    // As CRIU opens it: symbolic links are followed.
    const facts = factsOf(await stat(here, { bigint: true }));
    if (facts === undefined) return 'unreadable';
    const found = buildId !== undefined && facts.type === 'regular' ? await buildIdOf(here) : undefined;
    return { ...facts, ...(found !== undefined && { buildId: found }) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
  }
}

async function lookAtUnixName(name: string, bound: ReadonlySet<string>): Promise<SeenUnixName> {
  const isBound = bound.has(name);
  if (!WELL_FORMED.test(name)) return { bound: isBound };
  const directory = name.slice(0, name.lastIndexOf('/')) || '/';
  if (!(await isThere(directory))) return { bound: isBound, entry: 'no directory' };
  const entry = await lstat(name).then(
    (status) => (status.isSocket() ? ('socket' as const) : ('other' as const)),
    () => 'nothing' as const,
  );
  return { bound: isBound, entry };
}

function holdersOf(pids: readonly number[]): SeenHolder[] {
  return findPidHolders(pids).map(({ pid, kind, facts }) => ({
    pid,
    kind,
    holderPid: facts.threadGroup,
    holderName: facts.name,
    dead: facts.state === 'Z' || facts.state === 'X',
  }));
}

async function readPorts(): Promise<SeenPort[]> {
  const [tcp, udp] = await Promise.all([readTcpSockets(process.pid), readUdpSockets(process.pid)]);
  const listening = [...tcp.values()].filter(({ state }) => state === 'LISTEN');
  return [
    ...listening.map(({ local }) => ({ protocol: 'tcp' as const, ...parseEndpoint(local) })),
    ...[...udp.values()].map(({ local }) => ({ protocol: 'udp' as const, ...parseEndpoint(local) })),
  ];
}

function readAddresses(): Set<string> {
  const interfaces = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return new Set(interfaces.map(({ address }) => address.replace(/%.*$/, '')));
}

async function readNamespaceLimits({ ownNamespaces }: TreeNeeds): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const kind of new Set(ownNamespaces)) {
    if (!(await isThere(`/proc/self/ns/${kind}`))) continue;
    const limit = await readFile(`/proc/sys/user/max_${kind}_namespaces`, 'utf8').catch(() => undefined);
    found.set(kind, limit === undefined ? Number.POSITIVE_INFINITY : Number(limit));
  }
  return found;
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
