import { createSecretKey, type KeyObject } from 'node:crypto';
import { Failure } from '../../failure/index.js';

/** Bytes of a key: AES-256. */
const KEY_BYTES = 32;

/** A ring that is longer is no ring. */
export const RING_LIMIT = 1024 * 1024;

/** A key that wraps the keys of checkpoints. */
export interface Key {
  /** Written beside what it wraps. */
  readonly id: string;
  /** Never leaves OpenSSL. */
  readonly secret: KeyObject;
}

/** The keys of an operator. */
export interface KeyRing {
  /** Wraps the keys of new checkpoints. */
  readonly current: Key;
  /** Any of the ring. */
  find(id: string): Key | undefined;
}

/**
 * Reads a ring: a key a line, `ID BASE64`, the current one first; empty lines
 * and what is behind a `#` at the beginning of a line do not count. The text is
 * overwritten with zeros, whatever happens; no string is ever made of a key,
 * because strings stay in memory for as long as they please.
 *
 * @param source tells people where the text is from.
 * @throws Failure ENCRYPTION_KEYS_UNUSABLE naming the line.
 */
export function parseKeyRing(text: Buffer, source: string): KeyRing {
  try {
    const keys = new Map<string, Key>();
    let current: Key | undefined;
    let number = 0;
    for (let begin = 0; begin < text.length; ) {
      const newline = text.indexOf(0x0a, begin);
      const end = newline === -1 ? text.length : newline;
      number += 1;
      const key = parseLine(text.subarray(begin, end), source, number);
      begin = end + 1;
      if (key === undefined) continue;
      if (keys.has(key.id)) throw unusable(source, `line ${number} has the id of an earlier line`, number);
      keys.set(key.id, key);
      current ??= key;
    }
    if (current === undefined) throw unusable(source, 'there is no key in it');
    return { current, find: (id) => keys.get(id) };
  } finally {
    text.fill(0);
  }
}

/** Undefined for a line that has nothing to say. */
function parseLine(line: Buffer, source: string, number: number): Key | undefined {
  const [id, secret, ...others] = wordsOf(line);
  if (id === undefined || id[0] === HASH) return undefined;
  if (secret === undefined || others.length > 0) {
    throw unusable(source, `line ${number} is not an id and a key`, number);
  }
  const name = id.toString('latin1');
  // Where the words are the other way round, the first is a key: it is not repeated.
  if (!isKeyId(name)) throw unusable(source, `line ${number} begins with what is no id`, number);
  const bytes = decodeBase64(secret);
  try {
    if (bytes?.length !== KEY_BYTES) {
      throw unusable(source, `the key of line ${number} is not ${KEY_BYTES} bytes in base64`, number);
    }
    return { id: name, secret: createSecretKey(bytes) };
  } finally {
    bytes?.fill(0);
  }
}

/** Short and plain: it is in manifests, in answers and in logs. */
export function isKeyId(text: unknown): text is string {
  return typeof text === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(text);
}

const HASH = 0x23;

/** Parts of the line itself, which are overwritten with it. */
function wordsOf(line: Buffer): readonly Buffer[] {
  const words: Buffer[] = [];
  let begin = 0;
  for (let at = 0; at <= line.length; at += 1) {
    const byte = line[at];
    if (byte !== undefined && byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) continue;
    if (at > begin) words.push(line.subarray(begin, at));
    begin = at + 1;
  }
  return words;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...ALPHABET].map((character, value) => [character.charCodeAt(0), value]));
const PADDING = 0x3d;

/** Node decodes texts only, and would pass over what is not base64. Undefined for what is not. */
function decodeBase64(text: Buffer): Buffer | undefined {
  const length = text.length - (text.at(-1) === PADDING ? (text.at(-2) === PADDING ? 2 : 1) : 0);
  if (text.length % 4 !== 0) return undefined;
  const bytes = Buffer.alloc(Math.floor((length * 6) / 8));
  let bits = 0;
  let held = 0;
  let written = 0;
  for (const character of text.subarray(0, length)) {
    const value = VALUES.get(character);
    if (value === undefined) {
      bytes.fill(0);
      return undefined;
    }
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[written] = (held >> bits) & 0xff;
    written += 1;
  }
  return bytes;
}

/** @param line where one line is to blame. */
export function unusable(source: string, why: string, line?: number, cause?: unknown): Failure {
  return new Failure('ENCRYPTION_KEYS_UNUSABLE', `The keys of ${source} cannot be used: ${why}.`, {
    metadata: { source, defect: why, ...(line !== undefined && { line: String(line) }) },
    cure: 'Keys are lines `ID BASE64` of 32 random bytes each, the current one first; `openssl rand -base64 32` makes one.',
    ...(cause !== undefined && { cause }),
  });
}
