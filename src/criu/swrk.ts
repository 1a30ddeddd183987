import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, rmdirSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../failure/index.js';
import { openSeqpacketPair } from '../native/index.js';
import type { Connection, Ending } from './connection.js';
import { searchPath } from './search-path.js';

/** Enough for every message that CRIU prints before its log is open. */
const STDERR_LIMIT = 64 * 1024;

/** The number that the socket has inside the child: the first after stdio. */
const SOCKET_IN_CHILD = 3;

export interface SwrkOptions {
  /** Path of the CRIU program. */
  readonly program: string;
  /**
   * Descriptors that the child gets as numbers 4, 5, … in this order, for
   * `ps.fd` and `inherit_fd`. They stay the caller's.
   */
  readonly descriptors?: readonly number[];
  /** Options of the command line, for what a request cannot say. */
  readonly arguments?: readonly string[];
}

/**
 * Starts `criu swrk`, a CRIU process of our own that serves one conversation.
 *
 * The child gets a clean environment and no configuration files, because both
 * can change what CRIU does; a session of its own, so that a Ctrl-C meant for
 * us does not kill it in the middle of a dump; and the only copy of the other
 * end of the socket, so that it sees at once when ours is closed.
 *
 * @throws Failure CRIU_NOT_FOUND when the program cannot be started.
 */
export async function launchSwrk(options: SwrkOptions): Promise<Connection> {
  const stderr = openScratchFile();
  const { ours, theirs } = openPair(stderr);
  const args = ['--no-default-config', ...(options.arguments ?? []), 'swrk', String(SOCKET_IN_CHILD)];
  try {
    const child = spawn(options.program, args, {
      cwd: '/',
      detached: true,
      env: { PATH: searchPath() },
      stdio: ['ignore', stderr.fd, stderr.fd, theirs.number, ...(options.descriptors ?? [])],
    });
    const pid = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('spawn', () => resolve(child.pid ?? 0));
    });
    let running = true;
    const ended = new Promise<Ending>((resolve) => {
      child.once('exit', (code, signal) => {
        running = false;
        resolve({ code, signal, stderr: stderr.take() });
      });
    });
    return {
      kind: 'swrk',
      pid,
      send: (bytes) => ours.send(bytes),
      receive: () => ours.receive(),
      close: () => ours.close(),
      kill(whom) {
        if (!running) return;
        try {
          process.kill(whom === 'group' ? -pid : pid, 'SIGKILL');
        } catch {
          // It has ended by itself, and the event is on its way.
        }
      },
      ended,
    };
  } catch (cause) {
    ours.close();
    stderr.take();
    throw new Failure('CRIU_NOT_FOUND', `CRIU cannot be started as ${options.program}.`, {
      metadata: { program: options.program },
      cure: 'Install CRIU, or name its program with --criu or CRIUD_CRIU.',
      cause,
    });
  } finally {
    theirs.close();
  }
}

interface ScratchFile {
  readonly fd: number;
  /** What was written to it, at most STDERR_LIMIT bytes; closes it. */
  take(): string;
}

function openPair(stderr: ScratchFile): ReturnType<typeof openSeqpacketPair> {
  try {
    return openSeqpacketPair();
  } catch (error) {
    stderr.take();
    throw error;
  }
}

/**
 * A file without a name for the child's output. A pipe would stay open in
 * whatever CRIU leaves running, and reading it to its end would never end.
 */
function openScratchFile(): ScratchFile {
  const folder = mkdtempSync(join(tmpdir(), 'criud-stderr-'));
  const path = join(folder, 'stderr');
  const fd = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  rmdirSync(folder);
  return {
    fd,
    take() {
      const buffer = Buffer.alloc(STDERR_LIMIT);
      const length = readSync(fd, buffer, 0, STDERR_LIMIT, 0);
      closeSync(fd);
      return buffer.toString('utf8', 0, length);
    },
  };
}
