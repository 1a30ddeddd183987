import { lstat } from 'node:fs/promises';
import {
  readUdpSockets,
  readUnixSockets,
  socketInode,
  type TcpSocket,
  type TreeSnapshot,
} from '../../host/index.js';
import type { ConnectionNeed, NeedGap, PortNeed, UnixSocketNeed } from './tree-needs.js';

export interface SocketNeeds {
  readonly ports: readonly PortNeed[];
  readonly connections: readonly ConnectionNeed[];
  readonly unixSockets: readonly UnixSocketNeed[];
  readonly gaps: readonly NeedGap[];
}

/**
 * The addresses that the sockets of a tree have in the network namespace that
 * CRIU lives in. What has a network namespace of its own brings it along, but
 * for the paths of its unix sockets.
 *
 * @param criuPid a process in the namespaces that CRIU has.
 */
export async function readSocketNeeds(
  snapshot: TreeSnapshot,
  criuPid: number,
  limit: number,
): Promise<SocketNeeds> {
  const { net, mnt } = snapshot.criu.namespaces;
  const [udp, unix] = await Promise.all([readUdpSockets(criuPid), readUnixSockets(criuPid)]);
  const tcp = (net !== undefined && snapshot.tcpSockets.get(net)) || new Map<bigint, TcpSocket>();

  const ports = new Map<string, PortNeed>();
  const connected = new Map<string, Omit<ConnectionNeed, 'within'>>();
  const names = new Map<string, UnixSocketNeed>();
  let relative = 0;
  const seen = new Set<bigint>();
  for (const { facts, namespaces, files } of snapshot.processes) {
    const { pid } = facts;
    if (namespaces.net !== net) continue;
    for (const file of files ?? []) {
      const inode = socketInode(file);
      if (inode === undefined || seen.has(inode)) continue;
      seen.add(inode);
      const stream = tcp.get(inode);
      if (stream?.state === 'LISTEN') ports.set(`tcp ${stream.local}`, portNeed('tcp', stream, pid));
      else if (stream !== undefined && hasPeer(stream)) {
        const { address, port } = parseEndpoint(stream.local);
        const { address: peerAddress, port: peerPort } = parseEndpoint(stream.remote);
        const ends = `${formatEndpoint(address, port)} ${formatEndpoint(peerAddress, peerPort)}`;
        connected.set(ends, { address, port, peerAddress, peerPort, pid });
      }
      const datagram = udp.get(inode);
      if (datagram !== undefined) ports.set(`udp ${datagram.local}`, portNeed('udp', datagram, pid));
      const named = unix.get(inode)?.name;
      if (named === undefined) continue;
      if (named.startsWith('@')) names.set(named, { name: named, pid });
      else if (!named.startsWith('/')) relative += 1;
      // One whose path is gone comes back without it.
      else if (namespaces.mnt === mnt && (await isSocket(named))) names.set(named, { name: named, pid });
    }
  }

  const gaps: NeedGap[] = [];
  if (relative > 0) {
    gaps.push({ what: 'sockets', count: relative, why: 'unix sockets with a path that is not absolute' });
  }
  const told = <T>(all: Iterable<T>): readonly T[] => {
    const list = [...all];
    if (list.length > limit) {
      gaps.push({ what: 'sockets', count: list.length - limit, why: `no more than ${limit} are told` });
    }
    return list.slice(0, limit);
  };
  const ends = new Set(connected.keys());
  const withPeers = [...connected.values()].map((one): ConnectionNeed => {
    const other = `${formatEndpoint(one.peerAddress, one.peerPort)} ${formatEndpoint(one.address, one.port)}`;
    return { ...one, within: ends.has(other) };
  });
  return {
    ports: told(ports.values()),
    connections: told(withPeers),
    unixSockets: told(names.values()),
    gaps,
  };
}

/** `127.0.0.1:80` and `[::1]:80` in parts; an IPv4 address in the clothes of IPv6 as what it is. */
export function parseEndpoint(endpoint: string): { readonly address: string; readonly port: number } {
  const colon = endpoint.lastIndexOf(':');
  const address = endpoint.slice(0, colon).replace(/^\[(.*)\]$/, '$1');
  return {
    address: address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, ''),
    port: Number(endpoint.slice(colon + 1)),
  };
}

export function formatEndpoint(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function portNeed(protocol: 'tcp' | 'udp', { local }: TcpSocket, pid: number): PortNeed {
  return { protocol, ...parseEndpoint(local), pid };
}

function hasPeer({ state }: TcpSocket): boolean {
  return state !== 'CLOSE' && state !== 'LISTEN' && state !== 'UNKNOWN';
}

async function isSocket(path: string): Promise<boolean> {
  return lstat(path).then(
    (status) => status.isSocket(),
    () => false,
  );
}
