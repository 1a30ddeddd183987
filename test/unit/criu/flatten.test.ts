import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flattenedBytes, flattenImages } from '../../../src/criu/index.js';
import { contentOf, readPages, writeLayer } from './image-set.js';
import { ADDRESSES, CHAINS, type Layer, layerOf, PAGE, read, type Word } from './layers.js';

const SEED = 20261124;
const NEVER = new AbortController().signal;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'criud-flatten-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Images folders of these layers, the oldest first, each with the link to the one before it; and an empty one. */
async function foldersOf(place: string, subject: string, chain: readonly Layer[]) {
  const folders: string[] = [];
  for (const [index, layer] of chain.entries()) {
    const folder = join(place, String(index));
    await writeLayer(folder, subject, index + 1, layer, index === 0 ? undefined : `../${index - 1}`);
    folders.push(folder);
  }
  const target = join(place, 'flat');
  mkdirSync(target);
  return { folders, newest: folders.at(-1) ?? '', target };
}

/** A set of pages that are all there. */
const whole = (name: number) => layerOf(Array<Word>(ADDRESSES).fill('present'), name, false);

/** Compared as a text: byte by byte takes seconds. */
function asText(pages: ReadonlyMap<number, Buffer>): string {
  return [...pages].map(([address, content]) => `${address} ${content}`).join('\n');
}

describe('A chain that is made flat', () => {
  it('has the pages that are found by reading it one by one, and no word of a parent', async () => {
    let number = 0;
    await fc.assert(
      fc.asyncProperty(CHAINS, async (chain) => {
        const { folders, newest, target } = await foldersOf(join(root, String(number++)), '7', chain);
        writeFileSync(join(newest, 'inventory.img'), 'what there is');
        const bytes = await flattenedBytes(newest);
        let wrote = 0;
        await flattenImages(folders, target, {
          signal: NEVER,
          wrote: (more) => {
            wrote += more;
          },
        });
        const expected = new Map<number, Buffer>();
        for (let page = 0; page < ADDRESSES; page++) {
          const content = read(chain, page);
          if (content !== undefined) expected.set(page * PAGE, contentOf(content));
        }
        expect(asText(await readPages(target, '7'))).toEqual(asText(expected));
        expect(readdirSync(target)).toEqual(['inventory.img', 'pagemap-7.img', `pages-${chain.length}.img`]);
        expect(readFileSync(join(target, 'inventory.img'), 'utf8')).toBe('what there is');
        expect(wrote).toBe(expected.size * PAGE + 'what there is'.length);
        expect(bytes).toBe(wrote);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('has each of its processes, its shared memory and what is in no parent at all', async () => {
    const words = Array.from(
      { length: ADDRESSES },
      (_, page): Word => (page % 3 === 0 ? 'present' : 'parent'),
    );
    const [older, newer] = [join(root, '0'), join(root, '1')];
    const subjects = ['7', '8', 'shmem-1234'];
    for (const [index, subject] of subjects.entries()) {
      await writeLayer(older, subject, index + 1, whole(10 + index));
      await writeLayer(newer, subject, index + 5, layerOf(words, 20 + index, false));
    }
    await writeLayer(newer, 'shmem-9', 20, whole(30));
    const target = join(root, 'flat');
    mkdirSync(target);
    await flattenImages([older, newer], target, { signal: NEVER });
    for (const [index, subject] of subjects.entries()) {
      const pages = await readPages(target, subject);
      expect(pages.size).toBe(ADDRESSES);
      for (const [address, content] of pages) {
        const page = address / PAGE;
        expect(content).toEqual(contentOf(`${page % 3 === 0 ? 20 + index : 10 + index}:${page}`));
      }
    }
    expect((await readPages(target, 'shmem-9')).get(PAGE)).toEqual(contentOf('30:1'));
    expect(readdirSync(target)).toHaveLength(8);
  });

  it('is refused with the address of a page that no parent has', async () => {
    const gap = Array.from({ length: ADDRESSES }, (_, page): Word => (page === 5 ? 'gap' : 'present'));
    const top = layerOf(Array<Word>(ADDRESSES).fill('parent'), 1, false);
    const { folders, newest, target } = await foldersOf(root, '7', [layerOf(gap, 0, false), top]);
    await expect(flattenImages(folders, target, { signal: NEVER })).rejects.toMatchObject({
      reason: 'CHECKPOINT_DAMAGED',
      message: expect.stringContaining('0x5000'),
      metadata: { file: join(newest, 'pagemap-7.img'), address: '0x5000' },
    });
  });

  it('is refused with the address of a page that the file of a parent is too short for', async () => {
    const top = layerOf(Array<Word>(ADDRESSES).fill('parent'), 1, false);
    const { folders, target } = await foldersOf(root, '7', [whole(0), top]);
    const pages = join(folders[0] ?? '', 'pages-1.img');
    truncateSync(pages, 9 * PAGE + 17);
    await expect(flattenImages(folders, target, { signal: NEVER })).rejects.toMatchObject({
      reason: 'CHECKPOINT_DAMAGED',
      metadata: { file: pages, address: '0x9000' },
    });
  });

  it('is refused where two pagemaps have one file, and where one is not in order', async () => {
    const twice = join(root, 'twice');
    await writeLayer(twice, '7', 1, whole(0));
    await writeLayer(twice, '8', 1, whole(0));
    const muddled = join(root, 'muddled');
    const { entries, file } = layerOf(['present', 'gap', 'present'], 0, false);
    await writeLayer(muddled, '7', 1, { entries: entries.toReversed(), file });
    const target = join(root, 'flat');
    for (const [folder, problem] of [
      [twice, 'another pagemap'],
      [muddled, 'out of order'],
    ] as const) {
      mkdirSync(target);
      await expect(flattenImages([folder], target, { signal: NEVER })).rejects.toMatchObject({
        reason: 'CHECKPOINT_DAMAGED',
        message: expect.stringContaining(problem),
      });
      rmSync(target, { recursive: true });
    }
  });

  it('stops on the way when it is told to', async () => {
    const { folders, target } = await foldersOf(root, '7', [whole(0)]);
    writeFileSync(join(folders[0] ?? '', 'ghost-file-1.img'), Buffer.alloc(16 * 1024 * 1024, 1));
    const stop = new AbortController();
    const reason = new Error('no more');
    const flattening = flattenImages(folders, target, {
      signal: stop.signal,
      wrote: () => stop.abort(reason),
    });
    await expect(flattening).rejects.toBe(reason);
    expect(readdirSync(target)).not.toContain('ghost-file-1.img');
  });
});
