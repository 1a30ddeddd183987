import { randomBytes, webcrypto } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { openRegularFile, type RegularFile } from '../../native/index.js';
import { damaged } from '../damage.js';
import { type DataKey, deriveFileKey } from './data-key.js';

const { subtle } = webcrypto;

/**
 * Plain bytes of a chunk. Measured from 64 KiB to 1 MiB: less costs more
 * processor time, by a quarter at 256 KiB, and more costs memory for nothing.
 */
export const CHUNK_BYTES = 512 * 1024;

/** Chunks that are under way at a time: as many as Node has threads for ciphers. */
const AT_A_TIME = 4;

/** At the beginning of a file: makes its key that of no other file, not even of another with its name. */
const SALT_BYTES = 16;

/** Behind each chunk. */
const TAG_BYTES = 16;

/** A file of a checkpoint that is encrypted: a salt, and chunks with a tag each. */
export interface CipherFile {
  readonly key: DataKey;
  /** Id of the checkpoint. */
  readonly checkpoint: string;
  /** In the images folder. */
  readonly name: string;
  readonly chunkBytes: number;
}

/** Bytes of an encrypted file. An empty one has a chunk too, so that its end is known to be its end. */
export function encryptedBytes(plain: number, chunkBytes: number): number {
  return SALT_BYTES + plain + countChunks(plain, chunkBytes) * TAG_BYTES;
}

/** Bytes of what is encrypted in a file; undefined where no file has as many bytes. */
export function plainBytes(encrypted: number, chunkBytes: number): number | undefined {
  const chunks = Math.ceil((encrypted - SALT_BYTES) / (chunkBytes + TAG_BYTES));
  const plain = encrypted - SALT_BYTES - chunks * TAG_BYTES;
  return plain >= 0 && encryptedBytes(plain, chunkBytes) === encrypted ? plain : undefined;
}

/**
 * Encrypts a file into a new one, of mode 0600, which is not flushed.
 *
 * @throws the error of the system call that failed.
 */
export async function encryptFile(to: CipherFile, plainPath: string, path: string): Promise<void> {
  await using plain = await open(plainPath, 'r');
  const { size } = await plain.stat();
  await using file = await open(path, 'wx', 0o600);
  const salt = randomBytes(SALT_BYTES);
  const fileKey = await deriveFileKey(to.key, salt, to.name);
  await writeAll(file, salt, 0);
  await forEachChunk(size, to.chunkBytes, async (chunk, buffer) => {
    const text = buffer.subarray(0, chunk.bytes);
    if (!(await readAll(plain, text, chunk.plainAt))) throw new Error(`${to.name} has become shorter`);
    const sealed = await subtle.encrypt(algorithm(to, chunk), fileKey, text);
    await writeAll(file, new Uint8Array(sealed), chunk.at);
  });
}

/**
 * Decrypts a file into a new one, of mode 0600. What has been written when it
 * throws is part of what was encrypted, and the caller's to remove.
 *
 * @param signal stops it; its reason is thrown.
 * @throws Failure CHECKPOINT_DAMAGED where it is not, from its first byte to its
 *   last, what was encrypted as this file of this checkpoint.
 */
export async function decryptFile(
  from: CipherFile,
  path: string,
  plainPath: string,
  signal?: AbortSignal,
): Promise<void> {
  await using opened = await openCipherFile(from, path);
  await using plain = await open(plainPath, 'wx', 0o600);
  await decryptChunks(from, opened, (text, at) => writeAll(plain, text, at), signal);
}

/**
 * Decrypts a small file into memory.
 *
 * @throws Failure CHECKPOINT_DAMAGED as decryptFile does, or where it has more
 *   than so many bytes.
 */
export async function decryptBytes(from: CipherFile, path: string, limit: number): Promise<Buffer> {
  await using opened = await openCipherFile(from, path);
  const bytes = plainBytes(opened.bytes, from.chunkBytes) ?? 0;
  if (bytes > limit) throw damaged(from.checkpoint, from.name, `has ${bytes} bytes, more than it can have`);
  const whole = Buffer.alloc(bytes);
  await decryptChunks(from, opened, async (text, at) => void whole.set(text, at));
  return whole;
}

async function decryptChunks(
  from: CipherFile,
  { file, bytes }: RegularFile,
  take: (plain: Uint8Array, at: number) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const { checkpoint, name } = from;
  const plain = plainBytes(bytes, from.chunkBytes);
  if (plain === undefined) throw damaged(checkpoint, name, 'has been cut: it ends where no chunk ends');
  const salt = Buffer.alloc(SALT_BYTES);
  if (!(await readAll(file, salt, 0))) throw damaged(checkpoint, name, 'has become shorter');
  const fileKey = await deriveFileKey(from.key, salt, name);
  await forEachChunk(plain, from.chunkBytes, async (chunk, buffer) => {
    signal?.throwIfAborted();
    const sealed = buffer.subarray(0, chunk.bytes + TAG_BYTES);
    if (!(await readAll(file, sealed, chunk.at))) throw damaged(checkpoint, name, 'has become shorter');
    const text = await subtle.decrypt(algorithm(from, chunk), fileKey, sealed).catch((cause: unknown) => {
      throw damaged(
        checkpoint,
        name,
        `has been altered: chunk ${chunk.index} is not what was encrypted`,
        cause,
      );
    });
    await take(new Uint8Array(text), chunk.plainAt);
  });
}

interface Chunk {
  readonly index: number;
  readonly isLast: boolean;
  /** Plain bytes. */
  readonly bytes: number;
  readonly plainAt: number;
  readonly at: number;
}

/**
 * The nonce is the index: no key encrypts two files. What the chunk is, and of
 * what, is authenticated with it, so that it can stand nowhere else.
 */
function algorithm({ checkpoint, name, chunkBytes }: CipherFile, { index, isLast }: Chunk) {
  const iv = Buffer.alloc(12);
  iv.writeUInt32BE(index, 8);
  const place = ['criud chunk', checkpoint, name, chunkBytes, index, isLast];
  return {
    name: 'AES-GCM',
    iv,
    additionalData: Buffer.from(JSON.stringify(place)),
    tagLength: TAG_BYTES * 8,
  };
}

function countChunks(plain: number, chunkBytes: number): number {
  return Math.max(1, Math.ceil(plain / chunkBytes));
}

/** Some at a time, each with a buffer that the next gets too. Nothing goes on when it returns or throws. */
async function forEachChunk(
  plain: number,
  chunkBytes: number,
  work: (chunk: Chunk, buffer: Buffer) => Promise<void>,
): Promise<void> {
  const count = countChunks(plain, chunkBytes);
  let next = 0;
  const worker = async (): Promise<void> => {
    const buffer = Buffer.allocUnsafeSlow(Math.min(plain, chunkBytes) + TAG_BYTES);
    try {
      while (next < count) {
        const index = next;
        next += 1;
        const plainAt = index * chunkBytes;
        const at = SALT_BYTES + index * (chunkBytes + TAG_BYTES);
        const bytes = Math.min(chunkBytes, plain - plainAt);
        await work({ index, isLast: index === count - 1, bytes, plainAt, at }, buffer);
      }
    } catch (error) {
      next = count;
      throw error;
    } finally {
      buffer.fill(0);
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(AT_A_TIME, count) }, worker));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function openCipherFile({ checkpoint, name }: CipherFile, path: string): Promise<RegularFile> {
  const opened = await openRegularFile(path).catch((cause: unknown) => {
    throw damaged(checkpoint, name, 'cannot be read', cause);
  });
  if (opened === undefined) throw damaged(checkpoint, name, 'is not a file');
  return opened;
}

/** Whether there was as much as the buffer takes. */
async function readAll(file: FileHandle, buffer: Uint8Array, at: number): Promise<boolean> {
  for (let read = 0; read < buffer.length; ) {
    const { bytesRead } = await file.read(buffer, read, buffer.length - read, at + read);
    if (bytesRead === 0) return false;
    read += bytesRead;
  }
  return true;
}

async function writeAll(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, at + written);
    written += bytesWritten;
  }
}
