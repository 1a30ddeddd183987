import { IN_PARENT, type PagemapColumns, PRESENT } from './pagemap-columns.js';

/** Three numbers for each run of pages: the page of the newest set's file that is its first, the one it becomes, and how many they are. */
export type Runs = readonly number[];

export interface MergePlan {
  /** For each of the older sets, the pages that are put where it has those addresses. */
  readonly moves: readonly Runs[];
  /** Pages that no older set has room for: all that the next file of the newest set has, in order. */
  readonly kept: Runs;
  /** What the newest pagemap says when they have moved: it covers what it did. */
  readonly entries: readonly MergedEntry[];
}

export interface MergedEntry {
  readonly address: number;
  readonly pages: number;
  readonly flags: number;
}

type Columns = Omit<PagemapColumns, 'pagesId'>;

/**
 * What has to be moved so that the newest set of a chain of one process has few
 * and long runs: each page goes to where the nearest of the older sets has its
 * address, and is then that parent's. A page that a set in between does not cover
 * stays, since CRIU would not look behind that one.
 *
 * @param chain the oldest set first, the newest last, each with its addresses in
 *   ascending order, as CRIU writes them
 * @param pageSize of the host, in bytes
 */
export function planMerge(chain: readonly Columns[], pageSize: number): MergePlan {
  const newest = chain.at(-1);
  const older = chain.slice(0, -1);
  /** Of each older set: the entry that was looked at last, and the pages of its file before that one. */
  const indexes = older.map(() => 0);
  const before = older.map(() => 0);
  const moves: number[][] = older.map(() => []);
  const kept: number[] = [];
  const entries: { address: number; pages: number; flags: number }[] = [];
  /** Where the pages are for which there is a place: the result of `seek`. */
  let layer = -1;
  let to = 0;
  let alike = 0;
  let left = 0;
  let from = 0;

  function add(address: number, pages: number, flags: number): void {
    const last = entries.at(-1);
    const follows = last !== undefined && last.address + last.pages * pageSize === address;
    if (follows && last.flags === flags) last.pages += pages;
    else entries.push({ address, pages, flags });
  }

  /** Looks for the pages from an address on in the older sets, nearest first; `alike` of them at most are found together. */
  function seek(address: number, limit: number): void {
    layer = -1;
    alike = limit;
    for (let set = older.length - 1; set >= 0; set--) {
      const columns = older[set] as Columns; // by its own index
      let index = indexes[set] as number; // one for each set
      let behind = before[set] as number; // likewise
      let into = 0;
      for (; index < columns.length; index++) {
        // Below its length, each column has every place.
        into = (address - (columns.address[index] as number)) / pageSize;
        if (into < (columns.pages[index] as number)) break;
        if (((columns.flags[index] as number) & PRESENT) !== 0) behind += columns.pages[index] as number;
      }
      indexes[set] = index;
      before[set] = behind;
      if (index === columns.length) return;
      if (into < 0) {
        alike = Math.min(alike, -into);
        return;
      }
      alike = Math.min(alike, (columns.pages[index] as number) - into);
      const flags = columns.flags[index] as number;
      if ((flags & PRESENT) !== 0) {
        layer = set;
        to = behind + into;
        return;
      }
      if ((flags & IN_PARENT) === 0) return;
    }
  }

  for (let index = 0; newest !== undefined && index < newest.length; index++) {
    // As above.
    const address = newest.address[index] as number;
    const pages = newest.pages[index] as number;
    const flags = newest.flags[index] as number;
    if ((flags & PRESENT) === 0) {
      add(address, pages, flags);
      continue;
    }
    for (let done = 0; done < pages; done += alike) {
      const here = address + done * pageSize;
      seek(here, pages - done);
      if (layer < 0) {
        kept.push(from, left, alike);
        left += alike;
        add(here, alike, flags);
      } else {
        moves[layer]?.push(from, to, alike);
        // As CRIU has it, only pages that are there are marked lazy.
        add(here, alike, IN_PARENT);
      }
      from += alike;
    }
  }
  return { moves, kept, entries };
}
