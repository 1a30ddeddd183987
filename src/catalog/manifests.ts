import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, storageFailure } from '../failure/index.js';
import { readRegularFile } from '../native/index.js';
import { damaged } from './damage.js';
import type { CatalogFolders } from './draft.js';
import { flushFolder, writeNew } from './flush.js';
import { isId, LARGEST_MANIFEST, MANIFEST_FORMAT, type Manifest, parseManifest, textOf } from './manifest.js';
import { notFound, parentMissing } from './refusals.js';
import { type StoredCheckpoint, stored } from './stored-checkpoint.js';
import type { Turns } from './turns.js';

/** The manifests of a catalogue on the disk. */
export interface Manifests {
  /** As Catalog.get. */
  get(id: string): Promise<StoredCheckpoint>;
  /**
   * Undefined where it is damaged, or gone by now.
   *
   * @throws Failure CHECKPOINT_DAMAGED where what keeps it from being read may
   *   pass, such as a lack of descriptors.
   */
  find(id: string): Promise<Manifest | undefined>;
  /** As Catalog.chain. */
  chain(checkpoint: StoredCheckpoint): Promise<readonly StoredCheckpoint[]>;
  /**
   * Writes a manifest anew, flushed. Nobody else changes it between the look at
   * what is on the disk and that.
   *
   * @throws Failure CHECKPOINT_NOT_FOUND, CHECKPOINT_DAMAGED, and what `change` throws.
   * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
   */
  rewrite(
    id: string,
    change: (manifest: Manifest) => Manifest | Promise<Manifest>,
  ): Promise<StoredCheckpoint>;
}

/** @param onWritten is told of each that has been written anew, in the order in which they were. */
export function openManifests(
  { state, checkpoints }: CatalogFolders,
  turns: Turns,
  onWritten: (manifest: Manifest) => void,
): Manifests {
  async function get(id: string): Promise<StoredCheckpoint> {
    const place = join(checkpoints, id);
    const path = join(place, 'manifest.json');
    if (!isId(id) || !(await exists(place))) throw notFound(id);
    let bytes: Buffer;
    try {
      bytes = await readRegularFile(path, LARGEST_MANIFEST);
    } catch (cause) {
      throw damaged(id, 'manifest.json', 'cannot be read', cause);
    }
    const manifest = parseManifest(bytes, path);
    if (manifest.id !== id) throw damaged(id, 'manifest.json', 'is that of another checkpoint');
    return stored(place, manifest);
  }

  async function find(id: string): Promise<Manifest | undefined> {
    if (!isId(id)) return undefined;
    try {
      return (await get(id)).manifest;
    } catch (error) {
      // Whatever else keeps it from being read may pass: no file descriptor is free.
      const code = error instanceof Failure ? errnoOf(error.cause) : 'none';
      if (code === undefined || code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR')
        return undefined;
      throw error;
    }
  }

  function rewrite(
    id: string,
    change: (manifest: Manifest) => Manifest | Promise<Manifest>,
  ): Promise<StoredCheckpoint> {
    return turns.take(id, async () => {
      const current = await get(id);
      // What an older criud wrote is written in the form of this one.
      const manifest: Manifest = { ...(await change(current.manifest)), format: MANIFEST_FORMAT };
      const path = join(checkpoints, id, 'manifest.json');
      const written = `${path}.new`;
      try {
        await rm(written, { force: true });
        // Flushed before it takes the place of one that is: else a loss of power could leave neither.
        await writeNew(written, textOf(manifest), { flush: true });
        await rename(written, path);
        onWritten(manifest);
        await flushFolder(join(checkpoints, id));
      } catch (cause) {
        await rm(written, { force: true }).catch(() => {});
        throw storageFailure(`The manifest of checkpoint ${id} could not be written`, state, cause);
      }
      return { ...current, manifest };
    });
  }

  async function chain(checkpoint: StoredCheckpoint): Promise<readonly StoredCheckpoint[]> {
    const links = [checkpoint];
    for (let { parent } = checkpoint.manifest; parent !== undefined; ) {
      const { id } = checkpoint.manifest;
      if (links.some(({ manifest }) => manifest.id === parent)) {
        throw damaged(id, 'manifest.json', `has a chain of parents that comes back to ${parent}`);
      }
      const missing = parent;
      const link = await get(parent).catch((cause: unknown) => {
        const isGone = cause instanceof Failure && cause.reason === 'CHECKPOINT_NOT_FOUND';
        throw isGone ? parentMissing(id, missing) : cause;
      });
      links.push(link);
      parent = link.manifest.parent;
    }
    return links;
  }

  return { get, find, chain, rewrite };
}

/** Whether there is something of this name. */
export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The code of an error of the system. */
function errnoOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
}
