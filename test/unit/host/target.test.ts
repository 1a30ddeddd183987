import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/failure/index.js';
import { readProcess } from '../../../src/host/process.js';
import {
  findTarget,
  obstaclesOf,
  refuseCriud,
  resolveTarget,
  type TargetRequest,
} from '../../../src/host/target.js';
import { useSubjects } from './subjects.js';

const subjects = useSubjects();

function refusalOf(resolve: (request: TargetRequest) => unknown, request: TargetRequest): Failure {
  try {
    resolve(request);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('resolving a target', () => {
  it('gives the tree of the process', async () => {
    const subject = await subjects.start('plain');
    const startTime = readProcess(subject.pid)?.startTime;
    const tree = resolveTarget({ pid: subject.pid, startTime });
    expect(tree.root).toMatchObject({ pid: subject.pid, startTime });
    expect(tree.processes).toHaveLength(2);
  });

  it.each([0, -1, -4711, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses the pid %d as no pid',
    (pid) => {
      const failure = refusalOf(resolveTarget, { pid });
      expect(failure).toMatchObject({ reason: 'INVALID_REQUEST', violations: [{ field: 'pid' }] });
      expect(failure.cure).not.toBe('');
    },
  );

  it.each([2 ** 30, 2 ** 40])('finds no process %d', (pid) => {
    const failure = refusalOf(resolveTarget, { pid });
    expect(failure).toMatchObject({ reason: 'PROCESS_NOT_FOUND', metadata: { pid: String(pid) } });
    expect(failure.cure).toContain('pid');
  });

  it('refuses a thread and names its process', async () => {
    const subject = await subjects.start('threads');
    const failure = refusalOf(resolveTarget, { pid: subject.first });
    expect(failure.reason).toBe('PROCESS_NOT_FOUND');
    expect(failure.cure).toContain(String(subject.pid));
  });

  it('refuses a process that started at another time, and tells both', async () => {
    const subject = await subjects.start('plain');
    const startTime = readProcess(subject.pid)?.startTime ?? 0n;
    const failure = refusalOf(resolveTarget, { pid: subject.pid, startTime: startTime - 1n });
    expect(failure).toMatchObject({
      reason: 'PROCESS_CHANGED',
      metadata: { start_time: String(startTime), expected_start_time: String(startTime - 1n) },
    });
    expect(failure.cure).not.toBe('');
  });

  it.each([
    ['itself', process.pid],
    ['its parent', process.ppid],
    ['its oldest ancestor', 1],
  ])('refuses %s', (_, pid) => {
    const failure = refusalOf(resolveTarget, { pid });
    expect(failure).toMatchObject({ reason: 'PROCESS_IS_CRIUD', metadata: { pid: String(pid) } });
    expect(failure.cure).not.toBe('');
    expect(refusalOf((request) => refuseCriud(findTarget(request)), { pid }).reason).toBe('PROCESS_IS_CRIUD');
  });

  it('refuses a kernel thread', async () => {
    const subject = await subjects.start('plain');
    const tree = findTarget({ pid: subject.pid });
    const [obstacle] = obstaclesOf({ ...tree, root: { ...tree.root, kernelThread: true } });
    expect(obstacle).toMatchObject({
      reason: 'PROCESS_IS_KERNEL_THREAD',
      metadata: { pid: String(subject.pid) },
    });
    expect(obstacle?.cure).not.toBe('');
  });

  // In a pid namespace of its own no kernel thread can be seen.
  it.runIf(readProcess(2)?.kernelThread)('refuses kthreadd', () => {
    expect(refusalOf(resolveTarget, { pid: 2 }).reason).toBe('PROCESS_IS_KERNEL_THREAD');
  });

  it('refuses a zombie and names its parent', async () => {
    const subject = await subjects.start('zombie');
    const failure = refusalOf(resolveTarget, { pid: subject.first });
    expect(failure).toMatchObject({
      reason: 'PROCESS_IS_ZOMBIE',
      metadata: { pid: String(subject.first), parent_pid: String(subject.pid) },
    });
    expect(failure.cure).toContain(`${subject.pid} (subject)`);
  });

  it('takes a tree with a zombie in it', async () => {
    const subject = await subjects.start('zombie');
    expect(resolveTarget({ pid: subject.pid }).processes).toHaveLength(2);
  });

  it('refuses a process whose main thread has ended, and says that it is no common zombie', async () => {
    const subject = await subjects.start('dead-main-thread');
    await expect.poll(() => readProcess(subject.pid)?.state).toBe('Z');
    const failure = refusalOf(resolveTarget, { pid: subject.pid });
    expect(failure.reason).toBe('PROCESS_IS_ZOMBIE');
    expect(failure.message).toContain('main thread');
  });

  it('refuses a traced process, and names the tracer', async () => {
    const subject = await subjects.start('tracer');
    const failure = refusalOf(resolveTarget, { pid: subject.first });
    expect(failure).toMatchObject({
      reason: 'PROCESS_IS_TRACED',
      metadata: { pid: String(subject.first), tracer_pid: String(subject.pid), tracer_name: 'subject' },
    });
    expect(failure.cure).toContain(`subject (${subject.pid})`);
  });

  it('refuses a tree in which a descendant is traced, even in one thread only', async () => {
    const subject = await subjects.start('tracer-of-thread');
    const failure = refusalOf(resolveTarget, { pid: subject.pid });
    expect(failure).toMatchObject({
      reason: 'PROCESS_IS_TRACED',
      metadata: {
        pid: String(subject.first),
        thread: String(subject.second),
        tracer_pid: String(subject.pid),
      },
    });
  });

  it('finds all of these when it is only asked which tree is meant', async () => {
    const traced = await subjects.start('tracer');
    expect(findTarget({ pid: traced.first }).root.pid).toBe(traced.first);
    expect(findTarget({ pid: process.pid }).root.pid).toBe(process.pid);
  });
});
