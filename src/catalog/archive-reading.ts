import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { openRegularFile } from '../native/index.js';
import { ARCHIVE_CHUNK, type Archive } from './archive.js';
import { flawOfNames } from './archive-index.js';
import { type FileSegment, layOut, segmentAt } from './archive-layout.js';
import { damaged } from './damage.js';
import type { Leases } from './lease.js';
import type { StoredCheckpoint } from './stored-checkpoint.js';

/**
 * Opens checkpoints as an archive. They are leased until it is disposed.
 *
 * @param chain the newest first, as from Catalog.chain(), each file with its digest
 * @param reader tells people who reads: `a download`
 * @throws Failure CHECKPOINT_DAMAGED when a file has no digest, or a name that
 *   no archive can have.
 */
export function openArchive(chain: readonly StoredCheckpoint[], leases: Leases, reader: string): Archive {
  const checkpoints = chain.toReversed();
  for (const { manifest } of checkpoints) {
    const bare = manifest.files.find(({ sha256 }) => sha256 === undefined);
    if (bare !== undefined)
      throw damaged(manifest.id, bare.name, 'has no digest, and could not be read for one');
    const flaw = flawOfNames(manifest.files.map(({ name }) => name));
    if (flaw !== undefined) throw damaged(manifest.id, 'manifest.json', `cannot be in an archive: ${flaw}`);
  }
  const folders = new Map(checkpoints.map(({ manifest, imagesFolder }) => [manifest.id, imagesFolder]));
  const layout = layOut(checkpoints.map(({ manifest }) => manifest));
  const ids = [...folders.keys()];
  const lease = leases.take(ids, reader);

  async function openFile({ checkpoint, file, bytes }: FileSegment): Promise<FileHandle> {
    const path = join(folders.get(checkpoint) ?? '', file.name);
    const opened = await openRegularFile(path).catch((cause: unknown) => {
      throw damaged(checkpoint, file.name, 'cannot be read', cause);
    });
    if (opened === undefined) throw damaged(checkpoint, file.name, 'is not a file');
    if (opened.bytes === bytes) return opened.file;
    await opened.file.close();
    throw damaged(checkpoint, file.name, `has ${opened.bytes} bytes instead of ${bytes}`);
  }

  return {
    digest: layout.digest,
    bytes: layout.bytes,
    checkpoints: ids,
    async *read(offset, signal) {
      if (offset < 0 || offset > layout.bytes) throw new RangeError(`no byte ${offset} in the archive`);
      let at = segmentAt(layout, offset);
      let within = offset - (layout.segments[at]?.offset ?? layout.bytes);
      let file: FileHandle | undefined;
      try {
        for (let left = layout.bytes - offset; left > 0; ) {
          // Together: most images are small, and each has a header.
          const piece = Buffer.allocUnsafeSlow(Math.min(left, ARCHIVE_CHUNK));
          for (let filled = 0; filled < piece.length; ) {
            signal.throwIfAborted();
            const segment = layout.segments[at];
            if (segment === undefined) throw new RangeError('an archive ends before its last byte');
            const bytes = Math.min(segment.bytes - within, piece.length - filled);
            if (segment.kind === 'literal') {
              segment.content().copy(piece, filled, within, within + bytes);
            } else if (bytes > 0) {
              file ??= await openFile(segment);
              await readAll(file, piece.subarray(filled, filled + bytes), within, segment);
            }
            filled += bytes;
            within += bytes;
            if (within < segment.bytes) continue;
            await file?.close();
            file = undefined;
            at += 1;
            within = 0;
          }
          left -= piece.length;
          yield piece;
        }
      } finally {
        await file?.close();
      }
    },
    [Symbol.dispose]: () => lease[Symbol.dispose](),
  };
}

/** @throws Failure CHECKPOINT_DAMAGED when the file ends before that. */
async function readAll(
  handle: FileHandle,
  into: Uint8Array,
  position: number,
  { checkpoint, file }: FileSegment,
): Promise<void> {
  for (let filled = 0; filled < into.length; ) {
    const { bytesRead } = await handle
      .read(into, filled, into.length - filled, position + filled)
      .catch((cause: unknown) => {
        throw damaged(checkpoint, file.name, 'cannot be read', cause);
      });
    if (bytesRead === 0) throw damaged(checkpoint, file.name, 'has become shorter');
    filled += bytesRead;
  }
}
