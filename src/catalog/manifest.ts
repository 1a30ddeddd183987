import { Failure } from '../failure/index.js';

/** The form of manifest.json that this program writes and reads. */
export const MANIFEST_FORMAT = 1;

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
  readonly format: typeof MANIFEST_FORMAT;
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
}

/** A file of the images folder. */
export interface FileEntry {
  readonly name: string;
  readonly bytes: number;
  /** In hexadecimal. Computed when the tree no longer waits for it: absent until then. */
  readonly sha256?: string;
}

/** @throws Failure CHECKPOINT_DAMAGED when the text is not a manifest of this format. */
export function parseManifest(text: string, path: string): Manifest {
  const damaged = (why: string, cause?: unknown) =>
    new Failure('CHECKPOINT_DAMAGED', `The manifest ${path} cannot be used: ${why}.`, {
      metadata: { file: path, defect: why },
      cure: 'The checkpoint cannot be restored; take it from a copy or make a new one.',
      cause,
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw damaged('it is not JSON', cause);
  }
  const format = fieldOf(value, 'format');
  if (format !== MANIFEST_FORMAT) {
    const found = `${JSON.stringify(format)}`.slice(0, 20);
    throw damaged(`it is of format ${found}, and this criud reads ${MANIFEST_FORMAT}`);
  }
  for (const [field, isGood] of Object.entries(FIELDS)) {
    if (!isGood(fieldOf(value, field))) throw damaged(`its field ${field} is missing or wrong`);
  }
  // FIELDS has looked at every field that there is.
  return value as Manifest;
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
  options: isRecord,
  files: (value) => Array.isArray(value) && value.every(isFileEntry),
  statistics: (value) => value === undefined || isRecordOf(value, isCount),
};

/** A field by its path. */
function fieldOf(value: unknown, path: string): unknown {
  return path.split('.').reduce((at, key) => (isRecord(at) ? at[key] : undefined), value);
}

/** A plain name, so that nothing outside the images folder can be meant. */
function isFileEntry(value: unknown): boolean {
  if (!isRecord(value) || !isCount(value.bytes) || !isText(value.name)) return false;
  const { sha256 } = value;
  if (sha256 !== undefined && !(isText(sha256) && /^[0-9a-f]{64}$/.test(sha256))) return false;
  return /^[^/\0]+$/.test(value.name) && value.name !== '.' && value.name !== '..';
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
