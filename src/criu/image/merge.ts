import { type FileHandle, open, readdir, rename, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { criu } from '../../../gen/criu/messages.js';
import { copyRuns } from '../../native/index.js';
import { encodeImage } from './image-file.js';
import { type MergePlan, planMerge } from './merge-plan.js';
import { encodeEntry, type Pagemap, readPagemapFile } from './pagemap.js';

/** Every page size of the hosts that CRIU has a page server for. */
const PAGE = 4096;

/** How many are copied before others have their turn. */
const PAGES_AT_ONCE = 1024;

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
 * @throws Failure CHECKPOINT_DAMAGED; the error of a file system that refuses
 */
export async function mergeImages(folders: readonly string[]): Promise<void> {
  const newest = folders.at(-1);
  if (newest === undefined || folders.length < 2) return;
  const names = (await readdir(newest)).filter((name) => PAGEMAP.test(name));
  for (const name of names) {
    const chain = await readChain(folders, name);
    if (chain.length < 2) continue;
    const plan = planMerge(
      chain.map(({ pagemap }) => pagemap.entries),
      PAGE,
    );
    if (plan.moves.length > 0) await carryOut(plan, chain, name);
  }
}

interface Layer {
  readonly folder: string;
  readonly pagemap: Pagemap;
}

/** From the newest to the first that lacks the pagemap: CRIU looks no further. */
async function readChain(folders: readonly string[], name: string): Promise<readonly Layer[]> {
  const chain: Layer[] = [];
  for (const folder of folders.toReversed()) {
    const names = await readdir(folder);
    if (!names.includes(name)) break;
    chain.unshift({ folder, pagemap: await readPagemapFile(join(folder, name)) });
  }
  return chain;
}

async function carryOut(plan: MergePlan, chain: readonly Layer[], name: string): Promise<void> {
  const newest = chain.at(-1);
  if (newest === undefined) return;
  const files: FileHandle[] = [];
  try {
    for (const layer of chain) files.push(await open(pagesOf(layer), 'r+'));
    const source = files.at(-1);
    if (source === undefined) return;
    for (const [layer, file] of files.entries()) {
      await copyPages(
        source,
        file,
        plan.moves.filter((move) => move.layer === layer),
      );
    }
    const left = join(newest.folder, `${name}.pages`);
    const next = await open(left, 'wx', 0o600);
    files.push(next);
    await copyPages(source, next, plan.kept);
    const pagesId = newest.pagemap.pagesId + MERGED;
    await rename(left, pagesOf({ ...newest, pagemap: { ...newest.pagemap, pagesId } }));
    await writePagemap(newest.folder, name, { pagesId, entries: plan.entries });
    // Its name stays for a page server that has just read the pagemap before: it opens the file, and reads none of it.
    await truncate(pagesOf(newest), 0);
  } finally {
    for (const file of files) await file.close();
  }
}

/** Added to the number of a file of pages: a page server counts from 0x10001 on, CRIU from 1. */
const MERGED = 0x40_0000;

interface Run {
  readonly from: number;
  readonly to: number;
  readonly pages: number;
}

async function copyPages(source: FileHandle, target: FileHandle, runs: readonly Run[]): Promise<void> {
  let some: number[] = [];
  let pages = 0;
  const copy = async (): Promise<void> => {
    copyRuns(source.fd, target.fd, Float64Array.from(some));
    some = [];
    pages = 0;
    await turn();
  };
  for (const run of runs) {
    for (let done = 0; done < run.pages; ) {
      const next = Math.min(run.pages - done, PAGES_AT_ONCE - pages);
      some.push((run.from + done) * PAGE, (run.to + done) * PAGE, next * PAGE);
      done += next;
      pages += next;
      if (pages === PAGES_AT_ONCE) await copy();
    }
  }
  if (pages > 0) await copy();
}

async function writePagemap(folder: string, name: string, { pagesId, entries }: Pagemap): Promise<void> {
  const path = join(folder, `${name}.new`);
  const head = criu.images.pagemap_head.encode({ pagesId }).finish();
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(encodeImage('pagemap', [head, ...entries.map(encodeEntry)]));
  } finally {
    await file.close();
  }
  await rename(path, join(folder, name));
}

function pagesOf({ folder, pagemap }: Layer): string {
  return join(folder, `pages-${pagemap.pagesId}.img`);
}
