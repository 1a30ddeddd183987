import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { poll } from '../../../src/host/poll.js';
import { isSameProcess } from '../../../src/host/process.js';
import { pids, readTree } from '../../../src/host/process-tree.js';
import { useSubjects } from './subjects.js';

const subjects = useSubjects();

/** Fails unless every process stands behind its parent. */
function expectParentsFirst(tree: NonNullable<ReturnType<typeof readTree>>): void {
  const order = pids(tree);
  for (const { pid, parentPid } of tree.processes.slice(1)) {
    expect(order.indexOf(parentPid)).toBeGreaterThanOrEqual(0);
    expect(order.indexOf(parentPid)).toBeLessThan(order.indexOf(pid));
  }
}

describe('reading a tree', () => {
  it('holds all descendants, those of a thread too, a parent before its children', async () => {
    const subject = await subjects.start('family');
    const tree = readTree(subject.pid);
    if (tree === undefined) throw new Error('no tree');
    expect(tree.settled).toBe(true);
    expect(isSameProcess(tree.root, tree.processes[0])).toBe(true);
    expect(pids(tree)).toHaveLength(4);
    expect(pids(tree)).toEqual(expect.arrayContaining([subject.pid, subject.first, subject.second]));
    expectParentsFirst(tree);
  });

  it('holds a zombie', async () => {
    const subject = await subjects.start('zombie');
    expect(readTree(subject.pid)?.processes.map(({ state }) => state)).toEqual([
      expect.stringMatching(/^[RS]$/),
      'Z',
    ]);
  });

  it('is undefined when there is no such process', () => {
    expect(readTree(2 ** 30)).toBeUndefined();
  });

  it('never loses a lasting child while others come and go', async () => {
    const subject = await subjects.start('churn', '15');
    const first = readTree(subject.pid);
    if (first === undefined) throw new Error('no tree');
    const lasting = new Set(pids(first).slice(0, 16));
    for (let look = 0; look < 20; look += 1) {
      const tree = readTree(subject.pid);
      if (tree === undefined) throw new Error('no tree');
      expectParentsFirst(tree);
      // The first sixteen were started first and are listed first.
      expect(pids(tree).filter((pid) => lasting.has(pid))).toHaveLength(16);
      await sleep(0);
    }
  });

  it('is a whole tree at every moment while it grows, and the full one in the end', async () => {
    const subject = await subjects.start('grow', '60');
    let before = 0;
    const size = await poll(
      () => {
        const tree = readTree(subject.pid);
        if (tree === undefined) throw new Error('no tree');
        expectParentsFirst(tree);
        expect(tree.processes.length).toBeGreaterThanOrEqual(before);
        before = tree.processes.length;
        return before === 60 ? before : undefined;
      },
      { milliseconds: 10_000 },
    );
    expect(size).toBe(60);
  });
});
