import { describe, expect, it } from 'vitest';
import { readProcess } from '../../../src/host/process.js';
import { waitUntilDead, waitUntilPidsFree } from '../../../src/host/process-end.js';
import { useSubjects } from './subjects.js';

const subjects = useSubjects();
const limit = { milliseconds: 10_000 };
const short = { milliseconds: 60 };

function factsOf(pid: number) {
  const facts = readProcess(pid);
  if (facts === undefined) throw new Error(`no process ${pid}`);
  return facts;
}

describe('waiting until a process is dead', () => {
  it('is over when it has gone', async () => {
    const subject = await subjects.start('plain');
    const facts = factsOf(subject.pid);
    await subject.end();
    expect(await waitUntilDead(facts, limit)).toEqual({ state: 'gone' });
  });

  it('is over when it dies', async () => {
    const subject = await subjects.start('plain');
    const wait = waitUntilDead(factsOf(subject.pid), limit);
    await subject.end();
    expect((await wait).state).toMatch(/^(gone|zombie)$/);
  });

  it('is over with a zombie, and names the parent that has to reap it', async () => {
    const subject = await subjects.start('zombie');
    expect(await waitUntilDead(factsOf(subject.first), limit)).toEqual({
      state: 'zombie',
      parent: { pid: subject.pid, name: 'subject' },
    });
  });

  it('is over when another process has the pid', async () => {
    const subject = await subjects.start('plain');
    expect(await waitUntilDead({ pid: subject.pid, startTime: 1n }, limit)).toEqual({ state: 'gone' });
  });

  it('tells that it lives at the limit, also when only its main thread is dead', async () => {
    const living = await subjects.start('plain');
    expect(await waitUntilDead(factsOf(living.pid), short)).toMatchObject({
      state: 'alive',
      facts: { pid: living.pid },
    });
    const halfDead = await subjects.start('dead-main-thread');
    await expect.poll(() => factsOf(halfDead.pid).state).toBe('Z');
    expect(await waitUntilDead(factsOf(halfDead.pid), short)).toMatchObject({ state: 'alive' });
  });
});

describe('waiting until pids are free', () => {
  it('is over at once when nothing has them', async () => {
    await waitUntilPidsFree([2 ** 30, 2 ** 30 + 1], { milliseconds: 0 });
    await waitUntilPidsFree([], { milliseconds: 0 });
  });

  it('waits for a zombie to be reaped', async () => {
    const subject = await subjects.start('zombie');
    const wait = waitUntilPidsFree([2 ** 30, subject.first], limit);
    subject.tell('reap it');
    await wait;
    expect(readProcess(subject.first)).toBeUndefined();
  });

  it('names the parent that does not reap it when the limit has passed', async () => {
    const subject = await subjects.start('zombie');
    await expect(waitUntilPidsFree([subject.first], short)).rejects.toMatchObject({
      reason: 'PID_HELD_BY_ZOMBIE',
      message: expect.stringContaining(`${subject.pid} (subject)`),
      cure: expect.stringContaining('init'),
      metadata: { pid: String(subject.first), parent_pid: String(subject.pid), parent_name: 'subject' },
    });
  });

  it('fails at once when a living process has one, and names it', async () => {
    const subject = await subjects.start('plain');
    await expect(
      waitUntilPidsFree([2 ** 30, subject.pid], { milliseconds: 3_600_000 }),
    ).rejects.toMatchObject({
      reason: 'PID_TAKEN',
      message: expect.stringContaining(`${subject.pid} (subject)`),
      metadata: { pid: String(subject.pid), holder_pid: String(subject.pid), held_as: 'process' },
    });
  });

  it('fails at once when a thread has one, and names its process', async () => {
    const subject = await subjects.start('threads');
    await expect(waitUntilPidsFree([subject.first], { milliseconds: 3_600_000 })).rejects.toMatchObject({
      reason: 'PID_TAKEN',
      metadata: { pid: String(subject.first), holder_pid: String(subject.pid), held_as: 'thread' },
    });
  });

  it('fails for the number of a session whose leader has gone, which /proc does not list', async () => {
    const subject = await subjects.start('session-without-leader');
    subjects.own(subject.second);
    expect(readProcess(subject.first)).toBeUndefined();
    await expect(waitUntilPidsFree([subject.first], { milliseconds: 3_600_000 })).rejects.toMatchObject({
      reason: 'PID_TAKEN',
      metadata: { pid: String(subject.first), holder_pid: String(subject.second), held_as: 'session' },
    });
  });

  it('waits for a process that has got SIGKILL', async () => {
    const subject = await subjects.start('plain');
    // With its child, which has the number as its session and dies by itself only a moment later.
    process.kill(-subject.pid, 'SIGKILL');
    await waitUntilPidsFree([subject.pid], limit);
    await subject.end();
  });

  it('ends with the reason of the signal', async () => {
    const subject = await subjects.start('zombie');
    const controller = new AbortController();
    const wait = waitUntilPidsFree([subject.first], { ...limit, signal: controller.signal });
    controller.abort(new Error('cancelled'));
    await expect(wait).rejects.toThrow('cancelled');
  });
});
