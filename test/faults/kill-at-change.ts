import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Kills a program with SIGKILL right before one of the changes that it makes to
 * the files below a folder: a file or folder that is made, written, renamed, cut
 * or removed. So every state that a kill can leave is come by, one by one.
 */
export interface KillAtChange extends Disposable {
  /** To be in the environment of the program itself, not of one that starts it: what that starts is not affected. */
  readonly environment: Readonly<Record<string, string>>;
  /** Changes are counted from now on, and the program dies before this one: 1 is the next. */
  arm(change: number): void;
  /** The program lives on. Returns how many changes have been counted, that which killed it among them. */
  disarm(): number;
}

/** @param folder its real path: no link may be in it */
export async function killAtChange(folder: string): Promise<KillAtChange> {
  const library = await compiledLibrary();
  const control = join(tmpdir(), `kill-at-change-${process.pid}-${Math.random().toString(36).slice(2)}`);
  writeFileSync(control, new Uint8Array(8), { flag: 'wx', mode: 0o600 });
  const set = (left: number, seen: number) => {
    const file = openSync(control, 'r+');
    writeSync(file, new Uint8Array(Int32Array.of(left, seen).buffer), 0, 8, 0);
    closeSync(file);
  };
  return {
    environment: {
      LD_PRELOAD: library,
      KILL_AT_CHANGE_BELOW: folder,
      KILL_AT_CHANGE_CONTROL: control,
    },
    arm: (change) => set(change, 0),
    disarm() {
      const numbers = new Int32Array(2);
      const file = openSync(control, 'r');
      readSync(file, new Uint8Array(numbers.buffer), 0, 8, 0);
      closeSync(file);
      set(0, 0);
      return numbers[1] ?? 0;
    },
    [Symbol.dispose]: () => rmSync(control, { force: true }),
  };
}

/**
 * Has a program killed at its first change, at its second, and so on, until one
 * attempt is over before its change comes.
 *
 * @param attempt makes everything anew, has the program killed there, looks at
 *   what is left, and says whether it was killed at all
 * @returns how many changes there are
 */
export async function atEveryChange(
  attempt: (change: number) => Promise<'killed' | 'finished'>,
): Promise<number> {
  for (let change = 1; ; change += 1) {
    if ((await attempt(change)) === 'finished') return change - 1;
  }
}

let compiled: Promise<string> | undefined;

function compiledLibrary(): Promise<string> {
  compiled ??= compile();
  return compiled;
}

async function compile(): Promise<string> {
  const source = join(import.meta.dirname, 'kill-at-change.c');
  const hash = createHash('sha256')
    .update(process.arch)
    .update(readFileSync(source))
    .digest('hex')
    .slice(0, 16);
  const cache = join(import.meta.dirname, '../../.cache/workloads');
  const library = join(cache, `kill-at-change-${hash}.so`);
  if (existsSync(library)) return library;
  await mkdir(cache, { recursive: true });
  const making = await mkdtemp(join(cache, 'making-'));
  try {
    const output = join(making, 'library.so');
    const flags = ['-std=gnu11', '-O1', '-shared', '-fPIC', '-Wall'];
    await promisify(execFile)(process.env.CC ?? 'cc', [...flags, '-o', output, source, '-ldl']);
    // Another worker may have been first; what it made is the same.
    await rename(output, library);
    return library;
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}
