import { join } from 'node:path';
import { criu } from '../../../gen/criu/messages.js';
import { decodeRecord, readOnlyRecord } from './image-file.js';

/** The folders of a process, each as an open file. */
export interface DumpedFolders {
  readonly workingDirectoryId: number;
  readonly rootDirectoryId: number;
}

/**
 * Reads `fs-PID.img` of an images folder. A zombie has none.
 *
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function readFolders(imagesFolder: string, pid: number): Promise<DumpedFolders> {
  const record = await readOnlyRecord(join(imagesFolder, `fs-${pid}.img`), 'fs');
  const entry = decodeRecord(record, (bytes) => criu.images.fs_entry.decode(bytes));
  return { workingDirectoryId: entry.cwdId, rootDirectoryId: entry.rootId };
}
