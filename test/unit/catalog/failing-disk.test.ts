import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as flush from '../../../src/catalog/flush.js';
import { type Catalog, openCatalog } from '../../../src/catalog/index.js';
import { scratchFolder } from '../setup/scratch-folder.js';
import { FACTS } from './facts.js';

/** The folder that the disk fails to take, by its name: no real disk does so when told. */
const broken = vi.hoisted(() => ({ folder: '' }));

vi.mock('../../../src/catalog/flush.js', async (original) => {
  const real = await original<typeof flush>();
  const failIfBroken = (folder: string) => {
    if (basename(folder) === broken.folder) throw Object.assign(new Error('i/o error'), { code: 'EIO' });
  };
  return {
    ...real,
    async flushFiles(folder: string) {
      failIfBroken(folder);
      return real.flushFiles(folder);
    },
    async flushFolder(folder: string) {
      failIfBroken(folder);
      return real.flushFolder(folder);
    },
  };
});

let state: string;
let catalog: Catalog;

beforeEach(async () => {
  broken.folder = '';
  state = join(scratchFolder(), 'state');
  catalog = await openCatalog(state);
});

describe('on a disk that fails', () => {
  it.each(['images', 'checkpoints'])('a commit that cannot flush %s leaves no checkpoint', async (folder) => {
    {
      await using draft = await catalog.begin();
      writeFileSync(join(draft.imagesFolder, 'inventory.img'), 'inventory');
      broken.folder = folder;
      await expect(draft.commit(FACTS, 'disk')).rejects.toMatchObject({
        reason: 'STATE_DIRECTORY_UNUSABLE',
        message: 'The checkpoint could not be written to the disk (EIO).',
        metadata: { directory: state, errno: 'EIO' },
        cure: expect.stringContaining('kernel'),
      });
      expect(readdirSync(join(state, 'checkpoints'))).toEqual([]);
      await expect(catalog.get(draft.id)).rejects.toMatchObject({ reason: 'CHECKPOINT_NOT_FOUND' });
    }
    expect(readdirSync(join(state, 'incoming'))).toEqual([]);
  });
});
