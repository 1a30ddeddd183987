import { type Installation, openWorkArea, type PageServer, type WorkArea } from '../../criu/index.js';
import { Failure } from '../../failure/index.js';
import { openProcess, type ProcessDescriptor, SystemCallError } from '../../native/index.js';
import { type AcceptedEnd, CHANNEL_OPTIONS } from './channel-end.js';
import { givenUp } from './waiting.js';

/** From the SIGKILL of a page server to that of the CRIU which waits for it, in milliseconds. */
const GRACE = 5_000;

/** Where the target puts the pages of a round. */
export interface RoundFolders {
  /** Gets pages-*.img and pagemap-*.img; the other images are the source's to send. */
  readonly images: string;
  /** Gets the log of the page server. */
  readonly work: string;
  /**
   * The images folder of the round before, relative to `images` (CRIU's
   * `parent_img`). Without it here CRIU sends all memory again, and no error.
   */
  readonly parent?: string;
}

/** A page server at work. It is gone when `wait` has settled, and so is all that belonged to it. */
export interface ServedRound extends AsyncDisposable {
  /** The process id of the page server, always greater than 0. */
  readonly pid: number;
  /**
   * Waits until the page server has everything and has ended; an abort of the
   * signal kills it. The pages are then in the page cache: flushing them is the
   * caller's.
   *
   * @throws Failure that tells from its log why it has ended otherwise, such as
   *   PAGE_SERVER_UNREACHABLE when the source broke off, or DISK_FULL; CANCELLED
   *   or DEADLINE_EXCEEDED after an abort; CRIU_EXITED when somebody killed it
   */
  wait(signal: AbortSignal): Promise<void>;
  /** Kills the page server, which breaks the source's dump off, and waits until it is gone. */
  stop(): Promise<void>;
}

/**
 * Serves the pages of one round to a source that has been accepted: starts
 * CRIU's page server (PAGE_SERVER_CHLD) on the channel and lets the source begin.
 * It is waited for (WAIT_PID) from the start, so that when it dies its last copy
 * of the channel is closed and a source which is sending learns of it.
 *
 * @param end taken, whatever comes of it; the source sees its end when this fails.
 * @throws Failure CRIU_FAILED and others when CRIU cannot start one,
 *   PAGE_SERVER_UNREACHABLE when the source is gone
 */
export async function serveRound(
  installation: Installation,
  end: AcceptedEnd,
  folders: RoundFolders,
): Promise<ServedRound> {
  const undo: (() => unknown)[] = [() => end[Symbol.dispose]()];
  const release = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const area = openWorkArea(folders.images, folders.work, 'info');
    undo.push(() => area[Symbol.dispose]());
    const session = await end.openSession(installation);
    undo.push(() => session.close());
    const server = await session.startPageServer({
      ...area.options,
      ...CHANNEL_OPTIONS,
      autoDedup: false,
      ...(folders.parent !== undefined && { parentImg: folders.parent }),
    });
    // CRIU reaps it when it is asked to wait, and not before: the number is still its own.
    const child = openProcess(server.pid);
    undo.push(() => child[Symbol.dispose]());
    undo.push(() => kill(child));
    await end.announceReady();
    return follow(server, child, area, release);
  } catch (error) {
    await release();
    throw error;
  }
}

function follow(
  server: PageServer,
  child: ProcessDescriptor,
  area: WorkArea,
  release: () => Promise<void>,
): ServedRound {
  const stopping = new AbortController();
  const ended = conclude();
  // Whoever stops it need not look how it ended.
  ended.catch(() => {});

  async function conclude(): Promise<void> {
    try {
      const status = await server.wait({ signal: stopping.signal, grace: GRACE });
      if ('signal' in status) throw killed(server.pid, status.signal);
      if (status.exit !== 0) throw await area.explain('page-server', { success: false });
    } finally {
      await release();
    }
  }

  async function stop(): Promise<void> {
    kill(child);
    stopping.abort();
    await ended.catch(() => {});
  }

  return {
    pid: server.pid,
    async wait(signal) {
      const abort = (): void => void stop();
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      try {
        await ended;
      } catch (failure) {
        throw signal.aborted ? givenUp(signal, 'The page server') : failure;
      } finally {
        signal.removeEventListener('abort', abort);
      }
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Does nothing to a page server that has ended. */
function kill(child: ProcessDescriptor): void {
  try {
    child.signal('SIGKILL');
  } catch (error) {
    // Its descriptor is closed when it has been waited for.
    if (!(error instanceof SystemCallError && ['ESRCH', 'EBADF'].includes(error.code))) throw error;
  }
}

function killed(pid: number, signal: number): Failure {
  return new Failure('CRIU_EXITED', `The page server, process ${pid}, was killed by signal ${signal}.`, {
    cure: 'The tree runs on at the source. Find out who killed it (the kernel, for lack of memory?), and start the migration again.',
    metadata: { pid: String(pid), signal: String(signal) },
  });
}
