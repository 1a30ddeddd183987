import type { PagemapEntry } from './pagemap.js';

/** Pages of the newest set that are put where an older one has those addresses. */
export interface PageMove {
  /** Page of the newest set's file that is the first. */
  readonly from: number;
  /** Which of the older sets, and page of its file. */
  readonly layer: number;
  readonly to: number;
  readonly pages: number;
}

export interface MergePlan {
  readonly moves: readonly PageMove[];
  /** Pages that no older set has room for, and where its next file has them: these are all of it, in order. */
  readonly kept: readonly { readonly from: number; readonly to: number; readonly pages: number }[];
  /** What the newest pagemap says when they have moved: it covers what it did. */
  readonly entries: readonly PagemapEntry[];
}

const PARENTS = { inParent: true, lazy: false, present: false };

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * What has to be moved so that the newest set of a chain of one process has few
 * and long runs: each page goes to where the nearest of the older sets has its
 * address, and is then that parent's. A page that a set in between does not cover
 * stays, since CRIU would not look behind that one.
 *
 * @param chain the entries of each set, in ascending order of addresses as CRIU
 *   writes them; the oldest set first, the newest last
 * @param pageSize of the host, in bytes
 */
export function planMerge(chain: readonly (readonly PagemapEntry[])[], pageSize: number): MergePlan {
  const newest = chain.at(-1) ?? [];
  const older = chain.slice(0, -1).map((entries) => cursorOf(entries, pageSize));
  const moves: PageMove[] = [];
  const kept: { from: number; to: number; pages: number }[] = [];
  let left = 0;
  const entries: Writable<PagemapEntry>[] = [];
  let from = 0;

  function add(address: number, pages: number, flags: Omit<PagemapEntry, 'address' | 'pages'>): void {
    const last = entries.at(-1);
    if (
      last !== undefined &&
      last.address + last.pages * pageSize === address &&
      last.inParent === flags.inParent &&
      last.present === flags.present &&
      last.lazy === flags.lazy
    ) {
      last.pages += pages;
    } else {
      entries.push({ address, pages, inParent: flags.inParent, lazy: flags.lazy, present: flags.present });
    }
  }

  for (const entry of newest) {
    if (!entry.present) {
      add(entry.address, entry.pages, entry);
      continue;
    }
    for (let done = 0; done < entry.pages; ) {
      const address = entry.address + done * pageSize;
      const { layer, to, pages } = placeOf(address, entry.pages - done);
      const moved = layer !== undefined;
      if (moved) moves.push({ from, layer, to, pages });
      else kept.push({ from, to: left, pages });
      if (!moved) left += pages;
      // As CRIU has it, only pages that are there are marked lazy.
      add(address, pages, moved ? PARENTS : entry);
      from += pages;
      done += pages;
    }
  }
  return { moves, kept, entries };

  /** Where the pages from an address on are in an older set; as many as are alike, at most `limit`. */
  function placeOf(address: number, limit: number): { layer?: number; to: number; pages: number } {
    let pages = limit;
    for (let layer = older.length - 1; layer >= 0; layer--) {
      const found = older[layer]?.(address);
      if (found === undefined) break;
      pages = Math.min(pages, found.pages);
      if (found.entry === undefined) break;
      if (found.entry.present) return { layer, to: found.page, pages };
      if (!found.entry.inParent) break;
    }
    return { to: 0, pages };
  }
}

/** The entry at an address, and how far it, or the gap, goes on from there; for addresses that only rise. */
function cursorOf(entries: readonly PagemapEntry[], pageSize: number) {
  let index = 0;
  let before = 0;
  return (address: number): { entry?: PagemapEntry; page: number; pages: number } | undefined => {
    for (;;) {
      const entry = entries[index];
      if (entry === undefined) return undefined;
      const into = (address - entry.address) / pageSize;
      if (into < 0) return { page: 0, pages: -into };
      if (into < entry.pages) return { entry, page: before + into, pages: entry.pages - into };
      if (entry.present) before += entry.pages;
      index++;
    }
  };
}
