import { join } from 'node:path';
import type { FileEntry, Manifest } from './manifest.js';

export interface StoredCheckpoint {
  readonly manifest: Manifest;
  readonly imagesFolder: string;
  /** CRIU's log and statistics of the dump. */
  readonly workFolder: string;
}

/** The link to the images of the parent, by the name that CRIU looks for. */
export const PARENT_LINK = 'parent';

/** What is in a folder of the catalogue. */
export function stored(place: string, manifest: Manifest): StoredCheckpoint {
  return { manifest, imagesFolder: join(place, 'images'), workFolder: join(place, 'work') };
}

/**
 * Reaches from the images of a checkpoint that is being made, and of one that
 * is in its place, to those of another: both are two folders below the state.
 */
export function parentPath(id: string): string {
  return join('..', '..', '..', 'checkpoints', id, 'images');
}

/** Bytes of all image files. */
export function sizeOf(files: readonly FileEntry[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
