import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog, Manifest, StoredCheckpoint } from '../../../src/catalog/index.js';

/** What a dump says about its checkpoint. */
export const FACTS: Omit<Manifest, 'format' | 'id' | 'createdAt' | 'files'> = {
  kind: 'dump',
  labels: { service: 'counter' },
  host: {
    name: 'here',
    bootId: '1f0c6b7e-8d3a-4a55-9f6f-0d9d5f1f7c11',
    kernel: '6.1.0',
    architecture: 'x64',
  },
  criu: { version: '4.2' },
  tree: { pid: 4711, startTime: '18446744073709551615', processes: 3 },
  options: { shellJob: true, external: ['mnt[/data]:data'] },
};

/** Image files by name, as CRIU would write them. */
export const IMAGES: Readonly<Record<string, string>> = {
  'inventory.img': 'inventory',
  'pages-1.img': 'x'.repeat(10_000),
  'core-4711.img': '',
};

/** A checkpoint with these images, committed. */
export async function makeCheckpoint(catalog: Catalog): Promise<StoredCheckpoint> {
  await using draft = await catalog.begin();
  for (const [name, text] of Object.entries(IMAGES)) await writeFile(join(draft.imagesFolder, name), text);
  return await draft.commit(FACTS);
}
