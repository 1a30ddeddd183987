import { join } from 'node:path';
import { criu } from '../../../gen/criu/messages.js';
import {
  damaged,
  decodeRecord,
  IMAGE_MAGICS,
  type ImageRecord,
  parseImage,
  readImage,
} from './image-file.js';

/** One process of a dumped tree, in the numbers of the tree's own pid namespace. */
export interface DumpedProcess {
  readonly pid: number;
  /** 0 for the root. */
  readonly parentPid: number;
  readonly processGroup: number;
  readonly session: number;
  /** Ids of all threads, the process itself among them. */
  readonly threads: readonly number[];
}

/**
 * Reads `pstree.img` of an images folder: every process of the tree, the root
 * first. A pre-dump has none.
 *
 * @throws Failure CHECKPOINT_DAMAGED, also when there is no root.
 */
export async function readTree(imagesFolder: string): Promise<readonly DumpedProcess[]> {
  const path = join(imagesFolder, 'pstree.img');
  return treeOf(await readImage(path, 'pstree'), path);
}

/**
 * The same from the bytes of the file.
 *
 * @param path of the file, for who has to look at it.
 * @throws Failure CHECKPOINT_DAMAGED, also when there is no root.
 */
export function parseTree(bytes: Buffer, path: string): readonly DumpedProcess[] {
  return treeOf(parseImage(bytes, path, 'pstree'), path);
}

function treeOf(records: readonly ImageRecord[], path: string): readonly DumpedProcess[] {
  const processes = records.map((record): DumpedProcess => {
    const entry = decodeRecord(record, (bytes) => criu.images.pstree_entry.decode(bytes));
    return {
      pid: entry.pid,
      parentPid: entry.ppid,
      processGroup: entry.pgid,
      session: entry.sid,
      // Of a zombie CRIU writes whatever stood in its memory for the one thread.
      threads: entry.threads.length === 1 ? [entry.pid] : [...entry.threads],
    };
  });
  if (processes[0]?.parentPid !== 0) {
    throw damaged(path, IMAGE_MAGICS.pstree.length * 4, 'does not begin with the root of the tree');
  }
  return processes;
}
