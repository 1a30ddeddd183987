import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  HookAnswer,
  MigrationSide,
  MigrationState,
  MigrationStrategy,
  MigrationWord,
  OperationKind,
  Phase,
  TreeState,
} from '../../src/client/index.js';
import { compressionsHere } from '../../src/migration/channel/index.js';
import { failureOf, failureOfOperation, PATIENCE, succeeded } from './call-failure.js';
import { type Host, startSource, startTarget } from './two-hosts.js';
import { waitingHook } from './waiting-hook.js';
import { startWorkload, type Workload } from './workload.js';

let source: Host;
let target: Host;

beforeAll(async () => {
  [source, target] = await Promise.all([startSource(), startTarget()]);
});
afterAll(async () => {
  await Promise.all([source?.stop(), target?.stop()]);
});

/** Moves the whole memory while the tree stands still: this kernel does not track changes. */
function request(workload: Workload) {
  return {
    target: { pid: workload.pid },
    destination: target.address,
    strategy: MigrationStrategy.STOP_AND_COPY,
  };
}

async function migrate(
  workload: Workload,
  more: Partial<Parameters<Host['client']['migrations']['migrate']>[0]>,
) {
  const { operation } = await source.client.migrations.migrate({ ...request(workload), ...more });
  return operation?.name ?? '';
}

async function ended(host: Host, name: string) {
  return (await host.client.operations.waitOperation({ name, wait: PATIENCE })).operation;
}

/** The tree is not at the target: its criud has no process below it that is none of its own. */
async function isHereAlone(workload: Workload): Promise<void> {
  await workload.advancesFrom(workload.count());
  expect(existsSync(`/proc/${workload.pid}/stat`)).toBe(true);
  expect(await readdir(join(target.stateFolder, 'migrations'))).toEqual([]);
  expect(await readdir(join(source.stateFolder, 'migrations'))).toEqual([]);
}

describe('A migration', () => {
  it('moves a tree whose memory is not tracked, and both hosts know it by the same name', async () => {
    await using workload = await startWorkload('counter', ['4']);
    const moved = succeeded(await ended(source, await migrate(workload, {})));
    expect(moved).toMatchObject({
      kind: OperationKind.MIGRATE,
      rounds: [],
      warnings: [],
      outcome: { $case: 'migration', value: { destination: target.address, pid: workload.pid } },
    });
    await expect.poll(() => existsSync(`/proc/${workload.pid}/stat`)).toBe(false);
    await workload.advancesFrom(workload.count());

    const name = moved.name.replace('operations', 'migrations');
    expect((await source.client.migrations.getMigration({ name })).migration).toEqual({
      ...{ name, operation: moved.name, doubt: '', words: [] },
      ...{ side: MigrationSide.SOURCE, state: MigrationState.MOVED },
    });
    const there = await target.client.migrations.getMigration({ name });
    expect(there.migration).toMatchObject({
      ...{ name, words: [], side: MigrationSide.TARGET, state: MigrationState.RUNNING },
    });
    const { migrations } = await target.client.migrations.listMigrations({});
    expect(migrations).toContainEqual(there.migration);
  });

  it('can be slowed down, so that others get something of the link', async () => {
    await using workload = await startWorkload('counter', ['4']);
    const begin = performance.now();
    const moved = succeeded(await ended(source, await migrate(workload, { maxBytesPerSecond: 2_000_000n })));
    const seconds = (performance.now() - begin) / 1_000;
    const { outcome } = moved;
    expect(outcome?.$case).toBe('migration');
    // It has some megabytes: as fast as it could it would take a fraction of a second.
    expect(seconds).toBeGreaterThan(1);
    await workload.advancesFrom(workload.count());
  });

  it('sends its memory compressed, where the Node of both hosts can', async () => {
    await using workload = await startWorkload('counter', ['4']);
    if (compressionsHere().includes('zstd')) {
      succeeded(await ended(source, await migrate(workload, { compress: true })));
      await workload.advancesFrom(workload.count());
      return;
    }
    expect(await failureOf(migrate(workload, { compress: true }))).toMatchObject({
      reason: 'INVALID_REQUEST',
      violations: [{ field: 'compress', description: expect.stringContaining('Node 22.15') }],
    });
    await isHereAlone(workload);
  });

  it('waits at a hook while the tree stands still, and is refused there', async () => {
    await using workload = await startWorkload('counter', ['4']);
    const name = await migrate(workload, {
      hooks: [{ notification: 'post-dump', timeLimit: PATIENCE, otherwise: HookAnswer.REFUSE }],
    });
    const { hook } = await waitingHook(source.client, name);
    const migration = name.replace('operations', 'migrations');
    expect((await source.client.migrations.getMigration({ name: migration })).migration).toMatchObject({
      state: MigrationState.FREEZING,
    });
    await source.client.operations.answerHook({ name, hook, answer: HookAnswer.REFUSE });
    const failed = await ended(source, name);
    expect(failureOfOperation(failed)).toMatchObject({
      ...{ reason: 'HOOK_REFUSED', treeState: TreeState.RUNNING },
    });
    await isHereAlone(workload);
  });

  it('waits at the hook of the handover when the tree is dead here and does not run there yet', async () => {
    await using workload = await startWorkload('counter', ['4']);
    const name = await migrate(workload, { hooks: [{ notification: 'handover', timeLimit: PATIENCE }] });
    const { hook, otherwise } = await waitingHook(source.client, name);
    expect(otherwise).toBe(HookAnswer.PROCEED);
    const count = workload.count();
    const migration = name.replace('operations', 'migrations');
    const stateOf = async (host: Host) =>
      (await host.client.migrations.getMigration({ name: migration })).migration?.state;
    expect(await stateOf(source)).toBe(MigrationState.COMMITTED);
    expect(await stateOf(target)).toBe(MigrationState.PREPARED);
    await expect.poll(() => existsSync(`/proc/${workload.pid}/stat`)).toBe(false);

    // Neither a refusal nor a cancel has a meaning any more.
    const refused = source.client.operations.answerHook({ name, hook, answer: HookAnswer.REFUSE });
    expect(await failureOf(refused)).toMatchObject({ reason: 'INVALID_REQUEST' });
    expect(workload.count()).toBe(count);
    await source.client.operations.answerHook({ name, hook, answer: HookAnswer.PROCEED });
    succeeded(await ended(source, name));
    await workload.advancesFrom(count);
  });

  it('that is cancelled in the middle of its pages leaves the tree where it was', async () => {
    await using workload = await startWorkload('counter', ['4']);
    const name = await migrate(workload, { maxBytesPerSecond: 65_536n });
    for await (const { event } of source.client.operations.watchOperation({ name })) {
      if (event?.$case === 'phaseStarted' && event.value === Phase.DUMPING) break;
    }
    await source.client.operations.cancelOperation({ name });
    expect(failureOfOperation(await ended(source, name))).toMatchObject({
      ...{ reason: 'CANCELLED', treeState: TreeState.RUNNING },
    });
    await isHereAlone(workload);
  });

  it('that has ended takes no word of the operator any more, nor does one that never was', async () => {
    const { migrations } = await source.client.migrations.listMigrations({});
    const name = migrations[0]?.name ?? '';
    for (const word of [MigrationWord.RUN_THERE, MigrationWord.RUN_HERE, MigrationWord.DISCARD]) {
      expect(await failureOf(source.client.migrations.resolveMigration({ name, word }))).toMatchObject({
        reason: 'MIGRATION_NOT_IN_DOUBT',
      });
    }
    const unknown = 'migrations/00000000-0000-4000-8000-000000000000';
    const request = { name: unknown, word: MigrationWord.DISCARD };
    expect(await failureOf(source.client.migrations.resolveMigration(request))).toMatchObject({
      reason: 'MIGRATION_NOT_FOUND',
    });
  });
});
