import { openProcess, type ProcessDescriptor, SystemCallError } from '../native/index.js';
import { readOpenFiles, socketInode } from './open-file.js';
import { isSameProcess, type ProcessFacts, readProcess } from './process.js';
import { readTcpSockets, type TcpSocket } from './tcp-socket.js';

/** A TCP connection of a process. */
export interface TcpConnection {
  readonly pid: number;
  readonly descriptor: number;
  readonly socket: TcpSocket;
  /** Whether its socket is in repair mode (TCP_REPAIR): CRIU has cut it off. */
  readonly inRepair: boolean;
}

export interface TcpConnections {
  readonly connections: readonly TcpConnection[];
  /** Why not all could be looked at. */
  readonly unknown?: string;
}

type Identity = Pick<ProcessFacts, 'pid' | 'startTime'>;

/**
 * The TCP connections of a process, each once. The repair mode can only be
 * asked of the socket itself, so that each is copied and closed again, which
 * the process does not notice. None when the process has gone.
 */
export async function readTcpConnections(process: Identity): Promise<TcpConnections> {
  const files = await readOpenFiles(process.pid);
  if (files === undefined) return { connections: [], unknown: 'the open files may not be seen' };
  const descriptors = new Map<bigint, number>();
  for (const file of files) {
    const inode = socketInode(file);
    if (inode !== undefined && !descriptors.has(inode)) descriptors.set(inode, file.fd);
  }
  if (descriptors.size === 0) return { connections: [] };

  const table = await readTcpSockets(process.pid);
  const found = [...descriptors].flatMap(([inode, descriptor]) => {
    const socket = table.get(inode);
    return socket === undefined || socket.state === 'LISTEN' ? [] : [{ socket, descriptor }];
  });
  if (found.length === 0) return { connections: [] };
  try {
    using opened = openSameProcess(process);
    if (opened === undefined) return { connections: [] };
    return {
      connections: found.flatMap(({ socket, descriptor }): TcpConnection[] => {
        const inRepair = isInRepair(opened, descriptor);
        return inRepair === undefined ? [] : [{ pid: process.pid, descriptor, socket, inRepair }];
      }),
    };
  } catch (error) {
    if (hasEnded(error)) return { connections: [] };
    if (error instanceof SystemCallError) return { connections: [], unknown: error.message };
    throw error;
  }
}

/**
 * Takes the socket of a connection out of repair mode, if it still is: the
 * connection goes on where it was. No effect when the process has gone.
 *
 * @throws SystemCallError EPERM without the rights of a debugger or CAP_NET_ADMIN
 */
export function endTcpRepair(process: Identity, { descriptor }: TcpConnection): void {
  try {
    using opened = openSameProcess(process);
    using socket = opened?.copyTcpSocket(descriptor);
    if (socket?.inRepair()) socket.endRepair();
  } catch (error) {
    if (!hasEnded(error)) throw error;
  }
}

/**
 * Opens a process that is still the same one; undefined when it is not.
 *
 * @throws SystemCallError ENOSYS before Linux 5.3
 */
export function openSameProcess(process: Identity): ProcessDescriptor | undefined {
  let opened: ProcessDescriptor;
  try {
    opened = openProcess(process.pid);
  } catch (error) {
    if (hasEnded(error)) return undefined;
    throw error;
  }
  // The descriptor is of whoever had the pid when it was opened: who has it now is the same, or that one has ended.
  if (isSameProcess(process, readProcess(process.pid))) return opened;
  opened[Symbol.dispose]();
  return undefined;
}

/** Undefined when it was closed meanwhile, or another file has its number. */
function isInRepair(process: ProcessDescriptor, descriptor: number): boolean | undefined {
  try {
    using socket = process.copyTcpSocket(descriptor);
    return socket.inRepair();
  } catch (error) {
    if (error instanceof SystemCallError && GONE.has(error.code)) return undefined;
    throw error;
  }
}

/** What says that there is no such descriptor any more, or that it is no TCP socket. */
const GONE: ReadonlySet<string> = new Set(['EBADF', 'ENOTSOCK', 'EOPNOTSUPP', 'ENOPROTOOPT']);

function hasEnded(error: unknown): boolean {
  return error instanceof SystemCallError && (error.code === 'ESRCH' || error.code === 'EBADF');
}
