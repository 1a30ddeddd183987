import { join } from 'node:path';
import { Failure } from '../failure/index.js';
import { damaged } from './damage.js';
import {
  authenticate,
  CHUNK_BYTES,
  type CipherFile,
  type DataKey,
  encryptFile,
  isAuthentic,
  type KeyRing,
  makeDataKey,
  openDataKey,
  plainBytes,
} from './encryption/index.js';
import { listFiles } from './flush.js';
import type { Encryption, FileEntry, Manifest } from './manifest.js';

/**
 * What nobody without the key may change: which checkpoint it is, over which
 * parent, and of which files it consists. Digests are not in it: they follow
 * later, and the files are authenticated by themselves.
 */
type Sealed = Pick<Manifest, 'id' | 'kind' | 'parent' | 'files'>;

/** What can be told of images whose manifest is about to be written. */
export interface EncryptedImages {
  readonly files: readonly FileEntry[];
  readonly encryption: Encryption;
}

/**
 * Encrypts the files of a folder into another one with a new key, and flushes
 * nothing. Folders and links are passed over.
 */
export async function encryptImages(
  about: Omit<Sealed, 'files'>,
  plainFolder: string,
  folder: string,
  keys: KeyRing,
): Promise<EncryptedImages> {
  const by = keys.current;
  const { key, wrapped } = await makeDataKey(by, about.id);
  const file = { key, checkpoint: about.id, chunkBytes: CHUNK_BYTES };
  for (const { name } of await listFiles(plainFolder)) {
    await encryptFile({ ...file, name }, join(plainFolder, name), join(folder, name));
  }
  const files = await listFiles(folder);
  const encryption = {
    cipher: 'aes-256-gcm' as const,
    keyId: by.id,
    wrappedKey: wrapped,
    chunkBytes: CHUNK_BYTES,
    filesMac: await authenticate(key, textToSeal({ ...about, files }, CHUNK_BYTES)),
  };
  return { files, encryption };
}

/**
 * The key of a checkpoint, and so the leave to read its files.
 *
 * @throws Failure ENCRYPTION_KEY_MISSING where the key that wraps it is not in
 *   the ring, or is another one of the same id.
 * @throws Failure CHECKPOINT_DAMAGED where the manifest names other files than
 *   were encrypted.
 */
export async function openImages(
  manifest: Sealed,
  { keyId, wrappedKey, chunkBytes, filesMac }: Encryption,
  keys: KeyRing | undefined,
): Promise<(name: string) => CipherFile> {
  const { id } = manifest;
  const by = keys?.find(keyId);
  if (by === undefined) throw keyMissing(id, keyId, 'is not here');
  const key: DataKey | undefined = await openDataKey(wrappedKey, by, id);
  if (key === undefined) throw keyMissing(id, keyId, 'is here, and is not the one with which it was wrapped');
  if (!(await isAuthentic(key, textToSeal(manifest, chunkBytes), filesMac))) {
    throw damaged(id, 'manifest.json', 'has been altered: its files are not those that were encrypted');
  }
  return (name) => ({ key, checkpoint: id, name, chunkBytes });
}

/**
 * Bytes of all image files as CRIU wrote them.
 *
 * Of an encrypted checkpoint whose files have no size that they could have, the
 * bytes of the files as they are.
 */
export function plainSizeOf({ files, encryption }: Pick<Manifest, 'files' | 'encryption'>): number {
  return files.reduce((sum, { bytes }) => {
    const plain = encryption === undefined ? bytes : plainBytes(bytes, encryption.chunkBytes);
    return sum + (plain ?? bytes);
  }, 0);
}

function textToSeal({ id, kind, parent, files }: Sealed, chunkBytes: number): string {
  const entries = files.map(({ name, bytes }) => [name, bytes]);
  return JSON.stringify(['criud images', id, kind, parent ?? '', chunkBytes, entries]);
}

/** @param why the key cannot be used. */
export function keyMissing(id: string, keyId: string, why: string): Failure {
  return new Failure(
    'ENCRYPTION_KEY_MISSING',
    `Checkpoint ${id} is encrypted, and the key ${keyId} ${why}.`,
    {
      metadata: { checkpoint: id, key: keyId },
      cure: 'Add the key to those of --keys or --keys-command, below the current one, and start criud again.',
    },
  );
}
