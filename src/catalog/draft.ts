import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { storageFailure } from '../failure/index.js';
import { flushFiles, flushFolder, listFiles, writeNew } from './flush.js';
import { MANIFEST_FORMAT, type Manifest, textOf } from './manifest.js';
import { parentPath, type StoredCheckpoint, stored } from './stored-checkpoint.js';

/** A checkpoint that is not one yet. Disposing removes it, unless it was committed. */
export interface Draft extends AsyncDisposable {
  readonly id: string;
  /** For CRIU's image files. */
  readonly imagesFolder: string;
  /** For CRIU's log and statistics. */
  readonly workFolder: string;
  /**
   * The images of the parent as seen from imagesFolder, now and when this is a
   * checkpoint: the target of the link `parent` that CRIU makes there.
   */
  readonly parentPath?: string;
  /**
   * Makes it a checkpoint: every image is flushed to the disk, then the
   * manifest, then the folder takes its place in the catalogue by one rename.
   * When this returns, the checkpoint outlives what its durability says; when it
   * throws, there is none.
   *
   * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
   */
  commit(facts: CommitFacts, durability: Durability): Promise<StoredCheckpoint>;
}

/** What a checkpoint outlives: a loss of power, or only the end of criud, and then nothing is flushed. */
export type Durability = 'disk' | 'page-cache';

/** What a catalogue does not know by itself. */
export type CommitFacts = Omit<Manifest, 'format' | 'id' | 'createdAt' | 'files' | 'parent'>;

/** Where a catalogue has what. */
export interface CatalogFolders {
  /** All of it. */
  readonly state: string;
  readonly checkpoints: string;
  readonly incoming: string;
}

/** Patient with a CRIU that outlived an earlier criud and still writes there. */
export const SWEEP = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 } as const;

/**
 * Begins a checkpoint, in a place where nobody takes it for one.
 *
 * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
 */
export async function beginDraft(folders: CatalogFolders, parent?: StoredCheckpoint): Promise<Draft> {
  const { state: folder, checkpoints, incoming } = folders;
  const id = randomUUID();
  const draft = join(incoming, id);
  const place = join(checkpoints, id);
  const imagesFolder = join(draft, 'images');
  const workFolder = join(draft, 'work');
  try {
    for (const each of [draft, imagesFolder, workFolder]) await mkdir(each, { mode: 0o700 });
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    throw storageFailure('A new checkpoint could not be begun', folder, cause);
  }
  return {
    id,
    imagesFolder,
    workFolder,
    ...(parent && { parentPath: parentPath(parent.manifest.id) }),
    async commit(facts, durability) {
      const flush = durability === 'disk';
      let inPlace = false;
      try {
        const files = flush ? await flushFiles(imagesFolder) : await listFiles(imagesFolder);
        const createdAt = new Date().toISOString();
        const manifest: Manifest = {
          ...{ format: MANIFEST_FORMAT, id, createdAt, files },
          ...(parent && { parent: parent.manifest.id }),
          ...facts,
        };
        await writeNew(join(draft, 'manifest.json'), textOf(manifest), { flush });
        if (flush) await flushFolder(draft);
        await rename(draft, place);
        inPlace = true;
        if (flush) await flushFolder(checkpoints);
        return stored(place, manifest);
      } catch (cause) {
        // In its place and yet not on the disk for good: the caller lets the tree live, so it is no checkpoint.
        if (inPlace) await rename(place, draft).catch(() => {});
        throw storageFailure('The checkpoint could not be written to the disk', folder, cause);
      }
    },
    [Symbol.asyncDispose]: () => rm(draft, SWEEP),
  };
}
