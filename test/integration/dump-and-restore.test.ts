import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DumpOptions, dump, goesOn, roundTrip } from './round-trip.js';
import { startWatchedDaemon, type WatchedDaemon } from './watched-daemon.js';
import { startWorkload } from './workload.js';

describe('A tree that is dumped and restored goes on where it was', () => {
  let daemon: WatchedDaemon;
  beforeAll(async () => {
    daemon = await startWatchedDaemon();
  });
  afterAll(() => daemon?.endLevel());

  const kinds: readonly [what: string, program: string, options: DumpOptions][] = [
    ['unix sockets', 'unix-sockets', {}],
    ['shared memory', 'shared-memory', {}],
    ['what epoll can wait for', 'epoll-kinds', {}],
    ['a deleted open file', 'deleted-file', {}],
    ['file locks', 'file-locks', { files: { fileLocks: true } }],
    ['a zombie child', 'zombie-parent', {}],
  ];
  it.each(kinds)('with %s', async (_what, program, options) => {
    await using workload = await startWorkload(program);
    await roundTrip(daemon, workload, options);
  });

  it('with memory and a file that it appends to', async () => {
    await using workload = await startWorkload('counter', ['16', '--append']);
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

  it('with 32 threads', async () => {
    await using workload = await startWorkload('threads', ['32']);
    const { checkpoint } = await roundTrip(daemon, workload);

    expect(checkpoint.processes).toBe(1);
    expect(readFileSync(`/proc/${workload.pid}/status`, 'latin1')).toMatch(/^Threads:\t33$/m);
  });

  it('with 20 processes joined by pipes', async () => {
    await using workload = await startWorkload('pipe-tree');
    const { checkpoint } = await roundTrip(daemon, workload);

    expect(checkpoint.processes).toBe(20);
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
