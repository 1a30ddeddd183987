import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IN_PARENT, PRESENT, readPagemapColumns } from '../../../src/criu/image/pagemap-columns.js';
import { type Layer, PAGE } from './layers.js';
import { pagemapImage } from './pagemap-image.js';

/** What a page is, at its beginning and all through it. */
export function contentOf(page: string): Buffer {
  return Buffer.alloc(PAGE, `${page};`);
}

/**
 * Writes the pagemap of a layer, by what follows `pagemap-` in its name, and its pages, into an images folder that is
 * made if need be; with a parent it gets the link to it.
 */
export async function writeLayer(
  folder: string,
  subject: string,
  pagesId: number,
  { entries, file }: Layer,
  parent?: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `pagemap-${subject}.img`), pagemapImage({ pagesId, entries }));
  await writeFile(join(folder, `pages-${pagesId}.img`), Buffer.concat(file.map(contentOf)));
  if (parent !== undefined) await symlink(parent, join(folder, 'parent'));
}

/** The pages of a set that has no parent, by their addresses; fails on an entry that is not here. */
export async function readPages(folder: string, subject: string): Promise<ReadonlyMap<number, Buffer>> {
  const path = join(folder, `pagemap-${subject}.img`);
  const { pagesId, length, address, pages: counts, flags } = await readPagemapColumns(path);
  const file = await readFile(join(folder, `pages-${pagesId}.img`));
  const pages = new Map<number, Buffer>();
  let at = 0;
  for (let entry = 0; entry < length; entry++) {
    const [first = 0, count = 0, marks = 0] = [address[entry], counts[entry], flags[entry]];
    if ((marks & (PRESENT | IN_PARENT)) !== PRESENT) throw new Error(`the pages at ${first} are not here`);
    for (let page = 0; page < count; page++, at += PAGE) {
      pages.set(first + page * PAGE, file.subarray(at, at + PAGE));
    }
  }
  if (at !== file.length) throw new Error(`${file.length} bytes of pages, and the pagemap has ${at}`);
  return pages;
}
