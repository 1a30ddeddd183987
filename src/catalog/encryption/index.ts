export {
  authenticate,
  type DataKey,
  isAuthentic,
  isWrappedKey,
  makeDataKey,
  openDataKey,
  rewrapDataKey,
} from './data-key.js';
export {
  CHUNK_BYTES,
  type CipherFile,
  decryptBytes,
  decryptFile,
  encryptFile,
  plainBytes,
} from './file-cipher.js';
export { isKeyId, type KeyRing } from './key-ring.js';
export { type KeySource, type Keys, openKeys } from './key-source.js';
