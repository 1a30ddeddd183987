import { beforeAll, describe, expect, it } from 'vitest';
import { type Operation, Phase, Reason, TreeState } from '../../src/client/index.js';
import { failureOfOperation, succeeded } from '../integration/call-failure.js';
import type { LabCriud } from './criud.js';
import { idOf, LAB_PATIENCE, type Made, made } from './dumps.js';
import type { LabHost } from './host.js';
import { sharedHost } from './shared-host.js';
import type { LabWorkload } from './workload.js';

const wait = LAB_PATIENCE;

let host: LabHost;
let criud: LabCriud;

beforeAll(async () => {
  ({ host, criud } = await sharedHost());
});

/** Replaces the children of a `pid-reuse`. Each of them verifies all of its memory before it ends. */
async function change(workload: LabWorkload): Promise<void> {
  const generation = await workload.reported('generation');
  await host.run('kill', ['-USR1', String(workload.pid)]);
  await host.waitFor('the next generation', 60_000, async () => {
    return (await workload.reported('generation')) > generation || undefined;
  });
}

async function preDump({ pid }: LabWorkload, parent?: Made): Promise<Operation | undefined> {
  const { operation } = await criud.client.checkpoints.preDump({
    target: { pid },
    ...(parent && { parent: parent.checkpoint.name }),
    wait,
  });
  return operation;
}

/** Restores a `pid-reuse` that is dead, and has every process verify every page of its memory. */
async function restoreVerified(workload: LabWorkload, { checkpoint }: Made): Promise<void> {
  expect(await workload.isGone()).toBe(true);
  const count = await workload.count();
  succeeded((await criud.client.checkpoints.restore({ checkpoint: checkpoint.name, wait })).operation);
  // A round is for an eighth of the memory.
  await host.waitFor('eight rounds', 60_000, async () => (await workload.count()) >= count + 8 || undefined);
  await change(workload);
}

describe('A chain over processes that come and go', () => {
  it('takes none for another that had its pid', async () => {
    await using workload = await host.workload('pid-reuse', ['--no-exec']);
    const samePid = await workload.reported('same_pid');
    const newPids = [await workload.reported('new_pid')];
    let last: Made | undefined;
    for (let round = 1; round <= 3; round++) {
      last = made(await preDump(workload, last));
      await change(workload);
      newPids.push(await workload.reported('new_pid'));
    }
    expect(await workload.reported('same_pid')).toBe(samePid);
    expect(new Set(newPids).size).toBe(4);

    const final = await dump(workload, last);
    expect(final.checkpoint.processes).toBe(4);
    expect(final.statistics.pagesSkippedParent).toBeGreaterThan(1024);
    await restoreVerified(workload, final);
  });

  it('breaks where one executes another program, and an iterative dump begins a new one', async () => {
    await using workload = await host.workload('pid-reuse');
    const first = made(await preDump(workload));
    await change(workload);
    const count = await workload.count();
    const broken = failureOfOperation(await preDump(workload, first));
    expect(broken).toMatchObject({ reason: 'PARENT_LACKS_PAGES', treeState: TreeState.RUNNING });
    await workload.advancesFrom(count);

    const { checkpoints, operations } = criud.client;
    const { operation } = await checkpoints.dumpIteratively({
      target: { pid: workload.pid },
      policy: { maxRounds: 4, minDirtyPages: 0n, maxGrowthPercent: 1e9, interval: { seconds: 1n, nanos: 0 } },
    });
    const { name } = operation ?? { name: '' };
    let isChanged = false;
    for await (const { event } of operations.watchOperation({ name })) {
      if (isChanged || event?.$case !== 'phaseStarted' || event.value !== Phase.PAUSING) continue;
      isChanged = true;
      await change(workload);
    }
    const ended = (await operations.getOperation({ name })).operation;
    const final = made(ended);
    expect(ended?.warnings).toMatchObject([{ reason: Reason.PARENT_LACKS_PAGES }]);
    // One of the four has failed, and what came before it is gone.
    expect(ended?.rounds).toHaveLength(3);
    const firsts = ended?.rounds.filter(({ measurements }) => measurements?.pagesSkippedParent === 0n);
    expect(firsts).toHaveLength(2);
    const left = await host.list(`${criud.stateFolder}/checkpoints`);
    expect(left).not.toContain(idOf(ended?.rounds.at(0)?.checkpoint ?? ''));
    await restoreVerified(workload, final);
  });
});

async function dump({ pid }: LabWorkload, parent: Made | undefined): Promise<Made> {
  const { operation } = await criud.client.checkpoints.dump({
    target: { pid },
    parent: parent?.checkpoint.name ?? '',
    wait,
  });
  return made(operation);
}
