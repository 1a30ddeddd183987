import { addon, type Owner } from './addon.js';
import { systemCall } from './system-call-error.js';

/**
 * Owner of one descriptor of this process, close-on-exec as long as nobody
 * changes that. A forgotten owner closes its descriptor when it is collected as
 * garbage or its thread ends, so keep it reachable while its number is in use.
 */
export interface Descriptor {
  /**
   * The descriptor's number; it stays owned.
   *
   * @throws SystemCallError EBADF when closed or released
   */
  readonly number: number;
  /** Whether nothing is owned any more: closed or released. */
  readonly closed: boolean;
  /**
   * Gives up ownership: the number is the caller's to close.
   *
   * @throws SystemCallError EBADF when closed or released
   */
  release(): number;
  /** Closes the descriptor. Does nothing when it is closed or released. */
  close(): void;
  [Symbol.dispose](): void;
}

/** The public face of the addon's owner. */
export function descriptorOf(owner: Owner): Descriptor {
  let closed = false;
  const close = (): void => {
    closed = true;
    addon().close(owner);
  };
  return {
    get number() {
      return systemCall(() => addon().number(owner));
    },
    get closed() {
      return closed;
    },
    release() {
      const number = systemCall(() => addon().release(owner));
      closed = true;
      return number;
    },
    close,
    [Symbol.dispose]: close,
  };
}
