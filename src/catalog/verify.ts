import { damaged } from './damage.js';
import { examineCheckpoint } from './examine.js';
import type { StoredCheckpoint } from './stored-checkpoint.js';

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
  for await (const { file, kind, message } of examineCheckpoint(checkpoint, undefined, signal)) {
    // Checkpoints have none until they are sealed.
    if (kind !== 'no-digest') throw damaged(checkpoint.manifest.id, file, message);
  }
}
