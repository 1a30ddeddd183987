import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeHello } from '../../../src/migration/channel/hello.js';
import {
  type ChannelListener,
  type ChannelRequest,
  compressionsHere,
  connectChannel,
  type Refusal,
  type TlsIdentity,
} from '../../../src/migration/channel/index.js';
import { openDescriptors } from '../native/open-descriptors.js';
import { makeAuthority } from './channel-certificates.js';
import {
  closeOf,
  completePair,
  expectNoneLeft,
  listen,
  openPair,
  ROUND,
  readAll,
  soon,
} from './channel-pair.js';

const MIB = 1024 * 1024;
const authority = makeAuthority('the migrations of a test');
const target = authority.identify('target');
const source = authority.identify('source');
const stranger = makeAuthority('somebody else').identify('source');

let before: ReadonlyMap<number, string>;
let listener: ChannelListener;
beforeEach(async () => {
  before = openDescriptors();
  listener = await listen({ tls: target });
});
afterEach(async () => {
  await listener.close();
  await expectNoneLeft(before);
});

function refusals(of = listener): Partial<Record<Refusal, number>> {
  return Object.fromEntries(Object.entries(of.refused).filter(([, count]) => count > 0));
}

describe('a tunnel', () => {
  it('is a blocking socket on both sides, and carries every byte and every end both ways', async () => {
    const there = randomBytes(3 * MIB);
    const back = randomBytes(2 * MIB);
    using pair = await openPair(listener, { tls: source });
    expect([pair.source.kind, pair.target.kind, pair.wereBlocking]).toEqual(['tunnel', 'tunnel', true]);

    pair.here.end(there);
    expect((await readAll(pair.there)).equals(there)).toBe(true);
    pair.there.end(back);
    expect((await readAll(pair.here)).equals(back)).toBe(true);

    const ending = await pair.source.ended;
    expect(ending).toEqual({ fromCriu: 3 * MIB, toCriu: 2 * MIB, sent: 3 * MIB });
    expect(await pair.target.ended).toMatchObject({ fromCriu: 2 * MIB, toCriu: 3 * MIB });
    expect(refusals()).toEqual({});
  });

  it('passes a question on without waiting for more', async () => {
    for (const compression of compressionsHere()) {
      using pair = await openPair(listener, { tls: source, compression }, { compression });
      for (const word of ['a', 'b', 'c']) {
        pair.here.write(`question ${word}`);
        expect(String((await once(pair.there, 'data'))[0])).toBe(`question ${word}`);
        pair.there.write(`answer ${word}`);
        expect(String((await once(pair.here, 'data'))[0])).toBe(`answer ${word}`);
      }
    }
  });

  it('holds a CRIU back that writes faster than the other one reads', async () => {
    using pair = await openPair(listener, { tls: source });
    const block = randomBytes(MIB);
    let written = 0;
    let isStill = false;
    const standsStill = new Promise<void>((resolve) => {
      const write = (): void => {
        written++;
        const timer = setTimeout(resolve, 500);
        pair.here.write(block, () => {
          clearTimeout(timer);
          if (!isStill && written < 256) write();
        });
      };
      write();
    });
    await standsStill;
    isStill = true;
    expect(written).toBeLessThan(64);
    pair.here.end();
    expect((await readAll(pair.there)).length).toBe(written * MIB);
  });

  it('breaks for both when it is cut, and when one CRIU is gone while the other writes', async () => {
    for (const stop of ['cut', 'gone'] as const) {
      using pair = await openPair(listener, { tls: source });
      const closed = closeOf(pair.here);
      const write = (): void => void pair.here.write(randomBytes(MIB), (error) => error ?? write());
      write();
      await once(pair.there, 'data');
      if (stop === 'cut') pair.target.cut();
      else pair.there.destroy();
      pair.here.resume();
      await closed;
      expect(await pair.source.ended).toMatchObject({ failure: { reason: 'PAGE_SERVER_UNREACHABLE' } });
      expect(await pair.target.ended).toMatchObject({ failure: { reason: 'PAGE_SERVER_UNREACHABLE' } });
    }
  });

  it('compresses where both hosts can, and says so where they cannot', async () => {
    const compression = 'zstd';
    if (!compressionsHere().includes(compression)) {
      const refused = { reason: 'INVALID_REQUEST', violations: [{ field: 'compress' }] };
      expect(() => listener.expect({ ...ROUND, deadline: soon(), compression })).toThrow(
        expect.objectContaining({ reason: refused.reason }),
      );
      await expect(
        connectChannel({ ...requestTo(listener), tls: source, compression }),
      ).rejects.toMatchObject(refused);
      return;
    }
    const compressible = Buffer.alloc(4 * MIB, 'page ');
    for (const tls of [undefined, source]) {
      await using plain = await listen(tls && { tls: target });
      using pair = await openPair(plain, { compression, ...(tls && { tls }) }, { compression });
      expect(pair.source.kind).toBe('tunnel');
      pair.here.end(compressible);
      expect((await readAll(pair.there)).equals(compressible)).toBe(true);
      pair.there.end();
      await readAll(pair.here);
      const ending = await pair.source.ended;
      expect(ending).toMatchObject({ fromCriu: 4 * MIB });
      expect(ending?.failure).toBeUndefined();
      expect(ending?.sent).toBeLessThan(MIB / 4);
    }
  });
});

describe('a limited channel', () => {
  it.each([
    ['direct', undefined],
    ['tunnel', source],
  ] as const)('sends no faster than its limit: %s', async (kind, tls) => {
    const bytes = 6 * MIB;
    const rate = 8 * MIB;
    const seconds: number[] = [];
    for (const limit of [{}, { bytesPerSecond: rate }]) {
      await using open = await listen(tls && { tls: target });
      using pair = await openPair(open, { ...limit, ...(tls && { tls }) });
      expect(pair.source.kind).toBe(kind);
      const began = performance.now();
      pair.here.end(randomBytes(bytes));
      expect(await readAll(pair.there)).toHaveLength(bytes);
      seconds.push((performance.now() - began) / 1000);
    }
    const [free = 0, limited = 0] = seconds;
    // The burst of a tenth of a second may come for nothing.
    expect(limited).toBeGreaterThan((bytes / rate) * 0.8);
    expect(limited).toBeGreaterThan(free);
  });
});

describe('where TLS is wanted', () => {
  it.each([
    ['no TLS', undefined],
    ['the certificate of another authority', { ...stranger, ca: source.ca }],
    ['an authority that is not the target’s', { ...source, ca: stranger.ca }],
    ['another name in the certificate than the one expected', { ...source, serverName: 'elsewhere.test' }],
  ] as const)('a source is refused that has %s', async (_, tls) => {
    await listener.close();
    listener = await listen({ tls: target, helloPatience: 1_000 });
    const expectation = listener.expect({ ...ROUND, deadline: soon() });
    await expect(
      connectChannel({ ...requestTo(listener, expectation.token), ...(tls && { tls }) }),
    ).rejects.toMatchObject({ reason: 'PAGE_SERVER_UNREACHABLE' });
    // Whoever leaves in the middle of a handshake is noticed when the patience is at its end.
    const total = () => Object.values(listener.refused).reduce((sum, count) => sum + count, 0);
    await vi.waitFor(() => expect(total()).toBe(1), { timeout: 10_000 });
    using pair = await completePair(listener, expectation, { tls: source });
    expect(pair.target.kind).toBe('tunnel');
  });

  it.each([
    ['no certificate', {}],
    ['TLS 1.2', { ...pick(source), maxVersion: 'TLSv1.2' as const }],
  ])('a connection is refused that has %s, and its token is not looked at', async (_, options) => {
    const { token } = listener.expect({ ...ROUND, deadline: soon() });
    const socket = connectTls({
      ...{ host: '127.0.0.1', port: listener.port, ca: target.ca, servername: 'localhost' },
      ...options,
    });
    socket.on('error', () => {});
    socket.on('secureConnect', () => socket.write(encodeHello(ROUND, token, 'none')));
    expect(await readAll(socket)).toHaveLength(0);
    expect(refusals()).toEqual({ untrusted: 1 });
  });

  it('a stranger that never ends its handshake is thrown out', async () => {
    await listener.close();
    listener = await listen({ tls: target, helloPatience: 50 });
    const socket = connect(listener.port, '127.0.0.1');
    socket.on('error', () => {});
    expect(await readAll(socket)).toHaveLength(0);
    expect(refusals()).toEqual({ incomplete: 1 });
  });

  it('a wrong token is refused as it is elsewhere', async () => {
    listener.expect({ ...ROUND, deadline: soon() });
    await expect(connectChannel({ ...requestTo(listener), tls: source })).rejects.toMatchObject({
      reason: 'PAGE_SERVER_UNREACHABLE',
    });
    expect(refusals()).toEqual({ 'wrong-token': 1 });
  });
});

describe('where TLS is not wanted', () => {
  it('a source that wants it fails', async () => {
    await using plain = await listen();
    const { token } = plain.expect({ ...ROUND, deadline: soon() });
    await expect(connectChannel({ ...requestTo(plain, token), tls: source })).rejects.toMatchObject({
      reason: 'PAGE_SERVER_UNREACHABLE',
    });
    expect(refusals(plain)).toEqual({ malformed: 1 });
  });
});

function requestTo({ port }: ChannelListener, token: Uint8Array = randomBytes(32)): ChannelRequest {
  return { host: '127.0.0.1', port, ...ROUND, token, deadline: soon() };
}

function pick({ cert, key }: TlsIdentity): Pick<TlsIdentity, 'cert' | 'key'> {
  return { cert, key };
}
