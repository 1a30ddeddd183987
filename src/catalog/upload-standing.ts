import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../failure/index.js';
import { type ArchiveLayout, type FileSegment, storedBytes } from './archive-layout.js';
import type { Catalog } from './catalog.js';
import { alreadyHere } from './damage.js';
import { digestFiles } from './digest.js';
import type { Manifest } from './manifest.js';
import type { StoredCheckpoint } from './stored-checkpoint.js';
import type { UploadFolder } from './upload-folder.js';

/** Up to where an archive has come. */
export interface Standing {
  /** Index of the segment that is to come. */
  at: number;
  /** Bytes of it that have come. */
  within: number;
}

/**
 * Those of an archive that are in the catalogue.
 *
 * @throws Failure CHECKPOINT_EXISTS when one has the id and is another.
 */
export async function checkpointsHere(
  catalog: Catalog,
  manifests: readonly Manifest[],
): Promise<ReadonlyMap<string, StoredCheckpoint>> {
  const here = new Map<string, StoredCheckpoint>();
  for (const manifest of manifests) {
    const found = await catalog.get(manifest.id).catch((cause: unknown) => {
      if (cause instanceof Failure && cause.reason === 'CHECKPOINT_NOT_FOUND') return undefined;
      throw cause instanceof Failure ? alreadyHere(manifest.id) : cause;
    });
    if (found === undefined) continue;
    if (!(await isSame(found, manifest))) throw alreadyHere(manifest.id);
    here.set(manifest.id, found);
  }
  return here;
}

/**
 * Finds out from the files that are here what is to come.
 *
 * @param isRight whether a file that has its size is the one; else it is removed, and has not come
 */
export async function findStanding(
  folder: UploadFolder,
  layout: ArchiveLayout,
  here: ReadonlyMap<string, StoredCheckpoint>,
  isRight: (segment: FileSegment, index: number) => Promise<boolean>,
): Promise<Standing> {
  // Behind the first entry's header and text, which have come.
  const standing: Standing = { at: 2, within: 0 };
  for (const [index, segment] of layout.segments.entries()) {
    if (segment.kind !== 'file' || here.has(segment.checkpoint)) continue;
    const bytes = await folder.fileBytes(segment);
    if (bytes === undefined) break;
    if (bytes < segment.bytes) {
      if (bytes > 0) return { at: index, within: bytes };
      break;
    }
    if (bytes > segment.bytes || !(await isRight(segment, index))) {
      await folder.removeFile(segment);
      break;
    }
    standing.at = index + 1;
  }
  standing.at = behindThoseHere({ layout, here }, standing.at);
  return standing;
}

/** The segment itself, or the first behind it that is not of a checkpoint that is here. */
export function behindThoseHere(
  { layout, here }: { readonly layout: ArchiveLayout; readonly here: ReadonlyMap<string, StoredCheckpoint> },
  at: number,
): number {
  // Of an archive of which all is here nothing is to come, not even its end.
  if (here.size === layout.manifests.length) return layout.segments.length;
  let behind = at;
  for (const [index, { from, to }] of layout.spans.entries()) {
    if (behind >= from && behind < to && here.has(layout.manifests[index]?.id ?? '')) behind = to;
  }
  return behind;
}

/** Bytes of the files that are to come. */
export function bytesToCome(
  { segments }: ArchiveLayout,
  here: ReadonlyMap<string, StoredCheckpoint>,
  { at, within }: Standing,
): number {
  const left = segments.slice(at).filter((each) => each.kind === 'file' && !here.has(each.checkpoint));
  return left.reduce((sum, { bytes }) => sum + bytes, 0) - within;
}

/** The same images of the same tree. Labels, statistics and the wrapping of a key can have been changed since. */
async function isSame(found: StoredCheckpoint, coming: Manifest): Promise<boolean> {
  if (!isDeepStrictEqual(essence(found.manifest), essence(coming))) return false;
  const isBare = found.manifest.files.some(({ sha256 }) => sha256 === undefined);
  const files = isBare ? await digestFiles(found).catch(() => found.manifest.files) : found.manifest.files;
  const digestOf = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  return coming.files.every(({ name, sha256 }) => digestOf.get(name) === sha256);
}

function essence({ kind, parent, createdAt, tree, files }: Manifest) {
  const { pid, startTime, processes } = tree;
  const sizes = Object.fromEntries(files.map((file) => [file.name, storedBytes(file)]));
  return { kind, parent, createdAt, pid, startTime, processes, sizes };
}
