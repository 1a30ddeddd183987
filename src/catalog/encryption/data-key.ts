import { createCipheriv, createDecipheriv, randomBytes, webcrypto } from 'node:crypto';
import type { Key } from './key-ring.js';

const { subtle } = webcrypto;

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SECRET_BYTES = 32;

/**
 * The key of one checkpoint. It encrypts nothing itself: what does is derived
 * from it by HKDF with SHA-256, for one purpose each. Its bytes are out of reach.
 */
export type DataKey = webcrypto.CryptoKey;

/** A new key, and how it is written: wrapped by another one. */
export interface NewDataKey {
  readonly key: DataKey;
  /** Base64. */
  readonly wrapped: string;
}

/** @param checkpoint id: the key is good for nothing else. */
export async function makeDataKey(by: Key, checkpoint: string): Promise<NewDataKey> {
  const secret = randomBytes(SECRET_BYTES);
  try {
    return { wrapped: wrap(secret, by, checkpoint), key: await importKey(secret) };
  } finally {
    secret.fill(0);
  }
}

/** @returns undefined where this is not the key that has wrapped it, or not for this checkpoint. */
export async function openDataKey(
  wrapped: string,
  by: Key,
  checkpoint: string,
): Promise<DataKey | undefined> {
  const secret = unwrap(wrapped, by, checkpoint);
  try {
    return secret && (await importKey(secret));
  } finally {
    secret?.fill(0);
  }
}

/** @returns undefined where this is not the key that has wrapped it, or not for this checkpoint. */
export function rewrapDataKey(wrapped: string, from: Key, to: Key, checkpoint: string): string | undefined {
  const secret = unwrap(wrapped, from, checkpoint);
  try {
    return secret && wrap(secret, to, checkpoint);
  } finally {
    secret?.fill(0);
  }
}

/** Whether a text can be a wrapped key. */
export function isWrappedKey(text: string): boolean {
  const bytes = NONCE_BYTES + SECRET_BYTES + TAG_BYTES;
  return text.length === Math.ceil(bytes / 3) * 4 && Buffer.from(text, 'base64').length === bytes;
}

/** AES-256-GCM; the nonce is random, because a key wraps some thousands of others and not 2^32. */
function wrap(secret: Buffer, by: Key, checkpoint: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', by.secret, nonce);
  cipher.setAAD(purpose(by, checkpoint));
  const sealed = [cipher.update(secret), cipher.final()];
  return Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]).toString('base64');
}

function unwrap(wrapped: string, by: Key, checkpoint: string): Buffer | undefined {
  if (!isWrappedKey(wrapped)) return undefined;
  const bytes = Buffer.from(wrapped, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', by.secret, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(purpose(by, checkpoint));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  const secret = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
  try {
    decipher.final();
    return secret;
  } catch {
    secret.fill(0);
    return undefined;
  }
}

function purpose(by: Key, checkpoint: string): Buffer {
  return Buffer.from(JSON.stringify(['criud checkpoint key', checkpoint, by.id]));
}

function importKey(secret: Buffer): Promise<DataKey> {
  return subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
}

/** The key of one file. Two with the same salt and name are the same: salts are random. */
export function deriveFileKey(key: DataKey, salt: Buffer, name: string): Promise<webcrypto.CryptoKey> {
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt, info: info('criud image', name) };
  const use = { name: 'AES-GCM', length: 256 };
  return subtle.deriveKey(derivation, key, use, false, ['encrypt', 'decrypt']);
}

/** HMAC with SHA-256 of a text, base64. */
export async function authenticate(key: DataKey, text: string): Promise<string> {
  const mac = await subtle.sign('HMAC', await deriveMacKey(key), Buffer.from(text));
  return Buffer.from(mac).toString('base64');
}

export async function isAuthentic(key: DataKey, text: string, mac: string): Promise<boolean> {
  return subtle.verify('HMAC', await deriveMacKey(key), Buffer.from(mac, 'base64'), Buffer.from(text));
}

function deriveMacKey(key: DataKey): Promise<webcrypto.CryptoKey> {
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: Buffer.alloc(0), info: info('criud manifest') };
  const use = { name: 'HMAC', hash: 'SHA-256', length: 256 };
  return subtle.deriveKey(derivation, key, use, false, ['sign', 'verify']);
}

function info(...parts: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify(parts));
}
