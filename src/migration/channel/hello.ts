import { createHash, timingSafeEqual } from 'node:crypto';

/** How many bytes a token has. */
export const TOKEN_BYTES = 32;

/** What the target answers, once, when its page server is there. */
export const READY = 0x52;

/** The round of a migration that a connection is for. */
export interface RoundName {
  /** Id of the migration. */
  readonly migration: string;
  /** From 1 on; a final dump is a round too. */
  readonly round: number;
}

/** What the pages go through between the two ends. */
export type Compression = 'none' | 'zstd';

/** The first bytes of a connection, from the source; nothing follows them before the target's READY. */
export interface Hello {
  /** A digest of the round's name: it tells nobody which migration this is. */
  readonly name: Buffer;
  readonly token: Buffer;
  readonly compression: Compression;
}

const MAGIC = Buffer.from('criudpg\x01', 'latin1');
const COMPRESSIONS: readonly Compression[] = ['none', 'zstd'];
const NAME_BYTES = 32;
const COMPRESSION_AT = MAGIC.length;
const NAME_AT = COMPRESSION_AT + 1;
const TOKEN_AT = NAME_AT + NAME_BYTES;

/** Every hello has this size. */
export const HELLO_BYTES = TOKEN_AT + TOKEN_BYTES;

/** The magic `criudpg`, version 1, the compression, the digest of the name, the token. */
export function encodeHello(name: RoundName, token: Uint8Array, compression: Compression): Buffer {
  return Buffer.concat([MAGIC, Buffer.of(COMPRESSIONS.indexOf(compression)), digestName(name), token]);
}

/** Undefined when these are the bytes of something else, or of another version. */
export function decodeHello(bytes: Buffer): Hello | undefined {
  const compression = COMPRESSIONS[bytes[COMPRESSION_AT] ?? -1];
  if (bytes.length !== HELLO_BYTES || compression === undefined) return undefined;
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  return { name: bytes.subarray(NAME_AT, TOKEN_AT), token: bytes.subarray(TOKEN_AT), compression };
}

/** What a hello has for the name of its round. */
export function digestName({ migration, round }: RoundName): Buffer {
  return createHash('sha256').update(`${round} ${migration}`).digest();
}

/** Takes the same time whatever the token is. */
export function isToken(presented: Buffer, expected: Buffer): boolean {
  return timingSafeEqual(presented, expected);
}
