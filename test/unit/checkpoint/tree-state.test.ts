import { describe, expect, it } from 'vitest';
import { seizedRoot, treeState } from '../../../src/checkpoint/tree-state.js';
import { readProcess } from '../../../src/host/index.js';
import { useSubjects } from '../host/subjects.js';

const subjects = useSubjects();

function factsOf(pid: number) {
  const facts = readProcess(pid);
  if (facts === undefined) throw new Error(`there is no process ${pid}`);
  return facts;
}

describe('the state of a tree', () => {
  it('is running, stopped and running again, and gone at the end', async () => {
    const subject = await subjects.start('plain');
    const root = factsOf(subject.pid);
    expect(treeState(root)).toBe('running');
    process.kill(root.pid, 'SIGSTOP');
    await expect.poll(() => treeState(root)).toBe('stopped');
    process.kill(root.pid, 'SIGCONT');
    await expect.poll(() => treeState(root)).toBe('running');
    await subject.end();
    expect(treeState(root)).toBe('gone');
  });

  it('is gone when another process has the pid now', async () => {
    const { pid } = await subjects.start('plain');
    const { startTime } = factsOf(pid);
    expect(treeState({ pid, startTime: startTime - 1n })).toBe('gone');
  });

  it('is gone when only a zombie is left', async () => {
    const { first } = await subjects.start('zombie');
    expect(treeState(factsOf(first))).toBe('gone');
  });

  it('is not gone while a thread outlives the first', async () => {
    const { pid } = await subjects.start('dead-main-thread');
    await expect.poll(() => readProcess(pid)?.state).toBe('Z');
    expect(treeState(factsOf(pid))).toBe('running');
  });

  it('is traced when somebody traces it, also while it runs', async () => {
    const { first } = await subjects.start('tracer');
    expect(treeState(factsOf(first))).toBe('traced');
  });
});

describe('a root that CRIU could not seize', () => {
  it('is alive, or not there any more', async () => {
    const subject = await subjects.start('plain');
    const root = factsOf(subject.pid);
    expect(seizedRoot(root)).toEqual({ pid: root.pid, facts: { root: 'alive' } });
    expect(seizedRoot({ ...root, startTime: root.startTime - 1n })).toEqual({
      pid: root.pid,
      facts: { root: 'gone' },
    });
    await subject.end();
    expect(seizedRoot(root)).toEqual({ pid: root.pid, facts: { root: 'gone' } });
  });

  it('is a zombie', async () => {
    const { first } = await subjects.start('zombie');
    expect(seizedRoot(factsOf(first))).toEqual({ pid: first, facts: { root: 'zombie' } });
  });

  it('is traced, and by whom', async () => {
    const { first, pid } = await subjects.start('tracer');
    expect(seizedRoot(factsOf(first))).toEqual({ pid: first, facts: { root: 'traced', tracerPid: pid } });
  });
});
