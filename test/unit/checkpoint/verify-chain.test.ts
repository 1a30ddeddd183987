import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type Catalog,
  type Manifest,
  openCatalog,
  type StoredCheckpoint,
} from '../../../src/catalog/index.js';
import { refuseStructure, verifyChain } from '../../../src/checkpoint/index.js';
import { Failure } from '../../../src/failure/index.js';
import { makeChain, makeCheckpoint } from '../catalog/facts.js';
import { forgedManifest } from '../catalog/forged-manifest.js';
import { scratchFolder } from '../setup/scratch-folder.js';

const signal = new AbortController().signal;

let catalog: Catalog;
beforeEach(async () => {
  catalog = await openCatalog(join(scratchFolder(), 'state'));
});

function manifestOf({ imagesFolder }: StoredCheckpoint): string {
  return join(imagesFolder, '../manifest.json');
}

function rewrite(checkpoint: StoredCheckpoint, fields: (manifest: Manifest) => object): void {
  const path = manifestOf(checkpoint);
  writeFileSync(path, forgedManifest(readFileSync(path), fields));
}

/** What is wrong but for digests, which there are none of, and for structure: the images are made up. */
async function defects({ manifest: { id } }: StoredCheckpoint, from = catalog, withoutParents = false) {
  const { defects: found } = await verifyChain(from, id, { withoutParents, signal });
  return found
    .filter(({ kind }) => kind !== 'no-digest' && kind !== 'structure')
    .map(({ checkpoint, file, kind }) => `${checkpoint} ${file} ${kind}`);
}

describe('verifying a chain', () => {
  it('looks at every checkpoint of it, and lets none be removed meanwhile', async () => {
    const [newest, ...parents] = await makeChain(catalog, 3);
    if (newest === undefined) throw new Error('an empty chain');
    const other = parents.at(-1)?.manifest.id ?? '';
    const readers: (string | undefined)[] = [];
    const watched: Catalog = {
      ...catalog,
      plainImages: (chain) => {
        readers.push(catalog.leases.readerOf(other));
        return catalog.plainImages(chain);
      },
    };
    const options = { withoutParents: false, signal };
    const { files, defects: found, valid } = await verifyChain(watched, newest.manifest.id, options);
    expect(readers).toEqual(Array(3).fill('a verification'));
    expect(files).toBe(12);
    expect(new Set(found.map(({ checkpoint }) => checkpoint)).size).toBe(3);
    expect(catalog.leases.readerOf(other)).toBeUndefined();
    // An inventory without a head, and no core at all.
    expect(found.filter(({ kind }) => kind === 'structure')).toHaveLength(6);
    expect(valid).toBe(false);
  });

  it('tells of a parent that is damaged, or gone, and of a chain without end', async () => {
    const [newest, middle, oldest] = await makeChain(catalog, 3);
    if (newest === undefined || middle === undefined || oldest === undefined) throw new Error('too short');
    expect(await defects(newest)).toEqual([]);
    rewrite(oldest, () => ({ parent: middle.manifest.id }));
    expect(await defects(newest)).toContain(`${oldest.manifest.id} manifest.json manifest`);
    writeFileSync(manifestOf(oldest), '{}');
    expect(await defects(newest)).toEqual([`${oldest.manifest.id} manifest.json manifest`]);
    rmSync(join(oldest.imagesFolder, '..'), { recursive: true });
    expect(await defects(newest)).toEqual([`${middle.manifest.id} parent missing`]);
    expect(await defects(newest, catalog, true)).toEqual([]);
    await expect(defects(oldest)).rejects.toMatchObject({ reason: 'CHECKPOINT_NOT_FOUND' });
  });

  it('is stopped by a signal, and holds nothing then', async () => {
    const checkpoint = await makeCheckpoint(catalog);
    const { id } = checkpoint.manifest;
    const reason = new Error('told to end');
    const options = { withoutParents: false, signal: AbortSignal.abort(reason) };
    await expect(verifyChain(catalog, id, options)).rejects.toBe(reason);
    expect(catalog.leases.readerOf(id)).toBeUndefined();
  });
});

describe('verifying an encrypted checkpoint', () => {
  /** A catalogue in which a checkpoint counts as encrypted, and cannot be decrypted for this reason. */
  function encrypted(checkpoint: StoredCheckpoint, failure: Failure): Catalog {
    const encryption = { cipher: 'aes-256-gcm', keyId: 'k', wrappedKey: '', chunkBytes: 65_536 };
    return {
      ...catalog,
      get: async () => ({
        ...checkpoint,
        // As far as it is looked at here.
        manifest: { ...checkpoint.manifest, encryption } as unknown as Manifest,
      }),
      plainImages: async () => {
        throw failure;
      },
    };
  }

  it('says that it has no key, and looks at no structure then', async () => {
    const checkpoint = await makeCheckpoint(catalog);
    const from = encrypted(checkpoint, new Failure('ENCRYPTION_KEY_MISSING', 'There is no such key.'));
    expect(await defects(checkpoint, from)).toEqual([`${checkpoint.manifest.id} images no-key`]);
    const { id } = checkpoint.manifest;
    expect(await verifyChain(from, id, { withoutParents: false, signal })).toMatchObject({ valid: true });
  });

  it('tells of a file that cannot be decrypted, and fails where the disk is full', async () => {
    const checkpoint = await makeCheckpoint(catalog);
    const metadata = { file: 'pages-1.img', defect: 'has been altered' };
    const damage = new Failure('CHECKPOINT_DAMAGED', 'A chunk is another one.', { metadata });
    expect(await defects(checkpoint, encrypted(checkpoint, damage))).toEqual([
      `${checkpoint.manifest.id} pages-1.img content`,
    ]);
    const full = new Failure('DISK_FULL', 'There is no room.');
    await expect(defects(checkpoint, encrypted(checkpoint, full))).rejects.toBe(full);
  });
});

describe('restoring', () => {
  it('what CRIU would not read is refused, by the name of the checkpoint and the file', async () => {
    const chain = await makeChain(catalog, 2);
    await using images = await catalog.plainImages(chain);
    await expect(refuseStructure(chain, images, signal)).rejects.toMatchObject({
      reason: 'CHECKPOINT_DAMAGED',
      cure: expect.stringContaining('as CRIU writes them'),
      metadata: { checkpoint: chain[0]?.manifest.id, file: 'core-4711.img' },
    });
  });
});
