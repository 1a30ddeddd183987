import { createHash } from 'node:crypto';
import type { Dirent, Stats } from 'node:fs';
import { lstat, opendir, readlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openRegularFile } from '../native/index.js';
import type { FileEntry } from './manifest.js';
import { PARENT_LINK, parentPath, type StoredCheckpoint } from './stored-checkpoint.js';

/** What can be wrong with a file; `criud.v1.DefectKind` says what each one means. */
export type DefectKind =
  | 'missing'
  | 'extra'
  | 'size'
  | 'content'
  | 'not-a-file'
  | 'structure'
  | 'unreadable'
  | 'manifest'
  | 'no-digest'
  | 'no-key';

export interface Defect {
  /** Name of an image; `parent`, `manifest.json` or another name in the folder of the checkpoint. */
  readonly file: string;
  readonly kind: DefectKind;
  /** What was found, to follow the name of the file. */
  readonly message: string;
}

/** What an examination has looked at so far. */
export interface Tally {
  files: number;
  /** That were read. */
  bytes: number;
}

/** What belongs into the folder of a checkpoint; the last is what a criud leaves that ends while it writes a manifest. */
const FOLDER: ReadonlySet<string> = new Set(['images', 'work', 'manifest.json', 'manifest.json.new']);

/** How much is hashed between two turns of the event loop: about half a millisecond. */
const CHUNK = 512 * 1024;

/**
 * Compares a checkpoint with its manifest, and tells whatever is wrong: names
 * and sizes first, which takes no time, and then every byte of every file that
 * has a digest. It ends when who asks wants no more. Of the work folder, where
 * CRIU's log is, only its being a folder is looked at. The parent is not looked
 * at, only the link to it.
 *
 * Nothing that could be in the place of a file is followed, waited for or
 * touched; it takes memory for the names in the manifest and one piece of a file.
 *
 * @param tally is counted up
 * @param signal stops it; its reason is thrown.
 */
export async function* examineCheckpoint(
  checkpoint: StoredCheckpoint,
  tally: Tally = { files: 0, bytes: 0 },
  signal?: AbortSignal,
): AsyncGenerator<Defect, void, undefined> {
  const { manifest, imagesFolder } = checkpoint;
  tally.files += 1;
  if (manifest.format === 1) yield defect('manifest.json', 'no-digest', 'has no digest of its own');
  const expected = new Map(manifest.files.map((file) => [file.name, file]));
  const belongs = (name: string) =>
    expected.has(name) || (name === PARENT_LINK && manifest.parent !== undefined);
  const seen = new Set<string>();
  try {
    for await (const { name } of await openFolder(imagesFolder)) {
      signal?.throwIfAborted();
      if (belongs(name)) seen.add(name);
    }
  } catch {
    signal?.throwIfAborted();
    yield defect('images', 'unreadable', 'cannot be read');
    return;
  }
  if (manifest.parent !== undefined) {
    if (!seen.has(PARENT_LINK)) yield defect(PARENT_LINK, 'missing', 'is missing');
    else {
      const target = await readlink(join(imagesFolder, PARENT_LINK)).catch(() => undefined);
      if (target !== parentPath(manifest.parent)) {
        yield defect(PARENT_LINK, 'not-a-file', 'does not lead to the parent');
      }
    }
  }

  const sound: FileEntry[] = [];
  for (const file of expected.values()) {
    signal?.throwIfAborted();
    tally.files += 1;
    const found = seen.has(file.name)
      ? await sizeDefect(imagesFolder, file)
      : defect(file.name, 'missing', 'is missing');
    if (found !== undefined) yield found;
    else sound.push(file);
  }
  for await (const { name } of await openFolder(imagesFolder)) {
    signal?.throwIfAborted();
    if (!belongs(name)) yield defect(name, 'extra', 'does not belong to it');
  }
  yield* examinePlace(dirname(imagesFolder), signal);

  const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK, Math.max(1, ...sizes(sound))));
  for (const file of sound) {
    const found = await contentDefect(imagesFolder, file, buffer, tally, signal);
    if (found !== undefined) yield found;
  }
}

/** What is beside the images. */
async function* examinePlace(
  place: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Defect, void, undefined> {
  for await (const { name } of await openFolder(place)) {
    signal?.throwIfAborted();
    if (!FOLDER.has(name)) yield defect(name, 'extra', 'does not belong to it');
  }
  for (const name of ['images', 'work']) {
    const facts = await lstat(join(place, name)).catch(() => undefined);
    if (facts !== undefined && !facts.isDirectory()) yield defect(name, 'not-a-file', 'is not a folder');
  }
}

/** By its size alone: nothing is opened. */
async function sizeDefect(folder: string, { name, bytes }: FileEntry): Promise<Defect | undefined> {
  let facts: Stats;
  try {
    facts = await lstat(join(folder, name));
  } catch {
    return defect(name, 'unreadable', 'cannot be read');
  }
  if (!facts.isFile()) return notAFile(name);
  return facts.size === bytes ? undefined : otherSize(name, facts.size, bytes);
}

/** By its digest. A file that has been changed since its size was looked at is one with a defect. */
async function contentDefect(
  folder: string,
  { name, bytes, sha256 }: FileEntry,
  buffer: Buffer,
  tally: Tally,
  signal: AbortSignal | undefined,
): Promise<Defect | undefined> {
  if (sha256 === undefined) return defect(name, 'no-digest', 'has no digest in the manifest');
  try {
    await using opened = await openRegularFile(join(folder, name));
    if (opened === undefined) return notAFile(name);
    const hash = createHash('sha256');
    let at = 0;
    while (at <= bytes) {
      signal?.throwIfAborted();
      const { bytesRead } = await opened.file.read(buffer, 0, buffer.length, at);
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
      at += bytesRead;
      tally.bytes += bytesRead;
    }
    if (at !== bytes) return otherSize(name, at, bytes);
    if (hash.digest('hex') === sha256) return undefined;
  } catch {
    signal?.throwIfAborted();
    return defect(name, 'unreadable', 'cannot be read');
  }
  return defect(name, 'content', 'has been altered: its digest is another one');
}

/** Entry by entry: there can be any number of them. */
async function openFolder(path: string): Promise<AsyncIterable<Dirent>> {
  return opendir(path, { bufferSize: 256 });
}

function sizes(files: readonly FileEntry[]): readonly number[] {
  return files.length < 1_000 ? files.map(({ bytes }) => bytes) : [CHUNK];
}

function notAFile(name: string): Defect {
  return defect(name, 'not-a-file', 'is not a file');
}

function otherSize(name: string, found: number, bytes: number): Defect {
  return defect(name, 'size', `has ${found} bytes instead of ${bytes}`);
}

function defect(file: string, kind: DefectKind, message: string): Defect {
  return { file, kind, message };
}
