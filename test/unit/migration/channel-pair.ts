import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Installation, Session } from '../../../src/criu/index.js';
import {
  type AcceptedEnd,
  type ChannelEnd,
  type ChannelListener,
  type ChannelRequest,
  connectChannel,
  type Expectation,
  type ExpectedRound,
  type ListenerSettings,
  openChannelListener,
} from '../../../src/migration/channel/index.js';
import { copyDescriptor } from '../../../src/native/index.js';
import { flagsOf, openDescriptors } from '../native/open-descriptors.js';

/** What stands in for CRIU: it has the channel as a descriptor of its own, and gets it blocking. */
export interface StandIn {
  readonly socket: Socket;
  readonly wasBlocking: boolean;
}

export const soon = (): AbortSignal => AbortSignal.timeout(10_000);

export const ROUND = { migration: 'm-1', round: 1 };

export function listen(settings: Partial<ListenerSettings> = {}): Promise<ChannelListener> {
  return openChannelListener({ host: '127.0.0.1', port: 0, ...settings });
}

/** Takes an end as CRIU does. */
export async function takeAsCriu(end: ChannelEnd): Promise<StandIn> {
  let taken: StandIn | undefined;
  const installation: Pick<Installation, 'transport' | 'open'> = {
    transport: { kind: 'swrk', program: '/nowhere' },
    open: async ([number = -1] = []) => {
      const { blocking } = flagsOf(number);
      const fd = copyDescriptor(number).release();
      taken = { socket: new Socket({ fd, allowHalfOpen: true }), wasBlocking: blocking };
      taken.socket.on('error', () => {});
      // Nobody here says a word to this CRIU.
      return {} as Session;
    },
  };
  // An end asks for nothing else.
  await end.openSession(installation as Installation);
  if (taken === undefined) throw new Error('the end opened no session');
  return taken;
}

export interface Pair extends Disposable {
  readonly source: ChannelEnd;
  readonly target: AcceptedEnd;
  /** The two that stand in for CRIU. */
  readonly here: Socket;
  readonly there: Socket;
  readonly wereBlocking: boolean;
}

/** Makes a whole channel for a round of its own. */
export function openPair(
  listener: ChannelListener,
  request: Partial<ChannelRequest> = {},
  expected: Partial<ExpectedRound> = {},
): Promise<Pair> {
  return completePair(listener, listener.expect({ ...ROUND, deadline: soon(), ...expected }), request);
}

/** Makes the channel that is waited for, in the order that its contract says. */
export async function completePair(
  listener: ChannelListener,
  { token, connection }: Expectation,
  request: Partial<ChannelRequest> = {},
): Promise<Pair> {
  const connecting = connectChannel({
    ...{ host: '127.0.0.1', port: listener.port, ...ROUND, token, deadline: soon() },
    ...request,
  });
  const target = await connection;
  const there = await takeAsCriu(target);
  await target.announceReady();
  const source = await connecting;
  const here = await takeAsCriu(source);
  return {
    source,
    target,
    here: here.socket,
    there: there.socket,
    wereBlocking: here.wasBlocking && there.wasBlocking,
    [Symbol.dispose]() {
      for (const socket of [here.socket, there.socket]) socket.destroy();
      source[Symbol.dispose]();
      target[Symbol.dispose]();
    },
  };
}

/** All that comes until the end. */
export async function readAll(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  if (!socket.readableEnded && !socket.destroyed) {
    await Promise.race([new Promise((resolve) => socket.once('end', resolve)), closeOf(socket)]);
  }
  return Buffer.concat(chunks);
}

/** However it comes to it. */
export async function closeOf(socket: Socket): Promise<void> {
  await new Promise((resolve) => socket.once('close', resolve));
}

/** Waits until no more descriptors are open than before; fails with those that are. */
export async function expectNoneLeft(before: ReadonlyMap<number, string>): Promise<void> {
  const deadline = performance.now() + 5_000;
  for (;;) {
    const left = [...openDescriptors()].filter(([number]) => !before.has(number));
    if (left.length === 0) return;
    if (performance.now() > deadline) throw new Error(`left open: ${JSON.stringify(left)}`);
    await pause(2);
  }
}
