import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planMerge } from '../../../src/criu/image/merge-plan.js';
import type { PagemapEntry } from '../../../src/criu/image/pagemap.js';
import { flagsOf } from './pagemap-image.js';

const SEED = 20261122;
const PAGE = 4096;
const ADDRESSES = 24;

/** What a set says of each page: nothing, that it is the parent's, or that it is here. */
type Word = 'gap' | 'parent' | 'present';

/** A set as CRIU would write it, with the pages of its file. */
interface Layer {
  readonly entries: readonly PagemapEntry[];
  readonly file: string[];
}

function layerOf(words: readonly Word[], name: number, lazy: boolean): Layer {
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
function read(chain: readonly Layer[], page: number): string | undefined {
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

/** The runs of a plan, one by one. */
function* each(runs: readonly number[]): Generator<[from: number, to: number, pages: number]> {
  for (let index = 0; index < runs.length; index += 3) {
    yield [runs[index] ?? 0, runs[index + 1] ?? 0, runs[index + 2] ?? 0];
  }
}

function columnsOf({ entries }: Layer) {
  return {
    length: entries.length,
    address: Float64Array.from(entries.map(({ address }) => address)),
    pages: Float64Array.from(entries.map(({ pages }) => pages)),
    flags: Uint8Array.from(entries.map(flagsOf)),
  };
}

/** Chains in which every page that is the parent's is there. */
const CHAINS = fc
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

const everyPage = Array.from({ length: ADDRESSES }, (_, page) => page);

describe('The plan of a merge', () => {
  it('leaves every page as it was, in chains of any form, also where it is broken off', () => {
    fc.assert(
      fc.property(CHAINS, fc.nat(), (chain, stop) => {
        const before = everyPage.map((page) => read(chain, page));
        const plan = planMerge(chain.map(columnsOf), PAGE);
        const newest = chain.at(-1)?.file ?? [];
        const moves = plan.moves.flatMap((runs, layer) => [...each(runs)].map((run) => ({ layer, run })));
        for (const [done, { layer, run }] of moves.entries()) {
          const [from, to, pages] = run;
          if (done === stop % (moves.length + 1))
            expect(everyPage.map((page) => read(chain, page))).toEqual(before);
          chain[layer]?.file.splice(to, pages, ...newest.slice(from, from + pages));
        }
        expect(everyPage.map((page) => read(chain, page))).toEqual(before);
        const file: string[] = [];
        for (const [from, to, pages] of each(plan.kept)) {
          expect(to).toBe(file.length);
          file.push(...newest.slice(from, from + pages));
        }
        const entries = plan.entries.map(({ flags, ...entry }) => ({
          ...entry,
          ...{ inParent: (flags & 1) !== 0, lazy: (flags & 2) !== 0, present: (flags & 4) !== 0 },
        }));
        const merged = [...chain.slice(0, -1), { entries, file }];
        expect(everyPage.map((page) => read(merged, page))).toEqual(before);
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it('makes one run of a memory of which any pages were written again', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: ADDRESSES, maxLength: ADDRESSES }), (dirty) => {
        const base = layerOf(Array(ADDRESSES).fill('present'), 0, true);
        const next = layerOf(
          dirty.map((is) => (is ? 'present' : 'parent')),
          1,
          true,
        );
        const { kept, entries } = planMerge([base, next].map(columnsOf), PAGE);
        expect(kept).toEqual([]);
        expect(entries).toEqual([{ address: 0, pages: ADDRESSES, flags: 1 }]);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});
