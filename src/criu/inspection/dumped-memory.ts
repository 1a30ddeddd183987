import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { damaged } from '../image/image-file.js';
import { IN_PARENT, type PagemapColumns, PRESENT, readPagemapColumns } from '../image/pagemap-columns.js';

/** Memory that images have: of a process, or shared by some. Addresses and lengths are bytes. */
export interface DumpedMemory {
  /** All of it that the images have, or those of their parents. */
  readonly bytes: bigint;
  /** How much of a range they have. */
  bytesWithin(start: bigint, end: bigint): bigint;
  /** What was in a range: less of it where the images lack a page. */
  read(start: bigint, length: number): Promise<Buffer>;
}

/** Bytes of a pagemap that is looked into: some two million runs of pages. */
export const LARGEST_PAGEMAP = 32 * 1024 * 1024;

/** No chain of parents is longer; a link that leads back to itself is. */
const LONGEST_CHAIN = 1000;

/** Those of Linux. What pages are of is not in an image: it shows in the size of their file. */
const PAGE_SIZES: readonly number[] = [4096, 8192, 16384, 65536];

interface Layer {
  readonly folder: string;
  readonly pagemap: PagemapColumns;
}

/**
 * Opens the memory of which there is a pagemap in an images folder. Pages are
 * read only where they are asked for.
 *
 * @param name of the pagemap: `pagemap-PID.img`
 * @returns undefined where there is none, or one too large to be looked into.
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function openDumpedMemory(
  imagesFolder: string,
  name: string,
): Promise<DumpedMemory | undefined> {
  const newest = await readLayer(imagesFolder, name);
  if (newest === undefined) return undefined;
  const { pagemap } = newest;
  const pageSize = await pageSizeOf(newest);
  const before = countBefore(pagemap);
  const bytes = (before[pagemap.length] ?? 0) * pageSize;
  if (!Number.isSafeInteger(bytes))
    throw damaged(join(imagesFolder, name), 0, `has ${bytes} bytes of memory`);

  /** Dumped pages below an address, in bytes. */
  function bytesBelow(address: number): number {
    const index = entryAt(pagemap, address);
    if (index < 0) return 0;
    // Of its own index, as in every place of a column below.
    const begin = pagemap.address[index] as number;
    const pages = Math.min((address - begin) / pageSize, pagemap.pages[index] as number);
    return ((before[index] as number) + (isDumped(pagemap, index) ? pages : 0)) * pageSize;
  }

  return {
    bytes: BigInt(bytes),
    bytesWithin(start, end) {
      const within = bytesBelow(Number(end)) - bytesBelow(Number(start));
      // Only where entries are not in order, which CRIU sees to, is it none of the two.
      return Number.isSafeInteger(within) && within > 0 ? BigInt(within) : 0n;
    },
    async read(start, length) {
      const layers: Layer[] = [newest];
      const parts: Buffer[] = [];
      const first = Number(start);
      for (let at = first; at < first + length; ) {
        const left = Math.min(first + length - at, pageSize - (at % pageSize));
        const part = await readWithinPage(layers, name, pageSize, at, left);
        if (part === undefined) break;
        parts.push(part);
        at += left;
      }
      return Buffer.concat(parts);
    },
  };
}

/** Goes from the newest to its parents, as long as one says that the page is its parent's. */
async function readWithinPage(
  layers: Layer[],
  name: string,
  pageSize: number,
  address: number,
  length: number,
): Promise<Buffer | undefined> {
  for (let depth = 0; depth < LONGEST_CHAIN; depth++) {
    const layer = layers[depth] ?? (await readLayer(join(layers.at(-1)?.folder ?? '', 'parent'), name));
    if (layer === undefined) return undefined;
    layers[depth] = layer;
    const { folder, pagemap } = layer;
    const index = entryAt(pagemap, address);
    const into = address - (pagemap.address[index] ?? 0);
    if (index < 0 || into >= (pagemap.pages[index] as number) * pageSize) return undefined;
    const flags = pagemap.flags[index] as number;
    if ((flags & PRESENT) !== 0) {
      let pages = 0;
      for (let each = 0; each < index; each++) {
        if (((pagemap.flags[each] as number) & PRESENT) !== 0) pages += pagemap.pages[each] as number;
      }
      return readBytes(join(folder, `pages-${pagemap.pagesId}.img`), pages * pageSize + into, length);
    }
    if ((flags & IN_PARENT) === 0) return undefined;
  }
  return undefined;
}

async function readLayer(folder: string, name: string): Promise<Layer | undefined> {
  const path = join(folder, name);
  const status = await stat(path).catch(() => undefined);
  if (status === undefined || !status.isFile() || status.size > LARGEST_PAGEMAP) return undefined;
  return { folder, pagemap: await readPagemapColumns(path) };
}

/** Undefined where the file has not that much. */
async function readBytes(path: string, offset: number, length: number): Promise<Buffer | undefined> {
  // Something that is no file could keep the opening waiting.
  await using file: FileHandle | undefined = await open(
    path,
    constants.O_RDONLY | constants.O_NONBLOCK,
  ).catch(() => undefined);
  if (file === undefined || !(await file.stat()).isFile() || !Number.isSafeInteger(offset)) return undefined;
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  return bytesRead === length ? buffer : undefined;
}

async function pageSizeOf({ folder, pagemap }: Layer): Promise<number> {
  let present = 0;
  for (let index = 0; index < pagemap.length; index++) {
    if (((pagemap.flags[index] as number) & PRESENT) !== 0) present += pagemap.pages[index] as number;
  }
  const status = await stat(join(folder, `pages-${pagemap.pagesId}.img`)).catch(() => undefined);
  const size = (status?.size ?? 0) / present;
  return PAGE_SIZES.includes(size) ? size : 4096;
}

function isDumped({ flags }: PagemapColumns, index: number): boolean {
  return ((flags[index] as number) & (PRESENT | IN_PARENT)) !== 0;
}

/** For each entry, the dumped pages of those before it; at the end those of all. */
function countBefore(pagemap: PagemapColumns): Float64Array {
  const before = new Float64Array(pagemap.length + 1);
  for (let index = 0; index < pagemap.length; index++) {
    const pages = isDumped(pagemap, index) ? (pagemap.pages[index] as number) : 0;
    before[index + 1] = (before[index] as number) + pages;
  }
  return before;
}

/** The last entry that begins at an address or below it; -1 where there is none. */
function entryAt({ address, length }: PagemapColumns, wanted: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((address[middle] as number) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
