import { readdirSync, readlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../src/client/index.js';
import { dump, goesOn, restore, roundTrip } from './round-trip.js';
import { startWatchedDaemon, type WatchedDaemon } from './watched-daemon.js';
import { startInSession, startInTerminal, until } from './workload.js';

const SHELL_JOB = { terminal: { shellJob: true } };

describe('A job on a terminal', () => {
  let daemon: WatchedDaemon;
  beforeAll(async () => {
    daemon = await startWatchedDaemon();
  });
  afterAll(() => daemon?.endLevel());

  it('goes on where it was on a new terminal, which criud keeps until the job ends', async () => {
    await using job = await startInTerminal();
    const { restore: restored } = await roundTrip(daemon, job, SHELL_JOB);

    expect(keepsTerminal(restored)).toBe(true);
    expect(mastersOf(daemon.pid)).toHaveLength(1);
    process.kill(job.pid, 'SIGKILL');
    await until('the end of the terminal', 5_000, () => mastersOf(daemon.pid).length === 0 || undefined);
  });

  it('is not held up by what nobody reads there', async () => {
    const bytes = 4096;
    await using job = await startInTerminal('terminal-job', { args: [String(bytes)] });
    await roundTrip(daemon, job, SHELL_JOB);

    const count = job.count();
    await until('256 KiB of output', 20_000, () => (job.count() - count) * bytes > 256 * 1024 || undefined);
  });

  it('goes on together with the shell that leads its session', async () => {
    await using job = await startInTerminal('counter', { shell: true });
    const { checkpoint, restore: restored } = await roundTrip(daemon, job.session, SHELL_JOB);

    expect(checkpoint.processes).toBe(2);
    expect(keepsTerminal(restored)).toBe(true);
  });

  it('is not dumped without the shell that leads its session', async () => {
    await using job = await startInTerminal('terminal-job', { shell: true });
    await expect(dump(daemon, job, { options: SHELL_JOB })).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'SESSION_LEADER_OUTSIDE',
      cure: expect.stringContaining(`Dump the leader ${job.session.pid} (pty-holder)`),
    });
    await goesOn(job);
  });

  it('is not restored without the shell that leads its session, if CRIU was made to dump it', async () => {
    await using job = await startInTerminal('terminal-job', { shell: true });
    const { checkpoint } = await dump(daemon, job, { options: SHELL_JOB, skipInspection: true });
    await expect(restore(daemon, job, checkpoint)).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'SESSION_LEADER_OUTSIDE',
      cure: expect.stringContaining('Dump the leader of the session'),
    });
    expect(job.isGone()).toBe(true);
    expect(mastersOf(daemon.pid)).toEqual([]);
  });
});

describe('A tree in the session of a process outside of it', () => {
  let daemon: WatchedDaemon;
  beforeAll(async () => {
    daemon = await startWatchedDaemon();
  });
  afterAll(() => daemon?.endLevel());

  it('goes on where it was when it has no terminal', async () => {
    await using workload = await startInSession('pipe-tree');
    const { restore: restored } = await roundTrip(daemon, workload, SHELL_JOB);
    expect(keepsTerminal(restored)).toBe(false);
  });
});

function keepsTerminal({ outcome }: Operation): boolean {
  return outcome?.$case === 'restore' && outcome.value.keepsTerminal;
}

/** The descriptors of a process that are the master of a pseudo-terminal. */
function mastersOf(pid: number): string[] {
  return readdirSync(`/proc/${pid}/fd`).filter((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`).endsWith('/ptmx');
    } catch {
      return false; // closed since it was listed
    }
  });
}
