import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Failure } from '../failure/index.js';
import type { Transport } from './installation.js';
import { searchPath } from './search-path.js';

/** The log of `criu lazy-pages`, in its work folder: for people. */
export const LAZY_PAGES_LOG = 'lazy-pages.log';

/** Numbers of the descriptors in the child, after stdio. */
const STATUS = 3;
const SOCKET = 4;

export interface LazyPagesRequest {
  /** Images of a dump with `lazy_pages`, without its pages. */
  readonly images: string;
  /** The work folder of the restore: CRIU looks there for the daemon's socket. */
  readonly work: string;
  /** A stream socket, over which it asks for pages as of a page server (`--ps-socket`). Stays the caller's. */
  readonly socket: number;
  /**
   * The other end of that socket, which the daemon has beside its own and never
   * uses: so it cannot see an end that somebody else closes, by being killed too.
   * It would give its tree up then, and what is missing of its memory would read
   * as zeros. Stays the caller's.
   */
  readonly otherEnd: number;
  /** Milliseconds for it to be there. */
  readonly patience: number;
}

/** `criu lazy-pages`: fills the memory of a restored tree as it comes, and at once where it is asked for. */
export interface LazyPages {
  readonly pid: number;
  /** Whether it has ended with success: everything was there, or nobody was left who needs it. */
  readonly ended: Promise<boolean>;
  kill(): void;
}

/**
 * Starts `criu lazy-pages` for one restore, which may begin when this resolves.
 * CRIU has no request for it. It gets a session of its own and outlives criud:
 * a tree that waits for its memory must not find it missing.
 *
 * @throws Failure CRIU_SERVICE_LIMIT where criud has no program to start;
 *   CRIU_NOT_FOUND; CRIU_FAILED when it ends or says nothing
 */
export async function startLazyPages(transport: Transport, request: LazyPagesRequest): Promise<LazyPages> {
  if (transport.kind === 'service') throw noProgram();
  const { program } = transport;
  const args = ['--no-default-config', 'lazy-pages', '--images-dir', request.images];
  args.push('--work-dir', request.work, '--log-file', LAZY_PAGES_LOG, '-v4');
  args.push('--page-server', '--ps-socket', String(SOCKET), '--status-fd', String(STATUS));
  const output = openSync(join(request.work, 'lazy-pages.output'), 'w', 0o600);
  try {
    const child = spawn(program, args, {
      cwd: '/',
      detached: true,
      env: { PATH: searchPath() },
      stdio: ['ignore', output, output, 'pipe', request.socket, request.otherEnd],
    });
    const ended = new Promise<boolean>((resolve) => {
      child.once('exit', (code) => resolve(code === 0));
      child.once('error', () => resolve(false));
    });
    const kill = (): void => void child.kill('SIGKILL');
    await once(child, 'spawn').catch((cause: unknown) => {
      throw notStarted(program, cause);
    });
    // A pipe, as `stdio` says.
    const status = child.stdio[STATUS] as Readable;
    const isReady = await Promise.race([
      // It writes a byte when the restore may come; its end comes without one.
      once(status, 'data', { signal: AbortSignal.timeout(request.patience) }).then(
        () => true,
        () => false,
      ),
      ended.then(() => false),
    ]);
    status.destroy();
    child.unref();
    const { pid } = child;
    if (isReady && pid !== undefined) return { pid, ended, kill };
    kill();
    throw new Failure(
      'CRIU_FAILED',
      'CRIU could not serve the pages of a tree that is restored without them.',
      {
        cure: `See ${LAZY_PAGES_LOG} in the work folder of the restore, and whether the kernel has userfaultfd.`,
      },
    );
  } finally {
    closeSync(output);
  }
}

/**
 * Those which serve restores with a work folder under this one, whoever has
 * started them. Reads nothing of the memory of other processes: of a tree that
 * waits for its own it would never come.
 */
export async function findLazyPages(folder: string): Promise<readonly number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    // CRIU goes to its work folder.
    const place = await readlink(`/proc/${name}/cwd`).catch(() => '');
    if (!place.startsWith(`${folder}/`)) continue;
    const words = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (words.split('\0').includes('lazy-pages')) found.push(Number(name));
  }
  return found;
}

function noProgram(): Failure {
  return new Failure('CRIU_SERVICE_LIMIT', 'A CRIU service does not serve the pages of lazy restores.', {
    cure: 'Give criud the program of CRIU, with --criu.',
  });
}

function notStarted(program: string, cause: unknown): Failure {
  return new Failure('CRIU_NOT_FOUND', `CRIU cannot be started as ${program}.`, {
    metadata: { program },
    cure: 'Install CRIU, or name its program with --criu or CRIUD_CRIU.',
    cause,
  });
}
