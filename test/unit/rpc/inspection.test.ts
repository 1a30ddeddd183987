import { copyFileSync, readdirSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { InspectedProcessState } from '../../../gen/api/criud/v1/inspection.js';
import { type Catalog, openCatalog, type StoredCheckpoint } from '../../../src/catalog/index.js';
import { inspectionMethods } from '../../../src/rpc/catalog/inspection.js';
import { FACTS } from '../catalog/facts.js';
import {
  type ImageFolder,
  imageFolder,
  STACK,
  stackPages,
  treeImages,
  writePagemap,
} from '../criu/image-folder.js';
import { scratchFolder } from '../setup/scratch-folder.js';

let catalog: Catalog;

beforeEach(async () => {
  catalog = await openCatalog(join(scratchFolder(), 'state'));
});

const CONTEXT = { signal: new AbortController().signal, concerns: () => {} };

function inspect(checkpoint: StoredCheckpoint, environment = false, allowedOptions: readonly string[] = []) {
  const { inspectCheckpoint } = inspectionMethods({ catalog, allowedOptions });
  return inspectCheckpoint({ name: `checkpoints/${checkpoint.manifest.id}`, environment }, CONTEXT);
}

async function commit(
  images: ImageFolder,
  kind: 'dump' | 'pre-dump',
  parent?: StoredCheckpoint,
): Promise<StoredCheckpoint> {
  await using draft = await catalog.begin(parent);
  for (const name of readdirSync(images.path)) {
    copyFileSync(join(images.path, name), join(draft.imagesFolder, name));
  }
  if (draft.parentPath !== undefined) await symlink(draft.parentPath, join(draft.imagesFolder, 'parent'));
  return await draft.commit({ ...FACTS, kind }, 'page-cache');
}

describe('the answer to InspectCheckpoint', () => {
  it('tells of a checkpoint over a pre-dump, which cannot be removed meanwhile', async () => {
    const before = imageFolder();
    writePagemap(before, 10, [{ address: STACK, pages: 2, flags: 4 }]);
    before.writePages(10, stackPages());
    const parent = await commit(before, 'pre-dump');
    const images = treeImages();
    writePagemap(images, 10, [{ address: STACK, pages: 2, flags: 1 }]);
    images.writePages(10, Buffer.alloc(0));
    const checkpoint = await commit(images, 'dump', parent);

    const chain = await catalog.chain(checkpoint);
    const readers = () => chain.map(({ manifest }) => catalog.leases.readerOf(manifest.id));
    const watched: Catalog = {
      ...catalog,
      async plainImages(links) {
        expect(readers()).toEqual(['an inspection', 'an inspection']);
        return catalog.plainImages(links);
      },
    };
    const { inspectCheckpoint } = inspectionMethods({ catalog: watched, allowedOptions: [] });
    const name = `checkpoints/${checkpoint.manifest.id}`;
    const { inspection } = await inspectCheckpoint({ name, environment: false }, CONTEXT);
    expect(inspection?.processes.map(({ pid, state }) => [pid, state])).toEqual([
      [10, InspectedProcessState.RUNNING],
      [20, InspectedProcessState.STOPPED],
      [30, InspectedProcessState.ZOMBIE],
    ]);
    expect(inspection?.processes[0]?.arguments).toEqual(['cat', '--number', 'a file']);
    expect(readers()).toEqual([undefined, undefined]);
  });

  it('has the environment only with leave of the operator', async () => {
    const checkpoint = await commit(treeImages(), 'dump');
    await expect(inspect(checkpoint, true)).rejects.toMatchObject({
      reason: 'OPTION_NOT_ALLOWED',
      metadata: { option: 'inspect.environment', value: 'true' },
    });
    for (const leave of ['inspect.environment=true', 'inspect.environment=*']) {
      const { inspection } = await inspect(checkpoint, true, [leave]);
      expect(inspection?.processes[0]?.environment).toEqual(['PATH=/bin', 'SECRET=42']);
    }
    const { inspection } = await inspect(checkpoint, false, ['inspect.environment=true']);
    expect(inspection?.processes[0]?.environment).toEqual([]);
  });

  it('is a failure for a pre-dump, which has no tree', async () => {
    await expect(inspect(await commit(imageFolder(), 'pre-dump'))).rejects.toMatchObject({
      reason: 'CHECKPOINT_NOT_RESTORABLE',
    });
  });

  it('is a failure for a checkpoint that is not here, and for what is no name', async () => {
    const checkpoint = await commit(treeImages(), 'dump');
    await catalog.remove(checkpoint.manifest.id);
    await expect(inspect(checkpoint)).rejects.toMatchObject({ reason: 'CHECKPOINT_NOT_FOUND' });

    const { inspectCheckpoint } = inspectionMethods({ catalog, allowedOptions: [] });
    const name = 'checkpoints/..';
    await expect(inspectCheckpoint({ name, environment: false }, CONTEXT)).rejects.toMatchObject({
      reason: 'INVALID_REQUEST',
    });
  });
});
