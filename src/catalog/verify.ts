import { lstat, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { damaged } from './damage.js';
import { sha256Of } from './digest.js';
import { PARENT_LINK, parentPath, type StoredCheckpoint } from './stored-checkpoint.js';

/**
 * Compares the images with the manifest: names, sizes and, where the manifest
 * has them, digests, for which every file is read as a whole. The parent is not
 * looked at, only the link to it.
 *
 * @param signal stops the reading; its reason is thrown.
 * @throws Failure CHECKPOINT_DAMAGED naming the first file that is missing, not
 *   a file, of another size or content, or too many.
 */
export async function verifyCheckpoint(checkpoint: StoredCheckpoint, signal?: AbortSignal): Promise<void> {
  const { manifest, imagesFolder } = checkpoint;
  const { id, parent, files } = manifest;
  const names = await readdir(imagesFolder).catch((cause: unknown) => {
    throw damaged(id, 'images', 'cannot be read', cause);
  });
  const there = new Set(names);
  for (const { name, bytes } of files) {
    if (!there.delete(name)) throw damaged(id, name, 'is missing');
    // Not followed: a link would have CRIU read something else than what is looked at here.
    const facts = await lstat(join(imagesFolder, name));
    if (!facts.isFile()) throw damaged(id, name, 'is not a file');
    if (facts.size !== bytes) throw damaged(id, name, `has ${facts.size} bytes instead of ${bytes}`);
  }
  if (parent !== undefined) {
    if (!there.delete(PARENT_LINK)) throw damaged(id, PARENT_LINK, 'is missing');
    const target = await readlink(join(imagesFolder, PARENT_LINK)).catch(() => undefined);
    if (target !== parentPath(parent)) throw damaged(id, PARENT_LINK, 'does not lead to the parent');
  }
  for (const name of there) throw damaged(id, name, 'does not belong to it');

  for (const { name, sha256 } of files) {
    if (sha256 === undefined) continue;
    const found = await sha256Of(join(imagesFolder, name), signal).catch((cause: unknown) => {
      signal?.throwIfAborted();
      throw damaged(id, name, 'cannot be read', cause);
    });
    if (found !== sha256) throw damaged(id, name, 'has been altered: its digest is another one');
  }
}
