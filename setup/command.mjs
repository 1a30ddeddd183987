import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { SetupError } from './setup-error.mjs';

/** How long a stopped program may take to end before it is killed. */
const GRACE_MS = 3_000;

/** Of a long output the last part is kept: what went wrong stands at the end. */
const OUTPUT_LIMIT = 4 * 1024 * 1024;

/** @typedef {{ code: number | null, stdout: string, stderr: string }} CommandResult */

/**
 * The absolute path of the program that a shell would run for this name, or undefined when there is none. A name with a slash
 * is a path, relative to the current folder.
 *
 * @param {string} name
 * @param {string} [searchPath] folders as in PATH
 * @returns {string | undefined}
 */
export function findProgram(name, searchPath = process.env.PATH ?? '') {
  const candidates = name.includes('/')
    ? [resolve(name)]
    : searchPath
        .split(delimiter)
        .filter(isAbsolute)
        .map((folder) => join(folder, name));
  return candidates.find(isProgram);
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Starts a program which the kernel ends with this one, even when this one is killed and can end nothing any more.
 * setpriv(1) asks the kernel for that; where it is missing the program is started as it is.
 *
 * @param {string} program absolute path
 * @param {string[]} args
 * @param {'KILL' | 'TERM'} deathSignal what the program gets when this process dies
 * @param {import('node:child_process').SpawnOptions} options
 */
export function spawnBound(program, args, deathSignal, options) {
  const setpriv = findProgram('setpriv');
  return setpriv === undefined
    ? spawn(program, args, options)
    : spawn(setpriv, ['--pdeathsig', deathSignal, '--', program, ...args], options);
}

/**
 * Runs a program in a process group of its own until it has ended, with nothing on its standard input, and keeps what it says.
 * An exit code other than 0 is an answer, not an error.
 *
 * @param {string} name a program on PATH, or a path
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, signal?: AbortSignal | undefined }} [options]
 *   `timeoutMs` defaults to ten minutes; when it is over, and when `signal` aborts, the whole group is ended before this returns
 * @returns {Promise<CommandResult>}
 * @throws {SetupError} `PROGRAM_MISSING` or `PROGRAM_TIMEOUT`; the reason of `signal` when that aborted
 */
export async function runCommand(name, args, options = {}) {
  const { cwd, env = process.env, timeoutMs = 600_000, signal } = options;
  signal?.throwIfAborted();
  const program = findProgram(name, env.PATH);
  if (program === undefined) {
    throw new SetupError(
      'PROGRAM_MISSING',
      `the program ${name} is not on this machine`,
      `Install ${name} and run the same command again.`,
    );
  }

  const child = spawnBound(program, args, 'KILL', {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name_ of /** @type {const} */ (['stdout', 'stderr'])) {
    child[name_]?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output[name_] = (output[name_] + text).slice(-OUTPUT_LIMIT);
    });
  }

  let timedOut = false;
  /** @type {NodeJS.Timeout | undefined} */
  let grace;
  const end = () => {
    killGroup(child.pid, 'SIGTERM');
    clearTimeout(grace);
    grace = setTimeout(() => killGroup(child.pid, 'SIGKILL'), GRACE_MS);
  };
  const deadline = setTimeout(() => {
    timedOut = true;
    end();
  }, timeoutMs);
  signal?.addEventListener('abort', end);
  try {
    const code = await new Promise((resolve_, reject) => {
      child.once('error', reject);
      child.once('close', resolve_);
    });
    signal?.throwIfAborted();
    if (timedOut) {
      throw new SetupError(
        'PROGRAM_TIMEOUT',
        `${name} ${args.join(' ')} did not end within ${timeoutMs / 1000} s`,
        'Look for what holds it up (the network, the disk) and run the same command again.',
      );
    }
    return { code, ...output };
  } finally {
    clearTimeout(deadline);
    clearTimeout(grace);
    signal?.removeEventListener('abort', end);
  }
}

/**
 * @param {number | undefined} leader
 * @param {NodeJS.Signals} signal
 */
function killGroup(leader, signal) {
  if (leader === undefined) return;
  try {
    process.kill(-leader, signal);
  } catch {
    // The group has ended by itself in the meantime.
  }
}

/**
 * The last lines of what a program said, for the message about its failure.
 *
 * @param {CommandResult} result
 * @param {number} [lines]
 */
export function lastLines({ stdout, stderr }, lines = 20) {
  return `${stdout}\n${stderr}`
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-lines)
    .map((line) => `  ${line}`)
    .join('\n');
}
