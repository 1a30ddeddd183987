import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MigrationStrategy, Phase, TreeState } from '../../src/client/index.js';
import { failureOfOperation } from '../integration/call-failure.js';
import { forgetState } from './dirtier.js';
import { LAB_PATIENCE } from './dumps.js';
import { type Lab, openLab } from './lab.js';
import { migrate, type Place, peerAddress, startPeer } from './scenarios/migration.js';

/** Of a process that hardly uses them. */
const MEMORY_MIB = 256;
const LITTLE_MIB = 16;
const IDLE = 50;

let lab: Lab;
let from: Place;
let to: Place;

beforeAll(async () => {
  lab = await openLab('post-copy');
  const hosts = await Promise.all([lab.host({ memoryMiB: 1536 }), lab.host({ memoryMiB: 1536 })]);
  const [a, b] = await Promise.all(hosts.map(async (host) => ({ host, criud: await startPeer(host) })));
  if (a === undefined || b === undefined) throw new Error('a lab of less than two hosts');
  from = a;
  to = b;
});
afterAll(() => lab?.end());

describe('A tree with much memory that it hardly uses', () => {
  it('stands still for less time when its memory follows it than when that goes first', {
    timeout: 300_000,
  }, async () => {
    const move = (strategy: MigrationStrategy, memoryMiB = MEMORY_MIB) =>
      migrate(from, to, IDLE, () => {}, memoryMiB, strategy);
    // Both criuds have to have done it before: an emulated Node is slow at what it does for the first time.
    await move(MigrationStrategy.PRE_COPY, LITTLE_MIB);
    await move(MigrationStrategy.POST_COPY, LITTLE_MIB);
    const before = await move(MigrationStrategy.PRE_COPY);
    const after = await move(MigrationStrategy.POST_COPY);
    const figures = { before: before.blackoutMilliseconds, after: after.blackoutMilliseconds };
    process.stdout.write(`blackout: ${JSON.stringify(figures)}\n`);
    expect(after.blackoutMilliseconds).toBeLessThan(before.blackoutMilliseconds);
  });

  it('is lost when the host that it comes from is, and its new host says so', async () => {
    const workload = await from.host.workload('dirtier', ['128', String(IDLE)]);
    await from.host.copyTo(to.host, workload.folder);
    const there = workload.on(to.host);
    await forgetState(there);
    const { operation } = await from.criud.client.migrations.migrate({
      ...{ target: { pid: workload.pid }, destination: peerAddress(to.host) },
      ...{ strategy: MigrationStrategy.POST_COPY, maxBytesPerSecond: 1_000_000n },
    });
    const { name = '' } = operation ?? {};
    for await (const { event } of from.criud.client.operations.watchOperation({ name })) {
      if (event?.$case === 'phaseStarted' && event.value === Phase.FETCHING_MEMORY) break;
    }
    await from.host.kill();
    const { operations } = await to.criud.client.operations.listOperations({});
    const received = await to.criud.client.operations.waitOperation({
      ...{ name: operations[0]?.name ?? '', wait: LAB_PATIENCE },
    });
    expect(failureOfOperation(received.operation)).toMatchObject({
      ...{ reason: 'PAGES_LOST', treeState: TreeState.GONE },
    });
    expect(await there.isGone()).toBe(true);
    expect(await to.host.readFile(`${workload.folder}/state`)).not.toContain('failed=');
  });
});
