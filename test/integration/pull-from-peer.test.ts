import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../src/client/index.js';
import { makeAuthority } from '../unit/migration/channel-certificates.js';
import { openLink } from './breakable-link.js';
import { expectFailure, failureOf, failureOfOperation, PATIENCE, succeeded } from './call-failure.js';
import { certified } from './certificates.js';
import { type Daemon, startDaemon } from './daemon.js';
import { dump, goesOn } from './round-trip.js';
import { checkpointsOf, expectSameImages, pull, pulled, uploadsOf } from './transfers.js';
import { type Host, startSource, startTarget } from './two-hosts.js';
import { startWorkload, type Workload } from './workload.js';

const MIB = 1024 * 1024;

const authority = makeAuthority('peers');
let folder: string;
/** It has the checkpoint of a workload that is dead, and gives it to who has a certificate. */
let giver: Host;
let workload: Workload;
let checkpoint: Checkpoint;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'criud-pull-'));
  giver = await startSource([...(await certified(folder, 'giver', authority)), '--peer-downloads']);
  workload = await startWorkload('counter', ['24']);
  ({ checkpoint } = await dump(giver, workload));
});
afterAll(async () => {
  await workload?.stop();
  await giver?.stop();
  await rm(folder, { recursive: true });
});

/** A criud that no other one reaches, known by a certificate of the authority. */
async function startTaker(stateFolder?: string, by = authority): Promise<Daemon> {
  const flags = await certified(folder, 'taker', by, authority);
  return startDaemon({ flags, ...(stateFolder !== undefined && { stateFolder }) });
}

describe('PullCheckpoint from another host', () => {
  it('brings a checkpoint that is restored there, and not a second time', async () => {
    await using taker = await startTarget(await certified(folder, 'taker', authority));
    const first = pulled(await pull(taker, { name: checkpoint.name, source: peer(giver.address) }));
    expect(first).toMatchObject({ checkpoint, fetched: 1 });
    expect(first.transferredBytes).toBeGreaterThan(checkpoint.sizeBytes);
    expectSameImages(checkpoint.name, giver, taker);

    const again = pulled(await pull(taker, { name: checkpoint.name, source: peer(giver.address) }));
    expect(again).toMatchObject({ checkpoint, fetched: 0, transferredBytes: 0n });

    const count = workload.count();
    await restoreThere(taker);
    await goesOn(workload, count);
  });

  it('goes on over a link that breaks', async () => {
    await using taker = await startTaker();
    await using link = await openLink(giver.address);
    const going = pull(taker, { name: checkpoint.name, source: peer(link.address) });
    for (let breaks = 0; breaks < 3; breaks += 1) {
      link.holdAfter(6 * MIB);
      await link.held();
      link.cut();
    }
    const { transferredBytes } = pulled(await going);
    expectSameImages(checkpoint.name, giver, taker);
    // What had come is not read again but for what was under way.
    expect(transferredBytes).toBeLessThan(checkpoint.sizeBytes + BigInt(16 * MIB));
    expect(uploadsOf(taker)).toEqual([]);
  });

  it('goes on where it stood when its criud was killed', async () => {
    await using state = await stateFolder();
    await using link = await openLink(giver.address);
    {
      await using taker = await startTaker(state.path);
      link.holdAfter(12 * MIB);
      const source = peer(link.address);
      const { operation } = await taker.client.catalog.pullCheckpoint({ name: checkpoint.name, source });
      await link.held();
      // What has come over the link need not be on the disk.
      await expect
        .poll(async () => {
          const now = await taker.client.operations.getOperation({ name: operation?.name ?? '' });
          return Number(now.operation?.progress?.doneBytes);
        })
        .toBeGreaterThan(8 * MIB);
      process.kill(taker.pid, 'SIGKILL');
    }
    link.cut();
    await using taker = await startTaker(state.path);
    const { operations } = await taker.client.operations.listOperations({});
    const { operation } = await taker.client.operations.waitOperation({ name: operations[0]?.name ?? '' });
    expectFailure(failureOfOperation(operation), {
      code: 'ABORTED',
      reason: 'OPERATION_INTERRUPTED',
      cure: 'Send the request again: it goes on where it stood.',
    });
    expect(checkpointsOf(taker)).toEqual([]);

    const { transferredBytes } = pulled(
      await pull(taker, { name: checkpoint.name, source: peer(link.address) }),
    );
    expect(transferredBytes).toBeLessThan(checkpoint.sizeBytes - BigInt(4 * MIB));
    expectSameImages(checkpoint.name, giver, taker);
  });

  it('keeps what came when the other host is gone, and not when it is cancelled', async () => {
    await using taker = await startTaker();
    await using link = await openLink(giver.address);
    link.holdAfter(12 * MIB);
    const request = { name: checkpoint.name, source: peer(link.address) };
    const { operation } = await taker.client.catalog.pullCheckpoint(request);
    await link.held();
    await link[Symbol.asyncDispose]();
    const ended = await taker.client.operations.waitOperation({ name: operation?.name ?? '' });
    expectFailure(failureOfOperation(ended.operation), {
      code: 'UNAVAILABLE',
      reason: 'PEER_UNREACHABLE',
      cure: 'Check the network, and that criud runs there with --peer-listen.',
    });
    expect(uploadsOf(taker)).toHaveLength(1);

    await using other = await openLink(giver.address);
    other.holdAfter(4 * MIB);
    const second = await taker.client.catalog.pullCheckpoint({ ...request, source: peer(other.address) });
    await other.held();
    const { name } = second.operation ?? { name: '' };
    await taker.client.operations.cancelOperation({ name });
    const cancelled = await taker.client.operations.waitOperation({ name });
    expect(failureOfOperation(cancelled.operation)).toMatchObject({ reason: 'CANCELLED' });
    expect(uploadsOf(taker)).toEqual([]);
    expect(checkpointsOf(taker)).toEqual([]);
  });

  it('is refused by a host that does not give checkpoints away', async () => {
    const flags = await certified(folder, 'miser', authority);
    await using miser = await startSource(flags);
    expectFailure(
      failureOfOperation(
        await pull(giver, { name: checkpoint.name.replace(/.$/, '0'), source: peer(miser.address) }),
      ),
      {
        code: 'PERMISSION_DENIED',
        reason: 'PEER_REFUSED',
        cure: /--peer-downloads/,
      },
    );
  });

  it.each([
    ['a certificate of another authority', async () => startTaker(undefined, makeAuthority('others'))],
    ['no certificate', async () => startDaemon({ flags: ['--peer-insecure'] })],
  ])('gives nothing to a host with %s', async (_what, start) => {
    await using taker = await start();
    const operation = await pull(taker, { name: checkpoint.name, source: peer(giver.address) });
    expect(failureOfOperation(operation)).toMatchObject({ code: 'UNAVAILABLE', reason: 'PEER_UNREACHABLE' });
    expect([checkpointsOf(taker), uploadsOf(taker)]).toEqual([[], []]);
  });

  it('says what is wrong with a request', async () => {
    const { catalog } = giver.client;
    expect(await failureOf(catalog.pullCheckpoint({ name: checkpoint.name }))).toMatchObject({
      reason: 'INVALID_REQUEST',
      message: expect.stringContaining('source: is required'),
    });
    const nowhere = catalog.pullCheckpoint({ name: 'checkpoints/x', source: peer('no address') });
    expect((await failureOf(nowhere)).message).toMatch(/name: .*peer: must be host:port/);
    const missing = await pull(giver, {
      name: 'checkpoints/00000000-0000-0000-0000-000000000000',
      source: peer(giver.address),
    });
    expect(failureOfOperation(missing)).toMatchObject({ code: 'NOT_FOUND', reason: 'CHECKPOINT_NOT_FOUND' });
  });
});

function peer(value: string) {
  return { $case: 'peer', value } as const;
}

/** A state directory that outlives a daemon. */
async function stateFolder() {
  const path = await mkdtemp(join(tmpdir(), 'criud-state-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** At a host with pids of its own, where they are free. */
async function restoreThere(taker: Daemon): Promise<void> {
  const { operation } = await taker.client.checkpoints.restore({
    checkpoint: checkpoint.name,
    wait: PATIENCE,
  });
  succeeded(operation);
}
