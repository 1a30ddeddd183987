import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { criu } from '../../../gen/criu/messages.js';
import type { Catalog, StoredCheckpoint } from '../../../src/catalog/index.js';
import { sealCheckpoint } from '../../../src/checkpoint/seal.js';
import { encodeImage } from '../../../src/criu/image/image-file.js';
import { FACTS } from '../catalog/facts.js';
import { contentOf, writeLayer } from '../criu/image-set.js';
import { type Layer, layerOf, PAGE, read, type Word } from '../criu/layers.js';

/** The inventory of a round, the first of which is 0. */
export function inventoryOf(round: number): Uint8Array {
  const entry = criu.images.inventory_entry.encode({ imgVersion: 2, dumpUptime: 1_000 + round });
  return encodeImage('inventory', [entry.finish()]);
}

/** Whose memory is in the chain: a process and a piece of shared memory, alike. */
const SUBJECTS = ['4711', 'shmem-12'];

export interface ImageChain {
  /** The newest first. */
  readonly checkpoints: readonly StoredCheckpoint[];
  /** What every page of the newest is, by its address, for each of its pagemaps. */
  readonly memory: ReadonlyMap<string, ReadonlyMap<number, Buffer>>;
}

/**
 * A chain of so many checkpoints in a catalogue, whose images have memory as CRIU writes it: the oldest has all pages,
 * each later one some, and the newest is a dump. All are sealed with digests.
 */
export async function makeImageChain(catalog: Catalog, rounds: number, pages = 16): Promise<ImageChain> {
  const layers: Layer[] = Array.from({ length: rounds }, (_, round) => {
    const word = (page: number): Word =>
      round === 0 || (page * 7 + round) % rounds === 0 ? 'present' : 'parent';
    return layerOf(
      Array.from({ length: pages }, (_, page) => word(page)),
      round,
      round % 2 === 1,
    );
  });
  const checkpoints: StoredCheckpoint[] = [];
  for (const [round, layer] of layers.entries()) {
    await using draft = await catalog.begin(checkpoints[0]);
    for (const [index, subject] of SUBJECTS.entries()) {
      const link = index === 0 ? draft.parentPath : undefined;
      await writeLayer(draft.imagesFolder, subject, index + 1, layer, link);
    }
    await writeFile(join(draft.imagesFolder, 'inventory.img'), inventoryOf(round));
    const kind = round === rounds - 1 ? 'dump' : 'pre-dump';
    const made = await draft.commit(
      { ...FACTS, kind, memoryTracked: true, statistics: { pagesWritten: layer.file.length } },
      'disk',
    );
    await sealCheckpoint(catalog, made, new AbortController().signal);
    checkpoints.unshift(await catalog.get(made.manifest.id));
  }
  const memory = new Map<number, Buffer>();
  for (let page = 0; page < pages; page++) memory.set(page * PAGE, contentOf(read(layers, page) ?? ''));
  return { checkpoints, memory: new Map(SUBJECTS.map((subject) => [subject, memory])) };
}
