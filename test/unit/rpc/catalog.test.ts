import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CheckpointKind, RetentionRule } from '../../../src/client/index.js';
import { makeChain, makeCheckpoint } from '../catalog/facts.js';
import { type RpcFixture, rejection, startRpc } from './rpc-fixture.js';

let rpc: RpcFixture;

beforeEach(async () => {
  rpc = await startRpc();
});
afterEach(() => rpc[Symbol.asyncDispose]());

const nameOf = ({ manifest }: { readonly manifest: { readonly id: string } }) => `checkpoints/${manifest.id}`;
const UNKNOWN = 'checkpoints/00000000-0000-4000-8000-000000000000';

/** Follows the tokens to the end. */
async function allPages(pageSize: number) {
  const pages: string[][] = [];
  for (let pageToken = ''; ; ) {
    const answer = await rpc.client.catalog.listCheckpoints({ pageSize, pageToken });
    pages.push(answer.checkpoints.map(({ name }) => name));
    pageToken = answer.nextPageToken;
    if (pageToken === '') return pages;
  }
}

describe('GetCheckpoint', () => {
  it('tells what a checkpoint is', async () => {
    const [child, parent] = await makeChain(rpc.catalog, 2);
    if (child === undefined || parent === undefined) throw new Error('the chain is too short');
    const { checkpoint } = await rpc.client.catalog.getCheckpoint({ name: nameOf(child) });
    expect(checkpoint).toMatchObject({
      name: nameOf(child),
      kind: CheckpointKind.DUMP,
      labels: { service: 'counter' },
      sizeBytes: 10_009n,
      parent: nameOf(parent),
      startTime: 2n ** 64n - 1n,
    });
  });

  it.each([
    [UNKNOWN, 'CHECKPOINT_NOT_FOUND'],
    ['', 'INVALID_REQUEST'],
    ['checkpoints/../x', 'INVALID_REQUEST'],
  ])('of %j fails with %s', async (name, reason) => {
    expect(await rejection(rpc.client.catalog.getCheckpoint({ name }))).toMatchObject({ reason });
    expect(await rejection(rpc.client.catalog.deleteCheckpoint({ name }))).toMatchObject({ reason });
    const labels = { setLabels: { a: 'b' } };
    expect(await rejection(rpc.client.catalog.updateCheckpoint({ name, ...labels }))).toMatchObject({
      reason,
    });
  });
});

describe('ListCheckpoints', () => {
  it('tells all of them, each once, whatever the size of a page', async () => {
    const made: string[] = [];
    for (let count = 0; count < 7; count += 1) made.unshift(nameOf(await makeCheckpoint(rpc.catalog)));
    const [all = []] = await allPages(0);
    expect([...all].sort()).toEqual([...made].sort());
    for (const size of [1, 2, 3, 6, 7, 8]) {
      const pages = await allPages(size);
      expect(pages.flat()).toEqual(all);
      expect(pages.slice(0, -1).every((page) => page.length === size)).toBe(true);
    }
  });

  it('goes on right where it was while checkpoints come and go', async () => {
    for (let count = 0; count < 6; count += 1) await makeCheckpoint(rpc.catalog);
    const [all = []] = await allPages(0);
    const { listCheckpoints, deleteCheckpoint } = rpc.client.catalog;
    const { nextPageToken } = await listCheckpoints({ pageSize: 2 });
    // A newer one is not in what follows, and the one that the token names need not be there.
    await makeCheckpoint(rpc.catalog);
    await deleteCheckpoint({ name: all[1] ?? '' });
    await deleteCheckpoint({ name: all[3] ?? '' });
    const { checkpoints } = await listCheckpoints({ pageToken: nextPageToken });
    expect(checkpoints.map(({ name }) => name)).toEqual([all[2], all[4], all[5]]);
  });

  it('takes a token for no other filter, and nothing else for a token', async () => {
    for (let count = 0; count < 3; count += 1) await makeCheckpoint(rpc.catalog);
    const { listCheckpoints } = rpc.client.catalog;
    const filter = { labels: { service: 'counter' }, pid: 4711 };
    const { nextPageToken } = await listCheckpoints({ filter, pageSize: 1 });
    expect(
      (await listCheckpoints({ filter, pageToken: nextPageToken, pageSize: 5 })).checkpoints,
    ).toHaveLength(2);
    for (const wrong of [
      { pageToken: nextPageToken },
      { pageToken: nextPageToken, filter: { ...filter, pid: 4712 } },
      { pageToken: 'x', filter },
      { pageToken: nextPageToken.slice(1), filter },
      { pageToken: Buffer.from('1/2/3').toString('base64url'), filter },
      { pageToken: 'f'.repeat(100_000), filter },
    ]) {
      expect(await rejection(listCheckpoints(wrong))).toMatchObject({
        reason: 'INVALID_REQUEST',
        violations: [{ field: 'page_token' }],
      });
    }
  });

  it('refuses a filter that cannot be meant', async () => {
    const { listCheckpoints } = rpc.client.catalog;
    expect(
      await rejection(
        listCheckpoints({
          pageSize: 1_001,
          filter: {
            pid: -1,
            kind: CheckpointKind.UNRECOGNIZED,
            parent: 'nobody',
            createdFrom: { seconds: 0n, nanos: -1 },
            labels: { long: 'x'.repeat(300) },
          },
        }),
      ),
    ).toMatchObject({
      reason: 'INVALID_REQUEST',
      violations: expect.arrayContaining(
        [
          'filter.pid',
          'filter.kind',
          'filter.parent',
          'filter.created_from',
          'filter.labels',
          'page_size',
        ].map((field) => expect.objectContaining({ field })),
      ),
    });
  });

  it('ends a page before it is more than a client takes', async () => {
    const labels = Object.fromEntries(
      Array.from({ length: 64 }, (_, at) => [`${at}`.padEnd(250, 'k'), 'v'.repeat(250)]),
    );
    for (let count = 0; count < 110; count += 1) {
      await makeCheckpoint(rpc.catalog, undefined, { labels });
    }
    const pages = await allPages(1_000);
    expect(pages.length).toBeGreaterThan(1);
    expect(new Set(pages.flat()).size).toBe(110);
  });
});

describe('UpdateCheckpoint', () => {
  it('sets and takes away labels, and leaves the others', async () => {
    const made = await makeCheckpoint(rpc.catalog, undefined, { labels: { a: '1', b: '2', c: '3' } });
    const { checkpoint } = await rpc.client.catalog.updateCheckpoint({
      name: nameOf(made),
      setLabels: { b: '4', d: '5' },
      removeLabels: ['c', 'not-there'],
    });
    expect(checkpoint?.labels).toEqual({ a: '1', b: '4', d: '5' });
    expect((await rpc.catalog.get(made.manifest.id)).manifest.labels).toEqual({ a: '1', b: '4', d: '5' });
  });

  it('refuses what is too much, alone or with what is there, and changes nothing then', async () => {
    const labels = Object.fromEntries(Array.from({ length: 64 }, (_, at) => [`l${at}`, '']));
    const made = await makeCheckpoint(rpc.catalog, undefined, { labels });
    const name = nameOf(made);
    for (const wrong of [
      { setLabels: { more: '' } },
      { setLabels: { l0: 'x'.repeat(257) } },
      { setLabels: { l0: '' }, removeLabels: ['l0'] },
    ]) {
      expect(await rejection(rpc.client.catalog.updateCheckpoint({ name, ...wrong }))).toMatchObject({
        reason: 'INVALID_REQUEST',
      });
    }
    expect((await rpc.catalog.get(made.manifest.id)).manifest.labels).toEqual(labels);
    const swapped = { setLabels: { more: '' }, removeLabels: ['l0'] };
    await expect(rpc.client.catalog.updateCheckpoint({ name, ...swapped })).resolves.toBeDefined();
  });
});

describe('DeleteCheckpoint', () => {
  it('removes one, and with cascade what has pages in it, and tells what it freed', async () => {
    const [newest, middle, first] = (await makeChain(rpc.catalog, 3)).map(nameOf);
    const { deleteCheckpoint } = rpc.client.catalog;
    expect(await rejection(deleteCheckpoint({ name: middle ?? '' }))).toMatchObject({
      reason: 'CHECKPOINT_IN_USE',
    });
    expect(await deleteCheckpoint({ name: newest ?? '' })).toEqual({
      removed: [newest],
      freedBytes: 10_009n,
    });
    expect(await deleteCheckpoint({ name: first ?? '', cascade: true })).toEqual({
      removed: [middle, first],
      freedBytes: 20_018n,
    });
    expect(await allPages(0)).toEqual([[]]);
  });
});

describe('ApplyRetention', () => {
  it('tells with a dry run what it would remove, and then removes it', async () => {
    const made = [];
    for (let count = 0; count < 3; count += 1) made.push(await makeCheckpoint(rpc.catalog));
    const { applyRetention } = rpc.client.catalog;
    const [all = []] = await allPages(0);
    const policy = { maxCount: 2 };
    const expected = {
      retired: [{ checkpoint: { name: all[2] }, rule: RetentionRule.COUNT }],
      freedBytes: 10_009n,
      spared: [],
      left: 0,
    };
    expect(await applyRetention({ policy, dryRun: true })).toMatchObject(expected);
    expect(await allPages(0)).toEqual([all]);
    expect(await applyRetention({ policy })).toMatchObject(expected);
    expect(await allPages(0)).toEqual([all.slice(0, 2)]);
    expect(await applyRetention({ policy })).toEqual({ retired: [], freedBytes: 0n, spared: [], left: 0 });
  });

  it('spares what is read', async () => {
    const { manifest } = await makeCheckpoint(rpc.catalog);
    using _lease = rpc.catalog.leases.take([manifest.id], 'a reader');
    const policy = { maxAge: { seconds: 0n, nanos: 1_000_000 } };
    while (Date.now() <= Date.parse(manifest.createdAt) + 1) await new Promise(setImmediate);
    expect(await rpc.client.catalog.applyRetention({ policy })).toEqual({
      ...{ retired: [], freedBytes: 0n, left: 0 },
      spared: [`checkpoints/${manifest.id}`],
    });
  });

  it.each([
    ['no policy', {}],
    ['a policy without a rule', { policy: { keepLabels: { a: '' } } }],
    ['a negative age', { policy: { maxAge: { seconds: -1n, nanos: 0 } } }],
  ])('refuses %s', async (_, request) => {
    expect(await rejection(rpc.client.catalog.applyRetention(request))).toMatchObject({
      reason: 'INVALID_REQUEST',
    });
  });

  it('takes the policy of criud where the request has none', async () => {
    await using own = await startRpc(undefined, { maxCount: 1 });
    for (let count = 0; count < 2; count += 1) await makeCheckpoint(own.catalog);
    expect((await own.client.catalog.applyRetention({})).retired).toHaveLength(1);
  });
});
