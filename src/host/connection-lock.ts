import { networkInterfaces } from 'node:os';
import { type DroppedPackets, type FirewallCommand, readFirewall } from './firewall.js';
import { readNamespaces } from './namespaces.js';
import { numbersIn, readProcDirectory } from './proc-file.js';
import { type ProcessFacts, readProcess } from './process.js';
import { readTcpConnections, type TcpConnection } from './tcp-repair.js';
import { readTcpSockets } from './tcp-socket.js';

/** Something that a CRIU made to keep a connection of a tree from going on. */
export interface ConnectionLock {
  readonly kind: 'tcp-repair' | 'nftables' | 'iptables';
  /** A task that has the connection, or whose network namespace is locked. */
  readonly pid: number;
  /** `127.0.0.1:80`; empty, as `remote` then is, where the whole network namespace is locked. */
  readonly local: string;
  readonly remote: string;
  /** The table of nftables or the rule of iptables; empty for `tcp-repair`. */
  readonly name: string;
  /** What ends the lock. */
  readonly release: LockRelease;
}

export type LockRelease =
  | { readonly kind: 'tcp-repair'; readonly connection: TcpConnection }
  | {
      readonly kind: 'firewall';
      readonly commands: readonly FirewallCommand[];
      /** A process in whose network namespace they are to be run; none where it is criud's own. */
      readonly namespaceOf: number | undefined;
    };

export interface ConnectionLocks {
  readonly locks: readonly ConnectionLock[];
  /** What could not be looked at, and why. */
  readonly unknown: readonly string[];
}

/**
 * Finds what CRIU made to cut these processes off from their peers, and did not
 * take back. The mark of it is the repair mode of their own sockets. Rules of a
 * firewall name a connection, and not which end of it they were made for: where
 * no socket is in repair mode they count when the other end lives, on another
 * host, or on this one and not in repair mode itself. An other end of this host
 * that is gone is a checkpoint, and the rules are its. In a network namespace
 * other than criud's, rules that drop everything count too.
 */
export async function findConnectionLocks(processes: readonly ProcessFacts[]): Promise<ConnectionLocks> {
  const unknown = new Set<string>();
  const own = readNamespaces(process.pid).net;
  const namespaces = new Map<string, { readonly pid: number; readonly connections: TcpConnection[] }>();
  for (const facts of processes) {
    const { net } = readNamespaces(facts.pid);
    if (net === undefined) continue;
    const namespace = namespaces.get(net) ?? { pid: facts.pid, connections: [] };
    namespaces.set(net, namespace);
    const read = await readTcpConnections(facts);
    if (read.unknown !== undefined) unknown.add(`TCP connections of ${facts.pid}: ${read.unknown}`);
    // Processes can share a socket.
    const known = new Set(namespace.connections.map(({ socket }) => socket.inode));
    namespace.connections.push(...read.connections.filter(({ socket }) => !known.has(socket.inode)));
  }

  const locks: ConnectionLock[] = [];
  for (const [net, { pid, connections }] of namespaces) {
    const isForeign = net !== own;
    const inRepair = connections.filter((connection) => connection.inRepair);
    // Programs are run only where there is something to find.
    if (!isForeign && connections.length === 0) continue;
    const namespaceOf = isForeign ? pid : undefined;
    const firewall = await readFirewall(namespaceOf);
    for (const text of firewall.unknown) unknown.add(text);
    const isCutOff =
      inRepair.length > 0 ? () => true : await livingEnds(pid, firewall.dropped.length > 0 && !isForeign);
    locks.push(...firewallLocks(firewall.dropped, connections, { pid, namespaceOf, isCutOff }));
    locks.push(...inRepair.map(repairLock));
  }
  return { locks, unknown: [...unknown] };
}

/** Those of the dropped packets that are of these connections, each with what lets only them through again. */
export function firewallLocks(
  dropped: readonly DroppedPackets[],
  connections: readonly TcpConnection[],
  {
    pid,
    namespaceOf,
    isCutOff,
  }: {
    readonly pid: number;
    readonly namespaceOf: number | undefined;
    /** Whether rules for this connection of the tree were made for this end of it. */
    readonly isCutOff: (connection: TcpConnection) => boolean;
  },
): ConnectionLock[] {
  const all = connections.map((connection) => ({ connection, ends: endsOf(connection) }));
  const ownerOf = ({ connection: packets }: DroppedPackets) =>
    packets &&
    all.find(({ ends: { local, remote } }) =>
      packets.source === local
        ? packets.destination === remote
        : packets.source === remote && packets.destination === local,
    );
  const isOurs = (packets: DroppedPackets) =>
    packets.connection === undefined ? namespaceOf !== undefined : ownerOf(packets) !== undefined;
  /** Tables in which there is something for another tree. */
  const shared = new Set(dropped.filter((packets) => !isOurs(packets)).map(({ name }) => name));
  return dropped.filter(isOurs).flatMap((packets): ConnectionLock[] => {
    const owner = ownerOf(packets);
    if (owner !== undefined && !isCutOff(owner.connection)) return [];
    const { kind, name, removal, tableRemoval } = packets;
    const commands = tableRemoval === undefined || shared.has(name) ? removal : tableRemoval;
    return [
      {
        kind,
        pid: owner?.connection.pid ?? pid,
        local: owner?.ends.local ?? '',
        remote: owner?.ends.remote ?? '',
        name,
        release: { kind: 'firewall', commands, namespaceOf },
      },
    ];
  });
}

/** Whether the other end of a connection lives and is none that a CRIU has locked. */
async function livingEnds(pid: number, matters: boolean): Promise<(connection: TcpConnection) => boolean> {
  if (!matters) return () => false;
  const here = new Set(
    Object.values(networkInterfaces()).flatMap((addresses) =>
      (addresses ?? []).map(({ address }) => address),
    ),
  );
  const inodes = new Map(
    [...(await readTcpSockets(pid)).values()].map(({ inode, local, remote }) => [
      `${local} ${remote}`,
      inode,
    ]),
  );
  const inRepair = await repairedInodes();
  return ({ socket: { local, remote } }) => {
    const address = remote.slice(0, remote.lastIndexOf(':')).replace(/^\[(?:::ffff:)?(.*)\]$/, '$1');
    if (!here.has(address) && !address.startsWith('127.')) return true;
    const other = inodes.get(`${remote} ${local}`);
    return other !== undefined && !inRepair.has(other);
  };
}

/** The sockets of all processes of this host that are in repair mode. */
async function repairedInodes(): Promise<ReadonlySet<bigint>> {
  const found = new Set<bigint>();
  for (const pid of numbersIn(readProcDirectory('/proc') ?? [])) {
    const facts = readProcess(pid);
    if (facts === undefined || facts.kernelThread) continue;
    const { connections } = await readTcpConnections(facts);
    for (const { inRepair, socket } of connections) if (inRepair) found.add(socket.inode);
  }
  return found;
}

function repairLock(connection: TcpConnection): ConnectionLock {
  const { local, remote } = endsOf(connection);
  return {
    kind: 'tcp-repair',
    pid: connection.pid,
    local,
    remote,
    name: '',
    release: { kind: 'tcp-repair', connection },
  };
}

/** CRIU locks a connection of IPv4 on a socket of IPv6 as one of IPv4. */
function endsOf({ socket }: TcpConnection) {
  const plain = (end: string) => end.replace(/^\[::ffff:([\d.]+)\]/, '$1');
  return { local: plain(socket.local), remote: plain(socket.remote) };
}
