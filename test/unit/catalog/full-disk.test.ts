import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Catalog, openCatalog } from '../../../src/catalog/index.js';
import { scratchFolder } from '../setup/scratch-folder.js';
import { FACTS, makeCheckpoint } from './facts.js';

const isRoot = process.geteuid?.() === 0;

let disk: string;
let state: string;

/** A disk of 64 KiB with room for `files` files and folders. */
function mountDisk(files: number): void {
  disk = join(scratchFolder(), 'disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=64k,nr_inodes=${files}`, 'criud-test', disk]);
  state = join(disk, 'state');
}

/** Fills what is left of the disk. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (;;) writeSync(file, Buffer.alloc(4096));
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
  } finally {
    closeSync(file);
  }
}

function namesIn(folder: string): readonly string[] {
  return readdirSync(join(state, folder));
}

describe.skipIf(!isRoot)('on a full disk (needs root to mount one)', () => {
  let catalog: Catalog;

  beforeEach(async () => {
    mountDisk(100);
    catalog = await openCatalog(state);
  });

  afterEach(() => {
    execFileSync('umount', [disk]);
  });

  it('a commit fails with DISK_FULL and leaves nothing', async () => {
    {
      await using draft = await catalog.begin();
      fill(join(draft.imagesFolder, 'pages-1.img'));
      await expect(draft.commit(FACTS, 'disk')).rejects.toMatchObject({
        reason: 'DISK_FULL',
        class: 'resource-exhausted',
        cure: expect.stringContaining('Make room'),
        metadata: { directory: state, errno: 'ENOSPC' },
      });
      expect(namesIn('checkpoints')).toEqual([]);
    }
    expect(namesIn('incoming')).toEqual([]);
    await expect(makeCheckpoint(catalog)).resolves.toBeDefined();
  });

  it('the statistics of a checkpoint are no reason to fail, and the checkpoint stays whole', async () => {
    const checkpoint = await makeCheckpoint(catalog);
    const path = join(checkpoint.imagesFolder, '../manifest.json');
    const before = readFileSync(path, 'utf8');
    fill(join(disk, 'filler'));
    const { manifest } = await catalog.amend(checkpoint, { statistics: { pagesWritten: 12 } });
    expect(manifest.statistics).toEqual({ pagesWritten: 12 });
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(readdirSync(join(path, '..')).sort()).toEqual(['images', 'manifest.json', 'work']);

    rmSync(join(disk, 'filler'));
    await catalog.amend(checkpoint, { statistics: { pagesWritten: 12 } });
    expect((await catalog.get(manifest.id)).manifest).toEqual(manifest);
  });

  it('the record of tracked memory is kept whole or not at all', async () => {
    const tree = Array.from({ length: 300 }, (_, pid) => ({ pid, startTime: 1n }));
    await catalog.tracking.countFrom('first', tree);
    fill(join(disk, 'filler'));
    await catalog.tracking.countFrom('second', tree);
    expect(catalog.tracking.isNewest('second')).toBe(true);
    expect(namesIn('tracking')).toEqual(['first']);

    const { tracking } = await openCatalog(state);
    expect([tracking.isNewest('first'), tracking.isNewest('second')]).toEqual([true, false]);
    await tracking.restart(tree.slice(-1));
    expect(tracking.isNewest('first')).toBe(false);
  });

  it('a checkpoint can be removed', async () => {
    const { manifest } = await makeCheckpoint(catalog);
    fill(join(disk, 'filler'));
    await catalog.remove(manifest.id);
    expect(namesIn('checkpoints')).toEqual([]);
    expect(namesIn('incoming')).toEqual([]);
  });
});

describe.skipIf(!isRoot)('on a disk without room for another file (needs root to mount one)', () => {
  afterEach(() => {
    execFileSync('umount', [disk]);
  });

  it('nothing is begun, and nothing is left', async () => {
    // The disk itself, the state folder and the four in it leave room for two of the three of a draft.
    mountDisk(8);
    const catalog = await openCatalog(state);
    await expect(catalog.begin()).rejects.toMatchObject({ reason: 'DISK_FULL' });
    expect(namesIn('incoming')).toEqual([]);

    await using _first = await catalog.makeWorkFolder('first');
    await using _second = await catalog.makeWorkFolder('second');
    await expect(catalog.makeWorkFolder('third')).rejects.toMatchObject({ reason: 'DISK_FULL' });
  });

  it('no catalogue is opened', async () => {
    mountDisk(3);
    await expect(openCatalog(state)).rejects.toMatchObject({ reason: 'DISK_FULL' });
  });
});
