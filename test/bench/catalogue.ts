import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CommitFacts, openCatalog, type StoredCheckpoint } from '../../src/catalog/index.js';
import { type Daemon, startDaemon } from '../integration/daemon.js';

/** What a store of one size takes, in milliseconds but for the last. */
interface Figures {
  readonly 'start to serving': number;
  readonly 'first list': number;
  readonly get: number;
  /** Of ten. */
  readonly 'first page': number;
  readonly 'filtered list': number;
  readonly 'MiB resident': number;
}

const KINDS = [
  'start to serving',
  'first list',
  'get',
  'first page',
  'filtered list',
  'MiB resident',
] as const satisfies readonly (keyof Figures)[];

/** Image files of a checkpoint: about as many as a tree of ten processes has. */
const FILES = 60;

/** Of so many one has the label that is asked for. */
const RARE = 500;

const FACTS: CommitFacts = {
  kind: 'dump',
  labels: { service: 'bench' },
  host: {
    name: 'bench',
    bootId: '1f0c6b7e-8d3a-4a55-9f6f-0d9d5f1f7c11',
    kernel: '6.1.0',
    architecture: 'x64',
  },
  criu: { version: '4.2.1' },
  tree: { pid: 4711, startTime: '123456789', processes: 10 },
  options: { shellJob: true, tcpEstablished: true },
  statistics: { frozenMicroseconds: 20_000, pagesScanned: 100_000, pagesWritten: 20_000 },
};

/**
 * Makes a store of each size, and tells line by line how long a real criud takes
 * with it to start and to answer.
 *
 * @param args numbers of checkpoints [10,1000,10000], and how many calls of each
 *   kind are measured [100] and starts (a tenth)
 */
export async function measureCatalogue([
  sizes = '10,1000,10000',
  calls = '100',
]: readonly string[]): Promise<boolean> {
  const times = Number(calls);
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(`medians of ${times} calls and of ${startsOf(times)} starts, in ms; 1 MiB is 1024² bytes`);
  say(row('checkpoints', KINDS));
  let first: Figures | undefined;
  for (const size of sizes.split(',').map(Number)) {
    const figures = await figuresOf(size, times);
    const cells = KINDS.map((kind) => figures[kind].toFixed(2));
    say(row(String(size), cells));
    const base = first;
    if (base !== undefined) {
      say(
        row(
          '  to the first',
          KINDS.map((kind) => `×${(figures[kind] / base[kind]).toFixed(2)}`),
        ),
      );
    }
    first ??= figures;
  }
  return true;
}

async function figuresOf(size: number, times: number): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'criud-bench-'));
  try {
    const ids = await fillStore(folder, size);
    const starts: number[] = [];
    for (let start = 1; start < startsOf(times); start += 1) {
      await using _daemon = await timed(starts, () => startDaemon({ stateFolder: folder }));
    }
    await using daemon = await timed(starts, () => startDaemon({ stateFolder: folder }));
    const { getCheckpoint, listCheckpoints } = daemon.client.catalog;
    const firstList: number[] = [];
    await timed(firstList, () => listCheckpoints({}));
    const name = (at: number) => `checkpoints/${ids[(at * 7919) % ids.length]}`;
    return {
      'start to serving': median(starts),
      'first list': median(firstList),
      get: await medianOf(times, (at) => getCheckpoint({ name: name(at) })),
      'first page': await medianOf(times, () => listCheckpoints({ pageSize: 10 })),
      'filtered list': await medianOf(times, () => listCheckpoints({ filter: { labels: { rare: '' } } })),
      'MiB resident': await residentMebibytes(daemon),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** By the catalogue itself, in chains of two; the files are named and empty. */
async function fillStore(folder: string, size: number): Promise<readonly string[]> {
  const catalog = await openCatalog(folder);
  const ids: string[] = [];
  let parent: StoredCheckpoint | undefined;
  for (let made = 0; made < size; made += 1) {
    await using draft = await catalog.begin(parent);
    await writeFile(join(draft.imagesFolder, 'inventory.img'), '');
    const labels = { ...FACTS.labels, ...(made % RARE === 0 && { rare: 'yes' }) };
    const checkpoint = await draft.commit({ ...FACTS, labels }, 'page-cache');
    // The manifest of a checkpoint of usual size, without the inodes.
    const files = Array.from({ length: FILES }, (_, at) => ({
      name: `core-${at}.img`,
      bytes: 4_096,
      sha256: 'a'.repeat(64),
    }));
    await catalog.amend(checkpoint, { files });
    ids.push(draft.id);
    parent = made % 2 === 0 ? checkpoint : undefined;
  }
  return ids;
}

function startsOf(times: number): number {
  return Math.max(1, Math.floor(times / 10));
}

async function residentMebibytes(daemon: Daemon): Promise<number> {
  return (await daemon.residentBytes()) / 1024 / 1024;
}

async function medianOf(times: number, call: (at: number) => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let at = 0; at < times; at += 1) await timed(taken, () => call(at));
  return median(taken);
}

async function timed<T>(taken: number[], work: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  const result = await work();
  taken.push(performance.now() - begin);
  return result;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

function row(first: string, rest: readonly string[]): string {
  return [first.padEnd(14), ...rest.map((cell) => cell.padStart(17))].join('');
}
