import { SocketAddress } from 'node:net';
import { join } from 'node:path';
import type { criu } from '../../../gen/criu/messages.js';
import { damaged, type ImageRecord } from './image-file.js';

export type DumpedSocket = InetSocket | UnixSocket | NetlinkSocket | PacketSocket;

/** `type` of socket(2) of every kind of socket: `stream`, or its number where it has no name here. */
interface TypedSocket {
  readonly type: string;
}

/** The two ends of a socket of the internet; absent is one that is not set. */
export interface InetSocket extends TypedSocket {
  readonly kind: 'inet-socket';
  readonly family: 'inet' | 'inet6';
  /** `tcp`, `udp`, or its number. */
  readonly protocol: string;
  /** As the kernel calls those of TCP, also of other protocols: `ESTABLISHED`, `LISTEN`, `CLOSE`. */
  readonly state: string;
  readonly local?: InetEnd;
  readonly remote?: InetEnd;
  /** CRIU's number of its network namespace, where it was told. */
  readonly networkNamespace?: number;
}

export interface InetEnd {
  readonly address: string;
  readonly port: number;
  /** It stands for every address of the host. */
  readonly isWildcard: boolean;
}

export interface UnixSocket extends TypedSocket {
  readonly kind: 'unix-socket';
  /** How other sockets name it as their peer. */
  readonly inode: number;
  /** 0 where there is none, or where it was outside of the tree. */
  readonly peerInode: number;
  readonly state: 'connected' | 'unconnected' | 'listening' | 'unknown';
  /** Its path, or its abstract name behind an `@`, with `@` for zero bytes; empty of one without. */
  readonly name: string;
}

export interface NetlinkSocket {
  readonly kind: 'netlink-socket';
  /** The number of the family, as in netlink(7). */
  readonly protocol: number;
  readonly localPort: number;
  /** 0 is the kernel. */
  readonly remotePort: number;
}

export interface PacketSocket extends TypedSocket {
  readonly kind: 'packet-socket';
  /** The type of the frames, as in packet(7). */
  readonly protocol: number;
}

const AF_INET = 2;
const AF_INET6 = 10;

const TYPES: ReadonlyMap<number, string> = new Map([
  [1, 'stream'],
  [2, 'datagram'],
  [3, 'raw'],
  [5, 'seqpacket'],
]);

const PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [1, 'icmp'],
  [6, 'tcp'],
  [17, 'udp'],
  [58, 'icmpv6'],
  [136, 'udplite'],
]);

const ESTABLISHED = 1;
const CLOSE = 7;
const LISTEN = 10;

/** From 1 on. */
const STATES = [
  ...['', 'ESTABLISHED', 'SYN_SENT', 'SYN_RECV', 'FIN_WAIT1', 'FIN_WAIT2', 'TIME_WAIT', 'CLOSE'],
  ...['CLOSE_WAIT', 'LAST_ACK', 'LISTEN', 'CLOSING', 'NEW_SYN_RECV'],
];

export function inetSocket(record: ImageRecord, entry: criu.images.inet_sk_entry.$Properties): InetSocket {
  if (entry.family !== AF_INET && entry.family !== AF_INET6) {
    throw damaged(record.path, record.offset, `has an internet socket of the family ${entry.family}`);
  }
  const { nsId } = entry;
  const local = inetEnd(record, entry.family, entry.srcAddr, entry.srcPort);
  const remote = inetEnd(record, entry.family, entry.dstAddr, entry.dstPort);
  return {
    kind: 'inet-socket',
    family: entry.family === AF_INET ? 'inet' : 'inet6',
    type: nameOf(TYPES, entry.type),
    protocol: nameOf(PROTOCOLS, entry.proto),
    state: STATES[entry.state] ?? String(entry.state),
    ...(local && { local }),
    ...(remote && { remote }),
    ...(typeof nsId === 'number' && { networkNamespace: nsId }),
  };
}

export function unixSocket(entry: criu.images.unix_sk_entry.$Properties): UnixSocket {
  const { ino, peer, type, state, name, nameDir } = entry;
  const states = { [ESTABLISHED]: 'connected', [CLOSE]: 'unconnected', [LISTEN]: 'listening' } as const;
  return {
    kind: 'unix-socket',
    inode: ino,
    peerInode: peer,
    type: nameOf(TYPES, type),
    state: states[state as keyof typeof states] ?? 'unknown', // what is no key is caught here
    name: unixName(Buffer.from(name), nameDir ?? ''),
  };
}

export function netlinkSocket(entry: criu.images.netlink_sk_entry.$Properties): NetlinkSocket {
  const { protocol, portid, dstPortid } = entry;
  return { kind: 'netlink-socket', protocol, localPort: portid, remotePort: dstPortid };
}

export function packetSocket(entry: criu.images.packet_sock_entry.$Properties): PacketSocket {
  return { kind: 'packet-socket', type: nameOf(TYPES, entry.type), protocol: entry.protocol };
}

function nameOf(names: ReadonlyMap<number, string>, number: number): string {
  return names.get(number) ?? String(number);
}

/** Undefined where neither address nor port is set. */
function inetEnd(
  record: ImageRecord,
  family: number,
  words: readonly number[] | null | undefined,
  port: number,
): InetEnd | undefined {
  const wanted = family === AF_INET ? 1 : 4;
  if (words?.length !== wanted || port > 0xffff) {
    const what = `${words?.length ?? 0} words and port ${port}`;
    throw damaged(record.path, record.offset, `has an address of the internet with ${what}`);
  }
  const isWildcard = words.every((word) => word === 0);
  if (isWildcard && port === 0) return undefined;
  const bytes = Buffer.alloc(wanted * 4);
  for (const [index, word] of words.entries()) bytes.writeUInt32LE(word, index * 4);
  if (family === AF_INET) return { address: bytes.join('.'), port, isWildcard };
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16));
  const { address } = new SocketAddress({ family: 'ipv6', address: groups.join(':') });
  return { address, port, isWildcard };
}

function unixName(bytes: Buffer, folder: string): string {
  if (bytes[0] === 0 && bytes.length > 1) return bytes.toString('utf8').replaceAll('\0', '@');
  const end = bytes.indexOf(0);
  const path = bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
  return path !== '' && folder !== '' ? join(folder, path) : path;
}
