import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { findProgram } from './command.mjs';
import { SetupError } from './setup-error.mjs';

/** A lock that is free is there sooner than this; only then is there something to say. */
const WORTH_SAYING_MS = 300;

/**
 * Waits until this process alone may change what the setup owns. The lock is one of the kernel's (flock): it is held by a child
 * that lives as long as its standard input is open, so it is let go when this process ends in whatever way, and never stale.
 *
 * @param {{ path: string, say: (text: string) => void, signal?: AbortSignal | undefined }} options `path` is a file, made
 *   when missing, which holds the process id of the latest holder
 * @returns {Promise<{ release: () => Promise<void> }>} `release` returns when the lock is free
 * @throws {SetupError} `LOCK_FAILED` or `PROGRAM_MISSING`; the reason of `signal` when that aborted
 */
export async function acquireLock({ path, say, signal }) {
  const flock = findProgram('flock');
  if (flock === undefined) {
    throw new SetupError(
      'PROGRAM_MISSING',
      'the program flock is not on this machine',
      'Install util-linux and run the same command again.',
    );
  }
  await mkdir(dirname(path), { recursive: true });
  signal?.throwIfAborted();
  const holder = spawn(
    flock,
    ['--exclusive', '--no-fork', path, 'sh', '-c', 'echo held; exec cat >/dev/null'],
    { detached: true, stdio: ['pipe', 'pipe', 'ignore'] },
  );
  const ended = new Promise((resolve) => holder.once('close', resolve));
  const release = async () => {
    holder.kill('SIGKILL');
    await ended;
  };

  const waiting = setTimeout(() => {
    const other = readFileSync(path, 'utf8').trim();
    say(
      `waiting for ${other === '' ? 'another process' : `process ${other}`}, which sets up the same folder`,
    );
  }, WORTH_SAYING_MS);
  const onAbort = () => holder.kill('SIGKILL');
  signal?.addEventListener('abort', onAbort);
  try {
    const held = await new Promise((resolve, reject) => {
      holder.once('error', reject);
      holder.once('close', () => resolve(false));
      holder.stdout.once('data', () => resolve(true));
    });
    signal?.throwIfAborted();
    if (!held) {
      throw new SetupError(
        'LOCK_FAILED',
        `could not lock ${path}`,
        'See that the folder is on a local disk and can be written, and run the same command again.',
      );
    }
  } finally {
    clearTimeout(waiting);
    signal?.removeEventListener('abort', onAbort);
  }
  writeFileSync(path, `${process.pid}\n`);
  return { release };
}
