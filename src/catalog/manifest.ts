import { createHash } from 'node:crypto';
import { Failure } from '../failure/index.js';
import { isKeyId, isWrappedKey } from './encryption/index.js';

/**
 * The form of manifest.json that this program writes. Before it was 1, which is
 * read too: it had no digest of its own.
 */
export const MANIFEST_FORMAT = 2;

/** Bytes of a manifest.json at most. One with as many files as there can be has half of it. */
export const LARGEST_MANIFEST = 32 * 1024 * 1024;

/** Files of a checkpoint at most. CRIU writes about six for a process, and some dozen more. */
export const MOST_FILES = 100_000;

/** Characters of the name of a file at most: `NAME_MAX` of Linux. */
const LONGEST_NAME = 255;

/** Values of an option at most, and characters of each. */
const MOST_VALUES = 1_000;
const LONGEST_VALUE = 4_096;

export type CheckpointKind = 'dump' | 'pre-dump';

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };
export type JsonObject = { readonly [key: string]: JsonValue };

/**
 * What a checkpoint is: the file manifest.json beside its images. Written when
 * every image is on the disk; the statistics follow, because CRIU measures up
 * to the end of the dump.
 */
export interface Manifest {
  /** As it was read; whatever is written is of MANIFEST_FORMAT. */
  readonly format: 1 | typeof MANIFEST_FORMAT;
  readonly id: string;
  readonly kind: CheckpointKind;
  /** Id of the checkpoint that has the pages which this one left out. */
  readonly parent?: string;
  /** Changes of memory are counted from it on, so that it can be a parent. */
  readonly memoryTracked?: boolean;
  readonly labels: Readonly<Record<string, string>>;
  /** ISO 8601, in UTC. */
  readonly createdAt: string;
  readonly host: {
    readonly name: string;
    readonly bootId: string;
    readonly kernel: string;
    readonly architecture: string;
  };
  readonly criu: { readonly version: string };
  readonly tree: {
    /** In the pid namespace of criud. */
    readonly pid: number;
    /** Clock ticks after boot, in decimal digits: it can exceed what a number holds. */
    readonly startTime: string;
    readonly processes: number;
  };
  /** What the dump was made with, in the words of who made it. */
  readonly options: JsonObject;
  readonly files: readonly FileEntry[];
  /** How the image files are encrypted; absent where they are as CRIU wrote them. */
  readonly encryption?: Encryption;
  /** What CRIU measured, absent until it has. */
  readonly statistics?: Readonly<Record<string, number>>;
}

/** How the images of a checkpoint are encrypted: each has a key of its own, which is wrapped by one that is not here. */
export interface Encryption {
  readonly cipher: 'aes-256-gcm';
  /** Which key wraps that of the checkpoint. */
  readonly keyId: string;
  /** The key of the checkpoint, wrapped; base64. */
  readonly wrappedKey: string;
  /** Plain bytes of a chunk; the last of a file has fewer. */
  readonly chunkBytes: number;
  /** HMAC with SHA-256 by the key of the checkpoint over its id, kind, parent and files; base64. */
  readonly filesMac: string;
}

/** A file of the images folder. */
export interface FileEntry {
  readonly name: string;
  readonly bytes: number;
  /** In hexadecimal. Computed when the tree no longer waits for it: absent until then. */
  readonly sha256?: string;
}

/**
 * What manifest.json has: its last field, `sha256`, is the digest of the same
 * text without that field, so that no byte of it can change unseen.
 */
export function textOf(manifest: Manifest): string {
  const written = { ...manifest, format: MANIFEST_FORMAT };
  return jsonText({ ...written, sha256: sha256(jsonText(written)) });
}

/**
 * @param path of the file, for who has to look at it
 * @throws Failure CHECKPOINT_DAMAGED when the bytes are not those of a manifest
 *   as textOf writes it, nor a manifest of format 1.
 */
export function parseManifest(bytes: Uint8Array | string, path: string): Manifest {
  const damaged = (why: string, cause?: unknown) =>
    new Failure('CHECKPOINT_DAMAGED', `The manifest ${path} cannot be used: ${why}.`, {
      metadata: { file: path, defect: why },
      cure: 'The checkpoint cannot be restored; take it from a copy or make a new one.',
      cause,
    });
  const read = Buffer.from(bytes);
  if (read.length > LARGEST_MANIFEST) throw damaged(`it has ${read.length} bytes, more than any can have`);
  let value: unknown;
  try {
    value = JSON.parse(read.toString());
  } catch (cause) {
    throw damaged('it is not JSON', cause);
  }
  const format = fieldOf(value, 'format');
  if (!isRecord(value) || (format !== 1 && format !== MANIFEST_FORMAT)) {
    const found = `${JSON.stringify(format)}`.slice(0, 20);
    throw damaged(`it is of format ${found}, and this criud reads 1 and ${MANIFEST_FORMAT}`);
  }
  for (const [field, isGood] of Object.entries(FIELDS)) {
    if (!isGood(fieldOf(value, field))) throw damaged(`its field ${field} is missing or wrong`);
  }
  const { sha256: digest, ...written } = value;
  // FIELDS has looked at every field that there is.
  const manifest = written as unknown as Manifest;
  if (format === 1) {
    if (digest !== undefined) throw damaged('it is of format 1, and has a digest like one of format 2');
    return manifest;
  }
  // By its bytes: what is no UTF-8 would be read as a character that can stand for itself.
  if (!isTextOf(manifest, read)) throw damaged('it is not as it was written');
  return manifest;
}

function isTextOf(manifest: Manifest, bytes: Buffer): boolean {
  try {
    return bytes.equals(Buffer.from(textOf(manifest)));
  } catch (error) {
    // Fields that nobody has looked at can be nested deeper than the stack.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function jsonText(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const FIELDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  id: isText,
  kind: (value) => value === 'dump' || value === 'pre-dump',
  parent: (value) => value === undefined || isId(value),
  memoryTracked: (value) => value === undefined || typeof value === 'boolean',
  labels: (value) => isRecordOf(value, isText),
  createdAt: (value) => isText(value) && !Number.isNaN(Date.parse(value)),
  'host.name': isText,
  'host.bootId': isText,
  'host.kernel': isText,
  'host.architecture': isText,
  'criu.version': isText,
  'tree.pid': (value) => isCount(value) && value > 0,
  'tree.startTime': (value) => isText(value) && /^\d{1,20}$/.test(value),
  'tree.processes': isCount,
  options: (value) => isRecordOf(value, isOption),
  files: (value) =>
    Array.isArray(value) && value.length <= MOST_FILES && value.every(isFileEntry) && hasNoTwins(value),
  encryption: (value) => value === undefined || isEncryption(value),
  statistics: (value) => value === undefined || isRecordOf(value, isCount),
};

/** A field by its path. */
function fieldOf(value: unknown, path: string): unknown {
  return path.split('.').reduce((at, key) => (isRecord(at) ? at[key] : undefined), value);
}

/** What makes up the options of a dump; nothing nested, of which there could be too much. */
function isOption(value: unknown): boolean {
  if (Array.isArray(value)) return value.length <= MOST_VALUES && value.every(isValue);
  return isValue(value);
}

function isValue(value: unknown): boolean {
  if (isText(value)) return value.length <= LONGEST_VALUE;
  return typeof value === 'number' || typeof value === 'boolean';
}

function isFileEntry(value: unknown): value is FileEntry {
  if (!isRecord(value) || !isCount(value.bytes) || !isText(value.name)) return false;
  const { sha256 } = value;
  if (sha256 !== undefined && !(isText(sha256) && /^[0-9a-f]{64}$/.test(sha256))) return false;
  return isImageName(value.name);
}

/** Whether CRIU could have given an image this name: nothing outside the folder can be meant, nor the link in it. */
export function isImageName(name: string): boolean {
  return name.length <= LONGEST_NAME && /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(name) && name !== 'parent';
}

function hasNoTwins(files: readonly FileEntry[]): boolean {
  return new Set(files.map(({ name }) => name)).size === files.length;
}

/** A chunk is read as a whole: a manifest from elsewhere must not make it any size. */
function isEncryption(value: unknown): boolean {
  if (!isRecord(value) || value.cipher !== 'aes-256-gcm' || !isKeyId(value.keyId)) return false;
  const { wrappedKey, chunkBytes, filesMac } = value;
  if (!isText(wrappedKey) || !isWrappedKey(wrappedKey)) return false;
  if (!isText(filesMac) || !/^[A-Za-z0-9+/]{43}=$/.test(filesMac)) return false;
  return isCount(chunkBytes) && chunkBytes >= 4096 && chunkBytes <= 1024 * 1024;
}

/** Ids are the UUIDs that a catalogue gives: nothing else can name a path. */
export function isId(value: unknown): value is string {
  return isText(value) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRecordOf(value: unknown, isGood: (each: unknown) => boolean): boolean {
  return isRecord(value) && Object.values(value).every(isGood);
}
