import { join } from 'node:path';
import { criu } from '../../../gen/criu/messages.js';
import { decodeRecord, readOptionalImage } from './image-file.js';

/** A control group: the controller, which is empty of the unified hierarchy, and the path. */
export interface DumpedCgroup {
  readonly controller: string;
  readonly path: string;
}

/**
 * Reads `cgroup.img` of an images folder: sets of control groups, by the number
 * that threads name. There is none where the tree was in the groups of CRIU.
 *
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function readCgroupSets(
  imagesFolder: string,
): Promise<ReadonlyMap<number, readonly DumpedCgroup[]>> {
  const records = await readOptionalImage(join(imagesFolder, 'cgroup.img'), 'cgroup');
  return new Map(
    records.flatMap((record) => {
      const { sets } = decodeRecord(record, (bytes) => criu.images.cgroup_entry.decode(bytes));
      return (sets ?? []).map(
        ({ id, ctls }) => [id, (ctls ?? []).map(({ name, path }) => ({ controller: name, path }))] as const,
      );
    }),
  );
}
