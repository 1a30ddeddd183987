import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { type Installation, type Options, openWorkArea } from '../criu/index.js';
import { Failure } from '../failure/index.js';
import { waitUntilPidsFree } from './process-end.js';

/** Milliseconds for each step of a trial. */
const STEP = 20_000;

export interface Trial {
  /** Milliseconds. */
  readonly dump: number;
  readonly restore: number;
}

/**
 * Dumps and restores a process made for it: a `sleep` that holds a listening
 * TCP socket, in a session of its own and with nothing else of ours. Node would
 * not do, because from 24 on it always holds an io_uring, which CRIU cannot dump.
 * Whatever happens, the process is gone afterwards.
 *
 * @param folder an empty one, the caller's to remove.
 * @throws Failure with CRIU's reason.
 */
export async function tryDumpAndRestore(
  installation: Installation,
  folder: string,
  signal: AbortSignal,
): Promise<Trial> {
  const { pid, port, exited } = await startListener();
  try {
    const dump = await step(installation, folder, 'dump', { pid }, signal);
    await exited;
    await waitUntilPidsFree([pid], { milliseconds: STEP, signal });
    const restore = await step(installation, folder, 'restore', {}, signal);
    await refuseDeafListener(port);
    return { dump, restore };
  } finally {
    kill(pid);
  }
}

/** The process gets the socket as its stdin, and is then the only one that has it. */
async function startListener(): Promise<{ pid: number; port: number; exited: Promise<unknown> }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port, descriptor } = listening(server);
    const stdio = [descriptor, 'ignore', 'ignore'] as const;
    const child = spawn('sleep', ['600'], { cwd: '/', detached: true, stdio: [...stdio] });
    const exited = once(child, 'exit');
    await once(child, 'spawn');
    return { pid: child.pid ?? 0, port, exited };
  } finally {
    server.close();
  }
}

/** Node tells the descriptor of a server nowhere but in its handle, which is not part of its API. */
function listening(server: Server): { readonly port: number; readonly descriptor: number } {
  const address = server.address();
  const handle: unknown = Reflect.get(server, '_handle');
  const descriptor: unknown =
    typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : undefined;
  if (typeof descriptor === 'number' && descriptor >= 0 && typeof address === 'object' && address !== null) {
    return { port: address.port, descriptor };
  }
  throw new Failure('INTERNAL', 'This Node does not tell the descriptor of a listening socket.');
}

async function step(
  installation: Installation,
  folder: string,
  operation: 'dump' | 'restore',
  options: Pick<Options, 'pid'>,
  signal: AbortSignal,
): Promise<number> {
  const images = join(folder, 'images');
  const work = join(folder, operation);
  await mkdir(images, { recursive: true });
  await mkdir(work);
  using area = openWorkArea(images, work);
  await using session = await installation.open();
  const begin = performance.now();
  const running = session[operation](
    { ...options, ...area.options },
    { signal: AbortSignal.any([signal, AbortSignal.timeout(STEP)]), grace: 5_000 },
  );
  for await (const notification of running) await notification.proceed();
  const outcome = await running.outcome;
  if (!outcome.success) throw await area.explain(operation, outcome);
  return performance.now() - begin;
}

/** A connection that is accepted shows that the socket listens again. */
async function refuseDeafListener(port: number): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1' });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(STEP) });
  } catch (cause) {
    throw new Failure('CRIU_FAILED', 'The restored process of the trial does not listen at its socket.', {
      cure: 'CRIU restores processes on this host that do not work: try another version of CRIU.',
      cause,
    });
  } finally {
    socket.destroy();
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
