import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatRuns } from '../../../src/criu/image/flatten-plan.js';
import type { PagemapColumns } from '../../../src/criu/image/pagemap-columns.js';
import { ADDRESSES, CHAINS, columnsOf, type Layer, layerOf, PAGE, read, type Word } from './layers.js';

const SEED = 20261123;
const PRESENT = 4;

const everyPage = Array.from({ length: ADDRESSES }, (_, page) => page);

/** Chains in which sets say whatever they like, also that a page is the parent's which none has. */
const ANY_CHAINS = fc
  .array(
    fc.array(fc.constantFrom<Word>('gap', 'parent', 'present'), {
      minLength: ADDRESSES,
      maxLength: ADDRESSES,
    }),
    { minLength: 1, maxLength: 70 },
  )
  .map((sets) => sets.map((words, name) => layerOf(words, name, name % 3 === 0)));

/** What the runs make of each page: what is copied, that nobody has it, or nothing for a page that the newest lacks. */
function flat(chain: readonly Layer[]): readonly (string | undefined)[] {
  const pages: (string | undefined)[] = Array(ADDRESSES).fill(undefined);
  let end = -1;
  for (const { address, pages: count, flags, layer, from } of flatRuns(chain.map(columnsOf), PAGE)) {
    expect(address).toBeGreaterThan(end);
    expect(flags & (PRESENT | 1)).toBe(PRESENT);
    for (let page = 0; page < count; page++) {
      const there = layer === undefined ? 'nobody' : chain[layer]?.file[from + page];
      pages[address / PAGE + page] = there ?? 'outside';
    }
    end = address + count * PAGE - 1;
  }
  return pages;
}

function covers({ entries }: Layer, page: number): boolean {
  const at = page * PAGE;
  return entries.some(({ address, pages }) => at >= address && at < address + pages * PAGE);
}

describe('The plan of a flat set', () => {
  it.each([
    ['whose pages are all there', CHAINS],
    ['of any form, with pages that nobody has', ANY_CHAINS],
  ])('has every page where a reading page by page finds it, in chains %s', (_, chains) => {
    fc.assert(
      fc.property(chains, (chain) => {
        const newest = chain.at(-1) as Layer; // a chain has one at least
        const wanted = everyPage.map((page) =>
          covers(newest, page) ? (read(chain, page) ?? 'nobody') : undefined,
        );
        expect(flat(chain)).toEqual(wanted);
      }),
      { seed: SEED, numRuns: 1_500 },
    );
  });

  it('reads nothing where a newer set has cut pages out of an older one', () => {
    fc.assert(
      fc.property(CHAINS, (chain) => {
        const before = flat(chain);
        // As auto_dedup does: what a newer set has is a hole in every older one.
        for (const page of everyPage) {
          let covered = false;
          for (const { entries, file } of chain.toReversed()) {
            const name = chain.findIndex((each) => each.entries === entries);
            const at = file.indexOf(`${name}:${page}`);
            if (at >= 0 && covered) file[at] = 'hole';
            covered ||= at >= 0;
          }
        }
        const newest = chain.at(-1) as Layer; // likewise
        const reachable = everyPage.map((page) => (covers(newest, page) ? read(chain, page) : undefined));
        expect(flat(chain)).toEqual(reachable);
        expect(flat(chain)).toEqual(before);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('joins what follows each other, however it is cut into entries', () => {
    const base = layerOf(Array<Word>(ADDRESSES).fill('present'), 0, false);
    const next = layerOf(Array<Word>(ADDRESSES).fill('parent'), 1, false);
    const pieces = next.entries.flatMap(({ pages, ...entry }) =>
      Array.from({ length: pages }, (_, page) => ({ ...entry, address: page * PAGE, pages: 1 })),
    );
    expect([...flatRuns([base, { ...next, entries: pieces }].map(columnsOf), PAGE)]).toEqual([
      { address: 0, pages: ADDRESSES, flags: PRESENT, layer: 0, from: 0 },
    ]);
  });

  it('keeps what is neither here nor with the parent, such as pages that come later', () => {
    const columns = {
      ...{ length: 1, address: Float64Array.of(PAGE), pages: Float64Array.of(3), flags: Uint8Array.of(2) },
    };
    expect([...flatRuns([columns], PAGE)]).toEqual([
      { address: PAGE, pages: 3, flags: 2, layer: undefined, from: 0 },
    ]);
  });

  it('looks at each entry a few times, in a chain of ten sets as in one of a hundred', () => {
    const ENTRIES = 20_000;
    const looksPerEntry = (sets: number) => {
      let looks = 0;
      const watched = (array: Float64Array): Float64Array =>
        new Proxy(array, {
          get(target, key) {
            looks += 1;
            return Reflect.get(target, key);
          },
        });
      const chain = Array.from({ length: sets }, (_, set): Omit<PagemapColumns, 'pagesId'> => {
        const length = ENTRIES / sets;
        // The oldest has all; each later one every so many-th page, and all others are its parent's.
        const place = Float64Array.from({ length }, (_, entry) => (entry * sets + set) * PAGE);
        const flags = Uint8Array.from({ length }, (_, entry) =>
          set === 0 || entry % 64 === 63 ? PRESENT : 1,
        );
        return { length, address: watched(place), pages: new Float64Array(length).fill(sets), flags };
      });
      for (const _ of flatRuns(chain, PAGE));
      return looks / ENTRIES;
    };
    const [ten, hundred] = [looksPerEntry(10), looksPerEntry(100)];
    expect(hundred).toBeLessThan(ten * 2);
  });
});
