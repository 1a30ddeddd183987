import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeHello, HELLO_BYTES } from '../../../src/migration/channel/hello.js';
import {
  type ChannelListener,
  connectChannel,
  openChannelListener,
  type Refusal,
} from '../../../src/migration/channel/index.js';
import { openDescriptors } from '../native/open-descriptors.js';
import {
  completePair,
  expectNoneLeft,
  listen,
  openPair,
  ROUND,
  readAll,
  soon,
  takeAsCriu,
} from './channel-pair.js';

const OTHER = { migration: 'm-2', round: 1 };
const NEXT = { ...ROUND, round: 2 };

let before: ReadonlyMap<number, string>;
let listener: ChannelListener;
beforeEach(async () => {
  before = openDescriptors();
  listener = await listen();
});
afterEach(async () => {
  await listener.close();
  await expectNoneLeft(before);
});

async function reach(port = listener.port): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** Says something to the listener, and returns what it is told until it is thrown out. */
async function told(...bytes: readonly Uint8Array[]): Promise<string> {
  const socket = await reach();
  for (const part of bytes) socket.write(part);
  const answer = await readAll(socket);
  socket.destroy();
  return answer.toString('latin1');
}

function refusals(): Partial<Record<Refusal, number>> {
  return Object.fromEntries(Object.entries(listener.refused).filter(([, count]) => count > 0));
}

describe('a page channel', () => {
  it('is a blocking socket on both sides, and carries every byte both ways', async () => {
    const there = randomBytes(3 * 1024 * 1024);
    const back = randomBytes(2 * 1024 * 1024);
    using pair = await openPair(listener);
    expect([pair.source.kind, pair.target.kind, pair.wereBlocking]).toEqual(['direct', 'direct', true]);

    pair.here.end(there);
    expect((await readAll(pair.there)).equals(there)).toBe(true);
    pair.there.end(back);
    expect((await readAll(pair.here)).equals(back)).toBe(true);
    expect(refusals()).toEqual({});
  });

  it('is cut for both although CRIU has it', async () => {
    using pair = await openPair(listener);
    pair.source.cut();
    expect(await readAll(pair.here)).toHaveLength(0);
    expect(await readAll(pair.there)).toHaveLength(0);
    pair.source.cut();
  });

  it('is gone when its ends are disposed and CRIU has ended', async () => {
    using pair = await openPair(listener);
    const end = readAll(pair.there);
    pair.here.destroy();
    pair.source[Symbol.dispose]();
    expect(await end).toHaveLength(0);
  });

  it('breaks when the other side takes nothing for too long', async () => {
    using pair = await openPair(listener, { silence: 300 });
    const broken = new Promise<NodeJS.ErrnoException>((resolve) => pair.here.once('error', resolve));
    pair.here.write(Buffer.alloc(64 * 1024 * 1024));
    expect(await broken).toMatchObject({ code: 'ETIMEDOUT' });
  });

  it('takes a hello that comes byte by byte', async () => {
    const { token, connection } = listener.expect({ ...ROUND, deadline: soon() });
    const socket = await reach();
    socket.setNoDelay(true);
    for (const byte of encodeHello(ROUND, token, 'none')) {
      await new Promise((resolve) => socket.write(Buffer.of(byte), resolve));
    }
    using end = await connection;
    await end.announceReady();
    expect((await once(socket, 'data'))[0]).toEqual(Buffer.from('R'));
    socket.destroy();
  });
});

describe('who has not the right token', () => {
  const anyToken = randomBytes(32);
  it.each([
    ['garbage', 'malformed', [randomBytes(HELLO_BYTES)]],
    ['a web browser', 'malformed', [Buffer.from(`GET / HTTP/1.1\r\nHost: ${'x'.repeat(99)}\r\n\r\n`)]],
    ['another version', 'malformed', [patched(7, 2)]],
    ['a compression that nobody knows', 'malformed', [patched(8, 9)]],
    ['a round that is not waited for', 'unknown', [encodeHello(NEXT, anyToken, 'none')]],
    ['a token that nobody made', 'wrong-token', [encodeHello(ROUND, anyToken, 'none')]],
  ] as const)('is closed without a word: %s', async (_, kind, bytes) => {
    const expectation = listener.expect({ ...ROUND, deadline: soon() });
    expect(await told(...bytes)).toBe('');
    expect(refusals()).toEqual({ [kind]: 1 });
    using pair = await completePair(listener, expectation);
    expect(pair.wereBlocking).toBe(true);
  });

  function patched(at: number, value: number): Buffer {
    const hello = encodeHello(ROUND, anyToken, 'none');
    hello[at] = value;
    return hello;
  }

  it('is closed without a word: a token that is cut short', async () => {
    const expectation = listener.expect({ ...ROUND, deadline: soon() });
    const socket = await reach();
    socket.end(encodeHello(ROUND, expectation.token, 'none').subarray(0, -1));
    expect(await readAll(socket)).toHaveLength(0);
    socket.destroy();
    expect(refusals()).toEqual({ incomplete: 1 });
    using pair = await completePair(listener, expectation);
    expect(pair.wereBlocking).toBe(true);
  });

  it('is closed without a word: silence', async () => {
    await listener.close();
    listener = await listen({ helloPatience: 50 });
    expect(await told()).toBe('');
    expect(await told(Buffer.from('criu'))).toBe('');
    expect(refusals()).toEqual({ incomplete: 2 });
  });

  it('is closed without a word: the token of another migration, and of another round', async () => {
    listener.expect({ ...ROUND, deadline: soon() });
    const other = listener.expect({ ...OTHER, deadline: soon() });
    const next = listener.expect({ ...NEXT, deadline: soon() });
    expect(await told(encodeHello(ROUND, other.token, 'none'))).toBe('');
    expect(await told(encodeHello(ROUND, next.token, 'none'))).toBe('');
    expect(refusals()).toEqual({ 'wrong-token': 2 });
  });

  it('is closed without a word: a token that was used, at once or later', async () => {
    const { token, connection } = listener.expect({ ...ROUND, deadline: soon() });
    const hello = encodeHello(ROUND, token, 'none');
    const [first, second] = [await reach(), await reach()];
    first.write(hello);
    second.write(hello);
    using end = await connection;
    const loser = await Promise.race([first, second].map(async (one) => ({ one, said: await readAll(one) })));
    expect(loser.said).toHaveLength(0);

    expect(await told(hello)).toBe('');
    expect(refusals()).toEqual({ unknown: 2 });
    await end.announceReady();
    first.destroy();
    second.destroy();
  });

  it('is closed without a word: a token whose time is over', async () => {
    const deadline = new AbortController();
    const { token, connection } = listener.expect({ ...ROUND, deadline: deadline.signal });
    deadline.abort(new DOMException('late', 'TimeoutError'));
    await expect(connection).rejects.toMatchObject({
      reason: 'DEADLINE_EXCEEDED',
      metadata: { migration: 'm-1', round: '1' },
    });
    expect(await told(encodeHello(ROUND, token, 'none'))).toBe('');
    expect(refusals()).toEqual({ unknown: 1 });
  });

  it('is closed without a word: a hello that does not wait for the answer', async () => {
    const expectation = listener.expect({ ...ROUND, deadline: soon() });
    const hello = encodeHello(ROUND, expectation.token, 'none');
    expect(await told(Buffer.concat([hello, Buffer.from('pages')]))).toBe('');
    expect(refusals()).toEqual({ malformed: 1 });
    using pair = await completePair(listener, expectation);
    expect(pair.wereBlocking).toBe(true);
  });

  it('gives way to those who come later, when there are too many', async () => {
    await listener.close();
    listener = await listen({ strangers: 2 });
    const [oldest, ...others] = [await reach(), await reach(), await reach()];
    expect(await readAll(oldest)).toHaveLength(0);
    expect(refusals()).toEqual({ crowded: 1 });
    using pair = await openPair(listener);
    expect(pair.target.kind).toBe('direct');
    for (const socket of [oldest, ...others]) socket.destroy();
  });
});

describe('the source', () => {
  const token = randomBytes(32);

  it('fails when nobody listens, and when the target refuses it', async () => {
    const closed = await listen();
    await closed.close();
    for (const port of [closed.port, listener.port]) {
      await expect(connectChannel(requestTo(port))).rejects.toMatchObject({
        reason: 'PAGE_SERVER_UNREACHABLE',
        metadata: { host: '127.0.0.1', port: String(port), migration: 'm-1', round: '1' },
      });
    }
    expect(refusals()).toEqual({ unknown: 1 });
  });

  it('fails when the target gives up before its page server is there', async () => {
    const expectation = listener.expect({ ...ROUND, deadline: soon() });
    const connecting = connectChannel(requestTo(listener.port, expectation.token));
    (await expectation.connection)[Symbol.dispose]();
    await expect(connecting).rejects.toMatchObject({ reason: 'PAGE_SERVER_UNREACHABLE' });
  });

  it('fails when the answer is another one', async () => {
    const other = createServer((socket) => socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    // Of a TCP server.
    const { port } = other.address() as AddressInfo;
    await expect(connectChannel(requestTo(port))).rejects.toMatchObject({
      reason: 'PAGE_SERVER_UNREACHABLE',
    });
    other.close();
  });

  it('gives up at its deadline, and when it is cancelled, and the target sees it', async () => {
    const late = new DOMException('late', 'TimeoutError');
    for (const [why, reason] of [
      [late, 'DEADLINE_EXCEEDED'],
      [undefined, 'CANCELLED'],
    ] as const) {
      const expectation = listener.expect({ ...ROUND, deadline: soon() });
      const deadline = new AbortController();
      const connecting = connectChannel({
        ...requestTo(listener.port, expectation.token),
        deadline: deadline.signal,
      });
      connecting.catch(() => {});
      using end = await expectation.connection;
      deadline.abort(why);
      await expect(connecting).rejects.toMatchObject({ reason });
      const { socket } = await takeAsCriu(end);
      expect(await readAll(socket)).toHaveLength(0);
      socket.destroy();
    }
    await expect(
      connectChannel({ ...requestTo(listener.port), deadline: AbortSignal.abort() }),
    ).rejects.toMatchObject({ reason: 'CANCELLED' });
  });

  it('refuses a rate that nobody can mean', async () => {
    for (const bytesPerSecond of [0, -1, 1.5, Number.NaN]) {
      await expect(connectChannel({ ...requestTo(listener.port), bytesPerSecond })).rejects.toMatchObject({
        reason: 'INVALID_REQUEST',
      });
    }
    expect(refusals()).toEqual({});
  });

  function requestTo(port: number, presented: Uint8Array = token) {
    return { host: '127.0.0.1', port, ...ROUND, token: presented, deadline: soon() };
  }
});

describe('the listener', () => {
  it('waits for a round once at a time', () => {
    listener.expect({ ...ROUND, deadline: soon() });
    expect(() => listener.expect({ ...ROUND, deadline: soon() })).toThrow(/waited for already/);
  });

  it('gives up every round when it is closed, and does not wait for ends that it has accepted', async () => {
    using pair = await openPair(listener);
    const { connection } = listener.expect({ ...NEXT, deadline: soon() });
    await listener.close();
    await expect(connection).rejects.toMatchObject({ reason: 'CANCELLED' });
    pair.here.end('pages');
    expect((await readAll(pair.there)).toString()).toBe('pages');
  });

  it('says when it cannot listen', async () => {
    await expect(openChannelListener({ host: '127.0.0.1', port: listener.port })).rejects.toMatchObject({
      reason: 'PAGE_SERVER_UNREACHABLE',
      metadata: { port: String(listener.port) },
    });
  });
});
