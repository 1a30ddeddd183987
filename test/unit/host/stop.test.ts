import { describe, expect, it } from 'vitest';
import { poll } from '../../../src/host/poll.js';
import { readProcess } from '../../../src/host/process.js';
import { pids, readTree } from '../../../src/host/process-tree.js';
import { continueTree, isStopped, stopTree, waitForState } from '../../../src/host/stop.js';
import { findTarget } from '../../../src/host/target.js';
import { useSubjects } from './subjects.js';

const subjects = useSubjects();
const limit = { milliseconds: 10_000 };

function states(pids: readonly number[]): (string | undefined)[] {
  return pids.map((pid) => readProcess(pid)?.state);
}

describe('stopping a tree', () => {
  it('leaves every task of it stopped, and continuing leaves every task running', async () => {
    const subject = await subjects.start('family');
    const stopped = await stopTree(findTarget({ pid: subject.pid }), limit);
    expect(stopped.processes).toHaveLength(4);
    expect(states(pids(stopped))).toEqual(['T', 'T', 'T', 'T']);

    const continued = continueTree(stopped);
    expect(continued).toEqual(pids(stopped).reverse());
    expect(await waitForState(stopped.processes, (state) => !isStopped(state), limit)).toEqual([]);
    expect(states(continued)).not.toContain('T');
  });

  it('catches what the tree starts while it is being stopped', async () => {
    const subject = await subjects.start('grow', '80');
    const stopped = await stopTree(findTarget({ pid: subject.pid }), limit);
    expect(stopped.settled).toBe(true);
    expect(new Set(states(pids(stopped)))).toEqual(new Set(['T']));
    expect(pids(readTree(subject.pid) ?? stopped)).toEqual(pids(stopped));

    continueTree(stopped);
    const full = await poll(() => (readTree(subject.pid)?.processes.length === 80 ? true : undefined), limit);
    expect(full).toBe(true);
  });

  it('stops a tree whose members die on the way', async () => {
    const subject = await subjects.start('churn', '3');
    const stopped = await stopTree(findTarget({ pid: subject.pid }), limit);
    expect(states(pids(stopped)).filter((state) => state !== undefined && !isStopped(state))).toEqual([]);
  });

  it('lets no parent see a child stopped, neither when it stops nor when it goes on', async () => {
    const subject = await subjects.start('watchful-parent');
    for (let round = 0; round < 30; round += 1) {
      const stopped = await stopTree(findTarget({ pid: subject.pid }), limit);
      continueTree(stopped);
      await waitForState(stopped.processes, (state) => !isStopped(state), limit);
    }
    subject.tell('');
    expect(await subject.nextLine()).toBe('seen 0');
  });

  it('has a subject that would see it', async () => {
    const subject = await subjects.start('watchful-parent');
    process.kill(subject.first, 'SIGSTOP');
    await poll(() => (readProcess(subject.first)?.state === 'T' ? true : undefined), limit);
    subject.tell('');
    expect(await subject.nextLine()).toBe('seen 1');
  });

  it('does nothing to a pid that was given to another process', async () => {
    const subject = await subjects.start('plain');
    const tree = findTarget({ pid: subject.pid });
    const past = tree.processes.map((facts) => ({ ...facts, startTime: facts.startTime - 1n }));
    await stopTree({ ...tree, processes: past, root: tree.root }, { milliseconds: 0 }).catch(() => undefined);
    expect(continueTree({ ...tree, processes: past })).toEqual([]);
  });

  it('counts a task under a tracer as standing, which is how CRIU holds it', async () => {
    const subject = await subjects.start('tracer');
    const tree = findTarget({ pid: subject.first });
    // The tracer never lets it go on from the stop that the signal reports.
    const stopped = await stopTree(tree, limit);
    expect(states(pids(stopped))).toEqual(['t']);
  });

  it('says which tasks did not stop in time', async () => {
    const subject = await subjects.start('uninterruptible');
    await expect.poll(() => readProcess(subject.pid)?.state).toBe('D');
    await expect(stopTree(findTarget({ pid: subject.pid }), { milliseconds: 50 })).rejects.toMatchObject({
      reason: 'PROCESS_DID_NOT_STOP',
      message: expect.stringContaining(`${subject.pid} (subject) in state D`),
      metadata: { pids: String(subject.pid) },
    });
  });

  it('tells which processes are not in the wanted state at the limit', async () => {
    const subject = await subjects.start('family');
    const { processes } = findTarget({ pid: subject.pid });
    const waiting = await waitForState(processes, isStopped, { milliseconds: 30 });
    expect(waiting.map(({ pid }) => pid)).toEqual(processes.map(({ pid }) => pid));
  });

  it('never stops or continues itself', async () => {
    const tree = findTarget({ pid: process.ppid });
    await expect(stopTree(tree, limit)).rejects.toMatchObject({ reason: 'PROCESS_IS_CRIUD' });
    expect(() => continueTree(tree)).toThrow(/criud/);
  });

  it('takes a tree that has gone for stopped', async () => {
    const subject = await subjects.start('named', 'alone');
    const tree = findTarget({ pid: subject.pid });
    await subject.end();
    await stopTree(tree, limit);
    expect(continueTree(tree)).toEqual([]);
  });
});
