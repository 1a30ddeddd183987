import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { archiveOf, imagesOf, makeSealed, type Place, send } from '../catalog/archives.js';
import { failureIn, openHost } from './host.js';
import { openMemoryStore, unreachable } from './memory-store.js';

const MIB = 1024 * 1024;
const PEER = { peer: 'other.example:7443' };
const STORE = { store: 'fleet' };

/** Three, of which each is the parent of the next; the oldest is large. The newest first. */
async function makeChain({ catalog }: Place) {
  const oldest = await makeSealed(catalog, { 'pages-1.img': randomBytes(4 * MIB) });
  const middle = await makeSealed(catalog, { 'pages-1.img': randomBytes(3 * MIB) }, oldest);
  const newest = await makeSealed(catalog, { 'pages-1.img': randomBytes(MIB) }, middle);
  return [newest, middle, oldest] as const;
}

function request(checkpoint: string, from: typeof PEER | typeof STORE) {
  return { checkpoint, from, fingerprint: 'f' };
}

describe('a pull', () => {
  it('brings a chain, and of it only what is not here', async () => {
    const store = openMemoryStore();
    await using giver = await openHost(store);
    await using taker = await openHost(store, giver);
    const chain = await makeChain(giver);
    const [newest, middle, oldest] = chain;
    const { bytes } = await archiveOf(giver.catalog, chain);

    const first = await taker.ended(taker.transfers.pull(request(oldest.manifest.id, PEER)));
    expect(first.outcome).toMatchObject({ kind: 'pull', fetched: 1 });
    const rest = await taker.ended(taker.transfers.pull(request(newest.manifest.id, PEER)));
    expect(rest.outcome).toMatchObject({ kind: 'pull', checkpoint: newest.manifest, fetched: 2 });
    const { transferredBytes } = rest.outcome as { transferredBytes: number };
    expect(transferredBytes).toBeLessThan(bytes.length - 3 * MIB);
    for (const each of [newest, middle, oldest]) {
      expect(await imagesOf(await taker.catalog.get(each.manifest.id))).toEqual(await imagesOf(each));
    }
    const again = await taker.ended(taker.transfers.pull(request(newest.manifest.id, PEER)));
    expect(again.outcome).toMatchObject({ fetched: 0, transferredBytes: 0 });
  });

  it('goes on where a lost link has left it', async () => {
    const store = openMemoryStore();
    await using host = await openHost(store);
    await using taker = await openHost(store);
    const chain = await makeChain(host);
    const { id } = chain[0].manifest;
    await host.ended(host.transfers.push({ checkpoint: id, store: 'fleet', fingerprint: 'f' }));
    let reads = 0;
    store.fails = (request) => {
      if (request === 'read' && ++reads % 40 === 0) throw unreachable();
    };
    const { outcome } = await taker.ended(taker.transfers.pull(request(id, STORE)));
    const { bytes } = await archiveOf(host.catalog, chain);
    expect(outcome).toMatchObject({ kind: 'pull', fetched: 3, transferredBytes: bytes.length });
    expect(reads).toBeGreaterThan(80);
  });

  it.each([
    ['another checkpoint', (id: string, other: string) => [other, id]],
    ['no digest', (id: string) => [id, id]],
  ])('takes nothing from an object with %s', async (what, keys) => {
    const store = openMemoryStore();
    await using host = await openHost(store);
    await using taker = await openHost(store);
    const [newest] = await makeChain(host);
    const other = await makeSealed(host.catalog, { 'core-1.img': 'other' });
    const [real = '', asked = ''] = keys(newest.manifest.id, other.manifest.id);
    await host.ended(host.transfers.push({ checkpoint: real, store: 'fleet', fingerprint: 'f' }));
    const object = store.objects.get(`${real}.tar`);
    if (object === undefined) throw new Error('nothing was pushed');
    store.objects.set(`${asked}.tar`, what === 'no digest' ? { ...object, digest: '' } : object);
    const ended = await taker.ended(taker.transfers.pull(request(asked, STORE)));
    expect(failureIn(ended)).toMatchObject({ reason: 'ARCHIVE_DAMAGED' });
    await expect(taker.catalog.get(real)).rejects.toMatchObject({ reason: 'CHECKPOINT_NOT_FOUND' });
    expect(await taker.uploads.state(object.digest)).toMatchObject({ received: 0 });
  });

  it('takes nothing that is larger or smaller than it was said to be', async () => {
    const store = openMemoryStore();
    await using host = await openHost(store);
    await using taker = await openHost(store);
    const { id } = (await makeChain(host))[0].manifest;
    await host.ended(host.transfers.push({ checkpoint: id, store: 'fleet', fingerprint: 'f' }));
    const object = store.objects.get(`${id}.tar`);
    if (object === undefined) throw new Error('nothing was pushed');
    for (const data of [object.data.subarray(0, 2 * MIB), Buffer.concat([object.data, Buffer.alloc(512)])]) {
      store.objects.set(`${id}.tar`, { ...object, data });
      const ended = await taker.ended(taker.transfers.pull(request(id, STORE)));
      expect(failureIn(ended)).toMatchObject({ reason: 'ARCHIVE_DAMAGED' });
      await expect(taker.catalog.get(id)).rejects.toMatchObject({ reason: 'CHECKPOINT_NOT_FOUND' });
    }
  });

  it('gives way to another one that takes the same archive', async () => {
    const store = openMemoryStore();
    await using giver = await openHost(store);
    await using taker = await openHost(store, giver);
    const chain = await makeChain(giver);
    const archive = await archiveOf(giver.catalog, chain);
    await send(taker.uploads, archive, { upTo: MIB });
    await using _receiver = await taker.uploads.receive(archive.digest);
    const ended = await taker.ended(taker.transfers.pull(request(chain[0].manifest.id, PEER)));
    expect(failureIn(ended)).toMatchObject({ reason: 'UPLOAD_BUSY' });
    expect((await taker.uploads.state(archive.digest)).received).toBeGreaterThanOrEqual(MIB);
  });
});
