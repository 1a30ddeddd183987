import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  FinalState,
  type Operation,
  type OperationEvent,
  Phase,
  TreeState,
  Verdict,
  WhenNotConverged,
} from '../../src/client/index.js';
import { failureOfOperation, succeeded } from '../integration/call-failure.js';
import type { LabCriud } from './criud.js';
import { forgetState, verifiedWrites } from './dirtier.js';
import { checkpointsOn, ENDLESS, LAB_PATIENCE, type Made, made } from './dumps.js';
import type { LabHost } from './host.js';
import { sharedHost } from './shared-host.js';
import type { LabWorkload } from './workload.js';

type IterativeRequest = Parameters<Client['checkpoints']['dumpIteratively']>[0];

const wait = LAB_PATIENCE;
const { RUNNING, STOPPED } = FinalState;
const { CONTINUE, ...VERDICTS } = Verdict;

let host: LabHost;
let criud: LabCriud;
/** 8 MiB, of which 100 pages a second are written. */
let dirtier: LabWorkload;

beforeAll(async () => {
  ({ host, criud } = await sharedHost());
  dirtier = await host.workload('dirtier', ['8', '100']);
});

async function iterate(request: IterativeRequest): Promise<Operation> {
  const target = { pid: dirtier.pid };
  const { operation } = await criud.client.checkpoints.dumpIteratively({ target, wait, ...request });
  if (operation?.outcome === undefined) throw new Error('an operation that has not ended');
  return operation;
}

/** Dumps it iteratively, and sees it run on. */
async function iterateRunning(policy: IterativeRequest['policy']): Promise<Made> {
  const result = made(await iterate({ ...(policy && { policy }), finalState: RUNNING }));
  await dirtier.advancesFrom(await dirtier.count());
  return result;
}

function verdicts({ rounds }: Operation): (Verdict | undefined)[] {
  return rounds.map(({ judgement }) => judgement?.verdict);
}

describe('A policy', () => {
  it('ends the rounds of an idle process with the second', async () => {
    await using idle = await host.workload('dirtier', ['8', '0']);
    const target = { pid: idle.pid };
    const { operation, statistics } = made(await iterate({ target, finalState: RUNNING }));
    expect(verdicts(operation)).toEqual([CONTINUE, VERDICTS.CONVERGED]);
    expect(statistics.pagesWritten).toBeLessThan(64);
    await idle.advancesFrom(await idle.count());
  });

  it('ends them when few enough pages are dirty', async () => {
    const { operation } = await iterateRunning({ ...ENDLESS, minDirtyPages: 1_500n });
    expect(verdicts(operation)).toEqual([CONTINUE, VERDICTS.CONVERGED]);
  });

  it('ends them when a small enough share of the memory is dirty', async () => {
    const { operation } = await iterateRunning({ ...ENDLESS, goalPercent: 75 });
    expect(verdicts(operation)).toEqual([CONTINUE, VERDICTS.GOAL_PERCENT_MET]);
  });

  it('ends them when the downtime that is left can be borne', async () => {
    const { operation } = await iterateRunning({ ...ENDLESS, targetDowntime: { seconds: 60n, nanos: 0 } });
    expect(verdicts(operation)).toEqual([CONTINUE, VERDICTS.TARGET_DOWNTIME_MET]);
  });

  it('ends them when no round can bring the downtime down far enough', async () => {
    const { operation } = await iterateRunning({
      ...ENDLESS,
      targetDowntime: { seconds: 0n, nanos: 1_000_000 },
    });
    const [last, ...before] = verdicts(operation).toReversed();
    expect(last).toBe(VERDICTS.TARGET_DOWNTIME_IMPOSSIBLE);
    expect(before.every((verdict) => verdict === CONTINUE)).toBe(true);
    expect(before.length).toBeGreaterThanOrEqual(2);
  });

  it('ends them when there may be no more, or there is no time for more', async () => {
    const one = await iterateRunning({ ...ENDLESS, maxRounds: 1 });
    expect(verdicts(one.operation)).toEqual([VERDICTS.MAX_ROUNDS]);
    const short = await iterateRunning({ ...ENDLESS, maxDuration: { seconds: 0n, nanos: 1_000_000 } });
    expect(verdicts(short.operation)).toEqual([VERDICTS.MAX_DURATION]);
  });

  it('ends them when pages get dirty faster than they can be written, and gives up if it says so', async () => {
    await using fast = await host.workload('dirtier', ['8', '2000']);
    const before = await checkpointsOn(host, criud);
    const count = await fast.count();
    const operation = await iterate({
      target: { pid: fast.pid },
      policy: { bandwidthBytesPerSecond: 100_000n, whenNotConverged: WhenNotConverged.GIVE_UP },
    });
    expect(verdicts(operation)).toEqual([CONTINUE, VERDICTS.DIRTY_RATE_ABOVE_BANDWIDTH]);
    const failure = failureOfOperation(operation);
    expect(failure).toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'NOT_CONVERGED',
      treeState: TreeState.RUNNING,
      metadata: { verdict: 'dirty-rate-above-bandwidth' },
    });
    expect(await checkpointsOn(host, criud)).toEqual(before);
    await fast.advancesFrom(count);
  });

  it('is told by every event, and says the same of the same rounds later', async () => {
    const policy = { ...ENDLESS, maxRounds: 4, interval: { seconds: 0n, nanos: 300_000_000 } };
    const { operation } = await iterateRunning(policy);
    const events: OperationEvent[] = [];
    for await (const event of criud.client.operations.watchOperation({ name: operation.name }))
      events.push(event);
    const rounds = events.flatMap(({ event }) => (event?.$case === 'round' ? [event.value] : []));
    expect(rounds).toEqual(operation.rounds);
    expect(rounds.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(operation.phases.map(({ phase }) => Phase[phase])).toEqual([
      ...['PRE_DUMPING', 'PAUSING', 'PRE_DUMPING', 'PAUSING', 'PRE_DUMPING', 'PAUSING', 'PRE_DUMPING'],
      ...['PREPARING', 'DUMPING', 'RELEASING', 'CONFIRMING', 'COMMITTING', 'DIGESTING'],
    ]);

    const measured = rounds.flatMap(({ measurements }) => (measurements ? [measurements] : []));
    const { judgements } = await criud.client.checkpoints.judgeRounds({ policy, rounds: measured });
    expect(judgements.map(({ verdict }) => verdict)).toEqual(verdicts(operation));
    expect(judgements.map(({ dirtyPages }) => dirtyPages)).toEqual(
      measured.map(({ pagesWritten, sharedPages }) => pagesWritten + sharedPages),
    );
    if (operation.outcome?.$case !== 'dump') throw new Error('no dump');
    const last = operation.rounds.at(-1)?.judgement?.predictedFrozen;
    expect(last).toBeDefined();
    expect(operation.outcome.value.predictedFrozen).toEqual(last);
  });
});

describe('An iterative dump', () => {
  it('leaves a tree running, or stopped, and what it has made is whole', async () => {
    await using own = await host.workload('dirtier', ['8', '500', '--processes', '2']);
    const target = { pid: own.pid };
    const policy = { ...ENDLESS, maxRounds: 2 };
    const running = made(await iterate({ target, policy, finalState: RUNNING }));
    await own.advancesFrom(await own.count());

    const options = { memory: { autoDedup: true } };
    const stopped = made(await iterate({ target, policy, options, finalState: STOPPED }));
    expect(await own.state()).toBe('T');
    const writes = await own.reported('writes');
    await criud.client.processes.continueTree({ target });
    await own.advancesFrom(await own.count());

    for (const { checkpoint, least } of [
      { checkpoint: running.checkpoint, least: 1 },
      { checkpoint: stopped.checkpoint, least: writes },
    ]) {
      await host.run('pkill', ['-KILL', '-s', String(own.pid)]);
      await forgetState(own);
      succeeded((await criud.client.checkpoints.restore({ checkpoint: checkpoint.name, wait })).operation);
      expect(await verifiedWrites(own)).toBeGreaterThanOrEqual(least);
    }
  });
});
