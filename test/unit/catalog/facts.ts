import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog, CommitFacts, StoredCheckpoint } from '../../../src/catalog/index.js';

/** What a dump says about its checkpoint. */
export const FACTS: CommitFacts = {
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

/** A checkpoint with these images, committed; with a parent it has the link to it, as CRIU would make it. */
export async function makeCheckpoint(
  catalog: Catalog,
  parent?: StoredCheckpoint,
  facts: Partial<CommitFacts> = {},
): Promise<StoredCheckpoint> {
  await using draft = await catalog.begin(parent);
  for (const [name, text] of Object.entries(IMAGES)) await writeFile(join(draft.imagesFolder, name), text);
  if (draft.parentPath !== undefined) await symlink(draft.parentPath, join(draft.imagesFolder, 'parent'));
  return await draft.commit({ ...FACTS, ...facts }, 'disk');
}

/** As many checkpoints as that, each the parent of the next; the last first, as chain() has them. */
export async function makeChain(catalog: Catalog, length: number): Promise<readonly StoredCheckpoint[]> {
  const links: StoredCheckpoint[] = [];
  for (let made = 0; made < length; made += 1) links.unshift(await makeCheckpoint(catalog, links[0]));
  return links;
}
