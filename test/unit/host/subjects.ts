import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll } from 'vitest';

/** A running process of subject.c. */
export interface Subject {
  readonly pid: number;
  /** The two pids of its line `ready FIRST SECOND`. */
  readonly first: number;
  readonly second: number;
  /** The next line it writes. */
  readonly nextLine: () => Promise<string>;
  /** Sends a line to its standard input. */
  readonly tell: (line: string) => void;
  /** Kills it and its process group, and waits until it is reaped. */
  readonly end: () => Promise<void>;
}

export interface Subjects {
  /** Starts a subject as the leader of a session of its own. */
  readonly start: (mode: string, argument?: string) => Promise<Subject>;
  /** A path in a folder that is gone after the tests. */
  readonly path: (name: string) => string;
  /** A process that is not of the group of its subject, to be killed after the test. */
  readonly own: (pid: number) => number;
}

/** Compiles subject.c for the tests of a file, and ends after each test what it has started. */
export function useSubjects(): Subjects {
  let folder = '';
  const running: Subject[] = [];
  const owned: number[] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'criud-host-'));
    const source = fileURLToPath(new URL('subject.c', import.meta.url));
    execFileSync('cc', ['-O1', '-pthread', '-o', join(folder, 'subject'), source], { stdio: 'inherit' });
  });
  afterEach(async () => {
    for (const pid of owned.splice(0)) killQuietly(pid);
    await Promise.all(running.splice(0).map((subject) => subject.end()));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  return {
    path: (name) => join(folder, name),
    own: (pid) => {
      owned.push(pid);
      return pid;
    },
    async start(mode, argument = '') {
      const child = spawn(join(folder, 'subject'), [mode, argument], {
        detached: true,
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      const subject = await becomeReady(child, mode);
      running.push(subject);
      return subject;
    },
  };
}

async function becomeReady(child: ChildProcess, mode: string): Promise<Subject> {
  const { pid, stdin, stdout, stderr } = child;
  if (pid === undefined || stdin === null || stdout === null || stderr === null) {
    throw new Error(`subject ${mode} did not start`);
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let complaint = '';
  stderr.on('data', (text) => {
    complaint += text;
  });
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`subject ${mode} has ended: ${complaint}`);
    return value;
  };
  const [, first = 0, second = 0] = (await nextLine()).split(' ').map(Number);
  return {
    pid,
    first,
    second,
    nextLine,
    tell: (line) => stdin.write(`${line}\n`),
    async end() {
      killQuietly(-pid);
      await ended;
    },
  };
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
