import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Catalog, openCatalog, sizeOf } from '../../../src/catalog/index.js';
import { scratchFolder } from '../setup/scratch-folder.js';
import { FACTS, IMAGES, makeCheckpoint } from './facts.js';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

let state: string;
let catalog: Catalog;

beforeEach(async () => {
  state = join(scratchFolder(), 'below', 'state');
  catalog = await openCatalog(state);
});

/** Names in a folder of the state directory, sorted. */
function namesIn(folder: string): readonly string[] {
  return readdirSync(join(state, folder)).sort();
}

function modeOf(path: string): number {
  return statSync(path).mode & 0o7777;
}

describe('a draft', () => {
  it('is no checkpoint before it is committed, and one afterwards', async () => {
    await using draft = await catalog.begin();
    writeFileSync(join(draft.imagesFolder, 'inventory.img'), 'inventory');
    expect(namesIn('checkpoints')).toEqual([]);
    await expect(catalog.get(draft.id)).rejects.toMatchObject({ reason: 'CHECKPOINT_NOT_FOUND' });

    const { manifest } = await draft.commit(FACTS, 'disk');
    expect(manifest.id).toBe(draft.id);
    expect(namesIn('checkpoints')).toEqual([draft.id]);
    expect((await catalog.get(draft.id)).manifest).toEqual(manifest);
  });

  it('leaves nothing when it is disposed uncommitted', async () => {
    {
      await using draft = await catalog.begin();
      writeFileSync(join(draft.imagesFolder, 'pages-1.img'), 'half');
      writeFileSync(join(draft.workFolder, 'criu.log'), 'log');
    }
    expect(namesIn('incoming')).toEqual([]);
    expect(namesIn('checkpoints')).toEqual([]);
  });

  it('survives being disposed when it is committed', async () => {
    const { manifest, imagesFolder } = await makeCheckpoint(catalog);
    expect(readdirSync(imagesFolder).sort()).toEqual(Object.keys(IMAGES).sort());
    expect((await catalog.get(manifest.id)).imagesFolder).toBe(imagesFolder);
  });

  it('takes its place by one rename: the folder is the same one', async () => {
    await using draft = await catalog.begin();
    const before = statSync(dirname(draft.imagesFolder)).ino;
    const { imagesFolder } = await draft.commit(FACTS, 'disk');
    expect(statSync(dirname(imagesFolder)).ino).toBe(before);
    expect(namesIn('incoming')).toEqual([]);
  });

  it('can be read by nobody else', async () => {
    const umask = process.umask(0);
    try {
      const { imagesFolder, workFolder, manifest } = await makeCheckpoint(catalog);
      for (const folder of [imagesFolder, workFolder, dirname(imagesFolder)])
        expect(modeOf(folder)).toBe(0o700);
      expect(modeOf(join(imagesFolder, '../manifest.json'))).toBe(0o600);
      await catalog.amend(await catalog.get(manifest.id), { statistics: { pagesWritten: 1 } });
      expect(modeOf(join(imagesFolder, '../manifest.json'))).toBe(0o600);
      await using work = await catalog.makeWorkFolder('restore');
      expect(modeOf(work.folder)).toBe(0o700);
    } finally {
      process.umask(umask);
    }
  });

  it('cannot be committed twice', async () => {
    await using draft = await catalog.begin();
    const { manifest } = await draft.commit(FACTS, 'disk');
    await expect(draft.commit(FACTS, 'disk')).rejects.toMatchObject({ reason: 'STATE_DIRECTORY_UNUSABLE' });
    expect((await catalog.get(manifest.id)).manifest).toEqual(manifest);
  });

  it('has an id that no other has', async () => {
    const drafts = await Promise.all(Array.from({ length: 20 }, () => catalog.begin()));
    expect(new Set(drafts.map(({ id }) => id)).size).toBe(20);
    await Promise.all(drafts.map((draft) => draft.commit(FACTS, 'disk')));
    expect(namesIn('checkpoints')).toEqual(drafts.map(({ id }) => id).sort());
  });
});

describe('a manifest', () => {
  it('lists every image with its size, sorted by name', async () => {
    const { manifest } = await makeCheckpoint(catalog);
    expect(manifest).toMatchObject(FACTS);
    expect(manifest.files).toEqual([
      { name: 'core-4711.img', bytes: 0 },
      { name: 'inventory.img', bytes: 9 },
      { name: 'pages-1.img', bytes: 10_000 },
    ]);
    expect(sizeOf(manifest.files)).toBe(10_009);
    expect(new Date(manifest.createdAt).toISOString()).toBe(manifest.createdAt);
  });

  it('takes the statistics and keeps all else', async () => {
    const checkpoint = await makeCheckpoint(catalog);
    const statistics = { pagesWritten: 12, frozenMicroseconds: 0 };
    const amended = await catalog.amend(checkpoint, { statistics });
    expect(amended).toEqual({ ...checkpoint, manifest: { ...checkpoint.manifest, statistics } });
    expect(await catalog.get(checkpoint.manifest.id)).toEqual(amended);
    expect(readdirSync(dirname(checkpoint.imagesFolder)).sort()).toEqual(['images', 'manifest.json', 'work']);
  });

  it('takes the statistics after a criud that died while it wrote them', async () => {
    const checkpoint = await makeCheckpoint(catalog);
    const place = dirname(checkpoint.imagesFolder);
    writeFileSync(join(place, 'manifest.json.new'), '{ "form');
    await catalog.amend(checkpoint, { statistics: { pagesWritten: 12 } });
    expect((await catalog.get(checkpoint.manifest.id)).manifest.statistics).toEqual({ pagesWritten: 12 });
    expect(readdirSync(place).sort()).toEqual(['images', 'manifest.json', 'work']);
  });
});

describe('looking a checkpoint up', () => {
  it.each([
    ['unknown', UNKNOWN_ID],
    ['empty', ''],
    ['the folder itself', '.'],
    ['the folder above', '..'],
    ['a path out', '../incoming'],
    ['an absolute path', '/etc'],
    ['of capital letters', UNKNOWN_ID.toUpperCase().replace('4', 'A')],
    ['with a line break behind it', `${UNKNOWN_ID}\n`],
    ['with a NUL', `${UNKNOWN_ID}\0`],
    ['very long', 'f'.repeat(1_000_000)],
  ])('does not find an id that is %s', async (_, id) => {
    const error = await catalog.get(id).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ reason: 'CHECKPOINT_NOT_FOUND', cure: expect.stringMatching(/./) });
    expect(JSON.stringify(error).length).toBeLessThan(1_000);
    expect(error).toHaveProperty('message', expect.stringMatching(/^.{1,200}$/));
    await expect(catalog.remove(id)).rejects.toMatchObject({ reason: 'CHECKPOINT_NOT_FOUND' });
  });

  it('finds nothing but what is in the catalogue, whatever the id', async () => {
    const { manifest } = await makeCheckpoint(catalog);
    const pieces = fc.constantFrom(manifest.id, '..', '/', '.', 'checkpoints', 'incoming', '%2e', '\\', '\0');
    const hostile = fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(hostile, async (id) => {
        fc.pre(id !== manifest.id);
        await expect(catalog.get(id)).rejects.toMatchObject({ reason: 'CHECKPOINT_NOT_FOUND' });
      }),
    );
  });

  it('says of a folder without a manifest that it is damaged', async () => {
    const { manifest, imagesFolder } = await makeCheckpoint(catalog);
    rmSync(join(imagesFolder, '../manifest.json'));
    await expect(catalog.get(manifest.id)).rejects.toMatchObject({
      reason: 'CHECKPOINT_DAMAGED',
      metadata: { checkpoint: manifest.id, file: 'manifest.json' },
    });
  });

  it('says of the manifest of another checkpoint that it is damaged', async () => {
    const { manifest, imagesFolder } = await makeCheckpoint(catalog);
    renameSync(dirname(imagesFolder), join(state, 'checkpoints', UNKNOWN_ID));
    await expect(catalog.get(UNKNOWN_ID)).rejects.toMatchObject({
      reason: 'CHECKPOINT_DAMAGED',
      message: expect.stringContaining('another checkpoint'),
    });
    await expect(catalog.get(manifest.id)).rejects.toMatchObject({ reason: 'CHECKPOINT_NOT_FOUND' });
  });
});

describe('removing a checkpoint', () => {
  it('removes all of it', async () => {
    const { manifest } = await makeCheckpoint(catalog);
    await catalog.remove(manifest.id);
    await expect(catalog.get(manifest.id)).rejects.toMatchObject({ reason: 'CHECKPOINT_NOT_FOUND' });
    expect(namesIn('checkpoints')).toEqual([]);
    expect(namesIn('incoming')).toEqual([]);
  });
});

describe('a work folder', () => {
  it('is empty, and is gone with all that is in it when it is disposed', async () => {
    {
      await using work = await catalog.makeWorkFolder('restore-1');
      expect(readdirSync(work.folder)).toEqual([]);
      writeFileSync(join(work.folder, 'criu.log'), 'log');
    }
    expect(namesIn('work')).toEqual([]);
  });

  it('is not given out twice', async () => {
    await using _first = await catalog.makeWorkFolder('restore-1');
    await expect(catalog.makeWorkFolder('restore-1')).rejects.toMatchObject({
      reason: 'STATE_DIRECTORY_UNUSABLE',
      metadata: { errno: 'EEXIST' },
    });
  });
});

describe('opening the catalogue', () => {
  it('makes its folders, for nobody else to see', () => {
    for (const folder of ['', 'checkpoints', 'incoming', 'work', 'tracking']) {
      expect(modeOf(join(state, folder)), folder).toBe(0o700);
    }
  });

  it('finds the checkpoints of before, and sweeps what was not finished', async () => {
    const { manifest } = await makeCheckpoint(catalog);
    const forgotten = await catalog.begin();
    writeFileSync(join(forgotten.imagesFolder, 'pages-1.img'), 'half');
    const work = await catalog.makeWorkFolder('restore-1');
    writeFileSync(join(work.folder, 'criu.log'), 'log');

    const reopened = await openCatalog(state);
    expect((await reopened.get(manifest.id)).manifest).toEqual(manifest);
    expect(namesIn('incoming')).toEqual([]);
    expect(namesIn('work')).toEqual([]);
  });

  it('takes the right to read the checkpoints from others', async () => {
    chmodSync(join(state, 'checkpoints'), 0o755);
    await openCatalog(state);
    expect(modeOf(join(state, 'checkpoints'))).toBe(0o700);
  });

  it.each([0o777, 0o1777, 0o770, 0o702])('is refused where others can write (mode %o)', async (mode) => {
    const forgotten = await catalog.begin();
    chmodSync(state, mode);
    await expect(openCatalog(state)).rejects.toMatchObject({
      reason: 'STATE_DIRECTORY_UNUSABLE',
      message: expect.stringContaining('Others can write'),
      cure: expect.stringContaining('chmod'),
      metadata: { directory: state, mode: mode.toString(8).padStart(4, '0') },
    });
    expect(existsSync(forgotten.imagesFolder), 'nothing is swept before it is looked at').toBe(true);
  });

  it.each([0o750, 0o705, 0o711])('is refused where others can read or enter (mode %o)', async (mode) => {
    chmodSync(state, mode);
    await expect(openCatalog(state)).rejects.toMatchObject({
      reason: 'STATE_DIRECTORY_UNUSABLE',
      message: `Others can read the state directory ${state}.`,
      cure: expect.stringContaining('chmod 0700'),
    });
  });

  it.skipIf(process.geteuid?.() !== 0)(
    'is refused in a folder of another user (needs root to make one)',
    async () => {
      chownSync(state, 12_345, 12_345);
      await expect(openCatalog(state)).rejects.toMatchObject({
        reason: 'STATE_DIRECTORY_UNUSABLE',
        metadata: { uid: '12345' },
      });
    },
  );

  it.each(['file', 'file/below', '/dev/null/state'])(
    'is refused where there can be no folder: %s',
    async (name) => {
      const folder = scratchFolder();
      writeFileSync(join(folder, 'file'), '');
      const place = name.startsWith('/') ? name : join(folder, name);
      await expect(openCatalog(place)).rejects.toMatchObject({
        reason: 'STATE_DIRECTORY_UNUSABLE',
        message: expect.stringContaining(place),
        metadata: { directory: place, errno: expect.stringMatching(/^E[A-Z]+$/) },
      });
    },
  );

  it('does not follow a link out of its folders when it sweeps', async () => {
    const outside = scratchFolder();
    writeFileSync(join(outside, 'precious'), 'kept');
    mkdirSync(join(state, 'incoming', 'x'));
    symlinkSync(outside, join(state, 'incoming', 'x', 'link'));
    rmSync(join(state, 'work'), { recursive: true });
    symlinkSync(outside, join(state, 'work'));
    await openCatalog(state);
    expect(readFileSync(join(outside, 'precious'), 'utf8')).toBe('kept');
    expect(namesIn('incoming')).toEqual([]);
    expect(namesIn('work')).toEqual([]);
  });
});
