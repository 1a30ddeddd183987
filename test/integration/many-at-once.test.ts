import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FinalState, Phase } from '../../src/client/index.js';
import { failureOf, PATIENCE, succeeded } from './call-failure.js';
import { startDaemon } from './daemon.js';
import { goesOn } from './round-trip.js';
import { waitingHook } from './waiting-hook.js';
import { startWatchedDaemon } from './watched-daemon.js';
import { compiledProgram, startWorkload, until } from './workload.js';

const MANY = 64;

describe('Dumps at once', () => {
  it(`of ${MANY} trees all succeed, as many at a time as criud was told to carry out`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'criud-delay-'));
    const delayFile = join(folder, 'delay.json');
    const daemon = await startDaemon({
      flags: ['--at-a-time', '8'],
      under: [
        ...[await compiledProgram('reaper'), 'env', `CRIUD_DELAY_FILE=${delayFile}`],
        `NODE_OPTIONS=--import ${join(import.meta.dirname, 'event-loop-delay.mjs')}`,
      ],
    });
    const readDelay = async (): Promise<{ readonly p99: number; readonly most: number }> => {
      rmSync(delayFile, { force: true });
      process.kill(daemon.pid, 'SIGUSR2');
      return until('the delay of the event loop', 10_000, () => {
        try {
          return JSON.parse(readFileSync(delayFile, 'utf8'));
        } catch {
          return undefined;
        }
      });
    };
    const trees = await Promise.all(Array.from({ length: MANY }, () => startWorkload('counter')));
    try {
      await readDelay();
      const before = await daemon.residentBytes();
      const operations = await Promise.all(
        trees.map(async ({ pid }) => {
          const request = { target: { pid }, finalState: FinalState.RUNNING, wait: PATIENCE };
          return succeeded((await daemon.client.checkpoints.dump(request)).operation);
        }),
      );
      const delay = await readDelay();
      const queued = operations.filter(({ phases }) => phases.some(({ phase }) => phase === Phase.QUEUED));
      expect(queued.length).toBeGreaterThanOrEqual(MANY / 2);
      const most = mostAtOnce(
        operations.map(({ phases, endTime }) => {
          const first = phases.find(({ phase }) => phase === Phase.PREPARING);
          return { begin: millisecondsOf(first?.startTime), end: millisecondsOf(endTime) };
        }),
      );
      expect(most).toBeGreaterThan(1);
      expect(most).toBeLessThanOrEqual(8);
      const now = await daemon.residentBytes();
      console.log(
        `${MANY} dumps, ${most} at a time: criud's event loop late by ${delay.p99.toFixed(1)} ms (p99, ${delay.most.toFixed(1)} at most), ` +
          `its memory ${(now / 2 ** 20).toFixed(0)} MiB, ${((now - before) / 2 ** 20).toFixed(0)} more than before`,
      );
      for (const tree of trees) await goesOn(tree);
    } finally {
      await Promise.all(trees.map((tree) => tree.stop()));
      await daemon.stop();
      rmSync(folder, { recursive: true });
    }
  });

  it(`asked for ${MANY} times of one tree is begun once, and the others are told who has it`, async () => {
    const daemon = await startWatchedDaemon();
    await using tree = await startWorkload('counter');
    const target = { pid: tree.pid };
    const hooks = [{ notification: 'pre-dump' }];
    const answers = await Promise.allSettled(
      Array.from({ length: MANY }, () =>
        daemon.client.checkpoints.dump({ target, finalState: FinalState.RUNNING, hooks }),
      ),
    );
    const begun = answers.flatMap((answer) =>
      answer.status === 'fulfilled' ? [answer.value.operation] : [],
    );
    expect(begun).toHaveLength(1);
    const name = begun[0]?.name ?? '';
    for (const answer of answers) {
      if (answer.status === 'fulfilled') continue;
      expect(answer.reason).toMatchObject({
        code: 'ABORTED',
        reason: 'TREE_BUSY',
        metadata: { operation: name },
      });
    }
    await waitingHook(daemon.client, name);
    // A part of the tree belongs to it as much as the root.
    const repair = daemon.client.processes.repairTree({ target, repairs: [1] });
    expect(await failureOf(repair)).toMatchObject({ reason: 'TREE_BUSY' });
    await daemon.client.operations.cancelOperation({ name });
    await daemon.client.operations.waitOperation({ name });
    await goesOn(tree);
    await daemon.endLevel();
  });

  it('of a tree and of a process in it exclude each other, also one that was born meanwhile', async () => {
    const daemon = await startWatchedDaemon();
    await using tree = await startWorkload('pipe-tree');
    const [root = 0, child = 0] = tree.pids();
    const hooks = [{ notification: 'pre-dump' }];
    const finalState = FinalState.RUNNING;
    const first = await daemon.client.checkpoints.dump({ target: { pid: root }, finalState, hooks });
    const inside = daemon.client.checkpoints.dump({
      target: { pid: child },
      finalState,
      skipInspection: true,
    });
    expect(await failureOf(inside)).toMatchObject({ code: 'ABORTED', reason: 'TREE_BUSY' });
    const name = first.operation?.name ?? '';
    await waitingHook(daemon.client, name);
    await daemon.client.operations.cancelOperation({ name });
    await daemon.client.operations.waitOperation({ name });
    await goesOn(tree);
    await daemon.endLevel();
  });
});

function millisecondsOf(time: { readonly seconds: bigint; readonly nanos: number } | undefined): number {
  return time === undefined ? Number.NaN : Number(time.seconds) * 1_000 + time.nanos / 1e6;
}

/** The largest number of spans that overlap. */
function mostAtOnce(spans: readonly { readonly begin: number; readonly end: number }[]): number {
  return Math.max(
    ...spans.map(({ begin }) => spans.filter((other) => other.begin <= begin && begin < other.end).length),
  );
}
