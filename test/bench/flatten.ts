import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { createPagemap } from '../../src/criu/image/pagemap-writer.js';
import { flattenImages } from '../../src/criu/index.js';
import { splitImages } from '../integration/split-images.js';

const PAGE = 4096;
const MIB = 1024 * 1024;

const ROUNDS = [1, 10, 100];

/** Of each number of rounds, after one that is not counted: the middle one is told. */
const TIMES = 5;

/** Pages that follow each other in a round, at most: memory that is rewritten by the page, and in pieces. */
const PIECES = [1, 64];

/**
 * How long it takes to make one set of images out of chains of 1, 10 and 100 rounds that have the same bytes in all: each
 * page is in one of the rounds. Images are in the page cache, and nothing is flushed.
 */
export async function measureFlattening([first = '256', ...rest]: readonly string[]): Promise<boolean> {
  // In a process of its own, whose memory is that of the work and not of what made the chain.
  if (first === 'measure') {
    process.stdout.write(JSON.stringify(await measure(rest)));
    return true;
  }
  const bytes = Number(first) * MIB;
  for (const most of PIECES) {
    for (const rounds of ROUNDS) {
      const root = await mkdtemp(join(tmpdir(), 'criud-bench-'));
      try {
        const folders = await makeChain(root, bytes, rounds, most);
        let maps = 0;
        for (const folder of folders) maps += (await stat(join(folder, 'pagemap-1.img'))).size;
        const program = join(import.meta.dirname, 'main.mjs');
        const { stdout } = await promisify(execFile)(process.execPath, [
          program,
          'flatten',
          'measure',
          ...folders,
        ]);
        const { milliseconds, computing, late, grown }: Measured = JSON.parse(stdout);
        process.stdout.write(
          `${first} MiB in ${rounds} rounds, runs of at most ${most} pages (${(maps / MIB).toFixed(1)} MiB of pagemaps): ` +
            `${milliseconds.toFixed(0)} ms, ${computing.toFixed(0)} ms of them computing, ` +
            `event loop late by ${late.toFixed(0)} ms at most, RSS grew by ${(grown / MIB).toFixed(0)} MiB\n`,
        );
      } finally {
        await rm(root, { recursive: true });
      }
    }
  }
  return true;
}

interface Measured {
  /** From the beginning to the end; on a machine with more to do it tells less than the next. */
  readonly milliseconds: number;
  /** Of a processor, in the kernel as well. */
  readonly computing: number;
  /** Milliseconds, at most. */
  readonly late: number;
  /** Bytes, at most. */
  readonly grown: number;
}

async function makeChain(
  root: string,
  bytes: number,
  rounds: number,
  most: number,
): Promise<readonly string[]> {
  const whole = join(root, 'whole');
  await mkdir(whole);
  await using pagemap = await createPagemap(join(whole, 'pagemap-1.img'), 1, PAGE);
  await pagemap.add(0x7f00_0000_0000, bytes / PAGE, 4);
  await pagemap.end();
  await writeFile(join(whole, 'pages-1.img'), Buffer.alloc(bytes, 'what was written'));
  const folders = Array.from({ length: rounds }, (_, round) => join(root, String(round)));
  for (const folder of folders) await mkdir(folder);
  await splitImages(whole, folders, { outdated: false, most });
  await rm(whole, { recursive: true });
  return folders;
}

async function measure(folders: readonly string[]): Promise<Measured> {
  const target = join(folders[0] ?? '', '../flat');
  const runs: { readonly milliseconds: number; readonly computing: number }[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const before = process.memoryUsage.rss();
  let grown = 0;
  for (let time = 0; time <= TIMES; time++) {
    await mkdir(target);
    delay.enable();
    const used = process.cpuUsage();
    const begin = performance.now();
    await flattenImages(folders, target, { signal: new AbortController().signal });
    const milliseconds = performance.now() - begin;
    const { user, system } = process.cpuUsage(used);
    if (time > 0) runs.push({ milliseconds, computing: (user + system) / 1_000 });
    delay.disable();
    grown = Math.max(grown, process.memoryUsage.rss() - before);
    await rm(target, { recursive: true });
  }
  const middle = runs.sort((a, b) => a.computing - b.computing)[TIMES >> 1];
  return { milliseconds: 0, computing: 0, ...middle, late: delay.max / 1e6, grown };
}
