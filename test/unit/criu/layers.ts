import fc from 'fast-check';
import type { PagemapEntry } from '../../../src/criu/image/pagemap.js';
import { flagsOf } from './pagemap-image.js';

export const PAGE = 4096;
export const ADDRESSES = 24;

/** What a set says of each page: nothing, that it is the parent's, or that it is here. */
export type Word = 'gap' | 'parent' | 'present';

/** A set as CRIU would write it, with the pages of its file. */
export interface Layer {
  readonly entries: readonly PagemapEntry[];
  readonly file: string[];
}

export function layerOf(words: readonly Word[], name: number, lazy: boolean): Layer {
  const entries: PagemapEntry[] = [];
  const file: string[] = [];
  words.forEach((word, page) => {
    if (word === 'gap') return;
    const present = word === 'present';
    if (present) file.push(`${name}:${page}`);
    const last = entries.at(-1);
    const address = page * PAGE;
    const follows = last !== undefined && last.address + last.pages * PAGE === address;
    if (follows && last.present === present) entries.splice(-1, 1, { ...last, pages: last.pages + 1 });
    else entries.push({ address, pages: 1, inParent: !present, present, lazy: present && lazy });
  });
  return { entries, file };
}

/** What CRIU finds at a page: it goes from set to set as long as one says that the page is its parent's. */
export function read(chain: readonly Layer[], page: number): string | undefined {
  for (const { entries, file } of chain.toReversed()) {
    let before = 0;
    const address = page * PAGE;
    const entry = entries.find((each) => {
      if (address >= each.address && address < each.address + each.pages * PAGE) return true;
      if (each.present) before += each.pages;
      return false;
    });
    if (entry === undefined) return undefined;
    if (entry.present) return file[before + (address - entry.address) / PAGE];
  }
  return undefined;
}

export function columnsOf({ entries }: Layer) {
  return {
    length: entries.length,
    address: Float64Array.from(entries.map(({ address }) => address)),
    pages: Float64Array.from(entries.map(({ pages }) => pages)),
    flags: Uint8Array.from(entries.map(flagsOf)),
  };
}

/** Chains in which every page that is the parent's is there. */
export const CHAINS = fc
  .array(
    fc.array(fc.constantFrom<Word>('gap', 'parent', 'present'), {
      minLength: ADDRESSES,
      maxLength: ADDRESSES,
    }),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((sets) => {
    let covered: boolean[] = Array(ADDRESSES).fill(false);
    return sets.map((words, name) => {
      const possible = words.map((word, page) => (word === 'parent' && !covered[page] ? 'present' : word));
      covered = possible.map((word) => word !== 'gap');
      return layerOf(possible, name, name % 2 === 0);
    });
  });
