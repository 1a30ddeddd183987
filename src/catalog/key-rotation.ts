import { openImages } from './encrypted-images.js';
import { type KeyRing, rewrapDataKey } from './encryption/index.js';
import type { Manifest } from './manifest.js';

/** What became of the checkpoints that were not wrapped with the current key; ids. */
export interface KeyRotation {
  readonly rotated: readonly string[];
  /** Their manifest cannot be read, or their key is not in the ring. */
  readonly skipped: readonly string[];
}

/**
 * A manifest with the key of its checkpoint, if it has one, wrapped by the
 * current one.
 *
 * @throws Failure ENCRYPTION_KEY_MISSING; CHECKPOINT_DAMAGED where the manifest
 *   names other files than were encrypted.
 */
export async function rewrapped(manifest: Manifest, keys: KeyRing): Promise<Manifest> {
  const { id, encryption } = manifest;
  const to = keys.current;
  if (encryption === undefined || encryption.keyId === to.id) return manifest;
  await openImages(manifest, encryption, keys);
  const from = keys.find(encryption.keyId);
  const wrappedKey = from && rewrapDataKey(encryption.wrappedKey, from, to, id);
  if (wrappedKey === undefined)
    throw new Error(`the key of checkpoint ${id} was opened and cannot be wrapped`);
  return { ...manifest, encryption: { ...encryption, keyId: to.id, wrappedKey } };
}
