import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Client } from '../../src/client/index.js';
import { PATIENCE, succeeded } from '../integration/call-failure.js';
import { startDaemon } from '../integration/daemon.js';
import { compiledProgram, startWorkload, type Workload } from '../integration/workload.js';

const CYCLES = 500;
/**
 * Cycles before these, until caches are full, code is compiled and the heap has got its size: after so many, what V8 holds
 * after a collection stays at 8 MiB, and what the process holds no longer rises by the halves of the young generation.
 */
const WARM_UP = 300;
const WINDOW = 100;

/** So few that the warm-up fills the record of operations: from then on one is forgotten for each that begins. */
const REMEMBERED = 100;

/**
 * What the mean of the last window may be above that of the first, in bytes, with 400 cycles between their middles: the
 * garbage collector moves it by 1 or 2 MiB. A leak of 12 KiB a cycle would be 4.7 MiB.
 */
const ALLOWANCE = 4 * 1024 * 1024;

it(`dumps and restores one process ${CYCLES} times, loses no count and keeps nothing`, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'criud-soak-'));
  const stateFolder = join(folder, 'state');
  const under = [await compiledProgram('reaper')];
  const workload = await startWorkload('counter', ['1']);
  try {
    const flags = ['--remember', String(REMEMBERED)];
    await using daemon = await startDaemon({ stateFolder, under, flags });
    const resident: number[] = [];
    let descriptors = 0;
    const begin = performance.now();
    for (let number = 1; number <= WARM_UP + CYCLES; number++) {
      await cycle(daemon.client, workload);
      resident.push(await daemon.residentBytes());
      if (number === WARM_UP) descriptors = (await daemon.descriptors()).length;
    }
    const seconds = (performance.now() - begin) / 1000;

    const early = mean(resident.slice(WARM_UP, WARM_UP + WINDOW));
    const late = mean(resident.slice(-WINDOW));
    console.log(
      `${WARM_UP} and ${CYCLES} cycles in ${seconds.toFixed(1)} s, ${(resident.length / seconds).toFixed(1)} a second; ` +
        `resident ${mebibytes(early)} after ${WARM_UP} cycles, ${mebibytes(late)} at the end; ` +
        `${descriptors} descriptors; count ${workload.count()}`,
    );
    // The last CRIU may still be on its way out.
    await expect.poll(() => daemon.children()).toEqual([]);
    // Not the same: the journal is another file from time to time.
    await expect.poll(async () => (await daemon.descriptors()).length).toBe(descriptors);
    const { operations } = await daemon.client.operations.listOperations({ pageSize: 1_000 });
    expect(operations).toHaveLength(REMEMBERED);
    expect(await readdir(join(stateFolder, 'operations'))).toEqual(['journal']);
    expect(late - early).toBeLessThan(ALLOWANCE);
  } finally {
    await workload.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

async function cycle({ checkpoints }: Client, workload: Workload): Promise<void> {
  const before = workload.count();
  const dump = await checkpoints.dump({ target: { pid: workload.pid }, wait: PATIENCE });
  const { checkpoint } = succeeded(dump.operation);
  expect(workload.isGone()).toBe(true);
  const dumped = workload.count();
  expect(dumped).toBeGreaterThanOrEqual(before);
  const restore = await checkpoints.restore({ checkpoint, wait: PATIENCE });
  expect(succeeded(restore.operation).pid).toBe(workload.pid);
  await workload.advancesFrom(dumped);
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
