import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FinalState, HookAnswer, TreeState } from '../../src/client/index.js';
import { isCriuProcess } from '../../src/host/index.js';
import { failureOfOperation } from './call-failure.js';
import { goesOn } from './round-trip.js';
import { waitingHook } from './waiting-hook.js';
import { startWatchedDaemon, type WatchedDaemon } from './watched-daemon.js';
import { startTcpClient, startWorkload } from './workload.js';

let daemon: WatchedDaemon;
beforeAll(async () => {
  daemon = await startWatchedDaemon({ flags: ['--grace', '0.5'] });
});
afterAll(() => daemon?.endLevel());

/** Stops the one CRIU that the daemon has, as a disk or a debugger could. */
async function stopCriu(): Promise<void> {
  for (const pid of await daemon.children()) {
    if (isCriuProcess(pid)) process.kill(pid, 'SIGSTOP');
  }
}

describe('A CRIU that does not move any more', () => {
  it.each([
    ['DEAD', FinalState.DEAD],
    ['RUNNING', FinalState.RUNNING],
    ['STOPPED', FinalState.STOPPED],
  ])('is ended, and the tree that was to be %s goes on with its connection', async (_, finalState) => {
    await using server = await startWorkload('tcp-server');
    await using client = await startTcpClient(server);
    const { operation } = await daemon.client.checkpoints.dump({
      target: { pid: server.pid },
      finalState,
      hooks: [{ notification: 'post-dump' }],
      options: { tcp: { established: true } },
    });
    const name = operation?.name ?? '';
    const { hook } = await waitingHook(daemon.client, name);
    await stopCriu();
    await daemon.client.operations.answerHook({ name, hook, answer: HookAnswer.PROCEED });
    await daemon.client.operations.cancelOperation({ name });
    const { operation: ended } = await daemon.client.operations.waitOperation({ name });
    expect(failureOfOperation(ended)).toMatchObject({
      reason: 'CANCELLED',
      treeState: TreeState.RUNNING,
    });
    expect(ended?.checkpoint).toBe('');
    await goesOn(server);
    await goesOn(client);
  });
});
