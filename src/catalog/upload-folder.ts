import type { Hash } from 'node:crypto';
import { constants, type FileHandle, lstat, mkdir, open, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileSegment } from './archive-layout.js';
import { hashOf } from './digest.js';
import { flushFile, flushFolder, writeNew } from './flush.js';
import { type Manifest, textOf } from './manifest.js';
import { PARENT_LINK, parentPath } from './stored-checkpoint.js';

/**
 * Where an archive comes to. Names in it are ids and names of manifests that
 * were parsed, and nothing in it is followed: it is written nowhere else.
 *
 *     first                  of the archive, up to the end of the text of its first entry
 *     {id}/images/{name}     the image files, as long as what has come of them
 */
export interface UploadFolder {
  /** What is in `first`; nothing where there is none. */
  readFirst(): Promise<Buffer>;
  /** Opens `first` to write behind what it has. */
  openFirst(): Promise<FileHandle>;
  /** Bytes of an image that are here; undefined where there is none. */
  fileBytes(segment: FileSegment): Promise<number | undefined>;
  /** The hash of the bytes of an image that are here. */
  fileHash(segment: FileSegment): Promise<Hash>;
  /** Opens an image to be written behind so many bytes, which are there; a new one for 0. */
  openFile(segment: FileSegment, behind: number): Promise<FileHandle>;
  removeFile(segment: FileSegment): Promise<void>;
  /**
   * Makes a folder of it as it is in the catalogue, on the disk.
   *
   * @returns the folder.
   */
  finish(manifest: Manifest): Promise<string>;
  remove(): Promise<void>;
}

export function uploadFolder(path: string): UploadFolder {
  const images = (checkpoint: string) => join(path, checkpoint, 'images');
  const pathOf = ({ checkpoint, file }: FileSegment) => join(images(checkpoint), file.name);
  const first = join(path, 'first');

  return {
    async readFirst() {
      return (await plainBytes(first)) === undefined ? Buffer.alloc(0) : readFile(first);
    },
    async openFirst() {
      await mkdir(path, { recursive: true, mode: 0o700 });
      const { O_CREAT, O_WRONLY, O_APPEND, O_NOFOLLOW } = constants;
      return open(first, O_CREAT | O_WRONLY | O_APPEND | O_NOFOLLOW, 0o600);
    },
    fileBytes: (segment) => plainBytes(pathOf(segment)),
    fileHash: (segment) => hashOf(pathOf(segment)),
    async openFile(segment, behind) {
      const { O_APPEND, O_CREAT, O_EXCL, O_WRONLY, O_NOFOLLOW } = constants;
      if (behind > 0) return open(pathOf(segment), O_WRONLY | O_APPEND | O_NOFOLLOW);
      await mkdir(images(segment.checkpoint), { recursive: true, mode: 0o700 });
      await rm(pathOf(segment), { recursive: true, force: true });
      return open(pathOf(segment), O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, 0o600);
    },
    removeFile: (segment) => rm(pathOf(segment), { recursive: true, force: true }),
    async finish(manifest) {
      const place = join(path, manifest.id);
      const written = join(place, 'manifest.json');
      for (const folder of ['images', 'work'])
        await mkdir(join(place, folder), { recursive: true, mode: 0o700 });
      // An earlier criud may have got as far as this.
      for (const made of [written, join(images(manifest.id), PARENT_LINK)]) await rm(made, { force: true });
      if (manifest.parent !== undefined) {
        await symlink(parentPath(manifest.parent), join(images(manifest.id), PARENT_LINK));
      }
      // One after the other: there can be more of them than a process can have open.
      for (const { name, bytes } of manifest.files) {
        const path = join(images(manifest.id), name);
        // What was compared were the bytes that came: these are those that are here.
        if ((await plainBytes(path)) !== bytes) throw new Error(`${path} has not the bytes that came`);
        await flushFile(path);
      }
      await flushFolder(images(manifest.id));
      await writeNew(written, textOf(manifest), { flush: true });
      await flushFolder(place);
      return place;
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** Bytes of a plain file; undefined for none, and for what is something else. */
async function plainBytes(path: string): Promise<number | undefined> {
  const facts = await lstat(path).catch(() => undefined);
  return facts?.isFile() ? facts.size : undefined;
}
