import { addon, READABLE } from './addon.js';
import { type SeqpacketSocket, socketOf } from './seqpacket-socket.js';
import { SystemCallError, systemCall } from './system-call-error.js';

/** A listening SOCK_SEQPACKET socket. Only a pending accept keeps the event loop alive. */
export interface SeqpacketListener {
  /**
   * The next connection. One call at a time.
   *
   * @throws SystemCallError EALREADY while another call is pending, EBADF when closed, ECANCELED when closed meanwhile,
   *   EMFILE
   */
  accept(): Promise<SeqpacketSocket>;
  /** Closes the socket and rejects a pending accept; the socket's file stays. Idempotent. */
  close(): void;
}

/**
 * Listens on a path, as `criu service --address` does. The file must not exist
 * yet; its mode follows the umask.
 *
 * @throws SystemCallError EADDRINUSE, ENOENT, EACCES, ENAMETOOLONG for a path of more than 107 bytes
 */
export function listenSeqpacket(path: string): SeqpacketListener {
  const native = addon();
  const owner = systemCall(() => native.listen(path));
  let rejectPending: ((error: unknown) => void) | undefined;
  let closed = false;

  return {
    accept() {
      if (closed) return Promise.reject(new SystemCallError('accept', 'EBADF', 'the socket is closed'));
      if (rejectPending !== undefined) {
        return Promise.reject(new SystemCallError('accept', 'EALREADY', 'another accept is pending'));
      }
      return new Promise((resolve, reject) => {
        const advance = (): void => {
          rejectPending = undefined;
          try {
            const connection = systemCall(() => native.accept(owner));
            if (connection !== undefined) {
              resolve(socketOf(connection));
            } else {
              systemCall(() => native.watch(owner, READABLE, advance));
              rejectPending = reject;
            }
          } catch (error) {
            reject(error);
          }
        };
        advance();
      });
    },
    close() {
      closed = true;
      native.close(owner);
      rejectPending?.(new SystemCallError('close', 'ECANCELED', 'the socket was closed meanwhile'));
      rejectPending = undefined;
    },
  };
}
