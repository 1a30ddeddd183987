import { type FileHandle, open, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { copyRuns } from '../../native/index.js';
import { type MergedEntry, type MergePlan, planMerge, type Runs } from './merge-plan.js';
import { type PagemapColumns, readPagemapColumns } from './pagemap-columns.js';
import { createPagemap } from './pagemap-writer.js';

/** Every page size of the hosts that CRIU has a page server for. */
const PAGE = 4096;

/** How many are copied before others have their turn. */
const PAGES_AT_ONCE = 1024;
const RUNS_AT_ONCE = 256;

/** Names of what has pages. */
const PAGEMAP = /^pagemap-.*\.img$/;

/**
 * Moves the pages of the newest set of a chain to the older ones, wherever these
 * have pages of the same addresses: what a restore then reads are few long runs
 * and not thousands of single pages, of which every one would have to be sought
 * in the sets before it.
 *
 * The chain says the same at every moment, also where this is broken off: an
 * older set changes only where a newer one is read instead, and the pagemap of
 * the newest is replaced when the pages are there. The older sets alone are worth
 * nothing any more. Nothing is flushed.
 *
 * @param folders images folders as their `parent` links go, the oldest first. No
 *   page server may write into the newest any more; one whose parent it is may be
 *   at work.
 * @param signal breaks it off, a moment later
 * @throws Failure CHECKPOINT_DAMAGED; the error of a file system that refuses; the reason of the signal
 */
export async function mergeImages(folders: readonly string[], signal: AbortSignal): Promise<void> {
  const newest = folders.at(-1);
  if (newest === undefined || folders.length < 2) return;
  const names = (await readdir(newest)).filter((name) => PAGEMAP.test(name));
  for (const name of names) {
    signal.throwIfAborted();
    const chain = await readChain(folders, name);
    if (chain.length < 2) continue;
    const plan = planMerge(
      chain.map(({ pagemap }) => pagemap),
      PAGE,
    );
    if (plan.moves.some((runs) => runs.length > 0)) await carryOut(plan, chain, name, signal);
  }
}

interface Layer {
  readonly folder: string;
  readonly pagemap: PagemapColumns;
}

/** From the newest to the first that lacks the pagemap: CRIU looks no further. */
async function readChain(folders: readonly string[], name: string): Promise<readonly Layer[]> {
  const chain: Layer[] = [];
  for (const folder of folders.toReversed()) {
    const names = await readdir(folder);
    if (!names.includes(name)) break;
    chain.unshift({ folder, pagemap: await readPagemapColumns(join(folder, name)) });
  }
  return chain;
}

async function carryOut(
  plan: MergePlan,
  chain: readonly Layer[],
  name: string,
  signal: AbortSignal,
): Promise<void> {
  const newest = chain.at(-1);
  if (newest === undefined) return;
  const { folder, pagemap } = newest;
  await using source = await open(pagesOf(folder, pagemap.pagesId), 'r+');
  for (const [index, runs] of plan.moves.entries()) {
    const layer = chain[index];
    if (layer === undefined || runs.length === 0) continue;
    await using file = await open(pagesOf(layer.folder, layer.pagemap.pagesId), 'r+');
    await copyPages(source, file, runs, signal);
  }
  const pagesId = pagemap.pagesId + MERGED;
  await using left = await open(pagesOf(folder, pagesId), 'wx', 0o600);
  await copyPages(source, left, plan.kept, signal);
  await writePagemap(join(folder, name), pagesId, plan.entries);
  // Its name stays for a page server that has just read the pagemap before: it opens the file, and reads none of it.
  await source.truncate(0);
}

/** Added to the number of a file of pages: a page server counts from 0x10001 on, CRIU from 1. */
const MERGED = 0x40_0000;

async function copyPages(
  source: FileHandle,
  target: FileHandle,
  runs: Runs,
  signal: AbortSignal,
): Promise<void> {
  let some: number[] = [];
  let pages = 0;
  const copy = async (): Promise<void> => {
    copyRuns(source.fd, target.fd, Float64Array.from(some));
    some = [];
    pages = 0;
    await turn();
    signal.throwIfAborted();
  };
  for (let index = 0; index < runs.length; index += 3) {
    const [from = 0, to = 0, count = 0] = runs.slice(index, index + 3);
    for (let done = 0; done < count; ) {
      const next = Math.min(count - done, PAGES_AT_ONCE - pages);
      some.push((from + done) * PAGE, (to + done) * PAGE, next * PAGE);
      done += next;
      pages += next;
      if (pages === PAGES_AT_ONCE || some.length === RUNS_AT_ONCE * 3) await copy();
    }
  }
  if (pages > 0) await copy();
}

async function writePagemap(path: string, pagesId: number, entries: readonly MergedEntry[]): Promise<void> {
  const unfinished = `${path}.new`;
  await using pagemap = await createPagemap(unfinished, pagesId, PAGE);
  for (const { address, pages, flags } of entries) await pagemap.add(address, pages, flags);
  await pagemap.end();
  await rename(unfinished, path);
}

function pagesOf(folder: string, pagesId: number): string {
  return join(folder, `pages-${pagesId}.img`);
}
