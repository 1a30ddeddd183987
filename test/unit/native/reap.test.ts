import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { reap } from '../../../src/native/index.js';

/**
 * Waits without a turn of the event loop, in which libuv would reap the child.
 */
function reapSoon(pid: number): ReturnType<typeof reap> {
  const deadline = performance.now() + 10_000;
  const pause = new Int32Array(new SharedArrayBuffer(4));
  let result = reap(pid);
  while (result === 'running' && performance.now() < deadline) {
    Atomics.wait(pause, 0, 0, 2);
    result = reap(pid);
  }
  return result;
}

describe('reaping', () => {
  it('tells a running child from a dead one and takes its status once', () => {
    const child = spawn('sh', ['-c', 'read line; exit 3'], { stdio: ['pipe', 'ignore', 'ignore'] });
    const pid = child.pid ?? 0;
    expect(reap(pid)).toBe('running');
    process.kill(pid, 'SIGTERM');
    expect(reapSoon(pid)).toEqual({ status: 15 });
    expect(reap(pid)).toBe('not-a-child');
    child.stdin?.destroy();
    child.unref();
  });

  it('gives the exit code in the upper byte', () => {
    const child = spawn('sh', ['-c', 'exit 3'], { stdio: 'ignore' });
    expect(reapSoon(child.pid ?? 0)).toEqual({ status: 3 << 8 });
    child.unref();
  });

  it('knows what is no child, and never takes any child', () => {
    expect(reap(process.pid)).toBe('not-a-child');
    for (const pid of [0, -1, -process.pid]) {
      expect(() => reap(pid)).toThrow(expect.objectContaining({ code: 'EINVAL', syscall: 'waitpid' }));
    }
  });
});
