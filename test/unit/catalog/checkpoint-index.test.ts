import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CheckpointIndex,
  compare,
  openIndex,
  positionOf,
} from '../../../src/catalog/checkpoint-index.js';
import type { Manifest } from '../../../src/catalog/index.js';
import { gate } from '../rpc/rpc-fixture.js';
import { FACTS } from './facts.js';

function manifest(id: string, second = 0, parent?: string): Manifest {
  const createdAt = new Date(1_700_000_000_000 + second * 1_000).toISOString();
  return { ...FACTS, format: 1, id, createdAt, files: [{ name: 'a', bytes: 5 }], ...(parent && { parent }) };
}

const idsOf = (index: CheckpointIndex) => [...index.from()].map(({ id }) => id);

describe('the index of checkpoints', () => {
  it('has those that were there, the newest first, when all have been read', async () => {
    const there = [manifest('a', 1), manifest('c', 3), manifest('b', 2), manifest('d', 3)];
    const index = openIndex({
      names: async () => there.map(({ id }) => id),
      read: async (id) => there.find((each) => each.id === id),
    });
    await index.complete();
    expect(idsOf(index)).toEqual(['d', 'c', 'b', 'a']);
    expect(index.get('a')).toMatchObject({ id: 'a', bytes: 5, labels: FACTS.labels });
    expect(index.get('a')).not.toHaveProperty('files');
  });

  it('takes what is said while it reads for more than what it reads', async () => {
    const listed = gate<readonly string[]>();
    const begun = gate();
    const read = gate();
    const index = openIndex({
      names: () => listed.opened,
      async read(id) {
        begun.open();
        await read.opened;
        return manifest(id, 1);
      },
    });
    const complete = index.complete();
    index.put(manifest('made', 9));
    listed.open(['removed', 'made', 'labelled', 'old']);
    await begun.opened;
    index.drop('removed');
    index.put({ ...manifest('labelled', 1), labels: { new: 'yes' } });
    read.open();
    await complete;
    expect(idsOf(index)).toEqual(['made', 'old', 'labelled']);
    expect(index.get('labelled')?.labels).toEqual({ new: 'yes' });
  });

  it('passes by what is damaged, and reads again what could not be read for another reason', async () => {
    let isBroken = true;
    const index = openIndex({
      names: async () => ['damaged', 'unlucky', 'good'],
      async read(id) {
        if (id === 'unlucky' && isBroken) throw new Error('too many open files');
        return id === 'damaged' ? undefined : manifest(id);
      },
    });
    await index.complete();
    expect(idsOf(index)).toEqual(['good']);
    await index.readAgain();
    expect(idsOf(index)).toEqual(['good']);
    isBroken = false;
    await index.readAgain();
    expect(idsOf(index)).toEqual(['unlucky', 'good']);
  });

  it('fails where nothing can be listed', async () => {
    const names = () => Promise.reject(new Error('i/o error'));
    await expect(openIndex({ names, read: async () => undefined }).complete()).rejects.toThrow('i/o error');
  });

  it('knows after any changes what is there, in which order, behind what, and who has which children', async () => {
    const id = fc.constantFrom(...'abcdefgh');
    const change = fc.record({ id, second: fc.nat(3), parent: fc.option(id), drops: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 40 }), fc.nat(40), async (changes, loadedAt) => {
        const listed = gate<readonly string[]>();
        const index = openIndex({ names: () => listed.opened, read: async () => undefined });
        const model = new Map<string, Manifest>();
        for (const [at, { id, second, parent, drops }] of changes.entries()) {
          if (at === loadedAt) {
            listed.open([]);
            await index.complete();
          }
          const made = manifest(id, second, parent ?? undefined);
          if (drops) index.drop(id);
          else index.put(made);
          if (drops) model.delete(id);
          else model.set(id, made);
        }
        listed.open([]);
        await index.complete();

        const all = [...index.from()];
        const positions = all.map(positionOf);
        expect(positions).toEqual([...positions].sort(compare));
        expect(new Set(all.map((each) => each.id))).toEqual(new Set(model.keys()));
        for (const [at, each] of all.entries()) {
          expect([...index.from(positionOf(each))]).toEqual(all.slice(at + 1));
          const children = all.filter(({ parent }) => parent === each.id).map((child) => child.id);
          expect([...index.childrenOf(each.id)].sort()).toEqual(children.sort());
        }
        // A place is one also when nothing is there any more.
        const gone = positionOf({
          ...(all[0] ?? manifest('x')),
          bytes: 0,
          plainBytes: 0,
          id: 'd0',
          createdAt: manifest('', 2).createdAt,
        });
        expect([...index.from(gone)]).toEqual(all.filter((each) => compare(gone, positionOf(each)) < 0));
      }),
      { numRuns: 200 },
    );
  });
});
