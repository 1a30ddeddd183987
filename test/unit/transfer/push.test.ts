import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { partBytesFor, rangesOf } from '../../../src/transfer/parts.js';
import { archiveOf, makeSealed } from '../catalog/archives.js';
import { failureIn, openHost, type TransferHost } from './host.js';
import { openMemoryStore, refused, unreachable } from './memory-store.js';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** A checkpoint of three parts. */
function makeLarge({ catalog }: TransferHost) {
  return makeSealed(catalog, { 'pages-1.img': randomBytes(34 * MIB) });
}

function push(host: TransferHost, checkpoint: string) {
  return host.ended(host.transfers.push({ checkpoint, store: 'fleet', fingerprint: 'f' }));
}

/** What is known of pushes that are not complete. */
function recordsOf({ state }: TransferHost): readonly string[] {
  return readdirSync(join(state, 'pushes', 'fleet'));
}

describe('a push', () => {
  it('makes one object of a checkpoint, and does that once', async () => {
    const store = openMemoryStore();
    await using host = await openHost(store);
    const checkpoint = await makeLarge(host);
    const { id } = checkpoint.manifest;
    const archive = await archiveOf(host.catalog, [checkpoint]);
    const bytes = archive.bytes.length;
    const first = await push(host, id);
    expect(first.outcome).toEqual({
      ...{ kind: 'push', store: 'fleet', object: `${id}.tar` },
      ...{ bytes, transferredBytes: bytes },
    });
    expect(first.phases.map(({ phase }) => phase)).toEqual(['preparing', 'transferring', 'committing']);
    expect(first.progress).toEqual({ done: bytes, total: bytes });
    const object = store.objects.get(`${id}.tar`);
    expect(object?.data.equals(archive.bytes)).toBe(true);
    expect(object?.digest).toBe(archive.digest);
    expect((await push(host, id)).outcome).toMatchObject({ transferredBytes: 0 });
    expect([store.uploads.size, recordsOf(host)]).toEqual([0, []]);
  });

  it('sends only the parts that an earlier one has not, and a part again that was lost', async () => {
    const store = openMemoryStore();
    await using host = await openHost(store);
    const { id } = (await makeLarge(host)).manifest;
    store.fails = (request) => {
      if (request === 'part' && store.sent.length === 2) throw refused('it is full');
    };
    expect(failureIn(await push(host, id))).toMatchObject({ reason: 'STORE_REFUSED' });
    expect(store.uploads.size).toBe(1);
    let cuts = 1;
    store.fails = (request) => {
      if (request === 'part' && cuts-- > 0) throw unreachable();
    };
    expect((await push(host, id)).outcome).toMatchObject({ kind: 'push' });
    expect(store.sent).toEqual([1, 2, 3]);
    expect([store.uploads.size, recordsOf(host)]).toEqual([0, []]);
  });

  it('begins again where the store has thrown its upload away', async () => {
    const store = openMemoryStore();
    await using host = await openHost(store);
    const { id } = (await makeLarge(host)).manifest;
    store.fails = (request) => {
      if (request === 'complete') throw refused('not now');
    };
    await push(host, id);
    store.uploads.clear();
    store.fails = () => {};
    expect((await push(host, id)).outcome).toMatchObject({ kind: 'push' });
    expect(store.sent).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it('has succeeded when only the answer was lost', async () => {
    const store = openMemoryStore();
    await using host = await openHost(store);
    const { id } = (await makeSealed(host.catalog, { 'core-1.img': 'core' })).manifest;
    store.loses = (request) => {
      if (request === 'complete') throw unreachable();
    };
    expect((await push(host, id)).outcome).toMatchObject({ kind: 'push' });
    expect(store.objects.size).toBe(1);
  });

  it('takes the place of what is there of an earlier state of the checkpoint', async () => {
    const store = openMemoryStore();
    await using host = await openHost(store);
    const { id } = (await makeSealed(host.catalog, { 'core-1.img': 'core' })).manifest;
    store.objects.set(`${id}.tar`, { data: Buffer.from('old'), digest: 'old', entityTag: 'old' });
    expect((await push(host, id)).outcome).toMatchObject({ kind: 'push' });
    expect(store.objects.get(`${id}.tar`)?.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('does not take the place of what comes there meanwhile', async () => {
    const store = openMemoryStore();
    await using host = await openHost(store);
    const { id } = (await makeSealed(host.catalog, { 'core-1.img': 'core' })).manifest;
    const other = { data: Buffer.from('other'), digest: 'other', entityTag: 'other' };
    store.fails = (request) => {
      if (request === 'complete') store.objects.set(`${id}.tar`, other);
    };
    expect(failureIn(await push(host, id))).toMatchObject({ reason: 'STORE_REFUSED' });
    expect(store.objects.get(`${id}.tar`)).toBe(other);
  });

  it('leaves nothing behind when it is cancelled, and is alone while it goes on', async () => {
    const store = openMemoryStore();
    await using host = await openHost(store);
    const { id } = (await makeLarge(host)).manifest;
    const request = { checkpoint: id, store: 'fleet', fingerprint: 'f' };
    const first = await host.transfers.push(request);
    let second = '';
    store.fails = (what) => {
      if (what !== 'part' || store.sent.length !== 1) return;
      host.operations.cancel(first.id);
    };
    second = (await host.transfers.push(request)).id;
    expect(failureIn(await host.ended(Promise.resolve(host.operations.get(second))))).toMatchObject({
      reason: 'UPLOAD_BUSY',
    });
    expect(failureIn(await host.ended(Promise.resolve(first)))).toMatchObject({ reason: 'CANCELLED' });
    expect([store.objects.size, store.uploads.size, recordsOf(host)]).toEqual([0, 0, []]);
  });
});

describe('the parts of an archive', () => {
  it.each([
    [1, 16 * MIB],
    [156 * GIB, 16 * MIB],
    [157 * GIB, 17 * MIB],
    [1024 * GIB, 105 * MIB],
  ])('of %i bytes are of %i bytes, and never more than 10,000', (bytes, partBytes) => {
    expect(partBytesFor(bytes)).toBe(partBytes);
    const ranges = rangesOf(bytes, partBytes);
    expect(ranges.length).toBeLessThanOrEqual(10_000);
    expect(ranges.reduce((sum, range) => sum + range.bytes, 0)).toBe(bytes);
    expect(ranges.at(-1)).toMatchObject({ number: ranges.length, offset: (ranges.length - 1) * partBytes });
  });
});
