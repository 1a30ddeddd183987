import { join } from 'node:path';
import { criu } from '../../../gen/criu/messages.js';
import { decodeRecord, readOptionalImage } from './image-file.js';

/**
 * Where a file is whose path no longer leads to it: `ghost` has its content in
 * the images, `linked` has another name, `process` is a file in /proc of a
 * process that has ended.
 */
export type Whereabouts = 'ghost' | 'linked' | 'process';

/** By number; what has none is of a CRIU that knew only ghosts and links, and those by their name. */
const WHEREABOUTS: readonly Whereabouts[] = ['linked', 'ghost', 'process'];

/**
 * Reads `remap-fpath.img` of an images folder: the open files, by id, that had
 * been removed.
 *
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function readRemovedFiles(imagesFolder: string): Promise<ReadonlyMap<number, Whereabouts>> {
  const records = await readOptionalImage(join(imagesFolder, 'remap-fpath.img'), 'remap-fpath');
  return new Map(
    records.map((record) => {
      const entry = decodeRecord(record, (bytes) => criu.images.remap_file_path_entry.decode(bytes));
      return [entry.origId, WHEREABOUTS[entry.remapType ?? 1] ?? 'ghost'];
    }),
  );
}
