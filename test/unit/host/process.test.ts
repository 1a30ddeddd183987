import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasCapability, readCapabilities } from '../../../src/host/capabilities.js';
import { readKernel } from '../../../src/host/kernel.js';
import { readMemory } from '../../../src/host/memory.js';
import { describeProcess, isDead, parseStat, readCommand, readProcess } from '../../../src/host/process.js';
import { useSubjects } from './subjects.js';

const subjects = useSubjects();

describe('reading a process', () => {
  it('tells what the kernel says about it', async () => {
    const subject = await subjects.start('plain');
    expect(readProcess(subject.pid)).toMatchObject({
      pid: subject.pid,
      threadGroup: subject.pid,
      parentPid: process.pid,
      name: 'subject',
      state: expect.stringMatching(/^[RS]$/),
      processGroup: subject.pid,
      session: subject.pid,
      terminal: 0,
      kernelThread: false,
      dying: false,
      threads: 1,
      tracerPid: 0,
      uid: { real: process.getuid?.(), effective: process.geteuid?.() },
    });
    expect(readProcess(subject.pid)?.namespacePids).toContain(subject.pid);
    expect(readProcess(subject.pid)?.startTime).toBeGreaterThan(0n);
  });

  it('is undefined for a pid that nothing has', async () => {
    const subject = await subjects.start('plain');
    await subject.end();
    expect(readProcess(subject.pid)).toBeUndefined();
    expect(readProcess(2 ** 30)).toBeUndefined();
  });

  it.each(['a) R 1 (b', '(', ')', ') 0 0 0', 'two words', 'line\nbreak'])(
    'survives the name %j',
    async (name) => {
      const subject = await subjects.start('named', name);
      expect(readProcess(subject.pid)).toMatchObject({ name, parentPid: process.pid, threads: 1 });
    },
  );

  it('gives the same start time as long as the process lives', async () => {
    const subject = await subjects.start('threads');
    const first = readProcess(subject.pid)?.startTime;
    expect(first).toBe(readProcess(subject.pid)?.startTime);
    expect(readProcess(process.pid)?.startTime).not.toBe(first);
  });

  it('reads a thread by its own number and names its process', async () => {
    const subject = await subjects.start('threads');
    expect(readProcess(subject.first)).toMatchObject({
      pid: subject.first,
      threadGroup: subject.pid,
      threads: 2,
    });
  });

  it('knows a zombie from the living', async () => {
    const subject = await subjects.start('zombie');
    const zombie = readProcess(subject.first);
    expect(zombie).toMatchObject({ state: 'Z', parentPid: subject.pid });
    expect(zombie && isDead(zombie)).toBe(true);
    expect(await readMemory(subject.first)).toBeUndefined();
  });

  it('knows a kernel thread by its flag and not by its name', () => {
    const stat = (flags: number) => `2 (kthreadd) S 0 0 0 0 -1 ${flags} 0 0 0 0 0 0 0 0 20 0 1 0 5 0 0`;
    expect(parseStat(stat(0x208040)).kernelThread).toBe(true);
    expect(parseStat(stat(0x400100)).kernelThread).toBe(false);
  });

  it('tells the program and its arguments, empty ones too', async () => {
    const subject = await subjects.start('plain', '');
    const program = subjects.path('subject');
    expect(await readCommand(subject.pid)).toEqual({
      executable: program,
      arguments: [program, 'plain', ''],
    });
    expect(await readCommand(2 ** 30)).toEqual({ arguments: [] });
  });

  it('tells the memory in bytes', async () => {
    const subject = await subjects.start('memory-files');
    const memory = await readMemory(subject.pid);
    expect(memory?.shared).toBeGreaterThanOrEqual(3 * 1024 * 1024);
    expect(memory?.virtual).toBeGreaterThan(memory?.resident ?? Number.POSITIVE_INFINITY);
    expect(memory?.privateDirty).toBeGreaterThan(4096);
    expect(memory?.privateDirty).toBeLessThan(memory?.resident ?? 0);
  });

  it('names it for people', () => {
    expect(describeProcess({ pid: 7, name: 'redis-server' })).toBe('7 (redis-server)');
  });
});

describe('capabilities and kernel', () => {
  it('reads the own effective set', () => {
    const text = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    expect(readCapabilities()).toBe(BigInt(`0x${text}`));
    expect(readCapabilities(2 ** 30)).toBe(0n);
  });

  it('knows each capability by its bit', () => {
    expect(hasCapability('CAP_SYS_RESOURCE', 1n << 24n)).toBe(true);
    expect(hasCapability('CAP_SYS_RESOURCE', ~(1n << 24n) & 0x1ffffffffffn)).toBe(false);
    expect(hasCapability('CAP_CHECKPOINT_RESTORE', 1n << 40n)).toBe(true);
  });

  it('tells which run of which kernel this is', () => {
    const kernel = readKernel();
    expect(kernel.bootId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(readFileSync('/proc/version', 'utf8')).toContain(kernel.release);
    expect(kernel.architecture).not.toBe('x64');
  });
});
