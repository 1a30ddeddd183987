import { constants } from 'node:os';
import { addon, type Owner } from './addon.js';
import { type Descriptor, descriptorOf } from './descriptor.js';
import { systemCall } from './system-call-error.js';

/**
 * A process by a descriptor of it (pidfd), which means this process for ever:
 * another one that gets the same pid later is not it. Dispose it.
 */
export interface ProcessDescriptor extends Disposable {
  /**
   * Sends a signal.
   *
   * @throws SystemCallError ESRCH when the process has ended, EPERM
   */
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  /**
   * A copy of a TCP socket that the process has open under this number. Needs the
   * rights of a debugger over the process (pidfd_getfd, since Linux 5.6), and
   * works while another one traces it. Dispose it; the process keeps its own.
   *
   * @throws SystemCallError EBADF when nothing is open there, ESRCH, EPERM, ENOSYS
   */
  copyTcpSocket(descriptor: number): TcpDescriptor;
  /**
   * A copy of whatever the process has open under this number, likewise.
   *
   * @throws SystemCallError as copyTcpSocket
   */
  copyDescriptor(descriptor: number): Descriptor;
}

/** A TCP socket of another process. */
export interface TcpDescriptor extends Disposable {
  /**
   * Whether the socket is in repair mode (TCP_REPAIR), as CRIU leaves it when it
   * is killed: the process gets EPERM when it reads from it.
   *
   * @throws SystemCallError EPERM without CAP_NET_ADMIN, ENOTSOCK or EOPNOTSUPP
   *   when it is no TCP socket
   */
  inRepair(): boolean;
  /**
   * Ends the repair mode: the connection goes on where it was. The kernel also
   * forgets that the socket had SO_REUSEADDR.
   *
   * @throws SystemCallError EPERM without CAP_NET_ADMIN
   */
  endRepair(): void;
}

/**
 * Opens a descriptor of a process. Look at its start time afterwards: before, the
 * pid could still be given to another one.
 *
 * @throws SystemCallError ESRCH when there is no such process, EINVAL for a
 *   thread, ENOSYS before Linux 5.3
 */
export function openProcess(pid: number): ProcessDescriptor {
  const process = systemCall(() => addon().openProcess(pid));
  return {
    signal: (name) => systemCall(() => addon().signalProcess(process, constants.signals[name])),
    copyTcpSocket: (descriptor) =>
      tcpDescriptorOf(systemCall(() => addon().copyDescriptor(process, descriptor))),
    copyDescriptor: (descriptor) =>
      descriptorOf(systemCall(() => addon().copyDescriptor(process, descriptor))),
    [Symbol.dispose]: () => addon().close(process),
  };
}

function tcpDescriptorOf(socket: Owner): TcpDescriptor {
  return {
    inRepair: () => systemCall(() => addon().tcpRepair(socket)),
    endRepair: () => systemCall(() => addon().endTcpRepair(socket)),
    [Symbol.dispose]: () => addon().close(socket),
  };
}
