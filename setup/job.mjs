import { constants } from 'node:os';
import { spawnBound } from './command.mjs';

/**
 * Runs a script of the project in the foreground, with this process's terminal, and waits for its end. What asks this process to stop asks the script, which has the last word about when.
 *
 * @param {{ script: string, args: string[], environment: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} its exit code; 128 and the signal's number when a signal ended it
 */
export async function runJob({ script, args, environment }) {
  const child = spawnBound(process.execPath, [script, ...args], 'TERM', {
    env: environment,
    stdio: 'inherit',
  });
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    // On a terminal, Ctrl-C reaches the script as it reaches this process; a second one would be a second request.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, forward);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
  } finally {
    for (const signal of signals) process.off(signal, forward);
  }
}
