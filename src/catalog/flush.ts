import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileEntry } from './manifest.js';

/** The files of a folder, sorted by name; folders in it are passed over. */
export async function listFiles(folder: string): Promise<readonly FileEntry[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const files = await Promise.all(
    names.map(async (name) => ({ name, bytes: (await stat(join(folder, name))).size })),
  );
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The same, when every file and then its name is on the disk. */
export async function flushFiles(folder: string): Promise<readonly FileEntry[]> {
  const files = await listFiles(folder);
  // Together: what one flush has brought to the disk the next need not wait for.
  await Promise.all(files.map(({ name }) => flush(join(folder, name))));
  await flush(folder);
  return files;
}

/** Flushes the names in a folder, without which flushed files could be lost; it looks at none of them. */
export function flushFolder(folder: string): Promise<void> {
  return flush(folder);
}

/** Flushes what is in a file, and not its name. */
export function flushFile(path: string): Promise<void> {
  return flush(path);
}

/** Writes a new file; its folder is the caller's to flush. */
export async function writeNew(
  path: string,
  text: string,
  options: { readonly flush: boolean },
): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    if (options.flush) await file.sync();
  } finally {
    await file.close();
  }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
