import { copyFileSync, existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Installation,
  type Options,
  type Outcome,
  openInstallation,
  openWorkArea,
} from '../../src/criu/index.js';
import {
  CHANNEL_OPTIONS,
  type ChannelEnd,
  type ChannelListener,
  type ChannelRequest,
  compressionsHere,
  connectChannel,
  openChannelListener,
  type ServedRound,
  serveRound,
} from '../../src/migration/channel/index.js';
import { makeAuthority } from '../unit/migration/channel-certificates.js';
import { expectNoneLeft } from '../unit/migration/channel-pair.js';
import { openDescriptors } from '../unit/native/open-descriptors.js';
import { startWorkload, until, type Workload } from './workload.js';

const MIB = 1024 * 1024;
const LIMIT = 45_000;
const ROUND = { migration: 'moved', round: 1 };
const authority = makeAuthority('page channels');
const tls = authority.identify('source');
const limit = (): AbortSignal => AbortSignal.timeout(LIMIT);

let before: ReadonlyMap<number, string>;
let folder: string;
let installation: Installation;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'criud-channel-'));
  for (const name of ['source', 'target', 'source-work', 'target-work']) await mkdir(join(folder, name));
  installation = openInstallation({ kind: 'swrk', program: process.env.CRIUD_CRIU ?? 'criu' });
  await installation.facts();
  before = openDescriptors();
});
afterEach(async () => {
  await expectNoneLeft(before);
  await rm(folder, { recursive: true });
});

interface Transfer extends AsyncDisposable {
  readonly listener: ChannelListener;
  readonly end: ChannelEnd;
  readonly served: ServedRound;
}

type Settings = Partial<Pick<ChannelRequest, 'tls' | 'bytesPerSecond' | 'compression'>>;

/** Both sides of a round, up to where the source's CRIU may begin. */
async function openTransfer(settings: Settings = {}): Promise<Transfer> {
  const { compression = 'none' } = settings;
  const listener = await openChannelListener({
    ...{ host: '127.0.0.1', port: 0 },
    ...(settings.tls && { tls: authority.identify('target') }),
  });
  const { token, connection } = listener.expect({ ...ROUND, deadline: limit(), compression });
  const connecting = connectChannel({
    ...{ host: '127.0.0.1', port: listener.port, ...ROUND, token, deadline: limit() },
    ...settings,
  });
  const folders = { images: join(folder, 'target'), work: join(folder, 'target-work') };
  const served = await serveRound(installation, await connection, folders);
  const end = await connecting;
  return {
    listener,
    end,
    served,
    async [Symbol.asyncDispose]() {
      end[Symbol.dispose]();
      await served.stop();
      await listener.close();
    },
  };
}

/** Dumps a tree whose pages go through the channel. `started` gets the pid of CRIU when it is at work. */
async function dump(
  end: ChannelEnd,
  pid: number,
  options: Partial<Options> = {},
  started: (criu: number) => void = () => {},
): Promise<Outcome> {
  using area = openWorkArea(join(folder, 'source'), join(folder, 'source-work'));
  using _ = end;
  await using session = await end.openSession(installation);
  const running = session.dump({ pid, ...area.options, ...CHANNEL_OPTIONS, ...options }, { signal: limit() });
  for await (const notification of running) {
    if (notification.name === 'pre-dump') started(session.pid ?? 0);
    await notification.proceed();
  }
  const outcome = await running.outcome;
  if (!outcome.success && outcome.ending === undefined) throw await area.explain('dump', outcome);
  return outcome;
}

/** Puts the images that are not pages to the pages, and restores the tree from there. */
async function restore(workload: Workload): Promise<void> {
  const from = join(folder, 'source');
  const to = join(folder, 'target');
  for (const name of readdirSync(from)) {
    expect(existsSync(join(to, name)), `${name} in both folders`).toBe(false);
    copyFileSync(join(from, name), join(to, name));
  }
  await until('the end of the tree', LIMIT, () =>
    workload.isGone() && workload.state() === undefined ? true : undefined,
  );
  const work = join(folder, 'restore-work');
  await mkdir(work);
  using area = openWorkArea(to, work);
  await using session = await installation.open();
  const running = session.restore({ ...area.options }, { signal: limit() });
  for await (const notification of running) await notification.proceed();
  const outcome = await running.outcome;
  if (!outcome.success) throw await area.explain('restore', outcome);
  expect(outcome.pid).toBe(workload.pid);
}

function bytesOfPages(name: string): number {
  return readdirSync(join(folder, name))
    .filter((file) => /^pages-\d+\.img$/.test(file))
    .reduce((bytes, file) => bytes + statSync(join(folder, name, file)).size, 0);
}

function imagesOf(name: string, kind: RegExp): string[] {
  return readdirSync(join(folder, name)).filter((file) => kind.test(file));
}

const PAGES = /^(pages|pagemap)-/;

describe('pages that go to another host', () => {
  const dirtier = ['12', '2000', '--shared', '4', '--processes', '2'];
  const kinds: readonly (readonly [string, string, readonly string[], number, Settings])[] = [
    ['directly', 'counter', ['16'], 16, {}],
    ['directly', 'pipe-tree', [], 0, {}],
    ['directly', 'dirtier', dirtier, 28, {}],
    ['directly and slowly', 'counter', ['16'], 16, { bytesPerSecond: 16 * MIB }],
    ['through a tunnel', 'counter', ['16'], 16, { tls }],
    ['through a tunnel', 'pipe-tree', [], 0, { tls }],
    ['through a tunnel', 'dirtier', dirtier, 28, { tls }],
    ['through a tunnel and slowly', 'counter', ['16'], 16, { tls, bytesPerSecond: 16 * MIB }],
  ];

  it.each(kinds)('make a whole tree there, %s: %s', async (_, program, args, mib, settings) => {
    await using workload = await startWorkload(program, args);
    await using transfer = await openTransfer(settings);
    expect(transfer.served.pid).toBeGreaterThan(0);
    const began = performance.now();
    const outcome = await dump(transfer.end, workload.pid);
    const seconds = (performance.now() - began) / 1000;
    expect(outcome).toMatchObject({ success: true });
    await transfer.served.wait(limit());

    expect(existsSync(`/proc/${transfer.served.pid}`)).toBe(false);
    expect(imagesOf('source', PAGES)).toEqual([]);
    expect(imagesOf('target', PAGES).length).toBeGreaterThanOrEqual(2);
    expect(imagesOf('target', PAGES)).toEqual(imagesOf('target', /\.img$/));
    const bytes = bytesOfPages('target');
    expect(bytes).toBeGreaterThan(mib * MIB);
    if (settings.bytesPerSecond !== undefined) {
      expect(seconds).toBeGreaterThan((bytes / settings.bytesPerSecond) * 0.8);
    }
    const ending = await transfer.end.ended;
    if (settings.tls !== undefined) {
      expect(ending?.failure).toBeUndefined();
      expect(ending?.fromCriu).toBeGreaterThan(bytes);
      expect(ending?.toCriu).toBeGreaterThan(0);
    } else {
      expect(ending).toBeUndefined();
    }

    const count = workload.count();
    await restore(workload);
    await workload.advancesFrom(await workload.advancesFrom(count));
    if (program === 'dirtier') {
      process.kill(workload.pid, 'SIGUSR1');
      await until(
        'the comparison of all memory',
        LIMIT,
        () => workload.reported('verified') > 0 || undefined,
      );
    }
  });

  it('are compressed on the way where this Node can', async () => {
    const compression = compressionsHere().at(-1) ?? 'none';
    await using workload = await startWorkload('pipe-tree');
    await using transfer = await openTransfer({ tls, compression });
    await dump(transfer.end, workload.pid);
    await transfer.served.wait(limit());
    const ending = await transfer.end.ended;
    expect(ending?.failure).toBeUndefined();
    const isSmaller = (ending?.sent ?? 0) < (ending?.fromCriu ?? 0) / 2;
    expect(isSmaller).toBe(compression === 'zstd');
    const count = workload.count();
    await restore(workload);
    await workload.advancesFrom(count);
  });

  it('leave the tree running where it was, when that was asked for', async () => {
    await using workload = await startWorkload('counter', ['4']);
    await using transfer = await openTransfer();
    await dump(transfer.end, workload.pid, { leaveRunning: true });
    await transfer.served.wait(limit());
    await workload.advancesFrom(workload.count());
    expect(bytesOfPages('target')).toBeGreaterThan(4 * MIB);
  });
});

describe.each([
  ['direct', {}],
  ['tunnel', { tls }],
] as const)('a transfer that breaks off: %s', (_, settings) => {
  const slowly = { ...settings, bytesPerSecond: 4 * MIB };

  /** Dumps a tree slowly, and does something in the middle of its pages. */
  async function dumpUntil(
    transfer: Transfer,
    workload: Workload,
    act: (criu: number) => unknown,
  ): Promise<Outcome | { readonly reason: string }> {
    let pid = 0;
    const began = (criu: number): void => {
      pid = criu;
    };
    const dumping = dump(transfer.end, workload.pid, { leaveRunning: true }, began).catch(
      // As every failure of the channel.
      (failure: unknown) => failure as { reason: string },
    );
    await until('the first pages', LIMIT, () => bytesOfPages('target') > MIB || undefined);
    await act(pid);
    return dumping;
  }

  it('fails the dump when the page server is killed, and the tree runs on', async () => {
    await using workload = await startWorkload('counter', ['32']);
    await using transfer = await openTransfer(slowly);
    const { pid } = transfer.served;
    const failure = await dumpUntil(transfer, workload, () => process.kill(pid, 'SIGKILL'));
    expect(failure).toMatchObject({ reason: 'PAGE_SERVER_UNREACHABLE' });
    await expect(transfer.served.wait(limit())).rejects.toMatchObject({
      reason: 'CRIU_EXITED',
      metadata: { pid: String(pid), signal: '9' },
    });
    await workload.advancesFrom(workload.count());
    expect(existsSync(`/proc/${pid}`)).toBe(false);
  });

  it('fails the dump when the target gives up, and the tree runs on', async () => {
    await using workload = await startWorkload('counter', ['32']);
    await using transfer = await openTransfer(slowly);
    const giveUp = new AbortController();
    const waiting = transfer.served.wait(giveUp.signal);
    waiting.catch(() => {});
    const failure = await dumpUntil(transfer, workload, () => giveUp.abort());
    expect(failure).toMatchObject({ reason: 'PAGE_SERVER_UNREACHABLE' });
    await expect(waiting).rejects.toMatchObject({ reason: 'CANCELLED' });
    expect(existsSync(`/proc/${transfer.served.pid}`)).toBe(false);
    await workload.advancesFrom(workload.count());
  });

  it('fails both when the source cuts it, and the tree runs on', async () => {
    await using workload = await startWorkload('counter', ['32']);
    await using transfer = await openTransfer(slowly);
    const failure = await dumpUntil(transfer, workload, () => transfer.end.cut());
    expect(failure).toMatchObject({ reason: 'PAGE_SERVER_UNREACHABLE' });
    await expect(transfer.served.wait(limit())).rejects.toMatchObject({ reason: 'PAGE_SERVER_UNREACHABLE' });
    await workload.advancesFrom(workload.count());
  });

  it('ends the page server when CRIU of the source is killed', async () => {
    await using workload = await startWorkload('counter', ['32']);
    await using transfer = await openTransfer(slowly);
    const outcome = await dumpUntil(transfer, workload, (criu) => {
      expect(criu).toBeGreaterThan(0);
      process.kill(criu, 'SIGKILL');
    });
    expect(outcome).toMatchObject({ success: false, ending: { signal: 'SIGKILL' } });
    await expect(transfer.served.wait(limit())).rejects.toMatchObject({ reason: 'PAGE_SERVER_UNREACHABLE' });
    expect(existsSync(`/proc/${transfer.served.pid}`)).toBe(false);
  });
});

describe('a page server that cannot start', () => {
  it('is told to the target, and the source sees no channel', async () => {
    await using listener = await openChannelListener({ host: '127.0.0.1', port: 0 });
    const { token, connection } = listener.expect({ ...ROUND, deadline: limit() });
    const connecting = connectChannel({
      ...{ host: '127.0.0.1', port: listener.port, ...ROUND, token, deadline: limit() },
    });
    connecting.catch(() => {});
    const nowhere = openInstallation({ kind: 'swrk', program: join(folder, 'no-criu') });
    const folders = { images: join(folder, 'target'), work: join(folder, 'target-work') };
    await expect(serveRound(nowhere, await connection, folders)).rejects.toMatchObject({
      reason: 'CRIU_NOT_FOUND',
    });
    await expect(connecting).rejects.toMatchObject({ reason: 'PAGE_SERVER_UNREACHABLE' });
  });
});
