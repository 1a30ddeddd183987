import { createHash, type Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileEntry } from './manifest.js';
import type { StoredCheckpoint } from './stored-checkpoint.js';

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

/**
 * In hexadecimal. Reads into one buffer, because most images are small and there
 * are many. The reason of the signal is thrown when it stops the reading.
 */
export async function sha256Of(path: string, signal?: AbortSignal): Promise<string> {
  return (await hashOf(path, signal)).digest('hex');
}

/** The same, for bytes that are to come behind those of the file. */
export async function hashOf(path: string, signal?: AbortSignal): Promise<Hash> {
  const hash = createHash('sha256');
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  const buffer = Buffer.allocUnsafeSlow(Math.max(1, Math.min(size, CHUNK)));
  for (;;) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(buffer, 0, buffer.length);
    if (bytesRead === 0) return hash;
    hash.update(buffer.subarray(0, bytesRead));
  }
}
