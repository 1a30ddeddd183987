import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchSwrk, type Options, openSession, openWorkArea } from '../../src/criu/index.js';
import { until } from './workload.js';

/** A CRIU of a test's own that stands still at a notification, and is no child of a daemon. Disposing it kills it. */
export interface HeldCriu extends AsyncDisposable {
  readonly pid: number;
  /** The root that is being restored, where the notification tells it. */
  readonly root: number | undefined;
  /** Where its images are. */
  readonly images: string;
  /** The names that its tables in nftables have, if there are any. */
  tables(): readonly string[];
  /** SIGKILL, and the end of the process. */
  kill(): Promise<void>;
  /** Whether it has ended, however that came. */
  hasEnded(): boolean;
}

/** Long enough for every test, and an end for a CRIU that is forgotten. */
const LIMIT = 60_000;

/**
 * Starts CRIU's dump or restore and returns when it has got as far as a notification, at which it then waits. `images`
 * is the folder to restore from; a dump has one of its own, that is removed with it.
 */
export async function holdCriu(
  kind: 'dump' | 'restore',
  at: string,
  options: Omit<Options, 'imagesDirFd'>,
  images?: string,
): Promise<HeldCriu> {
  const folder = await mkdtemp(join(tmpdir(), 'criud-held-'));
  const imageFolder = images ?? join(folder, 'images');
  await mkdir(imageFolder, { recursive: true });
  const connection = await launchSwrk({ program: process.env.CRIUD_CRIU ?? 'criu' });
  const { pid } = connection;
  if (pid === undefined) throw new Error('a CRIU without a pid');
  const log = join(folder, 'criu.log');
  const area = openWorkArea(imageFolder, folder);
  const session = openSession(connection);
  const running = session[kind]({ ...options, ...area.options }, { signal: AbortSignal.timeout(LIMIT) });
  const notifications = running[Symbol.asyncIterator]();

  async function kill(): Promise<void> {
    connection.kill('process');
    await connection.ended;
    await until('the end of CRIU', 10_000, () => !existsSync(`/proc/${pid}`) || undefined);
  }

  let isOver = false;
  let root: number | undefined;
  void connection.ended.then(() => {
    isOver = true;
  });
  try {
    for (;;) {
      const { value, done } = await notifications.next();
      if (done) {
        const failure = await area.explain(kind, await running.outcome);
        throw new Error(`CRIU did not get to ${at}: ${failure.message}`);
      }
      root = value.pid;
      if (value.name === at) break;
      await value.proceed();
    }
  } catch (error) {
    await kill();
    throw error;
  }
  return {
    pid,
    root,
    images: imageFolder,
    tables: () => tablesOf(log),
    kill,
    hasEnded: () => isOver,
    async [Symbol.asyncDispose]() {
      await kill();
      await session.close();
      area[Symbol.dispose]();
      // A CRIU that is killed leaves them.
      for (const table of tablesOf(log)) {
        spawnSync('nft', ['delete', 'table', 'inet', table], { stdio: 'ignore' });
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The tables in nftables of the CRIU whose log it is, and of that which made its images: named after their runs, and cut
 * to 31 characters together with their family.
 */
function tablesOf(log: string): readonly string[] {
  const text = existsSync(log) ? readFileSync(log, 'latin1') : '';
  return [...text.matchAll(/CRIU run id = (\S+)/gi)].map(([, run = '']) => `CRIU-${run}`.slice(0, 26));
}
