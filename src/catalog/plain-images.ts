import { copyFile, mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Failure, storageFailure } from '../failure/index.js';
import { readRegularFile } from '../native/index.js';
import { damaged } from './damage.js';
import { openImages, plainSizeOf } from './encrypted-images.js';
import { decryptBytes, decryptFile, type KeyRing, plainBytes } from './encryption/index.js';
import type { StoredCheckpoint } from './stored-checkpoint.js';
import type { WorkingArea } from './working-area.js';

/** Images that CRIU can read. Disposing removes what was made for that. */
export interface PlainImages extends AsyncDisposable {
  /** Of the newest; its link `parent` leads to those of its parent, and so on. */
  readonly imagesFolder: string;
  /** Of each of the chain, the newest first. */
  readonly folders: readonly string[];
}

/** Whether a file of pages that is encrypted becomes plain, or one of the same size with nothing in it. */
export type Extent = 'whole' | 'without-pages';

const PAGES = /^pages-\d+\.img$/;

/** What makes images plain: absent in a criud without keys. */
export interface Decryption {
  readonly keys: KeyRing;
  readonly area: WorkingArea;
}

/**
 * The images of a chain as CRIU reads them: those that are encrypted decrypted
 * into the working area, those that are not where they are.
 *
 * @param chain the checkpoint itself, its parent, and so on.
 * @param signal stops it; its reason is thrown.
 * @throws Failure ENCRYPTION_KEY_MISSING, CHECKPOINT_DAMAGED, DISK_FULL,
 *   STATE_DIRECTORY_UNUSABLE
 */
export async function plainImages(
  chain: readonly StoredCheckpoint[],
  decryption: Decryption | undefined,
  signal?: AbortSignal,
  extent: Extent = 'whole',
): Promise<PlainImages> {
  const [newest] = chain;
  if (newest === undefined) throw new RangeError('a chain of no checkpoint');
  if (!isEncrypted(chain)) {
    const folders = chain.map(({ imagesFolder }) => imagesFolder);
    return { imagesFolder: newest.imagesFolder, folders, async [Symbol.asyncDispose]() {} };
  }
  for (const { manifest } of chain) {
    // Before there is a folder to be filled.
    if (manifest.encryption) await openImages(manifest, manifest.encryption, decryption?.keys);
  }
  if (decryption === undefined) throw new Error('opened without a key');
  const bytes = chain.reduce((sum, { manifest: { encryption, files } }) => {
    const filled = files.filter(({ name }) => extent === 'whole' || !PAGES.test(name));
    return sum + plainSizeOf({ files: filled, ...(encryption && { encryption }) });
  }, 0);
  const { folder, [Symbol.asyncDispose]: dispose } = await decryption.area.makeFolder(bytes);
  try {
    const folders = await layOut(chain, folder, decryption.keys, extent, signal);
    return { imagesFolder: join(folder, '0'), folders, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/**
 * Parents as a dump over them needs them: CRIU looks up in their pagemaps which
 * pages they have, and opens the files with the pages without reading them, but
 * for auto_dedup (open_page_read_at and check_pagehole_in_parent). So these have
 * nothing in them but their size.
 *
 * @param chain the parent, its parent, and so on; one of them is encrypted.
 * @param folder an empty one in the working area.
 * @returns the images folder of the parent.
 */
export async function parentsForDump(
  chain: readonly StoredCheckpoint[],
  folder: string,
  keys: KeyRing,
): Promise<string> {
  await layOut(chain, folder, keys, 'without-pages');
  return join(folder, '0');
}

export function isEncrypted(chain: readonly StoredCheckpoint[]): boolean {
  return chain.some(({ manifest }) => manifest.encryption !== undefined);
}

/**
 * Folders `0`, `1` and so on, each with the link `parent` to the next, up to
 * where nothing more is encrypted: what is behind that is read in its place.
 */
async function layOut(
  chain: readonly StoredCheckpoint[],
  folder: string,
  keys: KeyRing,
  extent: Extent,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const folders = chain.map(({ imagesFolder }, index) =>
    isEncrypted(chain.slice(index)) ? join(folder, String(index)) : resolve(imagesFolder),
  );
  try {
    for (const [index, { manifest, imagesFolder }] of chain.entries()) {
      const place = folders[index];
      if (place === undefined || place === resolve(imagesFolder)) break;
      await mkdir(place, { mode: 0o700 });
      const parent = folders[index + 1];
      if (parent !== undefined) await symlink(resolve(parent), join(place, 'parent'));
      const { id, encryption, files } = manifest;
      const fileOf = encryption && (await openImages(manifest, encryption, keys));
      for (const { name, bytes } of files) {
        signal?.throwIfAborted();
        const from = resolve(imagesFolder, name);
        const to = join(place, name);
        if (encryption === undefined || fileOf === undefined) {
          await copyFile(from, to);
        } else if (extent === 'without-pages' && PAGES.test(name)) {
          const size = plainBytes(bytes, encryption.chunkBytes);
          if (size === undefined) throw damaged(id, name, 'has a size that no encrypted file has');
          await writeFile(to, '', { mode: 0o600 });
          await truncate(to, size);
        } else {
          await decryptFile(fileOf(name), from, to, signal);
        }
      }
    }
    return folders;
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof Failure) throw cause;
    throw storageFailure('Images could not be decrypted into the working area', folder, cause);
  }
}

/** No image that is read as a whole has more. */
const IMAGE_LIMIT = 256 * 1024 * 1024;

/**
 * One image file as CRIU wrote it, in memory.
 *
 * @throws Failure ENCRYPTION_KEY_MISSING
 * @throws Failure CHECKPOINT_DAMAGED also when it has more than 256 MiB.
 */
export async function readImage(
  { manifest, imagesFolder }: StoredCheckpoint,
  name: string,
  keys: KeyRing | undefined,
): Promise<Buffer> {
  const path = join(imagesFolder, name);
  const { id, encryption } = manifest;
  if (encryption)
    return decryptBytes((await openImages(manifest, encryption, keys))(name), path, IMAGE_LIMIT);
  return readRegularFile(path, IMAGE_LIMIT).catch((cause: unknown) => {
    throw damaged(id, name, 'cannot be read', cause);
  });
}
