import { readFile } from 'node:fs/promises';

/** A unix socket with a name, from /proc/PID/net/unix. */
export interface UnixSocket {
  readonly inode: bigint;
  readonly listening: boolean;
  /** A path as it was given to bind, perhaps relative; or `@` and the name of an abstract address. */
  readonly name: string;
}

/** `__SO_ACCEPTCON` in the flags of the table. */
const LISTENS = 0x10000;

/** The unix sockets with a name in the network namespace of a process, by their inode. Empty when it has gone. */
export async function readUnixSockets(pid: number): Promise<Map<bigint, UnixSocket>> {
  const table = await readFile(`/proc/${pid}/net/unix`, 'utf8').catch(() => '');
  const sockets = new Map<bigint, UnixSocket>();
  for (const line of table.split('\n').slice(1)) {
    const socket = parseUnixSocket(line);
    if (socket !== undefined) sockets.set(socket.inode, socket);
  }
  return sockets;
}

/** Parses a line: `slot: references protocol flags type state inode name`. Undefined for a socket without a name. */
export function parseUnixSocket(line: string): UnixSocket | undefined {
  const match = /^[0-9a-f]+: [0-9A-F]+ [0-9A-F]+ ([0-9A-F]+) [0-9A-F]+ [0-9A-F]+ +(\d+) (.+)$/.exec(line);
  if (match === null) return undefined;
  const [, flags = '0', inode = '0', name = ''] = match;
  return { inode: BigInt(inode), listening: (Number.parseInt(flags, 16) & LISTENS) !== 0, name };
}
