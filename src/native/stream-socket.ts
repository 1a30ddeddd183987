import { addon } from './addon.js';
import { type Descriptor, descriptorOf } from './descriptor.js';
import { systemCall } from './system-call-error.js';

/**
 * Another descriptor of the same open file, such as a socket that somebody
 * else owns: it stays open when theirs is closed. Close-on-exec.
 *
 * @throws SystemCallError EBADF, EMFILE
 */
export function copyDescriptor(number: number): Descriptor {
  return descriptorOf(systemCall(() => addon().copy(number)));
}

/**
 * Lets reads and writes of the open file wait, as CRIU expects of every socket
 * that it gets. It applies to all descriptors of this file, in every process:
 * nothing of libuv's may use one of them any more.
 *
 * @throws SystemCallError EBADF
 */
export function makeBlocking(number: number): void {
  systemCall(() => addon().block(number));
}

/** A new connected pair of unix SOCK_STREAM sockets, both close-on-exec and blocking. */
export function openStreamPair(): { readonly ours: Descriptor; readonly theirs: Descriptor } {
  const [ours, theirs] = systemCall(() => addon().streamPair());
  return { ours: descriptorOf(ours), theirs: descriptorOf(theirs) };
}

/**
 * Ends a connection in both directions, whoever else has the socket: they read
 * its end, and their writes fail with EPIPE.
 *
 * @throws SystemCallError EBADF, ENOTSOCK, ENOTCONN when the other side has ended it
 */
export function shutDown(number: number): void {
  systemCall(() => addon().shutDown(number));
}

/**
 * Limits how fast a TCP socket sends (SO_MAX_PACING_RATE): by the fq queueing
 * discipline where it is in use, else, since Linux 4.13, by TCP itself.
 *
 * @param bytesPerSecond of payload and headers, greater than 0
 * @throws SystemCallError EBADF, ENOTSOCK, EINVAL
 */
export function limitSendRate(number: number, bytesPerSecond: number): void {
  systemCall(() => addon().pace(number, bytesPerSecond));
}

/**
 * How long what a TCP socket has sent may stay without an acknowledgement, or
 * its peer without room for more, before the connection breaks with ETIMEDOUT
 * (TCP_USER_TIMEOUT); with keepalive on, an idle connection too. The kernel's
 * own limit is a quarter of an hour.
 *
 * @param milliseconds greater than 0
 * @throws SystemCallError EBADF, ENOTSUP when it is no TCP socket, EINVAL
 */
export function limitSilence(number: number, milliseconds: number): void {
  systemCall(() => addon().limitSilence(number, milliseconds));
}
