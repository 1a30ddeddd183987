import { constants, existsSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Failure } from '../../failure/index.js';

/** No image read here is larger; those with pages in them are not read here. */
export const FILE_LIMIT = 256 * 1024 * 1024;

/** Nor are these, from whose bytes a decoder makes many times as much: of a tree of four million threads, the most that Linux has, they are not. */
const FILE_LIMITS: { readonly [Kind in ImageKind]?: number } = {
  inventory: 64 * 1024,
  pstree: 16 * 1024 * 1024,
  stats: 4096,
};

/** Each costs an object, of however few bytes it is. */
const MOST_RECORDS = 1_000_000;

/** No record in the images read here comes near. */
const RECORD_LIMIT = 16 * 1024 * 1024;

/** The first word of most images, before the one that says which image it is. */
export const COMMON_MAGIC = 0x54564319;
/** The same for what CRIU writes beside a checkpoint, such as statistics. */
export const SERVICE_MAGIC = 0x55105940;

/** The words at the beginning of each kind of image, little endian. */
export const IMAGE_MAGICS = {
  inventory: [0x58313116],
  pstree: [COMMON_MAGIC, 0x50273030],
  pagemap: [COMMON_MAGIC, 0x56084025],
  core: [COMMON_MAGIC, 0x55053847],
  ids: [COMMON_MAGIC, 0x54432030],
  mm: [COMMON_MAGIC, 0x57492820],
  fs: [COMMON_MAGIC, 0x51403912],
  fdinfo: [COMMON_MAGIC, 0x56213732],
  files: [COMMON_MAGIC, 0x56303138],
  'remap-fpath': [COMMON_MAGIC, 0x59133954],
  memfd: [COMMON_MAGIC, 0x48453499],
  'tty-info': [COMMON_MAGIC, 0x59453036],
  mountpoints: [COMMON_MAGIC, 0x55563928],
  cgroup: [COMMON_MAGIC, 0x59383330],
  stats: [SERVICE_MAGIC, 0x57093306],
} as const satisfies Record<string, readonly number[]>;

export type ImageKind = keyof typeof IMAGE_MAGICS;

/** One message of an image, still encoded, and where it begins in the file. */
export interface ImageRecord {
  readonly path: string;
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/**
 * The records of one image file: after its magic words, each is a 32-bit length
 * and a protobuf message. The file is read as a whole.
 *
 * @throws Failure CHECKPOINT_DAMAGED naming file and offset: the file is not
 *   there, is not of this kind, is cut, or has a record that cannot be one.
 */
export async function readImage(path: string, kind: ImageKind): Promise<readonly ImageRecord[]> {
  return parseImage(await readWhole(path, FILE_LIMITS[kind] ?? FILE_LIMIT), path, kind);
}

/**
 * The same from the bytes of the file.
 *
 * @param path of the file, for who has to look at it.
 */
export function parseImage(bytes: Buffer, path: string, kind: ImageKind): readonly ImageRecord[] {
  const magics = IMAGE_MAGICS[kind];
  for (const [index, magic] of magics.entries()) {
    const offset = index * 4;
    const word = wordAt(path, bytes, offset, 'magic word');
    if (word !== magic) {
      throw damaged(path, offset, `is no ${kind} image: it begins with 0x${word.toString(16)}`);
    }
  }
  const records: ImageRecord[] = [];
  let offset = magics.length * 4;
  while (offset < bytes.length) {
    const length = wordAt(path, bytes, offset, 'length of a record');
    if (length > RECORD_LIMIT) {
      throw damaged(path, offset, `has a record of ${length} bytes, more than any can have`);
    }
    const begin = offset + 4;
    if (begin + length > bytes.length) {
      const there = bytes.length - begin;
      throw damaged(path, offset, `ends inside a record: ${there} of ${length} bytes are there`);
    }
    if (records.length === MOST_RECORDS) throw damaged(path, offset, `has more than ${MOST_RECORDS} records`);
    records.push({ path, offset: begin, bytes: bytes.subarray(begin, begin + length) });
    offset = begin + length;
  }
  return records;
}

/**
 * The records of an image that a dump writes only where there is something to
 * say; none where it is not there.
 *
 * @throws Failure CHECKPOINT_DAMAGED as readImage() does.
 */
export async function readOptionalImage(path: string, kind: ImageKind): Promise<readonly ImageRecord[]> {
  return existsSync(path) ? readImage(path, kind) : [];
}

/** An image of records, as readImage reads it. */
export function encodeImage(kind: ImageKind, records: readonly Uint8Array[]): Uint8Array {
  const words = (...numbers: readonly number[]): Buffer => {
    const bytes = Buffer.alloc(numbers.length * 4);
    for (const [index, number] of numbers.entries()) bytes.writeUInt32LE(number, index * 4);
    return bytes;
  };
  return Buffer.concat([
    words(...IMAGE_MAGICS[kind]),
    ...records.flatMap((record) => [words(record.length), record]),
  ]);
}

/**
 * The message of a record.
 *
 * @throws Failure CHECKPOINT_DAMAGED when the bytes are not of that message.
 */
export function decodeRecord<T>(record: ImageRecord, decode: (bytes: Uint8Array) => T): T {
  try {
    return decode(record.bytes);
  } catch (cause) {
    throw damaged(record.path, record.offset, 'has a record that cannot be decoded', cause);
  }
}

/**
 * The only record of an image.
 *
 * @throws Failure CHECKPOINT_DAMAGED when there is none, or more than one.
 */
export async function readOnlyRecord(path: string, kind: ImageKind): Promise<ImageRecord> {
  const [record, ...others] = await readImage(path, kind);
  if (record === undefined) throw damaged(path, IMAGE_MAGICS[kind].length * 4, 'has no record');
  if (others[0] !== undefined) throw damaged(path, others[0].offset, 'has more than one record');
  return record;
}

/**
 * A 64-bit number of a decoded message. The generated types call it a number;
 * with the package `long` installed protobufjs makes an object of it.
 */
export function toBigInt(value: number | object): bigint {
  return typeof value === 'number' ? BigInt(value) : BigInt(String(value));
}

/**
 * A 64-bit number that counts something.
 *
 * @throws Failure CHECKPOINT_DAMAGED when it is beyond what a number holds
 *   exactly, which nothing that is counted on a machine can be.
 */
export function toCount(record: ImageRecord, name: string, value: number | object): number {
  const exact = toBigInt(value);
  if (exact > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw damaged(record.path, record.offset, `has ${exact} as ${name}`);
  }
  return Number(exact);
}

/** A file that is not the image it should be. */
export function damaged(path: string, offset: number, problem: string, cause?: unknown): Failure {
  return new Failure('CHECKPOINT_DAMAGED', `The image ${path} ${problem} (at byte ${offset}).`, {
    metadata: { file: path, offset: String(offset), problem },
    cure: 'Verify the checkpoint; restore another one, or import this one again.',
    ...(cause !== undefined && { cause }),
  });
}

function wordAt(path: string, bytes: Buffer, offset: number, what: string): number {
  if (offset + 4 > bytes.length) throw damaged(path, bytes.length, `ends inside the ${what}`);
  return bytes.readUInt32LE(offset);
}

/**
 * All of an image, or whatever somebody has put in its place: a pipe or a device
 * is not opened.
 *
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function readWhole(path: string, limit: number): Promise<Buffer> {
  let size: number;
  try {
    if (!(await stat(path)).isFile()) throw damaged(path, 0, 'is not a file');
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    ({ size } = await file.stat());
    if (size <= limit) return await file.readFile();
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw damaged(path, 0, code === 'ENOENT' ? 'is not there' : `cannot be read (${code})`, cause);
  }
  throw damaged(path, 0, `has ${size} bytes, more than any can have`);
}
