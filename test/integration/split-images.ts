import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IN_PARENT, LAZY, PRESENT, readPagemapColumns } from '../../src/criu/image/pagemap-columns.js';
import { createPagemap } from '../../src/criu/image/pagemap-writer.js';

const PAGE = 4096;

export interface Split {
  /**
   * Older sets have something else where a newer one has the page, as they do after a round: in sets that are left alone
   * with what was written once, each page is in one set.
   */
  readonly outdated: boolean;
  /** Pages that follow each other and belong to the same set, at most. */
  readonly most: number;
}

/**
 * Makes a chain of images out of a set that has no parent, as rounds of pre-dump and a dump would have left it: the newest
 * reads as the whole. Whose a page is looks like chance, and is the same every time.
 *
 * @param whole is not changed
 * @param folders empty ones, the oldest first; links to parents are not made
 */
export async function splitImages(whole: string, folders: readonly string[], split: Split): Promise<void> {
  const newest = folders.at(-1);
  if (newest === undefined) throw new RangeError('no folder');
  const others = new Set(await readdir(whole));
  for (const name of await readdir(whole)) {
    if (!/^pagemap-.*\.img$/.test(name)) continue;
    const { pagesId } = await readPagemapColumns(join(whole, name));
    others.delete(name);
    others.delete(`pages-${pagesId}.img`);
    await splitPagemap(whole, name, folders, split);
  }
  for (const name of others) await copyFile(join(whole, name), join(newest, name));
  for (const folder of folders.slice(0, -1)) {
    if (others.has('inventory.img'))
      await copyFile(join(whole, 'inventory.img'), join(folder, 'inventory.img'));
  }
}

async function splitPagemap(
  whole: string,
  name: string,
  folders: readonly string[],
  split: Split,
): Promise<void> {
  const { pagesId, length, address, pages, flags } = await readPagemapColumns(join(whole, name));
  const file = await readFile(join(whole, `pages-${pagesId}.img`));
  const draw = numbers(length * 7 + pagesId);
  const owners: number[] = [];
  while (owners.length * PAGE < file.length) {
    const owner = draw(folders.length);
    for (let left = 1 + draw(split.most); left > 0; left--) owners.push(owner);
  }
  for (const [set, folder] of folders.entries()) {
    await using pagemap = await createPagemap(join(folder, name), pagesId, PAGE);
    const kept = Buffer.allocUnsafe(file.length);
    let size = 0;
    let at = 0;
    for (let entry = 0; entry < length; entry++) {
      // Below its length, each column has every place.
      const lazy = (flags[entry] as number) & LAZY;
      for (let page = 0; page < (pages[entry] as number); page++, at++) {
        const where = (address[entry] as number) + page * PAGE;
        const owner = owners[at] as number; // there is one of every page
        if (owner < set) {
          await pagemap.add(where, 1, IN_PARENT);
        } else if (owner === set || (split.outdated && (set === 0 || at % 2 === 0))) {
          await pagemap.add(where, 1, PRESENT | lazy);
          if (owner === set) file.copy(kept, size, at * PAGE, (at + 1) * PAGE);
          else kept.fill(0xa5, size, size + PAGE);
          size += PAGE;
        } else if (split.outdated) {
          await pagemap.add(where, 1, IN_PARENT);
        }
      }
    }
    await pagemap.end();
    await writeFile(join(folder, `pages-${pagesId}.img`), kept.subarray(0, size));
  }
}

/** Numbers below a limit that look like chance: the generator of Park and Miller. */
function numbers(seed: number): (limit: number) => number {
  let state = (seed % 2_147_483_646) + 1;
  return (limit) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
}
