import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { CHUNK_BYTES } from '../../../src/catalog/encryption/index.js';
import {
  type Catalog,
  type CatalogSettings,
  digestFiles,
  openCatalog,
  type StoredCheckpoint,
  summaryOf,
  verifyCheckpoint,
} from '../../../src/catalog/index.js';
import { scratchFolder } from '../setup/scratch-folder.js';
import { FACTS, IMAGES, makeChain, makeCheckpoint } from './facts.js';
import { keysOf } from './keys.js';

/** Several chunks, the last of them short. */
const PAGES = Buffer.alloc(3 * CHUNK_BYTES + 4096, 'a page of secrets ');

let state: string;
let area: string;
let catalog: Catalog;

async function open(settings: CatalogSettings): Promise<Catalog> {
  return openCatalog(state, { workingArea: area, ...settings });
}

beforeEach(async () => {
  state = join(scratchFolder(), 'state');
  area = scratchFolder();
  catalog = await open({ keys: await keysOf(['one', 1]) });
});

/** With pages worth a look. */
async function makeLarge(of = catalog, parent?: StoredCheckpoint): Promise<StoredCheckpoint> {
  await using draft = await of.begin(parent, PAGES.length);
  writeFileSync(join(draft.imagesFolder, 'pages-1.img'), PAGES);
  writeFileSync(join(draft.imagesFolder, 'pages-2.img'), PAGES.toReversed());
  writeFileSync(join(draft.imagesFolder, 'core-1.img'), 'registers');
  if (draft.parentPath !== undefined) symlinkSync(draft.parentPath, join(draft.imagesFolder, 'parent'));
  return await draft.commit(FACTS, 'disk');
}

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function whereverPlain(): readonly string[] {
  const files = [...filesBelow(state), ...filesBelow(area)];
  return files.filter((path) => /secret|sterces|xxxxxxxx/.test(readFileSync(path, 'latin1')));
}

describe('an encrypted checkpoint', () => {
  it('has nothing plain on the disk, and is read as it was written', async () => {
    const checkpoint = await makeLarge();
    expect(whereverPlain()).toEqual([]);
    const chain = await catalog.chain(await catalog.get(checkpoint.manifest.id));
    await using images = await catalog.plainImages(chain);
    expect(readdirSync(images.imagesFolder).sort()).toEqual(['core-1.img', 'pages-1.img', 'pages-2.img']);
    expect(readFileSync(join(images.imagesFolder, 'pages-1.img')).equals(PAGES)).toBe(true);
    expect(readFileSync(join(images.imagesFolder, 'core-1.img'), 'utf8')).toBe('registers');
  });

  it('has nothing in its files of pages but their size for who looks at the others only', async () => {
    const checkpoint = await makeLarge();
    await using images = await catalog.plainImages([checkpoint], undefined, 'without-pages');
    const pages = readFileSync(join(images.imagesFolder, 'pages-1.img'));
    expect(pages.equals(Buffer.alloc(PAGES.length))).toBe(true);
    expect(readFileSync(join(images.imagesFolder, 'core-1.img'), 'utf8')).toBe('registers');
  });

  it('leaves nothing in the working area when it is done with', async () => {
    const checkpoint = await makeLarge();
    const images = await catalog.plainImages([checkpoint]);
    expect(whereverPlain()).not.toEqual([]);
    await images[Symbol.asyncDispose]();
    expect(whereverPlain()).toEqual([]);
    expect(readdirSync(area)).toEqual([]);
  });

  it('lets nobody but its owner into any folder or file', async () => {
    const checkpoint = await makeLarge();
    await using draft = await catalog.begin(checkpoint);
    await using images = await catalog.plainImages([checkpoint]);
    expect([draft, images].every(({ imagesFolder }) => existsSync(imagesFolder))).toBe(true);
    for (const top of [state, ...readdirSync(area).map((name) => join(area, name))]) {
      const below = readdirSync(top, { withFileTypes: true, recursive: true });
      for (const path of [top, ...below.map((entry) => join(entry.parentPath, entry.name))]) {
        expect(statSync(path).mode & 0o077, path).toBe(0);
      }
    }
  });

  it.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES])(
    'has a size that tells of %i plain bytes, and gives them back',
    async (bytes) => {
      await using draft = await catalog.begin();
      writeFileSync(join(draft.imagesFolder, 'a.img'), Buffer.alloc(bytes, 'x'));
      const checkpoint = await draft.commit(FACTS, 'page-cache');
      expect(summaryOf(checkpoint.manifest)).toMatchObject({ plainBytes: bytes });
      // Buffers that are compared by vitest take seconds.
      expect((await catalog.readImage(checkpoint, 'a.img')).equals(Buffer.alloc(bytes, 'x'))).toBe(true);
    },
  );

  it('passes for whole without its key, by digests of what is stored', async () => {
    const checkpoint = await makeLarge();
    const sealed = await catalog.amend(checkpoint, { files: await digestFiles(checkpoint) });
    const keyless = await openCatalog(state);
    await verifyCheckpoint(await keyless.get(sealed.manifest.id));
    await expect(keyless.plainImages([sealed])).rejects.toMatchObject({ reason: 'ENCRYPTION_KEY_MISSING' });
    await expect(keyless.begin(sealed)).rejects.toMatchObject({ reason: 'ENCRYPTION_KEY_MISSING' });
  });

  it.each<[string, readonly [string, number]]>([
    ['is not there', ['two', 1]],
    ['has other bytes', ['one', 2]],
  ])('is not read with a key that %s', async (_, key) => {
    const checkpoint = await makeLarge();
    const other = await open({ keys: await keysOf(key) });
    const refused = { reason: 'ENCRYPTION_KEY_MISSING', metadata: { key: 'one' } };
    await expect(other.plainImages([checkpoint])).rejects.toMatchObject(refused);
    await expect(other.readImage(checkpoint, 'core-1.img')).rejects.toMatchObject(refused);
    expect(whereverPlain()).toEqual([]);
  });
});

/** Salt, and chunks with their tags. */
const SALT = 16;
const STORED_CHUNK = CHUNK_BYTES + 16;

function edit(path: string, change: (bytes: Buffer) => void): void {
  const bytes = readFileSync(path);
  change(bytes);
  writeFileSync(path, bytes);
}

function swap(path: string, other: string): void {
  renameSync(path, `${path}.kept`);
  renameSync(other, path);
  renameSync(`${path}.kept`, other);
}

type Alteration = (pages: string, others: string) => void;

describe('what was altered is refused', () => {
  const flip =
    (at: number): Alteration =>
    (pages) =>
      edit(pages, (bytes) => bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at));
  const alterations: readonly (readonly [string, Alteration])[] = [
    ['the salt', flip(0)],
    ['a byte of the first chunk', flip(SALT)],
    ['a byte of the last chunk', flip(SALT + 3 * STORED_CHUNK + 10)],
    ['a tag', flip(SALT + STORED_CHUNK - 1)],
    [
      'two chunks, swapped',
      (pages) =>
        edit(pages, (bytes) => {
          const first = Buffer.from(bytes.subarray(SALT, SALT + STORED_CHUNK));
          bytes.copyWithin(SALT, SALT + STORED_CHUNK, SALT + 2 * STORED_CHUNK);
          first.copy(bytes, SALT + STORED_CHUNK);
        }),
    ],
    [
      'a chunk in the place of another',
      (pages) => edit(pages, (bytes) => bytes.copyWithin(SALT, SALT + STORED_CHUNK, SALT + 2 * STORED_CHUNK)),
    ],
    ['the end, cut where a chunk ends', (pages) => truncateSync(pages, SALT + 2 * STORED_CHUNK)],
    ['the end, cut within a chunk', (pages) => truncateSync(pages, SALT + STORED_CHUNK + 1000)],
    ['all but the salt, cut', (pages) => truncateSync(pages, SALT)],
    ['the end, longer by what could be a chunk', (pages) => appendFileSync(pages, Buffer.alloc(1000))],
    ['the file, in the place of another of its size', (pages, others) => swap(pages, others)],
  ];
  it.each(alterations)('%s', async (_, alter) => {
    const checkpoint = await makeLarge();
    const [pages, others] = [1, 2].map((number) => join(checkpoint.imagesFolder, `pages-${number}.img`));
    alter(pages ?? '', others ?? '');
    await expect(catalog.plainImages([checkpoint])).rejects.toMatchObject({
      reason: 'CHECKPOINT_DAMAGED',
      metadata: { checkpoint: checkpoint.manifest.id, file: expect.stringMatching(/^pages-[12]\.img$/) },
    });
    await expect(catalog.readImage(checkpoint, 'pages-1.img')).rejects.toMatchObject({
      reason: 'CHECKPOINT_DAMAGED',
    });
    expect(whereverPlain()).toEqual([]);
  });

  it('the file of another checkpoint', async () => {
    const [checkpoint, other] = [await makeLarge(), await makeLarge()];
    copyFileSync(join(other.imagesFolder, 'pages-1.img'), join(checkpoint.imagesFolder, 'pages-1.img'));
    await expect(catalog.plainImages([checkpoint])).rejects.toMatchObject({
      reason: 'CHECKPOINT_DAMAGED',
      metadata: { file: 'pages-1.img' },
    });
  });

  it('a checkpoint with the key of another', async () => {
    const [checkpoint, other] = [await makeLarge(), await makeLarge()];
    const { encryption } = other.manifest;
    const forged = { ...checkpoint, manifest: { ...checkpoint.manifest, ...(encryption && { encryption }) } };
    await expect(catalog.plainImages([forged])).rejects.toMatchObject({ reason: 'ENCRYPTION_KEY_MISSING' });
  });

  it('a manifest with a file less, another parent, or chunks of another size', async () => {
    const checkpoint = await makeLarge();
    const { manifest } = checkpoint;
    const encryption = manifest.encryption && { ...manifest.encryption, chunkBytes: 4096 };
    const forgeries = [
      { ...manifest, files: manifest.files.slice(1) },
      { ...manifest, parent: '00000000-0000-4000-8000-000000000000' },
      { ...manifest, ...(encryption && { encryption }) },
    ];
    for (const forged of forgeries) {
      await expect(catalog.plainImages([{ ...checkpoint, manifest: forged }])).rejects.toMatchObject({
        reason: 'CHECKPOINT_DAMAGED',
        metadata: { file: 'manifest.json' },
      });
    }
  });
});

describe('a chain', () => {
  it('is laid out with its links, whichever of it is encrypted', async () => {
    const plain = await openCatalog(state);
    const oldest = await makeCheckpoint(plain);
    catalog = await open({ keys: await keysOf(['one', 1]) });
    const chain = [await makeLarge(catalog, await makeLarge(catalog, oldest))];
    const whole = await catalog.chain(chain[0] ?? oldest);
    await using images = await catalog.plainImages(whole);
    const at = (...path: readonly string[]) => readFileSync(join(images.imagesFolder, ...path));
    expect(at('pages-1.img').equals(PAGES)).toBe(true);
    expect(at('parent', 'pages-1.img').equals(PAGES)).toBe(true);
    expect(at('parent', 'parent', 'pages-1.img').toString()).toBe(IMAGES['pages-1.img']);
    for (const each of whole) await verifyCheckpoint(each);
  });

  it('is where it was when nothing of it is encrypted', async () => {
    const plain = await openCatalog(state);
    const [newest, ...older] = await makeChain(plain, 2);
    if (newest === undefined) throw new Error('no chain');
    catalog = await open({ keys: await keysOf(['one', 1]) });
    await using images = await catalog.plainImages([newest, ...older]);
    expect(images.imagesFolder).toBe(newest.imagesFolder);
  });

  it('is seen by a dump over it without its pages', async () => {
    const parent = await makeLarge(catalog, await makeLarge());
    await using draft = await catalog.begin(parent);
    const seen = (...path: readonly string[]) => join(draft.imagesFolder, draft.parentPath ?? '', ...path);
    expect(readFileSync(seen('core-1.img'), 'utf8')).toBe('registers');
    expect(readFileSync(seen('parent', 'core-1.img'), 'utf8')).toBe('registers');
    for (const pages of [seen('pages-1.img'), seen('parent', 'pages-2.img')]) {
      expect(statSync(pages)).toMatchObject({ size: PAGES.length, blocks: 0 });
    }
  });

  it('that is plain is seen in its place by a dump that will be encrypted', async () => {
    const oldest = await makeCheckpoint(await openCatalog(state));
    catalog = await open({ keys: await keysOf(['one', 1]) });
    await using draft = await catalog.begin(oldest);
    expect(readFileSync(join(draft.parentPath ?? '', 'pages-1.img'), 'utf8')).toBe(IMAGES['pages-1.img']);
  });
});

describe('rotation', () => {
  it('wraps all keys with the current one, once, and skips what it cannot open', async () => {
    const [first, lost] = [await makeLarge(), await makeLarge()];
    const path = join(dirname(lost.imagesFolder), 'manifest.json');
    const plain = await makeCheckpoint(await openCatalog(state));
    const other = await makeLarge(await open({ keys: await keysOf(['gone', 9]) }));
    writeFileSync(path, readFileSync(path, 'utf8').replace('"one"', '"one-altered"'));

    const rotating = await open({ keys: await keysOf(['two', 2], ['one', 1]) });
    const { rotated, skipped } = await rotating.rotateKeys();
    expect(rotated).toEqual([first.manifest.id]);
    expect(skipped.toSorted()).toEqual([lost, other].map(({ manifest }) => manifest.id).toSorted());
    expect((await rotating.rotateKeys()).rotated).toEqual([]);

    const later = await open({ keys: await keysOf(['two', 2]) });
    const now = await later.get(first.manifest.id);
    expect(now.manifest.encryption?.keyId).toBe('two');
    await using images = await later.plainImages([now]);
    expect(readFileSync(join(images.imagesFolder, 'pages-1.img')).equals(PAGES)).toBe(true);
    expect((await later.get(plain.manifest.id)).manifest.encryption).toBeUndefined();
  });

  it('is not undone by who still has the manifest of before', async () => {
    const checkpoint = await makeLarge();
    const rotating = await open({ keys: await keysOf(['two', 2], ['one', 1]) });
    await rotating.rotateKeys();
    await rotating.amend(checkpoint, { statistics: { pagesWritten: 1 } });
    const { manifest } = await rotating.get(checkpoint.manifest.id);
    expect(manifest).toMatchObject({ encryption: { keyId: 'two' }, statistics: { pagesWritten: 1 } });
  });

  it('needs keys', async () => {
    const keyless = await openCatalog(state);
    await expect(keyless.rotateKeys()).rejects.toMatchObject({ reason: 'ENCRYPTION_KEY_MISSING' });
  });
});

describe('the working area', () => {
  it('is swept at the next start, be it by a criud that works elsewhere or without keys', async () => {
    for (const settings of [{}, { keys: await keysOf(['one', 1]), workingArea: scratchFolder() }]) {
      catalog = await open({ keys: await keysOf(['one', 1]) });
      const forgotten = await catalog.begin();
      writeFileSync(join(forgotten.imagesFolder, 'pages-1.img'), PAGES);
      expect(whereverPlain()).toHaveLength(1);
      await openCatalog(state, settings);
      expect(whereverPlain()).toEqual([]);
      expect(readdirSync(area)).toEqual([]);
    }
  });

  it('is in memory for what is known to fit there, and else on the disk of the state', async () => {
    catalog = await openCatalog(state, { keys: await keysOf(['one', 1]) });
    const [memory, disk] = catalog.workingArea;
    expect([memory, disk]).toEqual([expect.stringMatching(/^\/dev\/shm\/criud-/), join(state, 'work')]);
    const placeOf = async (expected?: number) => {
      await using draft = await catalog.begin(undefined, expected);
      return dirname(dirname(draft.imagesFolder));
    };
    expect(await placeOf(1_000_000)).toBe(memory);
    expect(await placeOf()).toBe(disk);
    await expect(placeOf(2 ** 50)).rejects.toMatchObject({ reason: 'DISK_FULL' });
  });

  it('is not in a folder of memory that lets others in', async () => {
    const [memory = ''] = (await openCatalog(state, { keys: await keysOf(['one', 1]) })).workingArea;
    mkdirSync(memory, { mode: 0o755 });
    onTestFinished(() => rmSync(memory, { recursive: true }));
    const { workingArea } = await openCatalog(state, { keys: await keysOf(['one', 1]) });
    expect(workingArea).toEqual([join(state, 'work')]);
  });

  it('is not in a folder that others can change', async () => {
    const open = join(area, 'open');
    mkdirSync(open, { mode: 0o777 });
    chmodSync(open, 0o777);
    const opened = openCatalog(state, { keys: await keysOf(['one', 1]), workingArea: open });
    await expect(opened).rejects.toMatchObject({ reason: 'STATE_DIRECTORY_UNUSABLE' });
  });
});
