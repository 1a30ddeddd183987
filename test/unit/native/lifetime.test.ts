import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addonFiles, packageRoot } from '../../../src/native/addon.js';

const root = packageRoot(import.meta.dirname);
const compiled = addonFiles(root, {}).at(-1) ?? '';
let folder: string;

/** src/native as one JavaScript file in a package of its own, for programs that run without vitest. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'criud-native-'));
  await writeFile(join(folder, 'package.json'), '{"name":"criud","type":"module"}');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: { ssr: 'src/native/index.ts', outDir: folder, emptyOutDir: false, copyPublicDir: false },
  });
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

interface Result {
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program of fixtures/ in a Node of its own until it ends. */
async function run(
  name: string,
  options: readonly string[] = [],
  ...args: readonly string[]
): Promise<Result> {
  const program = join(import.meta.dirname, 'fixtures', name);
  const environment = { ...process.env, CRIUD_NATIVE: compiled, NODE_OPTIONS: '' };
  try {
    const output = await promisify(execFile)(
      process.execPath,
      [...options, program, join(folder, 'index.js'), ...args],
      { env: environment, timeout: 60_000, killSignal: 'SIGKILL' },
    );
    return { code: 0, ...output };
  } catch (error) {
    // What execFile rejects with when the program ran and did not exit with 0.
    const { code, signal, stdout, stderr } = error as Result & { signal: string | null };
    return { code: code ?? signal, stdout, stderr };
  }
}

describe('sockets and descriptors', () => {
  it('that are forgotten are closed by the garbage collector', async () => {
    expect(await run('forgotten.mjs', ['--expose-gc'])).toEqual({
      code: 0,
      stdout: 'sockets left: 0\n',
      stderr: '',
    });
  });

  for (const ending of ['terminated', 'terminated while it runs', 'exit', 'exception', 'closing']) {
    it(`of a worker thread are closed when it ends (${ending})`, async () => {
      expect(await run('workers.mjs', [], ending)).toEqual({
        code: 0,
        stdout: 'sockets left: 0\n',
        stderr: '',
      });
    });
  }

  it('do not keep a process alive when idle', async () => {
    expect(await run('event-loop.mjs', [], 'idle')).toEqual({ code: 0, stdout: 'idle\n', stderr: '' });
  });

  for (const pending of ['receive', 'send', 'accept']) {
    it(`keep a process alive while there is a pending ${pending}`, async () => {
      expect(await run('event-loop.mjs', [], pending)).toEqual({
        code: 0,
        stdout: `${pending} done\n`,
        stderr: '',
      });
    });
  }
});

describe('an exception', () => {
  it('after a receive ends the process as an unhandled rejection', async () => {
    const { code, stdout, stderr } = await run('exception.mjs', [], 'continuation');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('thrown after a receive');
  });

  it('in the readiness callback of the addon is an uncaught exception, and the callback is not called again', async () => {
    const result = await run('exception.mjs', [], 'callback', compiled);
    expect(result).toEqual({ code: 0, stdout: 'uncaughtException: thrown in the callback\n', stderr: '' });
  });
});
