import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { type Client, connect } from '../../src/client/index.js';
import { readTree } from '../../src/host/index.js';

const PROGRAM = join(import.meta.dirname, '../../dist/src/cli/criud.js');

/** CRIU needs `ip` for a network namespace; where the machine has none, setup has unpacked one. */
export const ENVIRONMENT = {
  ...process.env,
  PATH: [process.env.PATH, join(import.meta.dirname, '../../.cache/programs/bin')].join(delimiter),
};

/** A line of the daemon's log. */
export type LogLine = Readonly<Record<string, unknown>>;

/** A real criud in a process of its own, with a state directory of its own. */
export interface Daemon extends AsyncDisposable {
  readonly pid: number;
  readonly client: Client;
  /** Path of its unix socket. */
  readonly socket: string;
  readonly stateFolder: string;
  /** What it has logged so far. */
  readonly log: readonly LogLine[];
  /** Numbers of its open descriptors. */
  descriptors(): Promise<readonly string[]>;
  /** Pids of its children. */
  children(): Promise<readonly number[]>;
  /** Resident memory, in bytes. */
  residentBytes(): Promise<number>;
  /** SIGTERM, the end of the process, and of its folder: its exit status. */
  stop(): Promise<number | null>;
}

export interface DaemonOptions {
  /** More flags of `criud serve`. */
  readonly flags?: readonly string[];
  /** Another CRIU than the one of the tests. */
  readonly criu?: string;
  /** A command that runs the daemon, such as a reaper. */
  readonly under?: readonly string[];
  /** The state of an earlier daemon; it is not removed then. */
  readonly stateFolder?: string;
  /** Added to its environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a daemon without CAP_SYS_RESOURCE, which root lacks in many containers and has elsewhere. */
export const WITHOUT_SYS_RESOURCE = ['setpriv', '--bounding-set=-sys_resource'];

/** A command of criud that has ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `criud` with these arguments to its end, which must come within a minute. */
export async function runCriud(...args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { status: child.exitCode, stdout, stderr };
}

/** Starts a daemon and returns when it serves. */
export async function startDaemon(options: DaemonOptions = {}): Promise<Daemon> {
  const folder = await mkdtemp(join(tmpdir(), 'criud-test-'));
  const socket = join(folder, 'criud.sock');
  const stateFolder = options.stateFolder ?? join(folder, 'state');
  const criu = options.criu ?? process.env.CRIUD_CRIU ?? 'criu';
  const [program = process.execPath, ...args] = [
    ...(options.under ?? []),
    process.execPath,
    PROGRAM,
    'serve',
    ...['--socket', socket, '--state', stateFolder],
    ...(options.flags?.includes('--criu-service') ? [] : ['--criu', criu]),
    ...(options.flags ?? []),
  ];
  const child = spawn(program, args, {
    env: { ...ENVIRONMENT, ...options.environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const log: LogLine[] = [];
  const serving = await firstLine(child, log, 'daemon.serving').catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  const pid = seenFromHere(child.pid ?? 0, Number(serving.pid));
  const client = connect(`unix:${socket}`);

  async function stop(): Promise<number | null> {
    client.close();
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      process.kill(pid, 'SIGTERM');
      await exited;
    }
    await rm(folder, { recursive: true, force: true });
    return child.exitCode;
  }

  return {
    pid,
    client,
    socket,
    stateFolder,
    log,
    descriptors: () => readdir(`/proc/${pid}/fd`),
    async children() {
      const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
      return text.split(' ').filter(Boolean).map(Number);
    },
    async residentBytes() {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
    },
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
    },
  };
}

/** Collects the log from now on; resolves at the first line of this event. */
function firstLine(child: ChildProcess, log: LogLine[], event: string): Promise<LogLine> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('the daemon has no stdout'));
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line: LogLine = JSON.parse(text);
      log.push(line);
      if (line.event === event) resolve(line);
    });
    child.once('exit', (code, signal) =>
      reject(new Error(`the daemon ended with ${code ?? signal} before ${event}`)),
    );
  });
}

/** A daemon in a pid namespace of its own logs the pid that it has there, which is somebody else's here. */
function seenFromHere(launcher: number, logged: number): number {
  const processes = readTree(launcher)?.processes ?? [];
  const daemon = processes.find(({ namespacePids }) => namespacePids.at(-1) === logged);
  if (daemon === undefined) throw new Error(`no daemon below process ${launcher}`);
  return daemon.pid;
}
