/**
 * The main job before your eyes: a process is dumped over gRPC, it is gone, it
 * is restored, and it goes on where it was. Leaves nothing behind.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { connect, FinalState, type Operation, Phase } from '../src/client/index.js';
import { isDead, readProcess, waitUntilDead } from '../src/host/index.js';

const MEBIBYTES = 64;
/** Milliseconds for anything that is waited for. */
const PATIENCE = 30_000;

/** This file runs as dist/demo/demo.js. */
const project = join(import.meta.dirname, '../..');
const criud = join(project, 'dist/src/cli/criud.js');
const folder = await mkdtemp(join(tmpdir(), 'criud-demo-'));
const countFile = join(folder, 'count');
const socket = join(folder, 'criud.sock');
const processes: number[] = [];

try {
  say('criud demo: dump and restore of a real process over gRPC');

  const daemon = start(process.execPath, [
    criud,
    'serve',
    '--socket',
    socket,
    '--state',
    join(folder, 'state'),
  ]);
  await once(daemon.stdout ?? daemon, 'data', { signal: AbortSignal.timeout(PATIENCE) });
  const client = connect(`unix:${socket}`);
  const host = await client.hosts.getHost({});
  say(`1. criud serves at ${socket}`, `CRIU ${host.criuVersion}, kernel ${host.kernel}`);

  const counter = start(await compileCounter(), [countFile, String(MEBIBYTES)]);
  const pid = counter.pid ?? 0;
  const exited = once(counter, 'exit');
  await countAbove(50);
  say(`2. process ${pid} counts in an open file, with ${MEBIBYTES} MiB of memory`, `count ${await count()}`);

  const dumped = await client.checkpoints.dump({
    target: { pid },
    finalState: FinalState.DEAD,
    wait: { seconds: 60n, nanos: 0 },
  });
  const dump = succeeded(dumped.operation);
  await exited;
  const before = await count();
  say(`3. dumped into ${dump.checkpoint}`, timeline(dump));
  say(`4. process ${pid} is gone`, `the count stands at ${before}`);

  const restored = await client.checkpoints.restore({
    checkpoint: dump.checkpoint,
    wait: { seconds: 60n, nanos: 0 },
  });
  const restore = succeeded(restored.operation);
  say(`5. restored as process ${restore.pid}`, timeline(restore));

  const after = await countAbove(before + 50);
  say(`6. it goes on where it was`, `count ${after}`);
  client.close();
  say(`count before the dump ${before}, after the restore ${after}`);
} finally {
  for (const pid of processes.reverse()) await end(pid);
  await rm(folder, { recursive: true, force: true });
}

function say(...lines: readonly string[]): void {
  for (const [index, line] of lines.entries()) console.log(`${index === 0 ? '' : '     '}${line}`);
}

/** In C, because a Node program holds an io_uring from Node 24 on, which CRIU cannot dump. */
async function compileCounter(): Promise<string> {
  const program = join(folder, 'counter');
  await promisify(execFile)(process.env.CC ?? 'cc', ['-O2', '-o', program, join(project, 'demo/counter.c')]);
  return program;
}

/** In a session of its own, with nothing of ours but a stdout that we read. */
function start(program: string, args: readonly string[]): ChildProcess {
  const stdout = program === process.execPath ? 'pipe' : 'ignore';
  const child = spawn(program, args, {
    cwd: '/',
    detached: true,
    stdio: ['ignore', stdout, program === process.execPath ? 'inherit' : 'ignore'],
  });
  if (child.pid !== undefined) processes.push(child.pid);
  return child;
}

async function count(): Promise<number> {
  return Number(await readFile(countFile, 'utf8').catch(() => '0'));
}

async function countAbove(limit: number): Promise<number> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(5)) {
    const now = await count();
    if (now > limit) return now;
  }
  throw new Error(`the count stays at ${await count()}`);
}

function succeeded(operation: Operation | undefined): Operation {
  if (operation === undefined) throw new Error('the answer has no operation');
  if (operation.outcome?.$case === 'error') throw new Error(operation.outcome.value.message);
  if (operation.outcome === undefined) throw new Error(`${operation.name} did not end in time`);
  return operation;
}

/** `preparing 3 ms, dumping 80 ms, …` */
function timeline(operation: Operation): string {
  return operation.phases
    .map(({ phase, duration }) => {
      const milliseconds = Number(duration?.seconds ?? 0n) * 1000 + (duration?.nanos ?? 0) / 1e6;
      return `${Phase[phase]?.toLowerCase().replaceAll('_', ' ')} ${milliseconds.toFixed(0)} ms`;
    })
    .join(', ');
}

/** SIGTERM, so that criud ends in order; SIGKILL for what stays. */
async function end(pid: number): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const facts = readProcess(pid);
    if (facts === undefined || isDead(facts)) return;
    process.kill(pid, signal);
    await waitUntilDead(facts, { milliseconds: 10_000 });
  }
}
