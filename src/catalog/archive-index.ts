import { createHash } from 'node:crypto';
import { Failure } from '../failure/index.js';
import { isId, type Manifest, parseManifest, textOf } from './manifest.js';
import { PARENT_LINK } from './stored-checkpoint.js';
import { LONGEST_TAR_NAME } from './tar-header.js';

/** Name of the first entry of an archive, which has all manifests. */
export const INDEX_NAME = 'criud-archive.json';

/** The form of archives that this program writes and reads. */
const ARCHIVE_FORMAT = 1;

/** The text of the first entry: always the same for the same manifests. */
export function encodeIndex(manifests: readonly Manifest[]): {
  readonly content: Buffer;
  readonly digest: string;
} {
  // As in manifest.json, with whatever that has besides the manifest.
  const checkpoints: unknown[] = manifests.map((manifest) => JSON.parse(textOf(manifest)));
  const content = Buffer.from(JSON.stringify({ format: ARCHIVE_FORMAT, checkpoints }));
  return { content, digest: digestOf(content) };
}

/**
 * Reads the first entry of an archive that comes from elsewhere. It is refused
 * unless it is, byte for byte, what `encodeIndex` makes of the manifests in it.
 *
 * @param digest of the archive
 * @returns the manifests, a chain with the oldest first: every file has a
 *   digest, and a name that is the name of no other.
 * @throws Failure ARCHIVE_DAMAGED
 */
export function parseIndex(content: Buffer, digest: string): readonly Manifest[] {
  if (digestOf(content) !== digest) throw archiveDamaged(digest, 'its first entry has another digest');
  let manifests: readonly Manifest[];
  try {
    const value: unknown = JSON.parse(content.toString());
    manifests = checkpointsIn(value).map((each, index) =>
      parseManifest(`${JSON.stringify(each, undefined, 2)}\n`, `${index + 1} of the archive`),
    );
    if (!encodeIndex(manifests).content.equals(content)) throw new Error('it is written in another way');
  } catch (cause) {
    const why = cause instanceof Failure ? cause.message : 'its first entry is not that of an archive';
    throw archiveDamaged(digest, why, cause);
  }
  for (const [index, manifest] of manifests.entries()) {
    const why = flawOf(manifest, manifests[index - 1]);
    if (why !== undefined) throw archiveDamaged(digest, why);
  }
  if (new Set(manifests.map(({ id }) => id)).size < manifests.length) {
    throw archiveDamaged(digest, 'it has a checkpoint twice');
  }
  return manifests;
}

/** Why files of these names cannot be in an archive together; undefined when they can. */
export function flawOfNames(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (const name of names) {
    // The link to the parent has this name, and is no file.
    if (name === PARENT_LINK) return `no image can be called ${name}`;
    if (Buffer.byteLength(name) > LONGEST_TAR_NAME || Buffer.from(name).toString() !== name) {
      return `the name of a file is not text of at most ${LONGEST_TAR_NAME} bytes`;
    }
    if (seen.has(name)) return 'a file is there twice';
    seen.add(name);
  }
  return undefined;
}

/** An archive that is not what it should be. */
export function archiveDamaged(digest: string, why: string, cause?: unknown): Failure {
  return new Failure('ARCHIVE_DAMAGED', `The archive cannot be used: ${why}.`, {
    metadata: { archive: digest, defect: why },
    cure: 'What has come of it was thrown away. Take it from a copy, or download it again.',
    cause,
  });
}

function flawOf(manifest: Manifest, before: Manifest | undefined): string | undefined {
  if (!isId(manifest.id)) return 'the id of a checkpoint is none';
  if (before !== undefined && manifest.parent !== before.id) return 'its checkpoints are not one chain';
  if (manifest.files.some(({ sha256 }) => sha256 === undefined)) return 'a file has no digest';
  return flawOfNames(manifest.files.map(({ name }) => name));
}

function checkpointsIn(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null || !('checkpoints' in value) || !('format' in value)) {
    throw new Error('it is not an object with a format and checkpoints');
  }
  const { format, checkpoints } = value;
  if (format !== ARCHIVE_FORMAT) throw new Error(`its format is not ${ARCHIVE_FORMAT}`);
  if (!Array.isArray(checkpoints) || checkpoints.length === 0) throw new Error('it has no checkpoints');
  return checkpoints;
}

function digestOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
