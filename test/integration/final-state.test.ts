import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckpointKind, FinalState, OperationKind } from '../../src/client/index.js';
import { succeeded } from './call-failure.js';
import { dump, goesOn, restore } from './round-trip.js';
import { startWatchedDaemon, type WatchedDaemon } from './watched-daemon.js';
import { startTcpClient, startWorkload, type Tree, until, type Workload } from './workload.js';

const ESTABLISHED = { tcp: { established: true } };

let daemon: WatchedDaemon;
beforeAll(async () => {
  daemon = await startWatchedDaemon();
});
afterAll(() => daemon?.endLevel());

describe('A dump that leaves the tree running', () => {
  it('lets it go on, and the checkpoint can be restored when the tree has ended', async () => {
    await using workload = await startWorkload('pipe-tree');
    const before = workload.count();
    const { checkpoint } = await dump(daemon, workload, { finalState: FinalState.RUNNING });
    const after = workload.count();
    const last = await until('some rounds more', 10_000, () => {
      const now = workload.count();
      return now > after + 20 ? now : undefined;
    });
    await end(workload);

    await restore(daemon, workload, checkpoint);
    // The file has the last count of the first tree until the restored one writes its own.
    const restored = await until('a count of the restored tree', 10_000, () => {
      const now = workload.count();
      return now < last ? now : undefined;
    });
    expect(restored).toBeGreaterThan(before);
    expect(restored).toBeLessThanOrEqual(last);
    await goesOn(workload, restored);
  });

  it('keeps its connection to a process outside of it', async () => {
    await using server = await startWorkload('tcp-server');
    await using client = await startTcpClient(server);
    await dump(daemon, server, { finalState: FinalState.RUNNING, options: ESTABLISHED });
    await goesOn(server);
    await goesOn(client);
  });
});

describe('A dump that leaves the tree stopped', () => {
  it('stops every process, and ContinueTree lets them and their connection to another tree go on', async () => {
    await using server = await startWorkload('tcp-server');
    await using client = await startTcpClient(server);
    expect(server.pids()).toHaveLength(3);

    await dump(daemon, server, { finalState: FinalState.STOPPED, options: ESTABLISHED });
    await standsStill(server);
    const counts = { server: server.count(), client: client.count() };

    await continueTree(server);
    await goesOn(server, counts.server);
    await goesOn(client, counts.client);
  });

  it('does not put the stop into the checkpoint', async () => {
    await using workload = await startWorkload('pipe-tree');
    const { checkpoint } = await dump(daemon, workload, { finalState: FinalState.STOPPED });
    const count = workload.count();
    await end(workload);

    await restore(daemon, workload, checkpoint);
    await goesOn(workload, count);
  });
});

describe('A restore that leaves the tree stopped', () => {
  it('stops every process, and ContinueTree lets them and their connection to another tree go on', async () => {
    await using server = await startWorkload('tcp-server');
    await using client = await startTcpClient(server);
    const { checkpoint } = await dump(daemon, server, { options: ESTABLISHED });
    const count = server.count();

    await restore(daemon, server, checkpoint, { finalState: FinalState.STOPPED });
    await standsStill(server);
    expect(server.count()).toBe(count);

    const waiting = client.count();
    await continueTree(server);
    await goesOn(server, count);
    await goesOn(client, waiting);
  });

  it('cannot leave it dead', async () => {
    await using workload = await startWorkload('counter');
    const { checkpoint } = await dump(daemon, workload);
    await expect(
      daemon.client.checkpoints.restore({ checkpoint: checkpoint.name, finalState: FinalState.DEAD }),
    ).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      reason: 'INVALID_REQUEST',
      violations: [{ field: 'final_state' }],
    });
    expect(workload.isGone()).toBe(true);
  });
});

describe('A tree that was stopped before', () => {
  it('is still stopped after a dump that leaves it alive', async () => {
    await using workload = await startWorkload('pipe-tree');
    await stopTree(workload);
    await dump(daemon, workload, { finalState: FinalState.RUNNING });
    await standsStill(workload);

    const count = workload.count();
    await continueTree(workload);
    await goesOn(workload, count);
  });

  it('is stopped again when it is restored', async () => {
    await using workload = await startWorkload('pipe-tree');
    await stopTree(workload);
    const { checkpoint } = await dump(daemon, workload);
    const count = workload.count();

    await restore(daemon, workload, checkpoint);
    await standsStill(workload);
    expect(workload.count()).toBe(count);

    await continueTree(workload);
    await goesOn(workload, count);
  });
});

describe('StopTree and ContinueTree', () => {
  it('stop and continue every process of a tree', async () => {
    await using workload = await startWorkload('pipe-tree');
    await stopTree(workload);
    await standsStill(workload);
    const count = workload.count();
    await continueTree(workload);
    await goesOn(workload, count);
  });

  it('do nothing to a tree that is as they would leave it', async () => {
    await using workload = await startWorkload('pipe-tree');
    await continueTree(workload);
    await goesOn(workload);
    await stopTree(workload);
    await stopTree(workload);
    await standsStill(workload);
    await continueTree(workload);
    await goesOn(workload);
  });
});

describe('A pre-dump', () => {
  it('takes no final state', async () => {
    await using workload = await startWorkload('counter');
    for (const finalState of [FinalState.DEAD, FinalState.RUNNING, FinalState.STOPPED]) {
      await expect(
        daemon.client.checkpoints.preDump({ target: { pid: workload.pid }, finalState }),
      ).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        reason: 'INVALID_REQUEST',
        violations: [{ field: 'final_state' }],
      });
    }
    await goesOn(workload);
  });

  // What a pre-dump promises depends on the kernel.
  if (kernelTracksMemory()) {
    it('writes the memory while the tree runs on', async () => {
      await using workload = await startWorkload('counter', ['16']);
      const { operation } = await preDump(workload);
      const { outcome } = succeeded(operation);

      const checkpoint = outcome?.$case === 'preDump' ? outcome.value.checkpoint : undefined;
      expect(checkpoint).toMatchObject({ kind: CheckpointKind.PRE_DUMP, pid: workload.pid, processes: 1 });
      expect(checkpoint?.statistics?.pagesWritten).toBeGreaterThan(16n * 256n);
      await goesOn(workload);
    });
  } else {
    it('is refused where the kernel cannot track memory, and the tree never stops', async () => {
      await using workload = await startWorkload('counter');
      const { result, states } = await watchStates(workload, () => preDump(workload));

      expect(result).toMatchObject({
        code: 'FAILED_PRECONDITION',
        reason: 'MEMORY_TRACKING_UNAVAILABLE',
        metadata: { kernel_option: 'CONFIG_MEM_SOFT_DIRTY' },
        cure: expect.stringContaining('CONFIG_MEM_SOFT_DIRTY'),
      });
      for (const state of states) expect(['R', 'S', 'D']).toContain(state);
      await goesOn(workload);
      expect(readdirSync(join(daemon.stateFolder, 'incoming'))).toEqual([]);
      const { operations } = await daemon.client.operations.listOperations({});
      expect(operations.filter(({ kind }) => kind === OperationKind.PRE_DUMP)).toEqual([]);
    });
  }
});

function preDump(tree: Tree) {
  return daemon.client.checkpoints.preDump({
    target: { pid: tree.pid },
    wait: { seconds: 45n, nanos: 0 },
  });
}

/** Every state that the root of a tree is seen in while something goes on, and what comes of that. */
async function watchStates(
  tree: Tree,
  action: () => Promise<unknown>,
): Promise<{ readonly result: unknown; readonly states: readonly string[] }> {
  const states = new Set<string>();
  let isOver = false;
  const result = action()
    .catch((error: unknown) => error)
    .finally(() => {
      isOver = true;
    });
  while (!isOver) {
    states.add(tree.state() ?? 'gone');
    await new Promise(setImmediate);
  }
  return { result: await result, states: [...states] };
}

/** Stops a tree; every process of it is then in state T. */
async function stopTree(tree: Tree): Promise<void> {
  const { processes } = await daemon.client.processes.stopTree({ target: { pid: tree.pid } });
  expect(processes.map(({ pid }) => pid).sort()).toEqual(tree.pids().sort());
  for (const { pid, state } of processes) expect(state, `state of ${pid}`).toBe('T');
}

/** Continues a tree; no process of it is stopped then. */
async function continueTree(tree: Tree): Promise<void> {
  const { processes } = await daemon.client.processes.continueTree({ target: { pid: tree.pid } });
  expect(processes.map(({ pid }) => pid).sort()).toEqual(tree.pids().sort());
  for (const { pid, state } of processes) expect(state, `state of ${pid}`).not.toBe('T');
}

/** Every process of a tree is in state T, and none counts. */
async function standsStill(workload: Workload): Promise<void> {
  const count = workload.count();
  const { processes } = await daemon.client.processes.inspectTree({ target: { pid: workload.pid } });
  expect(processes).toHaveLength(workload.pids().length);
  for (const { pid, state } of processes) expect(state, `state of ${pid}`).toBe('T');
  expect(workload.count()).toBe(count);
}

/** Kills a tree, and waits until its pids are free. */
async function end(tree: Tree): Promise<void> {
  // Stopped, and children first, so that none sees another end and calls that a failure.
  await stopTree(tree);
  const pids = tree.pids();
  for (const pid of pids.toReversed()) process.kill(pid, 'SIGKILL');
  await until(
    'the end of the tree',
    10_000,
    () => !pids.some((pid) => existsSync(`/proc/${pid}`)) || undefined,
  );
}

/** Whether this kernel has CONFIG_MEM_SOFT_DIRTY: the pages of a stack are then marked as changed. */
function kernelTracksMemory(): boolean {
  const stack = /^([\da-f]+)-([\da-f]+) .* \[stack\]$/m.exec(readFileSync('/proc/self/maps', 'latin1'));
  const [first, end] = [stack?.[1], stack?.[2]].map((address) => Number.parseInt(address ?? '', 16) / 4096);
  if (first === undefined || end === undefined) throw new Error('a process without a stack');
  const entries = Buffer.alloc((end - first) * 8);
  const pagemap = openSync('/proc/self/pagemap', 'r');
  try {
    readSync(pagemap, entries, 0, entries.length, first * 8);
  } finally {
    closeSync(pagemap);
  }
  const pages = Array.from({ length: end - first }, (_, page) => entries.readBigUInt64LE(page * 8));
  return pages.some((page) => ((page >> 55n) & 1n) === 1n);
}
