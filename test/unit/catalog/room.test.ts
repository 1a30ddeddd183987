import { statfs } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openRoom } from '../../../src/catalog/room.js';
import { scratchFolder } from '../setup/scratch-folder.js';

const MIB = 1024 * 1024;

async function free(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

describe('the room on a disk', () => {
  it('is promised once', async () => {
    const folder = scratchFolder();
    const room = openRoom(folder, 0);
    const most = (await free(folder)) * 0.75;
    const promise = await room.reserve(most);
    await expect(room.reserve(most)).rejects.toMatchObject({
      reason: 'DISK_FULL',
      class: 'resource-exhausted',
      metadata: { directory: folder, needed_bytes: String(most), promised_bytes: String(most) },
    });
    promise[Symbol.dispose]();
    promise[Symbol.dispose]();
    using _again = await room.reserve(most);
    await expect(room.reserve(most)).rejects.toMatchObject({ reason: 'DISK_FULL' });
  });

  it('is not promised twice to two that ask at once', async () => {
    const folder = scratchFolder();
    const room = openRoom(folder, 0);
    const most = (await free(folder)) * 0.75;
    const both = await Promise.allSettled([room.reserve(most), room.reserve(most)]);
    expect(both.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
  });

  it('leaves free what is to be kept free', async () => {
    const folder = scratchFolder();
    const all = await free(folder);
    await expect(openRoom(folder, all * 2).reserve(0)).rejects.toMatchObject({
      reason: 'DISK_FULL',
      metadata: { kept_bytes: String(all * 2) },
    });
    using _promise = await openRoom(folder, MIB).reserve(MIB);
  });

  it('cannot be read where there is no folder', async () => {
    await expect(openRoom('/nowhere', 0).reserve(1)).rejects.toMatchObject({
      reason: 'STATE_DIRECTORY_UNUSABLE',
      metadata: { errno: 'ENOENT' },
    });
  });
});
