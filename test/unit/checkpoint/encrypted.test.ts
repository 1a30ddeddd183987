import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Catalog, openCatalog } from '../../../src/catalog/index.js';
import { refuseCuttingEncrypted } from '../../../src/checkpoint/parent.js';
import { makeCheckpoint } from '../catalog/facts.js';
import { keysOf } from '../catalog/keys.js';
import { readPages } from '../criu/image-set.js';
import { scratchFolder } from '../setup/scratch-folder.js';
import { useCheckpoints } from './checkpoint-fixture.js';
import { inventoryOf, makeImageChain } from './image-chain.js';
import { scriptInstallation } from './scripted-installation.js';

const fixture = useCheckpoints();

async function encrypting(): Promise<Catalog> {
  return openCatalog(fixture.state, { keys: await keysOf(['one', 1]), workingArea: scratchFolder() });
}

describe('pages are not cut out of', () => {
  const refused = { reason: 'INVALID_REQUEST', violations: [{ field: 'options.memory.auto_dedup' }] };

  it('parents that are encrypted, or will be', async () => {
    const catalog = await encrypting();
    const parent = await makeCheckpoint(catalog);
    const cut = { autoDedup: true };
    await expect(refuseCuttingEncrypted(catalog, cut, parent)).rejects.toMatchObject(refused);
    await expect(refuseCuttingEncrypted(catalog, cut, undefined)).rejects.toMatchObject(refused);
    await refuseCuttingEncrypted(catalog, {}, parent);
    await refuseCuttingEncrypted(catalog, cut, await makeCheckpoint(fixture.catalog));
    await refuseCuttingEncrypted(fixture.catalog, cut, undefined);
  });
});

describe('an encrypted chain', () => {
  it('is flattened to an encrypted checkpoint with all its memory', async () => {
    const catalog = await encrypting();
    const chain = await makeImageChain(catalog, 3);
    const checkpoints = fixture.open(scriptInstallation([]), catalog);
    const id = chain.checkpoints[0]?.manifest.id ?? '';
    const begun = await checkpoints.flatten({ checkpoint: id, labels: {}, fingerprint: 'flatten' });
    const { outcome } = await fixture.ended(begun);
    if (outcome?.kind === 'failed') throw outcome.failure;
    const made = outcome?.kind === 'flatten' ? outcome.checkpoint.id : '';

    const flattened = await catalog.get(made);
    expect(flattened.manifest).toMatchObject({ encryption: { keyId: 'one' } });
    await using images = await catalog.plainImages([flattened]);
    for (const [subject, pages] of chain.memory) {
      expect(await readPages(images.imagesFolder, subject)).toEqual(new Map(pages));
    }
    const inventory = readFileSync(join(images.imagesFolder, 'inventory.img'));
    expect(inventory.equals(inventoryOf(2))).toBe(true);
  });
});
