import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KINDS } from './kinds.js';
import { dump, goesOn, roundTrip } from './round-trip.js';
import { startWatchedDaemon, type WatchedDaemon } from './watched-daemon.js';
import { startWorkload } from './workload.js';

describe('A tree that is dumped and restored goes on where it was', () => {
  let daemon: WatchedDaemon;
  beforeAll(async () => {
    daemon = await startWatchedDaemon();
  });
  afterAll(() => daemon?.endLevel());

  it.each(KINDS)('with $what', async ({ program, args = [], options = {} }) => {
    await using workload = await startWorkload(program, args);
    await roundTrip(daemon, workload, options);
  });

  it('with its memory in the images, and not much more', async () => {
    await using workload = await startWorkload('counter', ['16']);
    const { checkpoint, restore } = await roundTrip(daemon, workload);

    const pages = (16n * 1024n * 1024n) / 4096n;
    expect(checkpoint.processes).toBe(1);
    expect(checkpoint.statistics?.pagesWritten).toBeGreaterThan(pages);
    expect(checkpoint.sizeBytes).toBeGreaterThan(pages * 4096n);
    expect(restore.outcome).toMatchObject({ value: { keepsTerminal: false } });
  });

  it('twice, from the restored tree', async () => {
    await using workload = await startWorkload('counter');
    const first = await roundTrip(daemon, workload);
    const second = await roundTrip(daemon, workload);

    expect(second.checkpoint.name).not.toBe(first.checkpoint.name);
    expect(second.checkpoint.startTime).toBeGreaterThan(first.checkpoint.startTime);
  });

  it.each([
    ['threads', ['32'], 1, 33],
    ['pipe-tree', [], 20, 1],
    ['tcp-pair', [], 2, 1],
  ] as const)('as it was counted: %s', async (program, args, processes, threads) => {
    await using workload = await startWorkload(program, [...args]);
    const options = KINDS.find((kind) => kind.program === program)?.options;
    const { checkpoint } = await roundTrip(daemon, workload, options);

    expect(checkpoint.processes).toBe(processes);
    const status = readFileSync(`/proc/${workload.pid}/status`, 'latin1');
    expect(status).toMatch(new RegExp(`^Threads:\\t${threads}$`, 'm'));
  });

  it('with a deleted file over the ghost limit, if the limit is raised', async () => {
    const bytes = 3 * 1024 * 1024;
    await using workload = await startWorkload('deleted-file', [String(bytes)]);
    await expect(dump(daemon, workload)).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'GHOST_FILE_TOO_LARGE',
      metadata: { option: 'files.ghost_limit_bytes' },
    });
    await goesOn(workload);

    const { checkpoint } = await roundTrip(daemon, workload, { files: { ghostLimitBytes: 2 * bytes } });
    expect(checkpoint.sizeBytes).toBeGreaterThan(BigInt(bytes));
  });
});
