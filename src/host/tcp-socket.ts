import { readFile } from 'node:fs/promises';
import { endianness } from 'node:os';

/** The states of the kernel's tcp_states.h by their number. */
const STATES = [
  'UNKNOWN',
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'TIME_WAIT',
  'CLOSE',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'CLOSING',
] as const;

export type TcpState = (typeof STATES)[number];

/** A TCP socket, from /proc/PID/net/tcp or tcp6. */
export interface TcpSocket {
  readonly inode: bigint;
  readonly state: TcpState;
  /** `127.0.0.1:80`, `[::1]:80`. */
  readonly local: string;
  readonly remote: string;
  /** Bytes that wait to be read; of a listening socket the connections that wait for accept. */
  readonly receiveQueue: number;
}

/**
 * The TCP sockets in the network namespace of a process by their inode. One that
 * was never bound nor connected is not among them, nor is one of MPTCP: the
 * kernel lists those by netlink only. Empty when the process has gone.
 */
export async function readTcpSockets(pid: number): Promise<Map<bigint, TcpSocket>> {
  return readSockets(pid, ['tcp', 'tcp6']);
}

/**
 * The UDP sockets in the network namespace of a process that have a local port,
 * by their inode. The tables are those of TCP: one that has been connected is
 * ESTABLISHED, every other CLOSE.
 */
export async function readUdpSockets(pid: number): Promise<Map<bigint, TcpSocket>> {
  return readSockets(pid, ['udp', 'udp6']);
}

async function readSockets(pid: number, names: readonly string[]): Promise<Map<bigint, TcpSocket>> {
  const tables = await Promise.all(
    names.map((name) => readFile(`/proc/${pid}/net/${name}`, 'utf8').catch(() => '')),
  );
  const sockets = new Map<bigint, TcpSocket>();
  for (const line of tables.flatMap((table) => table.split('\n').slice(1))) {
    const socket = parseTcpSocket(line);
    if (socket !== undefined) sockets.set(socket.inode, socket);
  }
  return sockets;
}

/** Parses a line of the table; undefined for one that is none or has no inode, as in TIME_WAIT. */
export function parseTcpSocket(line: string): TcpSocket | undefined {
  const [, local, remote, state, queues, , , , , inode] = line.trim().split(/\s+/);
  if (local === undefined || remote === undefined || inode === undefined || inode === '0') return undefined;
  return {
    inode: BigInt(inode),
    state: STATES[Number.parseInt(state ?? '', 16)] ?? 'UNKNOWN',
    local: parseEndpoint(local),
    remote: parseEndpoint(remote),
    receiveQueue: Number.parseInt(queues?.split(':')[1] ?? '0', 16),
  };
}

/** `0100007F:0050` is 127.0.0.1:80 on a little-endian host: the address is in 32-bit words of the host. */
function parseEndpoint(text: string): string {
  const [address = '', port = '0'] = text.split(':');
  const bytes = Buffer.from(address, 'hex');
  if (endianness() === 'LE') bytes.swap32();
  const number = Number.parseInt(port, 16);
  if (bytes.length === 4) return `${bytes.join('.')}:${number}`;
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16));
  const mapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff';
  if (mapped) return `[::ffff:${bytes.subarray(12).join('.')}]:${number}`;
  // The URL parser writes an IPv6 address in its shortest form.
  return `${new URL(`http://[${groups.join(':')}]`).hostname}:${number}`;
}
