import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
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
  examineCheckpoint,
  openCatalog,
  type StoredCheckpoint,
  type Tally,
  verifyCheckpoint,
} from '../../../src/catalog/index.js';
import { openRegularFile, readRegularFile } from '../../../src/native/index.js';
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

/** All that is found, `file kind` each. */
async function found(tally?: Tally): Promise<readonly string[]> {
  const defects: string[] = [];
  for await (const { file, kind } of examineCheckpoint(checkpoint, tally)) defects.push(`${file} ${kind}`);
  return defects;
}

describe('examining a checkpoint', () => {
  const place = () => join(checkpoint.imagesFolder, '..');

  it('tells of everything that is wrong, and of what it has not looked at', async () => {
    checkpoint = await makeCheckpoint(catalog, checkpoint);
    unlinkSync(join(checkpoint.imagesFolder, 'core-4711.img'));
    truncateSync(join(checkpoint.imagesFolder, 'pages-1.img'), 3);
    unlinkSync(join(checkpoint.imagesFolder, 'parent'));
    writeFileSync(join(checkpoint.imagesFolder, 'more.img'), '');
    writeFileSync(join(place(), 'more'), '');
    expect(await found()).toEqual([
      'parent missing',
      'core-4711.img missing',
      'pages-1.img size',
      'more.img extra',
      'more extra',
      'inventory.img no-digest',
    ]);
  });

  it('counts the manifest and the images, and what it has read of them', async () => {
    const tally: Tally = { files: 0, bytes: 0 };
    await found(tally);
    expect(tally).toEqual({ files: 4, bytes: 0 });
    checkpoint = await catalog.amend(checkpoint, { files: await digestFiles(checkpoint) });
    await found(tally);
    expect(tally).toEqual({ files: 8, bytes: 10_009 });
  });

  it('says of a manifest of format 1 that it has no digest', async () => {
    checkpoint = await catalog.amend(checkpoint, { files: await digestFiles(checkpoint) });
    checkpoint = { ...checkpoint, manifest: { ...checkpoint.manifest, format: 1 } };
    expect(await found()).toEqual(['manifest.json no-digest']);
    await expect(verifyCheckpoint(checkpoint)).resolves.toBeUndefined();
  });

  it('passes over a manifest that a criud was writing when it ended', async () => {
    checkpoint = await catalog.amend(checkpoint, { files: await digestFiles(checkpoint) });
    writeFileSync(join(place(), 'manifest.json.new'), '{');
    expect(await found()).toEqual([]);
  });

  it('finds links in the place of folders', async () => {
    checkpoint = await catalog.amend(checkpoint, { files: await digestFiles(checkpoint) });
    for (const name of ['images', 'work']) {
      const elsewhere = join(scratchFolder(), name);
      renameSync(join(place(), name), elsewhere);
      symlinkSync(elsewhere, join(place(), name));
    }
    expect(await found()).toEqual(['images not-a-file', 'work not-a-file']);
  });

  it('waits for no pipe, and opens no device', async () => {
    checkpoint = await catalog.amend(checkpoint, { files: await digestFiles(checkpoint) });
    for (const file of ['core-4711.img', 'pages-1.img']) unlinkSync(join(checkpoint.imagesFolder, file));
    execFileSync('mkfifo', [join(checkpoint.imagesFolder, 'core-4711.img')]);
    execFileSync('mkfifo', [pages]);
    expect(await found()).toEqual(['core-4711.img not-a-file', 'pages-1.img not-a-file']);
    expect(await openRegularFile(pages)).toBeUndefined();
    await expect(readRegularFile(pages, 1_000)).rejects.toThrow('is not a file');
  });

  it('ends when nobody wants to hear more, and its file is closed', async () => {
    checkpoint = await catalog.amend(checkpoint, { files: await digestFiles(checkpoint) });
    alter(pages, 1);
    const descriptors = () => readdirSync('/proc/self/fd').length;
    const before = descriptors();
    for await (const { file } of examineCheckpoint(checkpoint)) {
      expect(file).toBe('pages-1.img');
      break;
    }
    expect(descriptors()).toBe(before);
  });
});

describe('a file that is read as a whole', () => {
  it('has no more bytes than it may have', async () => {
    expect(await readRegularFile(pages, 10_000)).toEqual(readFileSync(pages));
    await expect(readRegularFile(pages, 9_999)).rejects.toThrow('has 10000 bytes, more than 9999');
    await expect(readRegularFile(`${pages}.not`, 1)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
