import { closeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { Failure } from '../failure/index.js';
import type { Descriptor } from '../native/index.js';

/**
 * The other ends of the terminals of restored trees. Whoever held them at the
 * dump is not there any more; so criud holds them, because a tree whose
 * terminal has no other end gets SIGHUP, and reads them, because one that
 * nobody reads is full after a few KiB and blocks who writes. What is read is
 * dropped.
 */
export interface Terminals {
  /**
   * Takes ownership, also when it fails; holds it until the last process has
   * let go of the terminal.
   *
   * @throws Failure CRIU_PROTOCOL when it is no terminal.
   */
  keep(master: Descriptor): void;
  /** How many are held. */
  readonly count: number;
  /** Lets go of all: the trees get SIGHUP from the kernel. */
  close(): void;
}

export function openTerminals(): Terminals {
  const kept = new Set<ReadStream>();
  return {
    keep(master) {
      const stream = openStream(master);
      kept.add(stream);
      // The last process has closed the terminal: its master reads as an I/O error.
      stream.on('error', () => stream.destroy());
      stream.on('close', () => kept.delete(stream));
      stream.unref();
      stream.resume();
    },
    get count() {
      return kept.size;
    },
    close() {
      for (const stream of kept) stream.destroy();
    },
  };
}

function openStream(master: Descriptor): ReadStream {
  const number = master.release();
  try {
    return new ReadStream(number);
  } catch (cause) {
    closeSync(number);
    throw new Failure('CRIU_PROTOCOL', 'CRIU handed over something that is not a terminal.', {
      cure: 'Check that the program at the other end is CRIU, in a version from 3.15 on.',
      cause,
    });
  }
}
