import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planMerge } from '../../../src/criu/image/merge-plan.js';
import { ADDRESSES, CHAINS, columnsOf, layerOf, PAGE, read } from './layers.js';

const SEED = 20261122;
/** The runs of a plan, one by one. */
function* each(runs: readonly number[]): Generator<[from: number, to: number, pages: number]> {
  for (let index = 0; index < runs.length; index += 3) {
    yield [runs[index] ?? 0, runs[index + 1] ?? 0, runs[index + 2] ?? 0];
  }
}

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
