import { join } from 'node:path';
import { criu } from '../../../gen/criu/messages.js';
import { damaged, decodeRecord, readImage } from './image-file.js';

/** A descriptor of a table. */
export interface DumpedDescriptor {
  readonly descriptor: number;
  /** Of the open file. */
  readonly fileId: number;
  readonly closeOnExec: boolean;
}

const FD_CLOEXEC = 1;

const LARGEST_DESCRIPTOR = 2 ** 31 - 1;

/**
 * Reads `fdinfo-N.img` of an images folder: a table of descriptors, which
 * processes may share.
 *
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function readDescriptors(
  imagesFolder: string,
  table: number,
): Promise<readonly DumpedDescriptor[]> {
  const records = await readImage(join(imagesFolder, `fdinfo-${table}.img`), 'fdinfo');
  return records.map((record) => {
    const entry = decodeRecord(record, (bytes) => criu.images.fdinfo_entry.decode(bytes));
    if (entry.fd > LARGEST_DESCRIPTOR)
      throw damaged(record.path, record.offset, `has the descriptor ${entry.fd}`);
    return { descriptor: entry.fd, fileId: entry.id, closeOnExec: (entry.flags & FD_CLOEXEC) !== 0 };
  });
}
