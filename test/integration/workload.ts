import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/**
 * A process tree that a test has started, and every later form of it that CRIU restores. Disposing it is to `stop` it.
 */
export interface Tree extends AsyncDisposable {
  /**
   * The root of the tree, as this machine's first pid namespace numbers it. A restore gives a tree with a pid
   * namespace of its own another one; the methods here follow it.
   */
  readonly pid: number;
  /** The tree's own temporary folder: working directory, state file, `stdout`, `stderr` and what it makes. */
  readonly folder: string;
  /** The root folder of a tree with a mount namespace of its own (CRIU's `root` for its restore). */
  readonly root?: string;
  /** The state letter of the root in /proc, or undefined when nothing has its pid, not even a zombie. */
  state(): string | undefined;
  /** True when the root has ended. Its zombie may still hold the pid: then `state()` is `Z`. */
  isGone(): boolean;
  /** The pids of the tree from the root down, zombies too; empty when the root is gone. */
  pids(): number[];
  /** Ends what there is of the tree, restored or not, waits for that and removes the folder. */
  stop(): Promise<void>;
}

/** A tree that verifies its own state round by round (see test/workloads/README.md). */
export interface Workload extends Tree {
  /**
   * The rounds it has verified since its first start. After a dump that kills, this is the count in the images.
   * Throws with the workload's own text when a verification has failed.
   */
  count(): number;
  /** Another number that its state line reports, such as `port`. */
  reported(name: string): number;
  /**
   * Waits until it has counted further than `count`, which it must have reached, and returns where it is. Fails at
   * once when a verification has failed or the count is lower (it was started afresh), else after `deadlineMs` (10 s
   * by default).
   */
  advancesFrom(count: number, deadlineMs?: number): Promise<number>;
}

/** A workload whose parent lets it stay a zombie. */
export interface UnreapedWorkload extends Workload {
  /** Pid of the parent, a process outside of the tree. */
  readonly parent: number;
  /** Makes the parent reap what has ended and whatever ends from now on. */
  reap(): void;
}

/** A workload on a pseudo-terminal whose master is held by a process outside the tree. */
export interface TerminalWorkload extends Workload {
  /** The same workload as the tree of the process that leads its session. */
  readonly session: Workload;
  /** All that was printed on this terminal. What a restored tree prints goes to the terminal it got then. */
  printed(): string;
  /** Types a line at this terminal. Fails when its holder has ended, which it does with the tree. */
  type(line: string): void;
}

export interface WorkloadOptions {
  /** Added to the environment, which is otherwise PATH, HOME and the mark by which `stop` finds the tree. */
  readonly env?: Readonly<Record<string, string>>;
  /** The program that runs a `.mjs` or `.py` workload: this Node and `python3` by default. */
  readonly interpreter?: string;
  /** Leaves io_uring to a `.mjs` workload; Node 24 and newer then cannot be dumped. */
  readonly ioUring?: boolean;
  /** How long the first round may take: 15 s by default. */
  readonly deadlineMs?: number;
}

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const sources = join(checkout, 'test', 'workloads');
const mark = 'CRIUD_WORKLOAD';
const run = promisify(execFile);

/** Looks every 2 ms until `look` finds something; fails with `what` after `deadlineMs`. */
export async function until<T>(what: string, deadlineMs: number, look: () => T | undefined): Promise<T> {
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${deadlineMs} ms`);
    await pause(2);
  }
}

let compiled: Promise<string> | undefined;

/**
 * Compiles the workloads written in C with `CC` or `cc` into `.cache/workloads/<hash of the sources>/`, unless that is
 * there already. Needs libc headers and a static libc. Every start does this by itself.
 */
export async function compileWorkloads(): Promise<void> {
  await programs();
}

function programs(): Promise<string> {
  compiled ??= compile();
  return compiled;
}

async function compile(): Promise<string> {
  const files = (await readdir(sources)).filter((file) => /\.[ch]$/.test(file)).sort();
  const hash = createHash('sha256').update(process.arch);
  for (const file of files) hash.update(`\0${file}\0`).update(await readFile(join(sources, file)));
  const cache = join(checkout, '.cache', 'workloads');
  const folder = join(cache, hash.digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;

  await mkdir(cache, { recursive: true });
  const making = await mkdtemp(join(cache, 'making-'));
  try {
    await Promise.all(
      files
        .filter((file) => file.endsWith('.c'))
        .map(async (file) => {
          const name = basename(file, '.c');
          const flags = ['-std=gnu11', '-O1', '-pthread', ...(name === 'namespaced' ? ['-static'] : [])];
          await run(process.env.CC ?? 'cc', [...flags, '-o', join(making, name), join(sources, file)]);
        }),
    );
    // Another worker may have been first; what it made is the same.
    await rename(making, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
    return folder;
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

/** The state letter of a process, from /proc/PID/stat. */
function stateOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.charAt(stat.lastIndexOf(')') + 2);
  } catch {
    return undefined;
  }
}

function hasEnded(pid: number): boolean {
  const state = stateOf(pid);
  return state === undefined || state === 'Z' || state === 'X';
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      (readFileSync(`/proc/${pid}/task/${thread}/children`, 'latin1').match(/\d+/g) ?? []).map(Number),
    );
  } catch {
    return [];
  }
}

function descendantsOf(pid: number): number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)]);
}

/** CRIU restores the environment too, so the mark finds a tree whoever its parent is by now. */
function isMarked(pid: number, folder: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(`${mark}=${folder}`);
  } catch {
    return false;
  }
}

function markedPids(folder: string): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => isMarked(pid, folder));
}

/** True for pid 1 of a pid namespace that is not the machine's first. */
function isNamespaceRoot(pid: number): boolean {
  try {
    return /^NSpid:\t\d+(\t\d+)*\t1$/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
}

/** Sends SIGKILL to every process of the folder that lives, and returns their pids. */
function killMarked(folder: string): number[] {
  const pids = markedPids(folder);
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended since it was listed.
    }
  }
  return pids;
}

function removeFiles(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  rmSync(join('/dev/shm', basename(folder)), { force: true });
}

const running = new Set<string>();
process.once('exit', () => {
  for (const folder of running) {
    killMarked(folder);
    removeFiles(folder);
  }
});

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'criud-'));
  await chmod(folder, 0o755); // a workload that changes its uid lives here too
  running.add(folder);
  return folder;
}

async function stopTree(folder: string): Promise<void> {
  const killed = new Set<number>();
  await until(`end of the processes of ${folder}`, 20_000, () => {
    const found = killMarked(folder);
    for (const pid of found) killed.add(pid);
    return (found.length === 0 && [...killed].every(hasEnded)) || undefined;
  });
  removeFiles(folder);
  running.delete(folder);
}

interface Start {
  readonly pid: number;
  /** What to say when it ended before it was ready; undefined while it lives. */
  early(): string | undefined;
}

/** Starts a program in a session of its own, with no descriptor of the test in it. */
async function start(folder: string, command: readonly string[], options: WorkloadOptions): Promise<Start> {
  const [program = '', ...args] = command;
  const output = openSync(join(folder, 'stdout'), 'a');
  const errors = openSync(join(folder, 'stderr'), 'a');
  const env = {
    PATH: process.env.PATH ?? '/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: process.env.HOME ?? '/root',
    [mark]: folder,
    ...options.env,
  };
  try {
    const child = spawn(program, args, {
      cwd: folder,
      env,
      detached: true,
      stdio: ['ignore', output, errors],
    });
    await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    const { pid } = child;
    if (pid === undefined) throw new Error(`${program} has no pid`);
    child.unref();
    return {
      pid,
      early() {
        if (child.exitCode === null && child.signalCode === null) return undefined;
        const said = readFileSync(join(folder, 'stderr'), 'utf8').trim();
        return `${program} ended with ${child.signalCode ?? child.exitCode}${said === '' ? '' : `: ${said}`}`;
      },
    };
  } finally {
    closeSync(output);
    closeSync(errors);
  }
}

function treeOf(pid: number, folder: string, root?: string): Tree {
  const current = (): number =>
    root === undefined ? pid : (markedPids(folder).find(isNamespaceRoot) ?? pid);
  const isGone = (): boolean => hasEnded(current()) || !isMarked(current(), folder);
  return {
    pid,
    folder,
    ...(root === undefined ? {} : { root }),
    state: () => stateOf(current()),
    isGone,
    pids: () => (isGone() ? [] : [current(), ...descendantsOf(current())]),
    stop: () => stopTree(folder),
    [Symbol.asyncDispose]: () => stopTree(folder),
  };
}

/**
 * Starts any program by its path in a folder, session and environment of its own, as the workloads are. It is not
 * waited for. `%` at the start of an argument stands for the folder.
 */
export async function startTree(
  program: string,
  args: readonly string[] = [],
  options: WorkloadOptions = {},
): Promise<Tree> {
  const folder = await makeFolder();
  try {
    const command = [program, ...args.map((argument) => argument.replace(/^%/, folder))];
    const { pid } = await start(folder, command, options);
    return treeOf(pid, folder);
  } catch (error) {
    await stopTree(folder);
    throw error;
  }
}

/** The first line of a state file as names and numbers; undefined before there is one. Throws on `failed=`. */
function readState(file: string): ReadonlyMap<string, number> | undefined {
  // A read may see half of a write. The writes are milliseconds apart, so two equal reads are one whole line.
  let line = '';
  for (let before: string | undefined; before !== line; ) {
    before = line;
    try {
      line = readFileSync(file, 'utf8').split('\n', 1)[0] ?? '';
    } catch {
      return undefined;
    }
  }
  return parseState(line);
}

/** The first line of a state file; undefined before it is whole. Throws on `failed=`. */
export function parseState(line: string): ReadonlyMap<string, number> | undefined {
  if (line.startsWith('failed=')) throw new Error(`workload ${line.trimEnd()}`);
  if (!/^count=\d{20} pid=\d{10}/.test(line)) return undefined;
  return new Map(
    line
      .trimEnd()
      .split(' ')
      .map((field): [string, number] => {
        const [name = '', value] = field.split('=');
        return [name, Number(value)];
      }),
  );
}

function workloadOf(tree: Tree, stateFile: string): Workload {
  const reported = (name: string): number => {
    const value = readState(stateFile)?.get(name);
    if (value === undefined) throw new Error(`${stateFile} reports no ${name}`);
    return value;
  };
  const count = (): number => reported('count');
  return {
    ...tree,
    count,
    reported,
    advancesFrom(from, deadlineMs = 10_000) {
      const what = `a count over ${from} of process ${tree.pid}`;
      return until(what, deadlineMs, () => {
        const now = count();
        if (now < from) throw new Error(`${what}: it is back at ${now}`);
        return now > from ? now : undefined;
      });
    },
  };
}

async function startCounting(
  folder: string,
  command: readonly string[],
  options: WorkloadOptions,
  root?: string,
): Promise<Workload> {
  try {
    const started = await start(folder, command, options);
    const stateFile = join(root ?? folder, 'state');
    const first = await until(`first count in ${stateFile}`, options.deadlineMs ?? 15_000, () => {
      const state = readState(stateFile);
      const early = started.early();
      if (early !== undefined) throw new Error(early);
      return state;
    });
    // In namespaces of its own the tree is the launcher's child, and reports the pid it has inside.
    const pid = root === undefined ? first.get('pid') : childrenOf(started.pid)[0];
    if (pid === undefined) throw new Error(`no process below ${started.pid}`);
    return workloadOf(treeOf(pid, folder, root), stateFile);
  } catch (error) {
    await stopTree(folder);
    throw error;
  }
}

/**
 * Starts a workload of test/workloads by its name (without suffix) and waits for its first round. `namespaced` is
 * started through `in-namespaces`, a Node workload without io_uring. Its parent reaps it and its orphans at once, so
 * that its pids are free for a restore. The caller stops it.
 */
export function startWorkload(
  name: string,
  args: readonly string[] = [],
  options: WorkloadOptions = {},
): Promise<Workload> {
  return startUnder([], name, args, options);
}

/** Starts a client of a `tcp-server`, and waits until the rounds of both are messages between them. */
export async function startTcpClient(server: Workload): Promise<Workload> {
  const client = await startWorkload('tcp-client', [String(server.reported('port'))]);
  await until('the connection', 10_000, () => server.reported('connected') === 1 || undefined);
  return client;
}

/** Starts a workload in the session and process group of its parent, without a terminal. The caller stops it. */
export function startInSession(name: string): Promise<Workload> {
  return startUnder(['--member'], name, [], {});
}

/** Starts a workload of one process whose parent does not reap it before it is told to. The caller stops it. */
export async function startUnreaped(name: string): Promise<UnreapedWorkload> {
  const workload = await startUnder(['--late'], name, [], {});
  const parent = Number(/^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${workload.pid}/status`, 'latin1'))?.[1]);
  return { ...workload, parent, reap: () => process.kill(parent, 'SIGUSR1') };
}

async function startUnder(
  parentFlags: readonly string[],
  name: string,
  args: readonly string[],
  options: WorkloadOptions,
): Promise<Workload> {
  const bin = await programs();
  const folder = await makeFolder();
  const stateFile = join(folder, 'state');
  if (name === 'namespaced') {
    const root = join(folder, 'root');
    await mkdir(root);
    return startCounting(
      folder,
      [join(bin, 'in-namespaces'), root, join(bin, name), '/state'],
      options,
      root,
    );
  }
  const script = ['.mjs', '.py']
    .map((suffix) => join(sources, name + suffix))
    .find((path) => existsSync(path));
  const parent = [join(bin, 'tree-parent'), ...parentFlags];
  if (script === undefined) {
    return startCounting(folder, [...parent, join(bin, name), stateFile, ...args], options);
  }
  const command = [options.interpreter ?? (script.endsWith('.mjs') ? process.execPath : 'python3'), script];
  const launcher = script.endsWith('.mjs') && options.ioUring !== true ? [join(bin, 'without-io-uring')] : [];
  return startCounting(folder, [...parent, ...launcher, ...command, stateFile, ...args], options);
}

/**
 * Starts a workload on a new pseudo-terminal and waits for its first round. It leads a session with the terminal as its
 * controlling one; with `shell`, a process outside its tree leads the session, as a shell does, and it is the foreground
 * job. The caller stops it.
 */
export async function startInTerminal(
  name = 'terminal-job',
  options: WorkloadOptions & { readonly shell?: boolean; readonly args?: readonly string[] } = {},
): Promise<TerminalWorkload> {
  const bin = await programs();
  const folder = await makeFolder();
  const parent = [join(bin, 'tree-parent'), '--member'];
  const holder = [...parent, join(bin, 'pty-holder'), folder, ...(options.shell === true ? ['--shell'] : [])];
  const command = [...holder, join(bin, name), join(folder, 'state'), ...(options.args ?? [])];
  const workload = await startCounting(folder, command, options);
  const leader = Number(/^NSsid:\t(\d+)$/m.exec(readFileSync(`/proc/${workload.pid}/status`, 'latin1'))?.[1]);
  return {
    ...workload,
    session: workloadOf(treeOf(leader, folder), join(folder, 'state')),
    printed: () => readFileSync(join(folder, 'terminal.log'), 'utf8'),
    type(line) {
      const typed = openSync(join(folder, 'terminal.in'), constants.O_WRONLY | constants.O_NONBLOCK);
      try {
        writeSync(typed, `${line}\n`);
      } finally {
        closeSync(typed);
      }
    },
  };
}

/** The path of a compiled program that is no workload itself: `reaper PROGRAM` reaps all orphans of a program at once. */
export async function compiledProgram(
  name: 'reaper' | 'pty-holder' | 'tracer' | 'without-io-uring',
): Promise<string> {
  return join(await programs(), name);
}
