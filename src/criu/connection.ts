import type { Packet } from '../native/index.js';

/** How the CRIU process of a conversation ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What CRIU wrote to stderr: the messages from before its log was open. */
  readonly stderr: string;
}

/**
 * A way to one CRIU process, before anything is said. It is used for one
 * conversation and owned by the session that is opened on it.
 */
export interface Connection {
  readonly kind: 'swrk' | 'service';
  /** Of the CRIU process. The worker of a service cannot be known. */
  readonly pid?: number;
  send(bytes: Uint8Array): Promise<void>;
  /** The next packet, with its descriptors the receiver's; undefined when CRIU has closed. */
  receive(): Promise<Packet | undefined>;
  /** Closes our end, which CRIU takes as a refusal where it waits for an answer. Idempotent. */
  close(): void;
  /**
   * The last resort: SIGKILL to the CRIU process, or to it and the children
   * that work for it. CRIU cleans nothing up then: TCP connections of the tree
   * stay in repair mode, network locks stay, a half-restored tree stays. Over a
   * service CRIU's worker is not ours to kill: it only closes the socket.
   */
  kill(whom: 'process' | 'group'): void;
  /**
   * Settles when the process has ended. Of a service's worker nothing is known:
   * there it settles with the close of the socket.
   */
  readonly ended: Promise<Ending>;
}
