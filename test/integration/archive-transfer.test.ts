import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openCatalog, type StoredCheckpoint } from '../../src/catalog/index.js';
import { connect, downloadToFile, uploadFile } from '../../src/client/index.js';
import { archiveOf, bytesOf, makeSealed } from '../unit/catalog/archives.js';
import { scratchFolder } from '../unit/setup/scratch-folder.js';
import { startCuttingProxy } from './cutting-proxy.js';
import { type Daemon, startDaemon } from './daemon.js';

const MIB = 1024 * 1024;
const CUTS = 10;

/** After these cuts criud is killed and started again. */
const KILLED_AFTER = [3, 7];

let chain: readonly StoredCheckpoint[];
let name: string;
let archive: { readonly digest: string; readonly bytes: Buffer };
let source: string;

beforeEach(async () => {
  source = join(scratchFolder(), 'source');
  const catalog = await openCatalog(source);
  const parent = await makeSealed(catalog, { 'pages-1.img': bytesOf(6 * MIB, 1), 'empty.img': '' });
  const child = await makeSealed(
    catalog,
    { 'core-1.img': 'core', 'pages-1.img': bytesOf(5 * MIB, 2) },
    parent,
  );
  chain = [child, parent];
  name = `checkpoints/${child.manifest.id}`;
  archive = await archiveOf(catalog, chain);
});

let daemon: Daemon | undefined;

afterEach(async () => {
  await daemon?.stop();
  daemon = undefined;
});

/** Kills criud and starts it again with the same state. */
async function killAndStart(stateFolder: string): Promise<void> {
  const killed = daemon;
  if (killed === undefined) throw new Error('no criud runs');
  process.kill(killed.pid, 'SIGKILL');
  await killed.stop();
  daemon = await startDaemon({ stateFolder });
}

/** Does a piece of work over connections that are cut at ten random offsets. */
async function cutOffTenTimes(
  stateFolder: string,
  work: (client: ReturnType<typeof connect>) => Promise<unknown>,
): Promise<void> {
  await using proxy = await startCuttingProxy(() => daemon?.socket ?? '');
  const restarts: Promise<void>[] = [];
  const offsets: number[] = [];
  const next = () => {
    if (KILLED_AFTER.includes(proxy.cuts)) restarts.push(killAndStart(stateFolder));
    if (proxy.cuts >= CUTS) return;
    offsets.push(Math.ceil((archive.bytes.length / (CUTS + 1)) * (0.1 + 0.8 * Math.random())));
    proxy.cutAfter(offsets.at(-1) ?? 1, next);
  };
  next();
  const client = connect(proxy.address);
  try {
    await work(client);
  } catch (cause) {
    throw new Error(`failed with cuts after ${offsets.join(', ')} bytes`, { cause });
  } finally {
    client.close();
    await Promise.all(restarts);
  }
  expect(proxy.cuts).toBe(CUTS);
}

it('a download that is cut off ten times, and criud killed twice, is the same byte for byte', async () => {
  daemon = await startDaemon({ stateFolder: source });
  const path = join(scratchFolder(), 'kept.tar');
  await cutOffTenTimes(source, (client) => downloadToFile(client, name, path));
  expect((await readFile(path)).equals(archive.bytes)).toBe(true);
});

it('an upload that is cut off ten times, and criud killed twice, is the same byte for byte', async () => {
  const state = join(scratchFolder(), 'target');
  daemon = await startDaemon({ stateFolder: source });
  const path = join(scratchFolder(), 'kept.tar');
  await downloadToFile(daemon.client, name, path);
  await daemon.stop();
  daemon = await startDaemon({ stateFolder: state });
  await cutOffTenTimes(state, (client) => uploadFile(client, path));

  const again = join(scratchFolder(), 'again.tar');
  await downloadToFile(daemon.client, name, again);
  expect((await readFile(again)).equals(archive.bytes)).toBe(true);
  await rm(again);
});
