import { randomUUID } from 'node:crypto';
import { lstat, mkdir, rename, rm, symlink } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Failure, storageFailure } from '../failure/index.js';
import { encryptImages } from './encrypted-images.js';
import { flushFiles, flushFolder, listFiles, writeNew } from './flush.js';
import { MANIFEST_FORMAT, type Manifest, textOf } from './manifest.js';
import { type Decryption, isEncrypted, parentsForDump } from './plain-images.js';
import { parentPath, type StoredCheckpoint, stored } from './stored-checkpoint.js';
import type { WorkFolder } from './working-area.js';

/** A checkpoint that is not one yet. Disposing removes it, unless it was committed. */
export interface Draft extends AsyncDisposable {
  readonly id: string;
  /** For CRIU's image files. With keys it is in the working area, until the end of the draft. */
  readonly imagesFolder: string;
  /** For CRIU's log and statistics. */
  readonly workFolder: string;
  /**
   * The images of the parent as CRIU finds them from imagesFolder: the target of
   * the link `parent` that it makes there. Where imagesFolder becomes that of the
   * checkpoint, they are found there too; else commit() makes a link that is.
   */
  readonly parentPath?: string;
  /**
   * Makes it a checkpoint: every image is encrypted, where criud has keys, and
   * flushed to the disk, then the manifest, then the folder takes its place in
   * the catalogue by one rename.
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
export type CommitFacts = Omit<Manifest, 'format' | 'id' | 'createdAt' | 'files' | 'parent' | 'encryption'>;

/** Where a catalogue has what. */
export interface CatalogFolders {
  /** All of it. */
  readonly state: string;
  readonly checkpoints: string;
  readonly incoming: string;
}

/** Patient with a CRIU that outlived an earlier criud and still writes there. */
export const SWEEP = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 } as const;

/** What encrypts a draft, and has its images until then. */
export interface DraftEncryption extends Decryption {
  /** Bytes of the images, about. */
  readonly expected?: number;
}

/**
 * Begins a checkpoint, in a place where nobody takes it for one.
 *
 * @param parents the parent, its parent, and so on; empty where there is none.
 * @param encryption absent where images stay as CRIU writes them; then no parent
 *   is encrypted.
 * @throws Failure ENCRYPTION_KEY_MISSING or CHECKPOINT_DAMAGED where the parents
 *   cannot be decrypted.
 * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
 */
export async function beginDraft(
  folders: CatalogFolders,
  parents: readonly StoredCheckpoint[],
  encryption?: DraftEncryption,
): Promise<Draft> {
  const { state: folder, checkpoints, incoming } = folders;
  const [parent] = parents;
  const id = randomUUID();
  const draft = join(incoming, id);
  const place = join(checkpoints, id);
  const finalImages = join(draft, 'images');
  const workFolder = join(draft, 'work');
  let plain: PlainFolder | undefined;
  try {
    for (const each of [draft, finalImages, workFolder]) await mkdir(each, { mode: 0o700 });
    plain = encryption && (await makePlainFolder(parents, encryption));
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    if (cause instanceof Failure) throw cause;
    throw storageFailure('A new checkpoint could not be begun', folder, cause);
  }
  const imagesFolder = plain?.imagesFolder ?? finalImages;
  const seenParent = plain?.parentPath ?? (parent && parentPath(parent.manifest.id));
  return {
    id,
    imagesFolder,
    workFolder,
    ...(seenParent !== undefined && { parentPath: seenParent }),
    async commit(facts, durability) {
      const flush = durability === 'disk';
      const descent = parent && { parent: parent.manifest.id };
      let inPlace = false;
      try {
        const about = { id, kind: facts.kind, ...descent };
        const sealed = encryption && (await encryptImages(about, imagesFolder, finalImages, encryption.keys));
        if (sealed && parent && (await hasParentLink(imagesFolder))) {
          await symlink(parentPath(parent.manifest.id), join(finalImages, 'parent'));
        }
        const files = flush ? await flushFiles(finalImages) : await listFiles(finalImages);
        const createdAt = new Date().toISOString();
        const manifest: Manifest = {
          ...{ format: MANIFEST_FORMAT, id, createdAt, files },
          ...descent,
          ...facts,
          ...(sealed && { encryption: sealed.encryption }),
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
    async [Symbol.asyncDispose]() {
      await plain?.[Symbol.asyncDispose]();
      await rm(draft, SWEEP);
    },
  };
}

/** Where CRIU writes what is encrypted later. */
interface PlainFolder extends WorkFolder {
  readonly imagesFolder: string;
  /** From the images folder; absolute where the parents are read in their own places. */
  readonly parentPath?: string;
}

async function makePlainFolder(
  parents: readonly StoredCheckpoint[],
  { area, keys, expected }: DraftEncryption,
): Promise<PlainFolder> {
  const made = await area.makeFolder(expected);
  try {
    const imagesFolder = join(made.folder, 'images');
    await mkdir(imagesFolder, { mode: 0o700 });
    const parentPath = await parentSeen(parents, made.folder, keys);
    return {
      folder: made.folder,
      imagesFolder,
      ...(parentPath !== undefined && { parentPath }),
      [Symbol.asyncDispose]: made[Symbol.asyncDispose],
    };
  } catch (error) {
    await made[Symbol.asyncDispose]();
    throw error;
  }
}

async function parentSeen(
  parents: readonly StoredCheckpoint[],
  folder: string,
  keys: DraftEncryption['keys'],
): Promise<string | undefined> {
  if (!isEncrypted(parents)) return parents[0] && resolve(parents[0].imagesFolder);
  const place = join(folder, 'parents');
  await mkdir(place, { mode: 0o700 });
  return relative(join(folder, 'images'), await parentsForDump(parents, place, keys));
}

/** CRIU makes none where it has found no parent. */
async function hasParentLink(imagesFolder: string): Promise<boolean> {
  return lstat(join(imagesFolder, 'parent')).then(
    (facts) => facts.isSymbolicLink(),
    () => false,
  );
}
