import { addon } from './addon.js';
import { systemCall } from './system-call-error.js';

/**
 * Who is at the other end of a unix socket, as the kernel noted it when the
 * connection was made: the process that connected or listened, or, of both ends
 * of a pair, the one that made the pair. It may have exited since.
 */
export interface PeerCredentials {
  /** Process id in our pid namespace; 0 when it has none there. */
  readonly pid: number;
  readonly uid: number;
  readonly gid: number;
}

/**
 * SO_PEERCRED of any unix socket of this process, by its number.
 *
 * @throws SystemCallError EBADF, ENOTSOCK
 */
export function peerCredentials(fd: number): PeerCredentials {
  const [pid, uid, gid] = systemCall(() => addon().peer(fd));
  return { pid, uid, gid };
}
