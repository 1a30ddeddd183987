import { join } from 'node:path';
import { type DumpedThread, readCore } from '../image/core.js';
import { type DumpedDescriptor, readDescriptors } from '../image/fdinfo.js';
import { readFolders } from '../image/fs.js';
import { type ObjectIds, readObjectIds } from '../image/ids.js';
import { damaged, IMAGE_MAGICS } from '../image/image-file.js';
import { type DumpedAddressSpace, readAddressSpace } from '../image/mm.js';
import type { DumpedProcess } from '../image/pstree.js';
import { type DumpedMemory, openDumpedMemory } from './dumped-memory.js';

/** `PID_MAX_LIMIT` of the kernel. */
export const LARGEST_PID = 2 ** 22;

/** All that the images know of a process but its memory. */
export interface ProcessImages {
  readonly process: DumpedProcess;
  /** The main thread, and the others by their ids. */
  readonly main: DumpedThread;
  readonly threads: ReadonlyMap<number, DumpedThread>;
  /** What a zombie has no more. */
  readonly living?: LivingProcess;
}

export interface LivingProcess {
  readonly ids: ObjectIds;
  readonly addressSpace: DumpedAddressSpace;
  readonly memory: DumpedMemory | undefined;
  readonly workingDirectoryId: number;
  readonly rootDirectoryId: number;
  readonly descriptors: readonly DumpedDescriptor[];
}

/**
 * Reads the images of a process.
 *
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function readProcessImages(
  imagesFolder: string,
  process: DumpedProcess,
): Promise<ProcessImages> {
  const { pid } = process;
  const main = await readCore(imagesFolder, pid);
  // The thread that pstree.img tells of a zombie is none: CRIU does not set its id.
  if (main.process?.state === 'zombie') return { process, main, threads: new Map([[pid, main]]) };

  const threads = new Map([[pid, main]]);
  for (const tid of process.threads) {
    if (tid < 1 || tid > LARGEST_PID) {
      const offset = IMAGE_MAGICS.pstree.length * 4;
      throw damaged(join(imagesFolder, 'pstree.img'), offset, `has a thread ${tid} of process ${pid}`);
    }
    if (!threads.has(tid)) threads.set(tid, await readCore(imagesFolder, tid));
  }
  const ids = await readObjectIds(imagesFolder, pid);
  return {
    process,
    main,
    threads,
    living: {
      ids,
      addressSpace: await readAddressSpace(imagesFolder, pid),
      memory: await openDumpedMemory(imagesFolder, `pagemap-${pid}.img`),
      ...(await readFolders(imagesFolder, pid)),
      descriptors: await readDescriptors(imagesFolder, ids.descriptorTable),
    },
  };
}
