import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FinalState, OperationState, Phase } from '../../src/client/index.js';
import { succeeded } from './call-failure.js';
import { dump, goesOn } from './round-trip.js';
import { startWatchedDaemon, type WatchedDaemon } from './watched-daemon.js';
import { startUnreaped, startWorkload } from './workload.js';

describe('A restore of a tree whose pid is not free', () => {
  let daemon: WatchedDaemon;
  beforeAll(async () => {
    daemon = await startWatchedDaemon();
  });
  afterAll(() => daemon?.endLevel());

  it('waits for the zombie that has it, and succeeds when that is reaped in time', async () => {
    await using workload = await startUnreaped('counter');
    const { checkpoint } = await dump(daemon, workload);
    const count = workload.count();
    expect(workload.state()).toBe('Z');

    const { operation } = await daemon.client.checkpoints.restore({
      checkpoint: checkpoint.name,
      pidWait: { seconds: 30n, nanos: 0 },
    });
    const { name = '' } = operation ?? {};
    for await (const { event } of daemon.client.operations.watchOperation({ name })) {
      if (event?.$case !== 'phaseStarted' || event.value !== Phase.WAITING_FOR_PID) continue;
      expect(workload.state()).toBe('Z');
      workload.reap();
      break;
    }
    const ended = await daemon.client.operations.waitOperation({ name });
    expect(succeeded(ended.operation).pid).toBe(workload.pid);
    await goesOn(workload, count);
  });

  it('says after the limit that a zombie has it, and whose', async () => {
    await using workload = await startUnreaped('counter');
    const { checkpoint } = await dump(daemon, workload);

    const restore = daemon.client.checkpoints.restore({
      checkpoint: checkpoint.name,
      pidWait: { seconds: 0n, nanos: 200_000_000 },
      wait: { seconds: 30n, nanos: 0 },
    });
    await expect(restore.then(({ operation }) => succeeded(operation))).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'PID_HELD_BY_ZOMBIE',
      message: expect.stringContaining('tree-parent'),
      metadata: {
        pid: String(workload.pid),
        parent_pid: String(workload.parent),
        parent_name: 'tree-parent',
      },
      cure: expect.stringContaining(`${workload.parent} (tree-parent)`),
    });
    expect(workload.state()).toBe('Z');
  });

  it('does not wait when a living process has it', async () => {
    await using workload = await startWorkload('counter');
    const { checkpoint } = await dump(daemon, workload, { finalState: FinalState.RUNNING });

    const { operation } = await daemon.client.checkpoints.restore({
      checkpoint: checkpoint.name,
      pidWait: { seconds: 600n, nanos: 0 },
      wait: { seconds: 30n, nanos: 0 },
    });
    expect(operation?.state).toBe(OperationState.FAILED);
    expect(() => succeeded(operation)).toThrow(
      expect.objectContaining({
        code: 'ALREADY_EXISTS',
        reason: 'PID_TAKEN',
        metadata: expect.objectContaining({ pid: String(workload.pid), holder_name: 'counter' }),
      }),
    );
    await goesOn(workload);
  });
});
