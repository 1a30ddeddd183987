import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileEntry } from './manifest.js';

/**
 * Flushes every file of a folder to the disk, and then its names. Returns the
 * files, sorted by name; folders in it are passed over.
 */
export async function flushFiles(folder: string): Promise<readonly FileEntry[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files: FileEntry[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = await open(join(folder, entry.name), 'r');
    try {
      await file.sync();
      files.push({ name: entry.name, bytes: (await file.stat()).size });
    } finally {
      await file.close();
    }
  }
  await flushFolder(folder);
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Flushes the names in a folder, without which flushed files could be lost; it looks at none of them. */
export async function flushFolder(folder: string): Promise<void> {
  const itself = await open(folder, 'r');
  try {
    await itself.sync();
  } finally {
    await itself.close();
  }
}

/** Writes a new file and flushes it; its folder is the caller's to flush. */
export async function writeFlushed(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
