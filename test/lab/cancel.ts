import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Client,
  type CriudError,
  FinalState,
  type Operation,
  type OperationEvent,
  Phase,
  TreeState,
} from '../../src/client/index.js';
import { failureOfOperation, succeeded } from '../integration/call-failure.js';
import type { LabCriud } from './criud.js';
import { verifiedWrites } from './dirtier.js';
import { checkpointsOn, ENDLESS, LAB_PATIENCE, made } from './dumps.js';
import type { LabHost } from './host.js';
import { sharedHost } from './shared-host.js';
import type { LabWorkload } from './workload.js';

type IterativeRequest = Parameters<Client['checkpoints']['dumpIteratively']>[0];

const wait = LAB_PATIENCE;

let host: LabHost;
let criud: LabCriud;
let dirtier: LabWorkload;

beforeAll(async () => {
  ({ host, criud } = await sharedHost());
  dirtier = await host.workload('dirtier', ['24', '500']);
});

let before: Awaited<ReturnType<typeof checkpointsOn>>;
let trackedBefore: readonly string[];
let countBefore: number;

/** Begins an iterative dump that kills, and cancels it when it comes to this event. */
async function cancelledAt(
  request: IterativeRequest,
  isMoment: (event: NonNullable<OperationEvent['event']>) => boolean | Promise<boolean>,
): Promise<Operation> {
  const { checkpoints, operations } = criud.client;
  const target = { pid: dirtier.pid };
  const { operation } = await checkpoints.dumpIteratively({ target, ...request });
  const { name } = operation ?? { name: '' };
  let isAsked = false;
  for await (const { event } of operations.watchOperation({ name })) {
    if (event?.$case === 'ended') return event.value;
    if (event === undefined || isAsked || !(await isMoment(event))) continue;
    isAsked = true;
    await operations.cancelOperation({ name });
  }
  throw new Error('the events ended before the operation');
}

function begins(phase: Phase) {
  return (event: NonNullable<OperationEvent['event']>) =>
    event.$case === 'phaseStarted' && event.value === phase;
}

/** The tree runs on, and nothing is left of what was begun. */
async function leftNothing(operation: Operation, reason: string): Promise<CriudError> {
  const failure = failureOfOperation(operation);
  expect(failure).toMatchObject({ reason, treeState: TreeState.RUNNING });
  expect(await checkpointsOn(host, criud)).toEqual(before);
  expect(await host.list(`${criud.stateFolder}/tracking`)).toEqual(trackedBefore);
  expect((await host.run('pgrep', ['-f', 'usr/sbin/criu'], { mayFail: true })).stdout).toBe('');
  await dirtier.advancesFrom(countBefore);
  await dirtier.advancesFrom(await dirtier.count());
  return failure;
}

describe('An iterative dump ends when it is cancelled', () => {
  beforeEach(async () => {
    before = await checkpointsOn(host, criud);
    trackedBefore = await host.list(`${criud.stateFolder}/tracking`);
    countBefore = await dirtier.count();
  });

  it('between two rounds, however long the pause', async () => {
    const policy = { ...ENDLESS, interval: { seconds: 600n, nanos: 0 } };
    const operation = await cancelledAt({ policy }, begins(Phase.PAUSING));
    await leftNothing(operation, 'CANCELLED');
    expect(operation.rounds).toHaveLength(1);
    expect(operation.phases.map(({ phase }) => phase)).toEqual([Phase.PRE_DUMPING, Phase.PAUSING]);
  });

  it('within a round', async () => {
    const operation = await cancelledAt({ policy: ENDLESS }, async (event) => {
      if (event.$case !== 'round') return false;
      await host.waitFor('a round at work', 60_000, async () => {
        return (await host.list(`${criud.stateFolder}/incoming`)).length > 0 || undefined;
      });
      return true;
    });
    await leftNothing(operation, 'CANCELLED');
    expect(operation.rounds.length).toBeGreaterThanOrEqual(1);
    expect(operation.phases.every(({ phase }) => phase === Phase.PRE_DUMPING)).toBe(true);
  });

  it('within the final dump', async () => {
    const policy = { ...ENDLESS, maxRounds: 2 };
    const operation = await cancelledAt({ policy }, begins(Phase.DUMPING));
    await leftNothing(operation, 'CANCELLED');
    const phases = operation.phases.map(({ phase }) => phase);
    expect(phases).toContain(Phase.DUMPING);
    expect(phases).not.toContain(Phase.RELEASING);
  });

  it('or when its time is over, within a round', async () => {
    const { operation } = await criud.client.checkpoints.dumpIteratively({
      target: { pid: dirtier.pid },
      policy: ENDLESS,
      timeout: { seconds: 1n, nanos: 500_000_000 },
      wait,
    });
    if (operation === undefined) throw new Error('no operation');
    const { code } = await leftNothing(operation, 'DEADLINE_EXCEEDED');
    expect(code).toBe('DEADLINE_EXCEEDED');
    expect(operation.phases.every(({ phase }) => phase === Phase.PRE_DUMPING)).toBe(true);
  });

  it.each([FinalState.RUNNING, FinalState.DEAD])(
    'and none of that is in the way of another',
    async (finalState) => {
      const { operation } = await criud.client.checkpoints.dumpIteratively({
        target: { pid: dirtier.pid },
        policy: { ...ENDLESS, maxRounds: 2 },
        finalState,
        wait,
      });
      const { checkpoint, statistics } = made(operation);
      expect(operation?.rounds.map(({ measurements }) => measurements?.pagesSkippedParent === 0n)).toEqual([
        true,
        false,
      ]);
      expect(statistics.pagesSkippedParent).toBeGreaterThan(24 * 128);
      if (finalState === FinalState.RUNNING) return;
      const writes = await dirtier.reported('writes');
      succeeded((await criud.client.checkpoints.restore({ checkpoint: checkpoint.name, wait })).operation);
      expect(await verifiedWrites(dirtier)).toBeGreaterThanOrEqual(writes);
    },
  );
});
