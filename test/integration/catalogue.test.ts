import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { FinalState, HookAnswer } from '../../src/client/index.js';
import { failureOf, PATIENCE, succeeded } from './call-failure.js';
import { type Daemon, startDaemon } from './daemon.js';
import { dump } from './round-trip.js';
import { waitingHook } from './waiting-hook.js';
import { startWatchedDaemon, type WatchedDaemon } from './watched-daemon.js';
import { startWorkload, type Workload } from './workload.js';

const RUNNING = { finalState: FinalState.RUNNING };

let daemon: WatchedDaemon;
let workload: Workload;
beforeAll(async () => {
  daemon = await startWatchedDaemon();
  workload = await startWorkload('counter');
});
afterAll(async () => {
  await workload?.stop();
  await daemon?.endLevel();
});

const storedIn = ({ stateFolder }: Daemon) => readdirSync(join(stateFolder, 'checkpoints'));

it('what was dumped can be looked up, found by its labels, labelled and deleted', async () => {
  const { catalog } = daemon.client;
  const { checkpoint } = await dump(daemon, workload, { ...RUNNING, labels: { app: 'a' } });
  const other = (await dump(daemon, workload, { ...RUNNING, labels: { app: 'b' } })).checkpoint;
  const { name } = checkpoint;
  expect((await catalog.getCheckpoint({ name })).checkpoint).toEqual(checkpoint);
  const found = async (filter = {}) => (await catalog.listCheckpoints({ filter })).checkpoints;
  expect(await found()).toEqual([other, checkpoint]);
  expect(await found({ labels: { app: 'a' } })).toEqual([checkpoint]);
  expect(await found({ pid: workload.pid, startTime: checkpoint.startTime })).toHaveLength(2);
  expect(await found({ createdBefore: checkpoint.createTime })).toEqual([]);

  await catalog.updateCheckpoint({ name, setLabels: { kept: 'yes' }, removeLabels: ['app'] });
  const labelled = { ...checkpoint, labels: { kept: 'yes' } };
  expect(await found({ labels: { kept: '' } })).toEqual([labelled]);

  expect(await catalog.deleteCheckpoint({ name: other.name })).toEqual({
    removed: [other.name],
    freedBytes: other.sizeBytes,
  });
  expect(await found()).toEqual([labelled]);
  expect(storedIn(daemon)).toEqual([name.split('/')[1]]);
});

it('what an operation reads or makes is not deleted, and a policy spares it', async () => {
  const { catalog, checkpoints, operations } = daemon.client;
  const hooks = [{ notification: 'post-dump' }];
  const { operation } = await checkpoints.dump({ target: { pid: workload.pid }, hooks, ...RUNNING });
  const name = operation?.name ?? '';
  const { hook } = await waitingHook(daemon.client, name);
  const made = (await operations.getOperation({ name })).operation?.checkpoint ?? '';
  const failure = await failureOf(catalog.deleteCheckpoint({ name: made }));
  expect(failure).toMatchObject({ reason: 'CHECKPOINT_IN_USE', metadata: { reader: name } });
  const policy = { maxAge: { seconds: 0n, nanos: 1_000_000 } };
  const applied = await catalog.applyRetention({ policy });
  expect(applied.spared).toEqual([made]);

  await operations.answerHook({ name, hook, answer: HookAnswer.PROCEED });
  succeeded((await operations.waitOperation({ name, wait: PATIENCE })).operation);
  expect((await catalog.applyRetention({ policy, dryRun: true })).retired).toHaveLength(1);
  expect((await catalog.deleteCheckpoint({ name: made })).removed).toEqual([made]);
});

it('a criud with a policy keeps what that keeps, after a dump and at the next start, and tells what it removes', async () => {
  const stateFolder = await mkdtemp(join(tmpdir(), 'criud-state-'));
  onTestFinished(() => rm(stateFolder, { recursive: true }));
  const flags = ['--retain-count', '1'];
  const removals = ({ log }: Daemon) =>
    log
      .filter(({ event }) => event === 'retention.removed')
      .map(({ checkpoint, rule }) => ({ checkpoint, rule }));
  const made: string[] = [];
  {
    await using own = await startDaemon({ stateFolder, flags: [...flags, '--retain-label', 'kept'] });
    for (const labels of [{ kept: '' }, {}, {}]) {
      made.push((await dump(own, workload, { ...RUNNING, labels })).checkpoint.name);
    }
    await expect.poll(() => removals(own)).toEqual([{ checkpoint: made[1], rule: 'count' }]);
    const { checkpoints } = await own.client.catalog.listCheckpoints({});
    expect(checkpoints.map(({ name }) => name)).toEqual([made[2], made[0]]);
    expect(storedIn(own)).toHaveLength(2);
  }
  await using stricter = await startDaemon({ stateFolder, flags });
  await expect.poll(() => removals(stricter)).toEqual([{ checkpoint: made[0], rule: 'count' }]);
  expect((await stricter.client.catalog.applyRetention({ dryRun: true })).retired).toEqual([]);
});
