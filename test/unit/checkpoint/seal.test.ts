import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Catalog, openCatalog, verifyCheckpoint } from '../../../src/catalog/index.js';
import { sealCheckpoint, sealParents, unsealParents } from '../../../src/checkpoint/seal.js';
import { IMAGES, makeChain, makeCheckpoint } from '../catalog/facts.js';
import { scratchFolder } from '../setup/scratch-folder.js';
import { statsDump } from './scripted-installation.js';

const NEVER = new AbortController().signal;

let catalog: Catalog;

beforeEach(async () => {
  catalog = await openCatalog(join(scratchFolder(), 'state'));
});

describe('sealing a checkpoint', () => {
  it('adds what CRIU measured, and the digest of every image, on the disk too', async () => {
    const checkpoint = await makeCheckpoint(catalog);
    writeFileSync(
      join(checkpoint.workFolder, 'stats-dump'),
      statsDump({ pagesWritten: 12, pagesScanned: 99 }),
    );
    const manifest = await sealCheckpoint(catalog, checkpoint, NEVER);
    expect(manifest.statistics).toMatchObject({ pagesWritten: 12, pagesScanned: 99, frozenMicroseconds: 0 });
    expect(manifest.files.map(({ name, sha256 }) => [name, sha256?.length])).toEqual(
      Object.keys(IMAGES)
        .sort()
        .map((name) => [name, 64]),
    );
    expect((await catalog.get(manifest.id)).manifest).toEqual(manifest);
  });

  it.each([
    ['nothing was measured', (work: string) => rmSync(join(work, 'stats-dump'), { force: true })],
    ['the measurements are damaged', (work: string) => writeFileSync(join(work, 'stats-dump'), 'x')],
  ])('is none the worse where %s', async (_, spoil) => {
    const checkpoint = await makeCheckpoint(catalog);
    spoil(checkpoint.workFolder);
    const manifest = await sealCheckpoint(catalog, checkpoint, NEVER);
    expect(manifest).not.toHaveProperty('statistics');
    expect(manifest.files[0]).toHaveProperty('sha256');
  });

  it('leaves the digests out where there is no time for them, or an image cannot be read', async () => {
    const hurried = await makeCheckpoint(catalog);
    writeFileSync(join(hurried.workFolder, 'stats-dump'), statsDump({ pagesWritten: 12 }));
    const manifest = await sealCheckpoint(catalog, hurried, AbortSignal.abort());
    expect(manifest.files).toEqual(hurried.manifest.files);
    expect(manifest.statistics).toMatchObject({ pagesWritten: 12 });

    const spoilt = await makeCheckpoint(catalog);
    rmSync(join(spoilt.imagesFolder, 'pages-1.img'));
    expect(await sealCheckpoint(catalog, spoilt, NEVER)).toEqual(spoilt.manifest);
  });
});

describe('parents out of which pages were cut', () => {
  /** Seals a chain and changes an image in each of its parents, as CRIU does without changing a size. */
  async function makeCutChain() {
    const [child, ...parents] = await makeChain(catalog, 4);
    if (child === undefined || parents[0] === undefined) throw new Error('the chain is too short');
    for (const each of parents) await sealCheckpoint(catalog, each, NEVER);
    await unsealParents(catalog, await catalog.get(parents[0].manifest.id));
    for (const each of parents) {
      writeFileSync(join(each.imagesFolder, 'pages-1.img'), '\0'.repeat(10_000));
    }
    return { child, parent: parents[0] };
  }

  it('have the digests of what they are now, every one of them', async () => {
    const { child, parent } = await makeCutChain();
    await sealParents(catalog, parent, NEVER);
    const chain = await catalog.chain(child);
    expect(chain).toHaveLength(4);
    for (const each of chain) await verifyCheckpoint(each);
    for (const { manifest } of chain.slice(1)) {
      expect(manifest.files.every(({ sha256 }) => sha256 !== undefined)).toBe(true);
    }
  });

  it('have no digests rather than old ones, by which they would be damaged, until there are new ones', async () => {
    const { child, parent } = await makeCutChain();
    await sealParents(catalog, parent, AbortSignal.abort());
    const chain = await catalog.chain(child);
    for (const each of chain) await verifyCheckpoint(each);
    for (const { manifest } of chain.slice(1)) {
      expect(manifest.files.some(({ sha256 }) => sha256 !== undefined)).toBe(false);
    }
    appendFileSync(join(parent.imagesFolder, 'pages-1.img'), 'x');
    await expect(verifyCheckpoint(chain[1] ?? child)).rejects.toMatchObject({ reason: 'CHECKPOINT_DAMAGED' });
  });
});
