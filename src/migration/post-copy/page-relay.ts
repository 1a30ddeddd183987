import { Socket } from 'node:net';
import type { Descriptor } from '../../native/index.js';
import { countPages, type PageCounts, readRequest, splitMessages } from './page-protocol.js';

/** What a page server says to a close: everything was in order. */
const CLOSED = Buffer.alloc(4);

/** Carries pages from the channel of a migration to the daemon that fills the memory of its tree. */
export interface PageRelay {
  counts(): PageCounts;
  /** Settles when the daemon needs no more, or gives up: it waits for `letDaemonEnd` then. */
  readonly asked: Promise<void>;
  /** Settles when the channel has ended or broken. The daemon does not learn of it. */
  readonly broken: Promise<void>;
  letDaemonEnd(): void;
  /** Tells the source that nothing more is needed, and ends both connections. */
  finish(): void;
  /** Breaks both connections. */
  cut(): void;
}

/**
 * Begins to relay. A daemon that sees the end of its connection gives its tree
 * up: the kernel then fills what is missing with zeros. So an end of the channel
 * is kept from it, and its own last message is answered only when it is known what
 * that means.
 *
 * @param channel the end of a page channel that was to be CRIU's. Taken.
 * @param daemon the other end of the daemon's socket. Taken.
 */
export function relayPages(channel: Descriptor, daemon: Descriptor, pageBytes: number): PageRelay {
  const link = new Socket({ fd: channel.release(), readable: true, writable: true, allowHalfOpen: true });
  const criu = new Socket({ fd: daemon.release(), readable: true, writable: true, allowHalfOpen: true });
  const counter = countPages(pageBytes);
  const split = splitMessages();
  let close: Buffer | undefined;

  const asked = new Promise<void>((resolve) => {
    criu.on('data', (bytes: Buffer) => {
      for (const message of split(bytes)) {
        if (readRequest(message).kind === 'pages') {
          link.write(message);
          continue;
        }
        close = Buffer.from(message);
        resolve();
      }
    });
  });
  const broken = new Promise<void>((resolve) => {
    link.once('end', resolve).once('close', () => resolve());
  });
  link.on('data', (bytes: Buffer) => {
    counter.take(bytes);
    if (criu.write(bytes) || link.isPaused()) return;
    link.pause();
    criu.once('drain', () => link.resume());
  });
  // What has broken shows in how it is closed.
  link.on('error', () => {});
  criu.on('error', () => {});

  const cut = (): void => {
    link.destroy();
    criu.destroy();
  };
  return {
    counts: counter.counts,
    asked,
    broken,
    letDaemonEnd: () => void criu.write(CLOSED),
    finish() {
      // The source's CRIU answers it with four bytes that nobody waits for.
      if (close !== undefined) link.write(close);
      link.end();
      link.once('end', cut);
    },
    cut,
  };
}
