import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type Catalog,
  digestFiles,
  openCatalog,
  type StoredCheckpoint,
  verifyCheckpoint,
} from '../../../src/catalog/index.js';
import { scratchFolder } from '../setup/scratch-folder.js';
import { makeCheckpoint } from './facts.js';

let catalog: Catalog;
let checkpoint: StoredCheckpoint;
let pages: string;

beforeEach(async () => {
  catalog = await openCatalog(join(scratchFolder(), 'state'));
  checkpoint = await makeCheckpoint(catalog);
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
});

/** Changes one byte and nothing else that could be seen from outside. */
function alter(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(path, bytes);
}

describe('verifying a checkpoint with digests', () => {
  beforeEach(async () => {
    checkpoint = await catalog.amend(checkpoint, { files: await digestFiles(checkpoint) });
  });

  it('accepts what was sealed', async () => {
    await expect(verifyCheckpoint(checkpoint)).resolves.toBeUndefined();
  });

  it.each([0, 4_711, 9_999])('finds one altered byte, at %i, with the size unchanged', async (at) => {
    alter(pages, at);
    await expectDamage('pages-1.img', 'has been altered: its digest is another one');
    alter(pages, at);
    await expect(verifyCheckpoint(checkpoint)).resolves.toBeUndefined();
  });

  it('does not look for it where there are none', async () => {
    alter(pages, 0);
    const files = checkpoint.manifest.files.map(({ name, bytes }) => ({ name, bytes }));
    checkpoint = { ...checkpoint, manifest: { ...checkpoint.manifest, files } };
    await expect(verifyCheckpoint(checkpoint)).resolves.toBeUndefined();
  });

  it('finds it in the parent when that is verified, which it is not with the child', async () => {
    const child = await makeCheckpoint(catalog, checkpoint);
    alter(pages, 1);
    await expect(verifyCheckpoint(child)).resolves.toBeUndefined();
    const [first, ...parents] = await catalog.chain(child);
    expect([first, parents.length]).toEqual([child, 1]);
    [checkpoint = child] = parents;
    await expectDamage('pages-1.img', 'has been altered: its digest is another one');
  });

  it('is stopped by a signal, and says why and not that anything is damaged', async () => {
    const reason = new Error('told to end');
    await expect(verifyCheckpoint(checkpoint, AbortSignal.abort(reason))).rejects.toBe(reason);

    const controller = new AbortController();
    const verifying = verifyCheckpoint(checkpoint, controller.signal);
    controller.abort(reason);
    await expect(verifying).rejects.toBe(reason);
    await expect(verifyCheckpoint(checkpoint, new AbortController().signal)).resolves.toBeUndefined();
  });

  it('finds an image that cannot be read', async () => {
    const image = join(checkpoint.imagesFolder, 'core-4711.img');
    const isRoot = process.geteuid?.() === 0;
    // Root can read everything but what fails to be read: of this process there is no memory at address 0.
    if (isRoot) execFileSync('mount', ['--bind', `/proc/${process.pid}/mem`, image]);
    else chmodSync(image, 0);
    try {
      await expectDamage('core-4711.img', 'cannot be read');
    } finally {
      if (isRoot) execFileSync('umount', [image]);
    }
  });
});

describe('verifying a checkpoint with a parent', () => {
  let link: string;

  beforeEach(async () => {
    checkpoint = await makeCheckpoint(catalog, checkpoint);
    link = join(checkpoint.imagesFolder, 'parent');
  });

  it('accepts the link that was made', async () => {
    await expect(verifyCheckpoint(checkpoint)).resolves.toBeUndefined();
  });

  it('finds that the link is missing', async () => {
    unlinkSync(link);
    await expectDamage('parent', 'is missing');
  });

  it.each([
    [
      'to another checkpoint',
      async () => `../../../checkpoints/${(await makeCheckpoint(catalog)).manifest.id}/images`,
    ],
    ['out of the state directory', async () => '/tmp'],
    ['to itself', async () => '.'],
    [
      'to the right folder by another way',
      async () => (await catalog.get(checkpoint.manifest.parent ?? '')).imagesFolder,
    ],
  ])('finds a link %s', async (_, target) => {
    unlinkSync(link);
    symlinkSync(await target(), link);
    await expectDamage('parent', 'does not lead to the parent');
  });

  it.each(['folder', 'file'])('finds a %s in the place of the link', async (kind) => {
    unlinkSync(link);
    if (kind === 'folder') mkdirSync(link);
    else writeFileSync(link, '');
    await expectDamage('parent', 'does not lead to the parent');
  });

  it('finds a link where the manifest has no parent', async () => {
    const { parent: _, ...manifest } = checkpoint.manifest;
    checkpoint = { ...checkpoint, manifest };
    await expectDamage('parent', 'does not belong to it');
  });
});
