import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { StoredCheckpoint } from './catalog.js';
import type { FileEntry } from './manifest.js';

/** How much is hashed between two turns of the event loop: about half a millisecond. */
const CHUNK = 512 * 1024;

/**
 * The files of a checkpoint with the digests of what is in them now.
 *
 * @param signal stops the reading; its reason is thrown.
 */
export async function digestFiles(
  { manifest, imagesFolder }: StoredCheckpoint,
  signal?: AbortSignal,
): Promise<readonly FileEntry[]> {
  const files: FileEntry[] = [];
  for (const file of manifest.files) {
    files.push({ ...file, sha256: await sha256Of(join(imagesFolder, file.name), signal) });
  }
  return files;
}

/** In hexadecimal. The reason of the signal is thrown when it stops the reading. */
export async function sha256Of(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path, { highWaterMark: CHUNK }), hash, { ...(signal && { signal }) });
  } catch (cause) {
    signal?.throwIfAborted();
    throw cause;
  }
  return hash.digest('hex');
}
