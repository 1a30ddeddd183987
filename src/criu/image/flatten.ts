import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Failure } from '../../failure/index.js';
import { flatRuns } from './flatten-plan.js';
import { copyImage, type OpenImage, openImage } from './image-copy.js';
import { IN_PARENT, type PagemapColumns, PRESENT, readPagemapColumns } from './pagemap-columns.js';
import { createPagemap } from './pagemap-writer.js';

/** Every page size of the hosts whose images are known here. */
const PAGE = 4096;

/** Pages that are written at a time, and places that are read before others have their turn. */
const PAGES_AT_ONCE = 512;
const READS_AT_ONCE = 128;

/** Names of what says where pages are: those of processes, and of shared memory. */
const PAGEMAP = /^pagemap-.*\.img$/;

/** The link to the images of the parent, by the name that CRIU looks for. */
const PARENT_LINK = 'parent';

export interface FlattenSettings {
  /** Breaks it off, a moment later; its reason is thrown. */
  readonly signal: AbortSignal;
  /** Told how many bytes have been written since it was told last. */
  readonly wrote?: (bytes: number) => void;
}

/**
 * Bytes that flattenImages tells of in all: those of the images that it makes
 * but for the pagemaps.
 *
 * @param folder of the newest
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function flattenedBytes(folder: string): Promise<number> {
  const names = new Set(await namesIn(folder));
  let bytes = 0;
  for (const name of names) {
    if (!PAGEMAP.test(name)) continue;
    const { pagesId, length, pages, flags } = await readPagemapColumns(join(folder, name));
    for (let index = 0; index < length; index++) {
      const marks = flags[index] as number; // below its length, each column has every place
      if ((marks & (PRESENT | IN_PARENT)) !== 0) bytes += (pages[index] as number) * PAGE;
    }
    names.delete(name);
    names.delete(pagesOf(pagesId));
  }
  for (const name of names) bytes += (await lstat(join(folder, name))).size;
  return bytes;
}

/**
 * Writes one full set of images out of a chain: the images of the newest, with
 * every page that it has in one of its parents. The chain is only read. The work
 * grows with the entries of all sets and the pages of the newest, and not with
 * the number of sets; in memory are the pagemaps of one process at a time.
 *
 * @param folders images folders as their `parent` links go, the oldest first
 * @param target an empty folder. What was written stays there when it throws.
 *   Nothing is flushed.
 * @throws Failure CHECKPOINT_DAMAGED, of a page that no parent has with its file
 *   and address; the error of a file system that refuses; the reason of the signal
 */
export async function flattenImages(
  folders: readonly string[],
  target: string,
  { signal, wrote = () => {} }: FlattenSettings,
): Promise<void> {
  const newest = folders.at(-1);
  if (newest === undefined) return;
  const names: ReadonlySet<string>[] = [];
  for (const folder of folders) names.push(await namesIn(folder));
  const written = new Set<string>();
  for (const name of names.at(-1) ?? []) {
    if (!PAGEMAP.test(name)) continue;
    signal.throwIfAborted();
    const chain = await readChain(folders, names, name);
    const pages = pagesOf(chain.at(-1)?.pagemap.pagesId ?? 0);
    if (written.has(pages)) throw damagedAt(join(newest, name), `shares ${pages} with another pagemap`);
    written.add(name).add(pages);
    await flattenPagemap(chain, join(target, name), join(target, pages), signal, wrote);
  }
  for (const name of names.at(-1) ?? []) {
    if (written.has(name)) continue;
    await copyImage(join(newest, name), join(target, name), signal, wrote);
  }
}

/** One of the sets of a chain, as far as one pagemap goes. */
interface Layer {
  readonly folder: string;
  /** Of the pagemap. */
  readonly path: string;
  readonly pagemap: PagemapColumns;
}

/** The oldest first, from the newest to the first that has no page elsewhere or lacks the pagemap: CRIU looks no further. */
async function readChain(
  folders: readonly string[],
  names: readonly ReadonlySet<string>[],
  name: string,
): Promise<readonly Layer[]> {
  const chain: Layer[] = [];
  for (const [index, folder] of [...folders.entries()].reverse()) {
    if (!names[index]?.has(name)) break;
    const path = join(folder, name);
    const pagemap = inOrder(path, await readPagemapColumns(path));
    chain.unshift({ folder, path, pagemap });
    if (!pagemap.flags.some((flags) => (flags & IN_PARENT) !== 0)) break;
  }
  return chain;
}

/**
 * The same without entries of no page, and no longer than it is.
 *
 * @throws Failure CHECKPOINT_DAMAGED when it is not in ascending order, as CRIU has to have it too.
 */
function inOrder(path: string, { pagesId, ...columns }: PagemapColumns): PagemapColumns {
  let length = 0;
  let end = 0;
  for (let index = 0; index < columns.length; index++) {
    // Below its length, each column has every place.
    const address = columns.address[index] as number;
    const pages = columns.pages[index] as number;
    if (pages === 0) continue;
    if (address < end) throw damagedAt(path, `has pages at ${hex(address)} twice or out of order`, address);
    if (address % PAGE !== 0) throw damagedAt(path, `has ${hex(address)} as the address of a page`, address);
    end = address + pages * PAGE;
    columns.address[length] = address;
    columns.pages[length] = pages;
    columns.flags[length] = columns.flags[index] as number;
    length++;
  }
  return {
    ...{ pagesId, length },
    address: columns.address.slice(0, length),
    pages: columns.pages.slice(0, length),
    flags: columns.flags.slice(0, length),
  };
}

async function flattenPagemap(
  chain: readonly Layer[],
  pagemapPath: string,
  pagesPath: string,
  signal: AbortSignal,
  wrote: (bytes: number) => void,
): Promise<void> {
  const top = chain.at(-1);
  if (top === undefined) return;
  await using files = openPages(chain);
  await using pages = await open(pagesPath, 'wx', 0o600);
  await using pagemap = await createPagemap(pagemapPath, top.pagemap.pagesId, PAGE);
  /** What is written next, so that the file grows from its beginning to its end. */
  const buffer = Buffer.allocUnsafeSlow(PAGES_AT_ONCE * PAGE);
  let count = 0;
  let reads = 0;

  async function write(): Promise<void> {
    await pages.writeFile(buffer.subarray(0, count * PAGE));
    wrote(count * PAGE);
    count = 0;
    signal.throwIfAborted();
  }

  const columns = chain.map((layer) => layer.pagemap);
  for (const { address, pages: all, flags, layer, from } of flatRuns(columns, PAGE)) {
    await pagemap.add(address, all, flags);
    if ((flags & PRESENT) === 0) continue;
    if (layer === undefined) {
      throw damagedAt(top.path, `has a page at ${hex(address)} that none of the parents has`, address);
    }
    const image = await files.of(layer);
    const there = Math.floor(image.bytes / PAGE) - from;
    if (there < all) {
      const first = address + Math.max(0, there) * PAGE;
      throw damagedAt(image.path, `ends before the page of ${hex(first)}`, first);
    }
    for (let done = 0; done < all; ) {
      const next = Math.min(all - done, PAGES_AT_ONCE - count);
      await image.read((from + done) * PAGE, next * PAGE, buffer, count * PAGE);
      done += next;
      count += next;
      reads += 1;
      if (count === PAGES_AT_ONCE) await write();
      else if (reads % READS_AT_ONCE === 0) await turn();
    }
  }
  await write();
  await pagemap.end();
}

/** The files with the pages of a chain, opened when something of them is wanted. Disposing closes them. */
function openPages(chain: readonly Layer[]) {
  const files = new Map<number, OpenImage>();
  return {
    async of(layer: number): Promise<OpenImage> {
      const known = files.get(layer);
      if (known !== undefined) return known;
      const { folder = '', pagemap } = chain[layer] ?? {};
      const fresh = await openImage(join(folder, pagesOf(pagemap?.pagesId ?? 0)));
      files.set(layer, fresh);
      return fresh;
    },
    async [Symbol.asyncDispose]() {
      for (const image of files.values()) await image[Symbol.asyncDispose]();
    },
  };
}

async function namesIn(folder: string): Promise<ReadonlySet<string>> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw damagedAt(folder, 'cannot be read', undefined, cause);
  });
  return new Set(names.filter((name) => name !== PARENT_LINK).sort());
}

function pagesOf(pagesId: number): string {
  return `pages-${pagesId}.img`;
}

function hex(address: number): string {
  return `0x${address.toString(16)}`;
}

function damagedAt(path: string, problem: string, address?: number, cause?: unknown): Failure {
  return new Failure('CHECKPOINT_DAMAGED', `The image ${path} ${problem}.`, {
    metadata: { file: path, ...(address !== undefined && { address: hex(address) }), problem },
    cure: 'Verify the checkpoint and its parents; take what is damaged from a copy.',
    ...(cause !== undefined && { cause }),
  });
}
