import { join } from 'node:path';
import { criu } from '../../../gen/criu/messages.js';
import { decodeRecord, readOptionalImage, toBigInt } from './image-file.js';

/** A file that is only memory. */
export interface MemoryInode {
  readonly name: string;
  /** Bytes. */
  readonly size: bigint;
  /** The N of the `pagemap-shmem-N.img` that has its content. */
  readonly sharedMemoryId: bigint;
}

/**
 * Reads `memfd.img` of an images folder, by the id that open files name.
 *
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function readMemoryInodes(imagesFolder: string): Promise<ReadonlyMap<number, MemoryInode>> {
  const records = await readOptionalImage(join(imagesFolder, 'memfd.img'), 'memfd');
  return new Map(
    records.map((record) => {
      const entry = decodeRecord(record, (bytes) => criu.images.memfd_inode_entry.decode(bytes));
      const { name, size, shmid, inodeId } = entry;
      return [
        Number(toBigInt(inodeId)),
        { name, size: toBigInt(size), sharedMemoryId: BigInt(shmid) },
      ] as const;
    }),
  );
}
