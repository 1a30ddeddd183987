import { writeSync } from 'node:fs';
import type { Socket } from 'node:net';
import { Failure } from '../../failure/index.js';
import {
  copyDescriptor,
  type Descriptor,
  limitSendRate,
  makeBlocking,
  shutDown,
} from '../../native/index.js';
import { type AcceptedEnd, openSessionWith } from './channel-end.js';
import { READY } from './hello.js';
import { close } from './waiting.js';

/**
 * Makes CRIU's socket of a connection from which everything that has arrived is
 * read. Takes the socket, whatever comes of it.
 *
 * @param bytesPerSecond how fast it may send; absent: as fast as it can.
 * @throws Failure PAGE_SERVER_UNREACHABLE when more has arrived than the order
 *   of a channel allows, or the connection is gone.
 */
export async function takeSocket(socket: Socket, bytesPerSecond?: number): Promise<AcceptedEnd> {
  const kept = await takeDescriptor(socket);
  try {
    makeBlocking(kept.number);
    if (bytesPerSecond !== undefined) limitSendRate(kept.number, bytesPerSecond);
  } catch (error) {
    kept.close();
    throw error;
  }
  return {
    kind: 'direct',
    openSession: async (installation, args) => openSessionWith(installation, kept.number, args),
    takeDescriptor: () => copyDescriptor(kept.number),
    async announceReady() {
      try {
        // It cannot wait: nothing else was ever sent.
        writeSync(kept.number, Buffer.of(READY));
      } catch (cause) {
        throw lost(cause);
      }
    },
    cut() {
      if (kept.closed) return;
      try {
        shutDown(kept.number);
      } catch {
        // The other side has ended it already.
      }
    },
    ended: Promise.resolve(undefined),
    [Symbol.dispose]: () => kept.close(),
  };
}

/**
 * The descriptor of a connection, no longer libuv's. It must be gone from libuv
 * before the other side may send: Node's streams read ahead, also when paused.
 */
async function takeDescriptor(socket: Socket): Promise<Descriptor> {
  let copy: Descriptor | undefined;
  try {
    copy = copyDescriptor(numberOf(socket));
    const surplus = socket.readableLength;
    // Closes the number that libuv has, not the connection. Nothing is read any more from here on.
    await close(socket);
    if (surplus > 0) throw new Error(`${surplus} bytes came before their time`);
    return copy;
  } catch (cause) {
    copy?.close();
    socket.destroy();
    throw lost(cause);
  }
}

/** The number under which libuv has a connected socket. */
export function numberOf(socket: Socket): number {
  // Node has no public way to it, and this one in every version so far.
  const handle: unknown = Reflect.get(socket, '_handle');
  const number: unknown =
    typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : undefined;
  if (typeof number !== 'number' || number < 0) throw new Error('the socket has no descriptor');
  return number;
}

function lost(cause: unknown): Failure {
  return new Failure('PAGE_SERVER_UNREACHABLE', 'The connection for pages broke before it was CRIU’s.', {
    cure: 'Start the round again; if it stays so, check the network between the two hosts.',
    cause,
  });
}
