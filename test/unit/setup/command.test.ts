import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { findProgram, lastLines, runCommand } from '../../../setup/command.mjs';
import { scratchFolder } from './scratch-folder.js';

const COMMAND_MODULE = new URL('../../../setup/command.mjs', import.meta.url).href;

describe('a command of the setup', () => {
  it('answers with the exit code and both outputs, and sees nothing on its standard input', async () => {
    expect(await runCommand('sh', ['-c', 'cat; echo out; echo err >&2; exit 3'])).toEqual({
      code: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  it('says which program is missing', async () => {
    await expect(runCommand('no-such-program-of-criud', [])).rejects.toMatchObject({
      reason: 'PROGRAM_MISSING',
      message: expect.stringContaining('no-such-program-of-criud'),
    });
  });

  it('fails when its time is over', async () => {
    await expect(runCommand('sleep', ['600'], { timeoutMs: 50 })).rejects.toMatchObject({
      reason: 'PROGRAM_TIMEOUT',
    });
  });

  it('is ended with all its descendants when the setup is told to stop, and fails with the reason given', async () => {
    const pidFile = join(scratchFolder(), 'pid');
    const controller = new AbortController();
    const reason = new Error('stopped');
    const command = runCommand('sh', ['-c', 'sleep 600 & echo $! > "$0"; wait', pidFile], {
      signal: controller.signal,
    });
    await vi.waitFor(() => expect(readFileSync(pidFile, 'utf8')).toMatch(/^\d+\n$/), { timeout: 10_000 });
    controller.abort(reason);
    await expect(command).rejects.toBe(reason);
    await vi.waitFor(() => expect(isRunning(Number(readFileSync(pidFile, 'utf8')))).toBe(false), {
      timeout: 10_000,
    });
    await expect(runCommand('true', [], { signal: controller.signal })).rejects.toBe(reason);
  });

  it('does not outlive a setup that is killed', async () => {
    const folder = scratchFolder();
    const pidFile = join(folder, 'pid');
    const script = `import { runCommand } from ${JSON.stringify(COMMAND_MODULE)};
      await runCommand('sh', ['-c', 'echo $$ > "$0"; exec sleep 600', process.argv[1]]);`;
    const setup = spawn(process.execPath, ['--input-type=module', '-e', script, pidFile], {
      stdio: 'ignore',
    });
    await vi.waitFor(() => expect(readFileSync(pidFile, 'utf8')).toMatch(/^\d+\n$/), { timeout: 10_000 });
    const pid = Number(readFileSync(pidFile, 'utf8'));
    expect(isRunning(pid)).toBe(true);
    setup.kill('SIGKILL');
    await once(setup, 'close');
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 10_000 });
  });

  it('shows the end of a long output', () => {
    const stdout = Array.from({ length: 50 }, (_, index) => `line ${index}\n`).join('\n');
    expect(lastLines({ code: 1, stdout, stderr: 'the cause' }, 2)).toBe('  line 49\n  the cause');
  });
});

describe('finding a program', () => {
  it('takes the first executable file on the search path and nothing else of that name', () => {
    const folder = scratchFolder();
    for (const name of ['a', 'b', 'c', 'd']) mkdirSync(join(folder, name));
    mkdirSync(join(folder, 'a/criu'));
    writeFileSync(join(folder, 'b/criu'), '', { mode: 0o644 });
    writeFileSync(join(folder, 'c/criu'), '', { mode: 0o755 });
    writeFileSync(join(folder, 'd/criu'), '', { mode: 0o755 });
    const searchPath = ['a', 'b', 'c', 'd'].map((name) => join(folder, name)).join(':');
    expect(findProgram('criu', searchPath)).toBe(join(folder, 'c/criu'));
    chmodSync(join(folder, 'c/criu'), 0o644);
    expect(findProgram('criu', searchPath)).toBe(join(folder, 'd/criu'));
  });

  it('takes a name with a slash as a path', () => {
    expect(findProgram('/bin/sh', '')).toBe('/bin/sh');
    expect(findProgram('/bin/no-such-program', '/bin')).toBeUndefined();
  });
});

/** Whether a process exists and is not merely waiting to be reaped. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
