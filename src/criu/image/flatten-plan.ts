import { IN_PARENT, type PagemapColumns, PRESENT } from './pagemap-columns.js';

/** Pages of the newest set that follow each other, in its memory and where they are read. */
export interface FlatRun {
  readonly address: number;
  readonly pages: number;
  /** As a set has them that has no parent: PRESENT where there are pages to copy, never IN_PARENT. */
  readonly flags: number;
  /** Which set of the chain has the pages; undefined where none has pages that are there to be copied. */
  readonly layer: number | undefined;
  /** The first of them, counted in pages from the beginning of the file of that set. */
  readonly from: number;
}

type Columns = Omit<PagemapColumns, 'pagesId'>;

/**
 * What the newest set of a chain of one process has in its memory, and where
 * each page is read: in the newest set that does not say of it that its parent
 * has it. In ascending order of addresses.
 *
 * All sets are gone through once, side by side, from one address at which any of
 * them changes to the next: as many steps as entries in all sets together,
 * however many sets there are.
 *
 * @param chain the oldest set first, the newest last, each with its addresses in
 *   ascending order, as CRIU writes them
 * @param pageSize of the host, in bytes
 */
export function* flatRuns(chain: readonly Columns[], pageSize: number): Generator<FlatRun, void> {
  const newest = chain.length - 1;
  const top = chain[newest];
  if (top === undefined) return;
  /** Of each set: the entry at the present address or the next behind it, and the pages of its file before that one. */
  const index = new Uint32Array(chain.length);
  const behind = new Float64Array(chain.length);
  /** Whether the present address is in that entry, and the address at which this changes. */
  const inside = new Uint8Array(chain.length);
  const until = new Float64Array(chain.length);
  const passesOn = new Uint8Array(chain.length);
  const answering = setOfNumbers(chain.length);
  const order = queueBy(until);
  for (const [layer, columns] of chain.entries()) {
    until[layer] = columns.length > 0 ? (columns.address[0] as number) : Number.POSITIVE_INFINITY; // the first of some
    answering.add(layer);
  }
  order.build();

  function advance(layer: number, columns: Columns, at: number): void {
    // Below its length, each column has every place; and each of the others one for every set.
    let entry = index[layer] as number;
    if (inside[layer] === 1) {
      if (((columns.flags[entry] as number) & PRESENT) !== 0) {
        behind[layer] = (behind[layer] as number) + (columns.pages[entry] as number);
      }
      entry += 1;
      index[layer] = entry;
    }
    const next = entry < columns.length ? (columns.address[entry] as number) : Number.POSITIVE_INFINITY;
    const enters = next === at;
    inside[layer] = enters ? 1 : 0;
    until[layer] = enters ? at + (columns.pages[entry] as number) * pageSize : next;
    const flags = enters ? (columns.flags[entry] as number) : 0;
    const passes = (flags & IN_PARENT) !== 0 && (flags & PRESENT) === 0 ? 1 : 0;
    if (passes === passesOn[layer]) return;
    passesOn[layer] = passes;
    if (passes === 1) answering.remove(layer);
    else answering.add(layer);
  }

  let run:
    | { address: number; pages: number; flags: number; layer: number | undefined; from: number }
    | undefined;
  while ((index[newest] as number) < top.length) {
    const at = until[order.first()] as number;
    for (let layer = order.first(); until[layer] === at; layer = order.first()) {
      advance(layer, chain[layer] as Columns, at); // in the order are the sets of the chain
      order.sink();
    }
    if (inside[newest] === 0) continue;
    const pages = ((until[order.first()] as number) - at) / pageSize;
    let flags = top.flags[index[newest] as number] as number;
    let layer: number | undefined;
    let from = 0;
    if ((flags & (PRESENT | IN_PARENT)) !== 0) {
      const found = answering.largest();
      const columns = found === undefined || inside[found] === 0 ? undefined : chain[found];
      const entry = found === undefined ? 0 : (index[found] as number);
      if (
        found !== undefined &&
        columns !== undefined &&
        ((columns.flags[entry] as number) & PRESENT) !== 0
      ) {
        layer = found;
        from = (behind[found] as number) + (at - (columns.address[entry] as number)) / pageSize;
      }
      // As CRIU has it, only pages of the set itself are marked lazy.
      flags = (flags & PRESENT) !== 0 ? flags & ~IN_PARENT : PRESENT;
    }
    const follows = run !== undefined && run.address + run.pages * pageSize === at && run.flags === flags;
    if (
      run !== undefined &&
      follows &&
      run.layer === layer &&
      (layer === undefined || run.from + run.pages === from)
    ) {
      run.pages += pages;
      continue;
    }
    if (run !== undefined) yield run;
    run = { address: at, pages, flags, layer, from };
  }
  if (run !== undefined) yield run;
}

/** Which of the numbers below a limit are in it; its largest is found 32 at a time. */
function setOfNumbers(limit: number) {
  const words = new Uint32Array(Math.ceil(limit / 32));
  return {
    add(number: number): void {
      words[number >> 5] = (words[number >> 5] as number) | (1 << (number & 31)); // below the limit
    },
    remove(number: number): void {
      words[number >> 5] = (words[number >> 5] as number) & ~(1 << (number & 31)); // likewise
    },
    largest(): number | undefined {
      for (let at = words.length - 1; at >= 0; at--) {
        const word = words[at] as number; // likewise
        if (word !== 0) return at * 32 + 31 - Math.clz32(word);
      }
      return undefined;
    },
  };
}

/** The places of an array, that of the smallest value first: a binary heap. */
function queueBy(values: Float64Array) {
  const heap = Uint32Array.from(values, (_, place) => place);
  // Every index below is one of the heap, and every place in it one of the values.
  const valueAt = (at: number) => values[heap[at] as number] as number;

  function sink(start: number): void {
    const place = heap[start] as number;
    const value = values[place] as number;
    let at = start;
    for (let child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && valueAt(child + 1) < valueAt(child)) child += 1;
      if (valueAt(child) >= value) break;
      heap[at] = heap[child] as number;
      at = child;
    }
    heap[at] = place;
  }

  return {
    /** To be called when the values are there. */
    build(): void {
      for (let at = heap.length >> 1; at >= 0; at--) sink(at);
    },
    first: () => heap[0] as number,
    /** To be called when the value of the first has become greater. */
    sink: () => sink(0),
  };
}
