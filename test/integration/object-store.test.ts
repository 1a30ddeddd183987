import { closeSync, openSync, readdirSync, readSync, writeSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../src/client/index.js';
import { openLink } from './breakable-link.js';
import { expectFailure, failureOf, failureOfOperation, PATIENCE, succeeded } from './call-failure.js';
import { type Daemon, startDaemon } from './daemon.js';
import { HAS_OBJECT_STORE, type ObjectStoreServer, startObjectStore } from './object-store.js';
import { dump, goesOn } from './round-trip.js';
import { checkpointsOf, expectSameImages, PART, pull, pulled, push, pushed, uploadsOf } from './transfers.js';
import { startTarget } from './two-hosts.js';
import { startWorkload, type Workload } from './workload.js';

const MIB = 1024 * 1024;
const FLEET = { $case: 'store', value: 'fleet' } as const;

/** Nobody serves there. */
const NOWHERE = 'http://127.0.0.1:1';

describe.skipIf(!HAS_OBJECT_STORE)('An S3-compatible object store', () => {
  let server: ObjectStoreServer;
  /** It has the checkpoint of a workload that is dead, of more than two parts. */
  let host: Daemon;
  let workload: Workload;
  let checkpoint: Checkpoint;
  /** A state directory with the same checkpoint, for daemons that come and go. */
  let state: string;

  beforeAll(async () => {
    server = await startObjectStore();
    host = await startHost(
      server.named('fleet'),
      server.named('closed', { at: NOWHERE }),
      server.named('bucketless', { bucket: 'another-bucket' }),
    );
    workload = await startWorkload('counter', ['40']);
    ({ checkpoint } = await dump(host, workload));
    state = await mkdtemp(join(tmpdir(), 'criud-state-'));
    await cp(join(host.stateFolder, 'checkpoints'), join(state, 'checkpoints'), { recursive: true });
  });
  afterAll(async () => {
    await workload?.stop();
    await host?.stop();
    await server?.[Symbol.asyncDispose]();
    await rm(state, { recursive: true, force: true });
  });

  /** A criud that knows these stores. */
  function startHost(...stores: readonly string[]): Promise<Daemon> {
    return startDaemon({ flags: flagsOf(stores), environment: server.environment });
  }

  /** Parts that the server has taken from now on. */
  function partsSent(): () => number {
    const before = server.requests.length;
    return () => server.requests.slice(before).filter((line) => /^200 PUT .*partNumber=/.test(line)).length;
  }

  const objectOf = ({ name }: Checkpoint) => `${name.slice('checkpoints/'.length)}.tar`;

  it('carries a checkpoint to another host, where it is restored', async () => {
    const first = pushed(await push(host, { name: checkpoint.name, store: 'fleet' }));
    expect(first).toMatchObject({
      store: 'fleet',
      object: objectOf(checkpoint),
      transferredBytes: first.sizeBytes,
    });
    expect(first.sizeBytes).toBeGreaterThan(checkpoint.sizeBytes);
    expect(readdirSync(join(server.folder, 'fleet'))).toEqual([objectOf(checkpoint)]);
    const sent = partsSent();
    expect(pushed(await push(host, { name: checkpoint.name, store: 'fleet' }))).toMatchObject({
      transferredBytes: 0n,
      sizeBytes: first.sizeBytes,
    });
    expect(sent()).toBe(0);

    await using taker = await startTarget(flagsOf([server.named('fleet')], ['--peer-insecure']), {
      environment: server.environment,
    });
    const result = pulled(await pull(taker, { name: checkpoint.name, source: FLEET }));
    expect(result).toMatchObject({ checkpoint, fetched: 1, transferredBytes: first.sizeBytes });
    expectSameImages(checkpoint.name, host, taker);
    const count = workload.count();
    const { operation } = await taker.client.checkpoints.restore({
      checkpoint: checkpoint.name,
      wait: PATIENCE,
    });
    succeeded(operation);
    await goesOn(workload, count);
  });

  it('tells what it has, page by page', async () => {
    await using small = await startWorkload('counter', ['1']);
    const other = (await dump(host, small)).checkpoint;
    pushed(await push(host, { name: other.name, store: 'fleet' }));
    const listed: string[] = [];
    for (let pageToken = ''; ; ) {
      const page = await host.client.catalog.listStoredCheckpoints({
        store: 'fleet',
        pageSize: 1,
        pageToken,
      });
      expect(page.checkpoints.length).toBeLessThanOrEqual(1);
      for (const { name, sizeBytes, createTime } of page.checkpoints) {
        expect(sizeBytes).toBeGreaterThan(1_000_000n);
        expect(Math.abs(Number(createTime?.seconds) - Date.now() / 1000)).toBeLessThan(600);
        listed.push(name);
      }
      pageToken = page.nextPageToken;
      if (pageToken === '') break;
    }
    expect(listed).toEqual([checkpoint.name, other.name].sort());
  });

  it('is not sent a part twice when criud is killed in the middle', async () => {
    await using link = await openLink(server.endpoint.slice('http://'.length));
    const store = server.named('fleet', { at: `http://${link.address}`, prefix: 'killed' });
    const { environment } = server;
    const { name } = checkpoint;
    const sent = partsSent();
    {
      await using daemon = await startDaemon({
        flags: flagsOf([store]),
        environment,
        stateFolder: state,
      });
      link.holdAfter(2 * PART + 4 * MIB);
      await daemon.client.catalog.pushCheckpoint({ name, store: 'fleet' });
      await link.held();
      process.kill(daemon.pid, 'SIGKILL');
    }
    await expect.poll(sent).toBe(2);
    expect(server.uploads()).toHaveLength(1);
    link.cut();

    await using daemon = await startDaemon({ flags: flagsOf([store]), environment, stateFolder: state });
    const { operations } = await daemon.client.operations.listOperations({});
    const interrupted = operations.find(({ outcome }) => outcome?.$case === 'error');
    expectFailure(failureOfOperation(interrupted), {
      code: 'ABORTED',
      reason: 'OPERATION_INTERRUPTED',
      cure: 'Send the request again: it goes on where it stood.',
    });
    const result = pushed(await push(daemon, { name, store: 'fleet' }));
    expect(result.transferredBytes).toBe(result.sizeBytes - BigInt(2 * PART));
    await expect.poll(sent).toBe(Math.ceil(Number(result.sizeBytes) / PART));
    expect(server.uploads()).toEqual([]);
  });

  it('gets a part again that a broken link has taken, and loses those of a push that is cancelled', async () => {
    await using link = await openLink(server.endpoint.slice('http://'.length));
    const [broken, cancelled] = ['broken', 'cancelled'].map((name) =>
      server.named(name, { at: `http://${link.address}`, prefix: name }),
    );
    const { name } = checkpoint;
    await using daemon = await startDaemon({
      flags: flagsOf([broken ?? '', cancelled ?? '']),
      environment: server.environment,
      stateFolder: state,
    });
    link.holdAfter(PART + 4 * MIB);
    const going = push(daemon, { name, store: 'broken' });
    await link.held();
    link.cut();
    const result = pushed(await going);
    expect(result.transferredBytes).toBe(result.sizeBytes);

    link.holdAfter(PART + 4 * MIB);
    const { operation } = await daemon.client.catalog.pushCheckpoint({ name, store: 'cancelled' });
    await link.held();
    await daemon.client.operations.cancelOperation({ name: operation?.name ?? '' });
    link.cut();
    const ended = await daemon.client.operations.waitOperation({ name: operation?.name ?? '' });
    expect(failureOfOperation(ended.operation)).toMatchObject({ reason: 'CANCELLED' });
    expect(server.uploads()).toEqual([]);
    expect(readdirSync(join(server.folder, 'broken'))).toHaveLength(1);
  });

  it('gives nothing that was altered there', async () => {
    await using taker = await startHost(server.named('fleet'));
    const path = join(server.folder, 'fleet', objectOf(checkpoint));
    flipByte(path, 20 * MIB);
    expectFailure(failureOfOperation(await pull(taker, { name: checkpoint.name, source: FLEET })), {
      code: 'DATA_LOSS',
      reason: 'ARCHIVE_DAMAGED',
      cure: /copy|again/,
    });
    expect([checkpointsOf(taker), uploadsOf(taker)]).toEqual([[], []]);
    flipByte(path, 20 * MIB);
    pulled(await pull(taker, { name: checkpoint.name, source: FLEET }));
  });

  it.each([
    ['closed', { code: 'UNAVAILABLE', reason: 'STORE_UNREACHABLE', cure: /endpoint/ }],
    ['bucketless', { code: 'PERMISSION_DENIED', reason: 'STORE_REFUSED', cure: /bucket/ }],
  ])('says why nothing can be had from the store %s', async (store, expected) => {
    const { name } = checkpoint;
    const source = { $case: 'store', value: store } as const;
    const other = name.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expectFailure(failureOfOperation(await push(host, { name, store })), expected);
    expectFailure(failureOfOperation(await pull(host, { name: other, source })), expected);
    expectFailure(await failureOf(host.client.catalog.listStoredCheckpoints({ store })), expected);
  });

  it.each([
    ['wrong', { AWS_SECRET_ACCESS_KEY: 'wrong' }],
    ['none', { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', HOME: '/nonexistent' }],
  ])('lets nobody in whose credentials are %s', async (_what, environment) => {
    await using stranger = await startDaemon({
      flags: flagsOf([server.named('fleet')]),
      environment: { ...server.environment, ...environment },
    });
    const refused = { code: 'PERMISSION_DENIED', reason: 'STORE_REFUSED', cure: /AWS_ACCESS_KEY_ID/ };
    const list = stranger.client.catalog.listStoredCheckpoints({ store: 'fleet' });
    expectFailure(await failureOf(list), refused);
    expectFailure(
      failureOfOperation(await pull(stranger, { name: checkpoint.name, source: FLEET })),
      refused,
    );
  });

  it('is asked only by a name that the operator has given', async () => {
    const { catalog } = host.client;
    const unknown = { code: 'NOT_FOUND', reason: 'STORE_NOT_FOUND', cure: /--store/ };
    expectFailure(
      await failureOf(catalog.pushCheckpoint({ name: checkpoint.name, store: 'other' })),
      unknown,
    );
    expectFailure(await failureOf(catalog.listStoredCheckpoints({ store: 'other' })), unknown);
    const url = catalog.listStoredCheckpoints({ store: 'http://127.0.0.1/' });
    expect(await failureOf(url)).toMatchObject({ reason: 'INVALID_REQUEST' });
    const token = catalog.listStoredCheckpoints({ store: 'closed', pageToken: 'eA' });
    expect((await failureOf(token)).message).toMatch(/page_token/);
    const missing = await pull(host, {
      name: 'checkpoints/00000000-0000-0000-0000-000000000000',
      source: FLEET,
    });
    expectFailure(failureOfOperation(missing), {
      code: 'NOT_FOUND',
      reason: 'OBJECT_NOT_FOUND',
      cure: /ListStoredCheckpoints/,
    });
  });
});

function flagsOf(stores: readonly string[], others: readonly string[] = []): readonly string[] {
  return [...others, ...stores.flatMap((store) => ['--store', store])];
}

function flipByte(path: string, offset: number): void {
  const file = openSync(path, 'r+');
  try {
    const byte = Buffer.alloc(1);
    readSync(file, byte, 0, 1, offset);
    byte.writeUInt8(byte.readUInt8() ^ 1);
    writeSync(file, byte, 0, 1, offset);
  } finally {
    closeSync(file);
  }
}
