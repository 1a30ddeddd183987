import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

const PROGRAM = join(import.meta.dirname, '../../../dist/src/cli/criud.js');

export interface CriudRun {
  readonly pid: number;
  /** The lines of its standard output so far. */
  readonly lines: readonly string[];
  /** Resolves with the first line of the log that tells this event; rejects when criud has ended without. */
  event(name: string): Promise<Readonly<Record<string, unknown>>>;
  /** How it has ended, and all that it wrote to its standard error. */
  readonly ended: Promise<{
    readonly status: number | null;
    readonly stdout: string;
    readonly stderr: string;
  }>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts the compiled `criud` with nothing of this process's environment but the path. */
export function startCriud(args: readonly string[], environment: NodeJS.ProcessEnv = {}): CriudRun {
  if (!existsSync(PROGRAM)) throw new Error(`there is no ${PROGRAM}: compile it with npm run build`);
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const waiting: (() => void)[] = [];
  let over = false;
  const wake = () => {
    for (const look of waiting.splice(0)) look();
  };
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => {
    lines.push(line);
    wake();
  });
  const closed = once(output, 'close').then(() => {
    over = true;
    wake();
  });
  const complaint = text(child.stderr);
  const exited = once(child, 'exit');

  return {
    pid: child.pid ?? 0,
    lines,
    async event(name) {
      for (;;) {
        const found = lines.map((line) => JSON.parse(line)).find(({ event }) => event === name);
        if (found !== undefined) return found;
        if (over) throw new Error(`criud has ended without ${name}: ${await complaint}`);
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    ended: Promise.all([exited, closed, complaint]).then(([[status], , stderr]) => ({
      status,
      stdout: lines.map((line) => `${line}\n`).join(''),
      stderr,
    })),
    kill: (signal) => child.kill(signal),
  };
}

/** Runs `criud` to its end. */
export function runCriud(...args: readonly string[]): CriudRun['ended'] {
  return startCriud(args).ended;
}
