import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openCatalog, type StoredCheckpoint, verifyCheckpoint } from '../../../src/catalog/index.js';
import { scratchFolder } from '../setup/scratch-folder.js';
import { makeCheckpoint } from './facts.js';

let checkpoint: StoredCheckpoint;
let pages: string;

beforeEach(async () => {
  checkpoint = await makeCheckpoint(await openCatalog(join(scratchFolder(), 'state')));
  pages = join(checkpoint.imagesFolder, 'pages-1.img');
});

async function expectDamage(file: string, defect: string | RegExp): Promise<void> {
  const { id } = checkpoint.manifest;
  await expect(verifyCheckpoint(checkpoint)).rejects.toMatchObject({
    reason: 'CHECKPOINT_DAMAGED',
    message: expect.stringContaining(`Checkpoint ${id} is damaged: ${file} `),
    cure: expect.stringMatching(/./),
    metadata: { checkpoint: id, file, defect: expect.stringMatching(defect) },
  });
}

describe('verifying a checkpoint', () => {
  it('accepts what was committed', async () => {
    await expect(verifyCheckpoint(checkpoint)).resolves.toBeUndefined();
  });

  it('finds an image that is missing', async () => {
    unlinkSync(pages);
    await expectDamage('pages-1.img', 'is missing');
  });

  it('finds an image cut short', async () => {
    truncateSync(pages, 9_999);
    await expectDamage('pages-1.img', 'has 9999 bytes instead of 10000');
  });

  it('finds an image that has grown, also one that was empty', async () => {
    appendFileSync(join(checkpoint.imagesFolder, 'core-4711.img'), 'x');
    await expectDamage('core-4711.img', 'has 1 bytes instead of 0');
  });

  it.each(['file', 'folder', 'link'])('finds a %s that does not belong to it', async (kind) => {
    const extra = join(checkpoint.imagesFolder, 'extra.img');
    if (kind === 'file') writeFileSync(extra, '');
    if (kind === 'folder') mkdirSync(extra);
    if (kind === 'link') symlinkSync('pages-1.img', extra);
    await expectDamage('extra.img', 'does not belong to it');
  });

  it('finds a link in the place of an image, though what it leads to has the size', async () => {
    const elsewhere = join(scratchFolder(), 'pages');
    renameSync(pages, elsewhere);
    symlinkSync(elsewhere, pages);
    await expectDamage('pages-1.img', 'is not a file');
  });

  it('finds a folder in the place of an image', async () => {
    unlinkSync(pages);
    mkdirSync(pages);
    await expectDamage('pages-1.img', 'is not a file');
  });

  it('finds that all images are gone', async () => {
    rmSync(checkpoint.imagesFolder, { recursive: true });
    await expectDamage('images', 'cannot be read');
  });

  it('finds a name that the manifest has twice', async () => {
    const [first] = checkpoint.manifest.files;
    if (first === undefined) throw new Error('the checkpoint has no files');
    const files = [...checkpoint.manifest.files, first];
    await expect(
      verifyCheckpoint({ ...checkpoint, manifest: { ...checkpoint.manifest, files } }),
    ).rejects.toMatchObject({ reason: 'CHECKPOINT_DAMAGED', metadata: { file: first.name } });
  });
});
