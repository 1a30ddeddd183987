import { describe, expect, it } from 'vitest';
import { seizedRoot } from '../../../src/checkpoint/tree-state.js';
import { readProcess } from '../../../src/host/index.js';
import { useSubjects } from '../host/subjects.js';

const subjects = useSubjects();

function factsOf(pid: number) {
  const facts = readProcess(pid);
  if (facts === undefined) throw new Error(`there is no process ${pid}`);
  return facts;
}

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
