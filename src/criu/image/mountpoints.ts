import { join } from 'node:path';
import { criu } from '../../../gen/criu/messages.js';
import { decodeRecord, readImage } from './image-file.js';

/** A mounted file system of a mount namespace. */
export interface DumpedMount {
  /** Where it is mounted, from the root of the namespace on. */
  readonly path: string;
  /** Empty where CRIU has no number for it. */
  readonly type: string;
  /** What of the file system is mounted, and the file system: the fourth and the tenth field of mountinfo. */
  readonly root: string;
  readonly source: string;
  /** A restore takes it from the host. */
  readonly external: boolean;
}

/** As CRIU numbers them in `fstype`; 16 names its type in words. */
const TYPES: ReadonlyMap<number, string> = new Map([
  ...(
    [
      ...['proc', 'sysfs', 'devtmpfs', 'binfmt_misc', 'tmpfs', 'devpts', 'simfs', 'pstore', 'securityfs'],
      ...['fusectl', 'debugfs', 'cgroup', 'aufs', 'mqueue', 'fuse'],
    ] as const
  ).map((name, index) => [index + 1, name] as const),
  [17, 'overlay'],
  [18, 'autofs'],
  [19, 'tracefs'],
  [23, 'cgroup2'],
]);

/**
 * Reads `mountpoints-N.img` of an images folder: the mounts of a mount namespace,
 * by CRIU's number of that.
 *
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function readMounts(
  imagesFolder: string,
  mountNamespace: number,
): Promise<readonly DumpedMount[]> {
  const records = await readImage(join(imagesFolder, `mountpoints-${mountNamespace}.img`), 'mountpoints');
  return records.map((record) => {
    const entry = decodeRecord(record, (bytes) => criu.images.mnt_entry.decode(bytes));
    return {
      path: entry.mountpoint,
      type: TYPES.get(entry.fstype) ?? entry.fsname ?? '',
      root: entry.root,
      source: entry.source,
      external: entry.extMount === true || typeof entry.extKey === 'string',
    };
  });
}
