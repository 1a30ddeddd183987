import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';

export const CHECKOUT = join(import.meta.dirname, '../..');

/** Where setup puts the programs of other languages, and npm those of packages. */
export const PROGRAMS = [join(CHECKOUT, '.cache/programs/bin'), join(CHECKOUT, 'node_modules/.bin')];

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in the checkout to its end, which must come within a minute. */
export async function run(
  [program = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = spawn(program, args, {
    cwd: CHECKOUT,
    env: { ...process.env, PATH: [...PROGRAMS, process.env.PATH].join(delimiter), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { status: child.exitCode, stdout, stderr };
}
