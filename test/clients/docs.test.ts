import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { CHECKOUT, PROGRAMS } from './command.js';

/** A line of a document that ends so goes on while the lines after it run. It is ended by Ctrl-C. */
const GOES_ON = /\s+# runs until Ctrl-C$/;
const CTRL_C = '\x03';

/** The one command that is not run here, because it is what runs this. */
const WHOLE = 'npm test';

const DOCUMENTS = ['README.md', ...readdirSync(join(CHECKOUT, 'docs')).map((name) => `docs/${name}`)].filter(
  (path) => path.endsWith('.md'),
);

/** All lines of the blocks that are marked as shell, in their order. */
function commandsOf(document: string): readonly string[] {
  const markdown = readFileSync(join(CHECKOUT, document), 'utf8');
  const blocks = [...markdown.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block ?? '');
  return blocks.join('').split('\n').filter(Boolean);
}

/** Starts a program in the checkout, as a reader does who has a home of his own. */
function start(home: string, program: string, ...args: readonly string[]): ChildProcess {
  const path = [...PROGRAMS, process.env.PATH].join(delimiter);
  return spawn(program, args, {
    cwd: CHECKOUT,
    env: { ...process.env, HOME: home, PATH: path },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

interface Going {
  /** Ctrl-C, and what it had said when it ended. */
  interrupt(): Promise<string>;
  kill(): void;
}

/** Starts a command on a terminal and returns when it has said `word`. */
async function startOnTerminal(home: string, command: string, word: string): Promise<Going> {
  const child = start(home, 'script', '--quiet', '--return', '--command', command, '/dev/null');
  let said = '';
  const heard = new Promise<void>((resolve) => {
    child.stdout?.on('data', (chunk) => {
      said += chunk;
      if (said.includes(word)) resolve();
    });
  });
  const ended = once(child, 'close');
  await Promise.race([heard, ended]);
  if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}: ${said}`);
  return {
    async interrupt() {
      child.stdin?.write(CTRL_C);
      await ended;
      return said;
    },
    kill: () => child.kill(),
  };
}

describe.each(DOCUMENTS.filter((path) => commandsOf(path).length > 0))('the commands in %s', (document) => {
  const commands = commandsOf(document);
  const endless = commands.filter((line) => GOES_ON.test(line));
  const others = commands.filter((line) => !GOES_ON.test(line) && line !== WHOLE);

  it('all do what they are there for', { timeout: 240_000 }, async () => {
    const home = await mkdtemp(join(tmpdir(), 'criud-home-'));
    const going: Going[] = [];
    try {
      for (const line of endless) {
        going.push(await startOnTerminal(home, line.replace(GOES_ON, ''), 'daemon.serving'));
      }
      // One shell for all, as a reader has it: what one line sets the next one uses.
      const child = start(home, 'bash', '-eu', '-o', 'pipefail', '-c', others.join('\n'));
      child.stdin?.end();
      const [out, error, [status]] = await Promise.all([
        child.stdout && text(child.stdout),
        child.stderr && text(child.stderr),
        once(child, 'close'),
      ]);
      expect(status, `${out}\n${error}`).toBe(0);
      if (document === 'README.md') expectDumpAndRestore(out ?? '');

      for (const each of going) expect(await each.interrupt()).toContain('daemon.stopped');
    } finally {
      for (const each of going) each.kill();
      await endLeftover(join(home, '.criud/pid'));
      await rm(home, { recursive: true, force: true });
    }
  });
});

/** What was to be dumped ends here when something has gone wrong before. */
async function endLeftover(pidFile: string): Promise<void> {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => '0'));
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (command.includes('.criud/pid')) process.kill(pid, 'SIGKILL');
}

/** What README.md shows: the demo, and a clock that goes on after the restore, which was later than the dump. */
function expectDumpAndRestore(output: string): void {
  expect(output).toMatch(/count before the dump \d+, after the restore \d+/);
  expect(output.match(/"state": "OPERATION_STATE_SUCCEEDED"/g)).toHaveLength(2);
  const [dumped = '', restored = ''] = [...output.matchAll(/"endTime": "(.*?)"/g)].map(([, time]) => time);
  const clock = output.split('\n').filter((line) => /^\w.*\b\d\d:\d\d:\d\d\b/.test(line));
  const [before = 0, after = 0] = clock.map((line) => Date.parse(line));
  expect(clock).toHaveLength(2);
  expect(before).toBeLessThanOrEqual(Date.parse(dumped));
  // It tells whole seconds.
  expect(after).toBeGreaterThanOrEqual(Math.floor(Date.parse(restored) / 1000) * 1000);
}

describe('the command that runs this', () => {
  it('is what package.json and the continuous integration say it is', () => {
    expect(commandsOf('README.md')).toContain(WHOLE);
    const { scripts } = JSON.parse(readFileSync(join(CHECKOUT, 'package.json'), 'utf8'));
    expect(scripts.test).toBe('node setup/setup.mjs test');
    expect(readFileSync(join(CHECKOUT, '.ci/run'), 'utf8')).toMatch(/^exec npm test$/m);
  });
});
