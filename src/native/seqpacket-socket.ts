import { type Addon, addon, type Owner, READABLE, WRITABLE } from './addon.js';
import { type Descriptor, descriptorOf } from './descriptor.js';
import { type PeerCredentials, peerCredentials } from './peer-credentials.js';
import { SystemCallError, systemCall } from './system-call-error.js';

/** One packet, whole. Its descriptors are the receiver's to close. */
export interface Packet {
  readonly bytes: Uint8Array;
  readonly descriptors: readonly Descriptor[];
}

/**
 * Our end of a connected SOCK_SEQPACKET socket: what is sent at once arrives at
 * once. Only a pending send or receive keeps the event loop alive. A forgotten
 * socket with neither is closed when it is collected as garbage, and every one
 * when its thread ends.
 */
export interface SeqpacketSocket {
  readonly closed: boolean;
  /**
   * Sends one packet, after those whose sending is pending, when there is room
   * for it. Until this settles, `bytes` must not change and `descriptors`, which
   * stay the caller's, must stay open. An empty packet looks like the end to
   * most receivers, ours and CRIU's included.
   *
   * @param descriptors numbers of at most 253 descriptors that the peer gets copies of
   * @throws SystemCallError EPIPE or ECONNRESET when the peer has closed, EMSGSIZE when the packet is larger than the
   *   socket's buffer (about 200 KiB), EBADF when this socket is closed, ECANCELED when it is closed meanwhile
   */
  send(bytes: Uint8Array, descriptors?: readonly number[]): Promise<void>;
  /**
   * The next packet; undefined when the peer has closed and all it had sent is
   * received. One call at a time.
   *
   * @throws SystemCallError EMSGSIZE for a packet of more than 1 MiB, ENOBUFS when descriptors that came along did not
   *   fit (more than 16, or more than this process may open), and then all are closed; EALREADY while another call is
   *   pending, EBADF when this socket is closed, ECANCELED when it is closed meanwhile
   */
  receive(): Promise<Packet | undefined>;
  /**
   * The process at the other end.
   *
   * @throws SystemCallError EBADF when this socket is closed
   */
  peer(): PeerCredentials;
  /** Closes our end at once; what is pending is rejected with ECANCELED. Idempotent. */
  close(): void;
}

/** A new connected pair, both ends close-on-exec. `theirs` is blocking, for a child that gets it by its number. */
export function openSeqpacketPair(): { ours: SeqpacketSocket; theirs: Descriptor } {
  const [ours, theirs] = systemCall(() => addon().pair());
  return { ours: socketOf(ours), theirs: descriptorOf(theirs) };
}

/**
 * A socket on a descriptor, such as the other end of a pair. Takes ownership,
 * also when it fails: then the descriptor is closed.
 *
 * @throws SystemCallError EPROTOTYPE or ENOTSOCK when it is no SOCK_SEQPACKET socket
 */
export function adoptSeqpacket(descriptor: Descriptor): SeqpacketSocket {
  const number = descriptor.release();
  return socketOf(systemCall(() => addon().adopt(number)));
}

/**
 * Connects to a listening socket.
 *
 * @throws SystemCallError ENOENT, EACCES, ECONNREFUSED when nobody listens, EPROTOTYPE when the listener is of another
 *   type, EAGAIN when its queue is full, ENAMETOOLONG for a path of more than 107 bytes
 */
export function connectSeqpacket(path: string): SeqpacketSocket {
  return socketOf(systemCall(() => addon().connect(path)));
}

interface PendingSend {
  readonly bytes: Uint8Array;
  readonly descriptors: readonly number[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface PendingReceive {
  readonly resolve: (packet: Packet | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** The public face of the addon's owner of a non-blocking, connected socket. */
export function socketOf(owner: Owner): SeqpacketSocket {
  const native: Addon = addon();
  const sends: PendingSend[] = [];
  let receive: PendingReceive | undefined;
  let closed = false;

  const trySend = ({ bytes, descriptors, resolve, reject }: PendingSend): boolean => {
    try {
      if (!systemCall(() => native.send(owner, bytes, descriptors))) return false;
      resolve();
    } catch (error) {
      reject(error);
    }
    return true;
  };

  const tryReceive = ({ resolve, reject }: PendingReceive): boolean => {
    try {
      const packet = systemCall(() => native.receive(owner));
      if (packet === undefined) return false;
      resolve(packet === null ? undefined : { ...packet, descriptors: packet.descriptors.map(descriptorOf) });
    } catch (error) {
      reject(error);
    }
    return true;
  };

  const rejectAll = (error: unknown): void => {
    for (const { reject } of sends.splice(0)) reject(error);
    receive?.reject(error);
    receive = undefined;
  };

  /** Does what can be done now and waits for the rest. Every change of what is pending goes through here. */
  const advance = (): void => {
    while (sends[0] !== undefined && trySend(sends[0])) sends.shift();
    if (receive !== undefined && tryReceive(receive)) receive = undefined;
    const events = (sends.length > 0 ? WRITABLE : 0) | (receive === undefined ? 0 : READABLE);
    try {
      systemCall(() => native.watch(owner, events, advance));
    } catch (error) {
      rejectAll(error);
    }
  };

  return {
    get closed() {
      return closed;
    },
    send(bytes, descriptors = []) {
      if (closed) return Promise.reject(closedError('sendmsg'));
      return new Promise((resolve, reject) => {
        sends.push({ bytes, descriptors, resolve, reject });
        if (sends.length === 1) advance();
      });
    },
    receive() {
      if (closed) return Promise.reject(closedError('recvmsg'));
      if (receive !== undefined) {
        return Promise.reject(new SystemCallError('recvmsg', 'EALREADY', 'another receive is pending'));
      }
      return new Promise((resolve, reject) => {
        receive = { resolve, reject };
        advance();
      });
    },
    peer() {
      if (closed) throw closedError('getsockopt');
      return peerCredentials(native.number(owner));
    },
    close() {
      closed = true;
      native.close(owner);
      rejectAll(new SystemCallError('close', 'ECANCELED', 'the socket was closed meanwhile'));
    },
  };
}

function closedError(syscall: string): SystemCallError {
  return new SystemCallError(syscall, 'EBADF', 'the socket is closed');
}
