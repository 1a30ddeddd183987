import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FinalState, type Operation, OperationState, Phase, TreeState } from '../../src/client/index.js';
import { expectFailure, failureOf, failureOfOperation, PATIENCE, succeeded } from './call-failure.js';
import { type Daemon, runCriud, startDaemon } from './daemon.js';
import { compiledProgram, startWorkload, until, type Workload } from './workload.js';

let under: readonly string[];
let folder: string;
beforeAll(async () => {
  under = [await compiledProgram('reaper')];
  folder = await mkdtemp(join(tmpdir(), 'criud-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function dumpAndRestore(daemon: Daemon, workload: Workload): Promise<string> {
  const dump = await daemon.client.checkpoints.dump({ target: { pid: workload.pid }, wait: PATIENCE });
  const { checkpoint } = succeeded(dump.operation);
  const before = workload.count();
  succeeded((await daemon.client.checkpoints.restore({ checkpoint, wait: PATIENCE })).operation);
  await workload.advancesFrom(before);
  return checkpoint;
}

/** Begins the dump of a tree that is so large that it goes on for some time, and returns when CRIU works on it. */
async function beginLongDump(daemon: Daemon, workload: Workload): Promise<Operation> {
  const { operation } = await daemon.client.checkpoints.dump({ target: { pid: workload.pid } });
  if (operation === undefined) throw new Error('no operation');
  for await (const { event } of daemon.client.operations.watchOperation({ name: operation.name })) {
    if (event?.$case === 'phaseStarted' && event.value === Phase.DUMPING) break;
  }
  return operation;
}

describe('two daemons', () => {
  it('work side by side, each with a state of its own', async () => {
    await using one = await startDaemon({ under });
    await using other = await startDaemon({ under });
    const workloads = await Promise.all([startWorkload('counter'), startWorkload('counter')]);
    try {
      const [first, second] = workloads;
      const [checkpoint] = await Promise.all([dumpAndRestore(one, first), dumpAndRestore(other, second)]);
      const error = await failureOf(other.client.checkpoints.restore({ checkpoint }));
      expect(error.reason).toBe('CHECKPOINT_NOT_FOUND');
    } finally {
      for (const workload of workloads) await workload.stop();
    }
  });

  it('do not share a state or a socket', async () => {
    await using daemon = await startDaemon();
    const serve = (socket: string, state: string) =>
      runCriud('serve', '--socket', socket, '--state', state, '--criu', process.env.CRIUD_CRIU ?? 'criu');

    const sameState = await serve(join(folder, 'other.sock'), daemon.stateFolder);
    expect(sameState.status).toBe(1);
    expect(sameState.stderr).toContain(`Another criud works in the state directory ${daemon.stateFolder}`);

    const sameSocket = await serve(daemon.socket, join(folder, 'other'));
    expect(sameSocket.status).toBe(1);
    expect(sameSocket.stderr).toContain(`criud cannot listen at ${daemon.socket}: somebody serves there`);

    expect((await daemon.client.hosts.getHost({})).criudVersion).not.toBe('');
  });
});

describe('the end of a daemon', () => {
  it('in the middle of a dump lets the tree run on and is recorded', async () => {
    const stateFolder = join(folder, 'ended');
    const workload = await startWorkload('counter', ['512']);
    try {
      const daemon = await startDaemon({ stateFolder });
      const { name } = await beginLongDump(daemon, workload);
      const waiting = daemon.client.operations.waitOperation({ name });
      waiting.catch(() => {});
      const stopped = daemon.stop();
      expect(await stopped).toBe(0);
      expect(daemon.log.at(-1)).toMatchObject({ event: 'daemon.stopped' });
      expect(existsSync(daemon.socket)).toBe(false);
      expect(workload.state()).toMatch(/[RS]/);
      await workload.advancesFrom(workload.count());
      expect(await readdir(join(stateFolder, 'incoming'))).toEqual([]);
      expect(await readdir(join(stateFolder, 'checkpoints'))).toEqual([]);

      await using later = await startDaemon({ stateFolder });
      const { operation } = await later.client.operations.getOperation({ name });
      expect(operation).toMatchObject({ state: OperationState.FAILED, pid: workload.pid });
      const error = failureOfOperation(operation);
      expectFailure(error, { code: 'UNAVAILABLE', reason: 'SHUTTING_DOWN', cure: 'when criud runs again' });
      expect(error.treeState).toBe(TreeState.RUNNING);
      const again = await later.client.checkpoints.dump({
        target: { pid: workload.pid },
        finalState: FinalState.RUNNING,
        wait: PATIENCE,
      });
      expect(succeeded(again.operation).checkpoint).not.toBe('');
      await workload.advancesFrom(workload.count());
    } finally {
      await workload.stop();
    }
  });

  it('is told to those who wait for an operation, which has failed by then', async () => {
    const workload = await startWorkload('counter', ['512']);
    await using daemon = await startDaemon();
    try {
      const { name } = await beginLongDump(daemon, workload);
      const waiting = daemon.client.operations.waitOperation({ name });
      // Answered, so the one above has reached criud too: both are on one connection.
      await daemon.client.operations.getOperation({ name });
      process.kill(daemon.pid, 'SIGTERM');
      const { operation } = await waiting;
      expect(failureOfOperation(operation).reason).toBe('SHUTTING_DOWN');
      await workload.advancesFrom(workload.count());
    } finally {
      await workload.stop();
    }
  });

  it('with --drain lets a dump end by itself that can, and takes nothing new', async () => {
    const stateFolder = join(folder, 'drained');
    const workload = await startWorkload('counter', ['512']);
    try {
      const daemon = await startDaemon({ stateFolder, flags: ['--drain', '60'] });
      const { name } = await beginLongDump(daemon, workload);
      const waiting = daemon.client.operations.waitOperation({ name });
      // Answered, so the one above has reached criud too: both are on one connection.
      await daemon.client.operations.getOperation({ name });
      process.kill(daemon.pid, 'SIGTERM');
      succeeded((await waiting).operation);
      await until('its end', 30_000, () => !existsSync(daemon.socket) || undefined);
      await using later = await startDaemon({ stateFolder });
      succeeded((await later.client.operations.getOperation({ name })).operation);
    } finally {
      await workload.stop();
    }
  });

  it('with --drain does not wait any more after a second signal', async () => {
    const stateFolder = join(folder, 'hurried');
    const workload = await startWorkload('counter', ['512']);
    try {
      const daemon = await startDaemon({ stateFolder, flags: ['--drain', '600'] });
      const { name } = await beginLongDump(daemon, workload);
      const waiting = daemon.client.operations.waitOperation({ name });
      await daemon.client.operations.getOperation({ name });
      process.kill(daemon.pid, 'SIGTERM');
      await until('no new connection', 10_000, () => !existsSync(daemon.socket) || undefined);
      expect(await daemon.stop()).toBe(0);
      expect(failureOfOperation((await waiting).operation).reason).toBe('SHUTTING_DOWN');
      await workload.advancesFrom(workload.count());
    } finally {
      await workload.stop();
    }
  });

  it('by SIGKILL in the middle of a dump lets the tree run on, and the next one knows', async () => {
    const stateFolder = join(folder, 'killed');
    const workload = await startWorkload('counter', ['512']);
    try {
      const daemon = await startDaemon({ stateFolder });
      const { name } = await beginLongDump(daemon, workload);
      process.kill(daemon.pid, 'SIGKILL');
      await daemon.stop();
      await until('the tree runs again', 30_000, () => /[RS]/.test(workload.state() ?? '') || undefined);
      await workload.advancesFrom(workload.count());

      await using later = await startDaemon({ stateFolder });
      const { operation } = await later.client.operations.waitOperation({ name });
      const failure = failureOfOperation(operation);
      expectFailure(failure, {
        code: 'ABORTED',
        reason: 'OPERATION_INTERRUPTED',
        cure: 'send the request again',
      });
      expect(failure.treeState).toBe(TreeState.RUNNING);
      expect(operation?.phases.at(-1)?.phase).toBe(Phase.RESOLVING);
      expect(await readdir(join(stateFolder, 'incoming'))).toEqual([]);
    } finally {
      await workload.stop();
    }
  });
});

describe('a daemon that is started again', () => {
  it('has the checkpoints and operations of the first', async () => {
    const stateFolder = join(folder, 'kept');
    const workload = await startWorkload('counter');
    try {
      const first = await startDaemon({ stateFolder, under });
      const request = { target: { pid: workload.pid }, requestId: 'once', labels: { made: 'before' } };
      const dump = await first.client.checkpoints.dump({ ...request, wait: PATIENCE });
      const { name, checkpoint } = succeeded(dump.operation);
      const before = workload.count();
      expect(await first.stop()).toBe(0);

      await using second = await startDaemon({ stateFolder, under });
      const { operations } = await second.client.operations.listOperations({});
      expect(operations).toEqual([dump.operation]);
      const events: string[] = [];
      for await (const { event } of second.client.operations.watchOperation({ name })) {
        events.push(event?.$case ?? '');
      }
      expect(events.at(-1)).toBe('ended');
      expect((await second.client.checkpoints.dump(request)).operation?.name).toBe(name);

      const restore = await second.client.checkpoints.restore({ checkpoint, wait: PATIENCE });
      expect(succeeded(restore.operation).pid).toBe(workload.pid);
      await workload.advancesFrom(before);
    } finally {
      await workload.stop();
    }
  });
});
