import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';

/** All that the snapshot of a machine is made from. */
export interface SnapshotSources {
  readonly arguments: readonly string[];
  readonly contents: readonly Uint8Array[];
  /** Files too large to be read, which are never changed where they are. */
  readonly files: readonly string[];
  /** Files of which nothing but the size counts. */
  readonly sizes: readonly string[];
}

/** A digest of the sources, by which a snapshot that was made from others is known. */
export function snapshotKey(sources: SnapshotSources): string {
  const hash = createHash('sha256').update(JSON.stringify(sources.arguments));
  for (const content of sources.contents) {
    hash.update(`\0${content.length}\0`).update(content);
  }
  for (const file of sources.files) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`\0${file}\0${size}\0${mtimeMs}\0`);
  }
  for (const file of sources.sizes) hash.update(`\0${statSync(file).size}\0`);
  return hash.digest('hex');
}
