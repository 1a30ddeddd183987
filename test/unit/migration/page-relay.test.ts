import { once } from 'node:events';
import { Socket } from 'node:net';
import { endianness } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MESSAGE_BYTES, splitMessages } from '../../../src/migration/post-copy/page-protocol.js';
import { type PageRelay, relayPages } from '../../../src/migration/post-copy/page-relay.js';
import { openStreamPair } from '../../../src/native/index.js';

const PAGE = 4096;
const ADD = 6;
const GET = 7;
const FORCE_CLOSE = 0x1024;

/** A message of CRIU's page server, in the byte order of this machine. */
function message(command: number, pages: number): Buffer {
  const bytes = Buffer.alloc(MESSAGE_BYTES);
  if (endianness() === 'LE') {
    bytes.writeUInt32LE(command, 0);
    bytes.writeBigUInt64LE(BigInt(pages), 8);
  } else {
    bytes.writeUInt32BE(command, 0);
    bytes.writeBigUInt64BE(BigInt(pages), 8);
  }
  return bytes;
}

const answer = (pages: number): Buffer => Buffer.concat([message(ADD, pages), Buffer.alloc(pages * PAGE, 7)]);

/** Whoever asks for pages, whoever has them, and the relay between the two. */
let daemon: Socket;
let source: Socket;
let relay: PageRelay;
beforeEach(() => {
  const channel = openStreamPair();
  const asking = openStreamPair();
  source = new Socket({ fd: channel.theirs.release(), allowHalfOpen: true });
  daemon = new Socket({ fd: asking.theirs.release(), allowHalfOpen: true });
  relay = relayPages(channel.ours, asking.ours, PAGE);
});
afterEach(() => {
  relay.cut();
  source.destroy();
  daemon.destroy();
});

/** The next so many bytes. */
async function take(socket: Socket, size: number): Promise<Buffer> {
  for (;;) {
    const bytes: Buffer | null = socket.read(size);
    if (bytes !== null) return bytes;
    await once(socket, 'readable');
  }
}

describe('A relay of pages', () => {
  it('carries requests and pages, wherever they are cut, and counts those that came one by one', async () => {
    const requests = Buffer.concat([message(GET, 1), message(GET, 16)]);
    daemon.write(requests.subarray(0, 40));
    daemon.write(requests.subarray(40));
    expect(await take(source, requests.length)).toEqual(requests);
    // The second range has less than was asked for.
    const answers = Buffer.concat([answer(1), answer(12), answer(1)]);
    for (const at of [0, 20, 50, 4200, 20_000]) {
      const next = [20, 50, 4200, 20_000, answers.length].find((end) => end > at);
      source.write(answers.subarray(at, next));
    }
    expect((await take(daemon, answers.length)).equals(answers)).toBe(true);
    expect(relay.counts()).toEqual({ faulted: 2, fetched: 12 });
  });

  it('keeps the last message back until it is known what it means', async () => {
    daemon.write(message(FORCE_CLOSE, 0));
    await relay.asked;
    daemon.write(message(GET, 1));
    // What comes after it has overtaken it.
    expect(await take(source, MESSAGE_BYTES)).toEqual(message(GET, 1));
    relay.letDaemonEnd();
    expect(await take(daemon, 4)).toEqual(Buffer.alloc(4));
    relay.finish();
    expect(await take(source, MESSAGE_BYTES)).toEqual(message(FORCE_CLOSE, 0));
  });

  it('does not tell the one who asks that the other is gone', async () => {
    const seen: string[] = [];
    for (const event of ['end', 'close', 'error']) daemon.on(event, () => seen.push(event));
    source.destroy();
    await relay.broken;
    // It can still be written to, and nobody closes it.
    await new Promise((resolve) => daemon.write(message(GET, 1), resolve));
    expect(seen).toEqual([]);
  });
});

describe('A stream of messages', () => {
  it('is the same however it comes', () => {
    const all = Buffer.concat([message(GET, 1), message(GET, 2), message(GET, 3)]);
    const split = splitMessages();
    const found = [...all].flatMap((byte) => split(Buffer.of(byte)));
    expect(Buffer.concat(found)).toEqual(all);
    expect(found.map(({ length }) => length)).toEqual([MESSAGE_BYTES, MESSAGE_BYTES, MESSAGE_BYTES]);
  });
});
