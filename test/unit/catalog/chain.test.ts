import { existsSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type Catalog,
  digestFiles,
  type Manifest,
  openCatalog,
  type StoredCheckpoint,
  verifyCheckpoint,
} from '../../../src/catalog/index.js';
import { textOf } from '../../../src/catalog/manifest.js';
import { scratchFolder } from '../setup/scratch-folder.js';
import { FACTS, makeChain, makeCheckpoint } from './facts.js';

let state: string;
let catalog: Catalog;

beforeEach(async () => {
  state = join(scratchFolder(), 'state');
  catalog = await openCatalog(state);
});

function manifestPath({ imagesFolder }: StoredCheckpoint): string {
  return join(dirname(imagesFolder), 'manifest.json');
}

/** Writes fields into the manifest on the disk, behind the catalogue's back. */
function rewrite(checkpoint: StoredCheckpoint, fields: Partial<Manifest>): void {
  writeFileSync(manifestPath(checkpoint), textOf({ ...checkpoint.manifest, ...fields }));
}

/** The link with this number, 0 for the newest. */
function link(links: readonly StoredCheckpoint[], index: number): StoredCheckpoint {
  const found = links.at(index);
  if (found === undefined) throw new Error(`the chain has no link ${index}`);
  return found;
}

describe('a chain', () => {
  it('is the checkpoint alone where there is no parent', async () => {
    const checkpoint = await makeCheckpoint(catalog);
    expect('parent' in checkpoint.manifest).toBe(false);
    expect(await catalog.chain(checkpoint)).toEqual([checkpoint]);
  });

  it('of ten is told from the newest to the first, from any link on, also after a restart', async () => {
    const links = await makeChain(catalog, 10);
    expect(links.map(({ manifest }) => manifest.parent)).toEqual([
      ...links.slice(1).map(({ manifest }) => manifest.id),
      undefined,
    ]);
    const reopened = await openCatalog(state);
    for (const [index, each] of links.entries()) {
      expect(await reopened.chain(await reopened.get(each.manifest.id))).toEqual(links.slice(index));
    }
    for (const each of links) await verifyCheckpoint(each);
  });

  it.each([
    ['the last', 9],
    ['one in the middle', 5],
  ])('of which %s is missing names it, and the one that needs it', async (_, index) => {
    const links = await makeChain(catalog, 10);
    const { id } = link(links, index).manifest;
    await rename(join(state, 'checkpoints', id), join(state, 'away'));
    const missing = {
      reason: 'PARENT_MISSING',
      class: 'data-loss',
      metadata: { checkpoint: link(links, 0).manifest.id, parent: id },
      message: expect.stringContaining(id),
      cure: expect.stringMatching(/./),
    };
    await expect(catalog.chain(link(links, 0))).rejects.toMatchObject(missing);
    await rename(join(state, 'away'), join(state, 'checkpoints', id));
    await expect(catalog.chain(link(links, 0))).resolves.toHaveLength(10);
  });

  it('of which one is damaged says so, and not that it is missing', async () => {
    const links = await makeChain(catalog, 5);
    writeFileSync(manifestPath(link(links, 2)), '{ "format": 1');
    await expect(catalog.chain(link(links, 0))).rejects.toMatchObject({
      reason: 'CHECKPOINT_DAMAGED',
      message: expect.stringContaining(link(links, 2).manifest.id),
    });
  });

  it.each([
    ['itself', 0],
    ['its child', 1],
    ['one three links away', 3],
  ])('that comes back to %s has no end, and is damaged', async (_, to) => {
    const links = await makeChain(catalog, 5);
    const from = link(links, 4);
    const back = link(links, 4 - to).manifest.id;
    rewrite(from, { parent: back });
    await expect(catalog.chain(link(links, 0))).rejects.toMatchObject({
      reason: 'CHECKPOINT_DAMAGED',
      metadata: { file: 'manifest.json', defect: expect.stringContaining(back) },
    });
  });
});

describe('the way to a parent', () => {
  it('is the same from a draft and from the checkpoint that it becomes', async () => {
    const parent = await makeCheckpoint(catalog);
    await using draft = await catalog.begin(parent);
    if (draft.parentPath === undefined) throw new Error('the draft has no parent');
    symlinkSync(draft.parentPath, join(draft.imagesFolder, 'parent'));
    expect(realpathSync(join(draft.imagesFolder, 'parent'))).toBe(realpathSync(parent.imagesFolder));

    const { imagesFolder, manifest } = await draft.commit(FACTS, 'disk');
    expect(imagesFolder).not.toBe(draft.imagesFolder);
    expect(realpathSync(join(imagesFolder, 'parent'))).toBe(realpathSync(parent.imagesFolder));
    expect(readFileSync(join(imagesFolder, 'parent', 'inventory.img'), 'utf8')).toBe('inventory');
    expect(manifest).toMatchObject({ parent: parent.manifest.id, files: [] });
  });

  it('holds wherever the state directory is taken', async () => {
    const [child] = await makeChain(catalog, 2);
    const elsewhere = join(scratchFolder(), 'elsewhere');
    await rename(state, elsewhere);
    const moved = await (await openCatalog(elsewhere)).get(child?.manifest.id ?? '');
    expect(existsSync(join(moved.imagesFolder, 'parent', 'inventory.img'))).toBe(true);
    await verifyCheckpoint(moved);
  });

  it('is none where there is no parent', async () => {
    await using draft = await catalog.begin();
    expect('parentPath' in draft).toBe(false);
  });
});

describe('removing a checkpoint of a chain', () => {
  it('is refused while another needs it, and not when that is gone', async () => {
    const links = await makeChain(catalog, 3);
    const [newest, middle, first] = links.map(({ manifest }) => manifest.id);
    for (const [id, child] of [
      [first, middle],
      [middle, newest],
    ]) {
      await expect(catalog.remove(id ?? '')).rejects.toMatchObject({
        reason: 'CHECKPOINT_IN_USE',
        class: 'failed-precondition',
        metadata: { checkpoint: id, child },
      });
    }
    expect(await catalog.chain(link(links, 0))).toEqual(links);
    for (const id of [newest, middle, first]) await catalog.remove(id ?? '');
    expect(readdirSync(join(state, 'checkpoints'))).toEqual([]);
  });

  it('is not refused for the sake of one that cannot be read', async () => {
    const [child, parent] = await makeChain(catalog, 2);
    if (child === undefined || parent === undefined) throw new Error('the chain is too short');
    writeFileSync(manifestPath(child), '');
    await catalog.remove(parent.manifest.id);
    await expect(catalog.get(parent.manifest.id)).rejects.toMatchObject({ reason: 'CHECKPOINT_NOT_FOUND' });
  });

  it('takes it out of the record of tracked memory too', async () => {
    const { manifest } = await makeCheckpoint(catalog);
    await catalog.tracking.countFrom(manifest.id, [{ pid: 4711, startTime: 1n }]);
    await catalog.remove(manifest.id);
    expect(catalog.tracking.isNewest(manifest.id)).toBe(false);
    expect(readdirSync(join(state, 'tracking'))).toEqual([]);
  });
});

describe('amending a checkpoint', () => {
  const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const INVENTORY = 'b11a85b296a90afc460430434a504e7acb04b064575b7277724688af0e59d189';

  it('adds the digests of the files and keeps their sizes', async () => {
    const checkpoint = await makeCheckpoint(catalog);
    const files = await digestFiles(checkpoint);
    const amended = await catalog.amend(checkpoint, { files });
    expect(amended.manifest.files).toEqual([
      { name: 'core-4711.img', bytes: 0, sha256: EMPTY },
      { name: 'inventory.img', bytes: 9, sha256: INVENTORY },
      { name: 'pages-1.img', bytes: 10_000, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    expect(amended).toEqual({ ...checkpoint, manifest: { ...checkpoint.manifest, files } });
    expect(await catalog.get(checkpoint.manifest.id)).toEqual(amended);
    await verifyCheckpoint(amended);
  });

  it('takes one thing after the other', async () => {
    const checkpoint = await makeCheckpoint(catalog);
    const statistics = { pagesWritten: 12 };
    const files = await digestFiles(checkpoint);
    await catalog.amend(await catalog.amend(checkpoint, { statistics }), { files });
    expect((await catalog.get(checkpoint.manifest.id)).manifest).toEqual({
      ...checkpoint.manifest,
      statistics,
      files,
    });
  });

  it('leaves its parent what it was', async () => {
    const [child, parent] = await makeChain(catalog, 2);
    if (child === undefined || parent === undefined) throw new Error('the chain is too short');
    const amended = await catalog.amend(child, { files: await digestFiles(child) });
    expect(amended.manifest.parent).toBe(parent.manifest.id);
    expect(await catalog.chain(amended)).toEqual([amended, parent]);
  });

  it('has no digests when the reading is stopped, and says why it was', async () => {
    const checkpoint = await makeCheckpoint(catalog);
    const reason = new Error('no time');
    await expect(digestFiles(checkpoint, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
