import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { damaged } from '../image/image-file.js';
import { LARGEST_PAGEMAP } from './dumped-memory.js';

const MIB = 1024 * 1024;

/**
 * The most bytes of an image that is looked into, and of all of its kind. They
 * are several times that of the largest trees that CRIU is used for, and keep
 * what is made of an image within some hundred MiB.
 */
const LARGEST: readonly (readonly [names: RegExp, bytes: number, together: number])[] = [
  [/^files\.img$/, 32 * MIB, 32 * MIB],
  [/^mm-\d+\.img$/, 8 * MIB, 64 * MIB],
  [
    /^fdinfo-\d+\.img$|^(?:pstree|memfd|remap-fpath|tty-info)\.img$|^mountpoints-\d+\.img$/,
    4 * MIB,
    16 * MIB,
  ],
  [/^(?:core|ids|fs)-\d+\.img$|^(?:inventory|cgroup)\.img$/, MIB, 256 * MIB],
  // Those of processes are held one by one, and those of shared memory together.
  [/^pagemap-\d+\.img$/, LARGEST_PAGEMAP, 1024 * MIB],
  [/^pagemap-shmem-\d+\.img$/, LARGEST_PAGEMAP, 64 * MIB],
];

const MOST_FILES = 1_000_000;

/** The most that is told of a checkpoint, in bytes. */
const LARGEST_INSPECTION = 32 * MIB;

/** What each thing that is told takes besides its texts. */
const OVERHEAD = 64;

/**
 * Refuses images that no dump of a real tree has made, before they are read:
 * those that are no files, and those that are too large.
 *
 * @throws Failure CHECKPOINT_DAMAGED naming the file.
 */
export async function refuseImpossibleImages(imagesFolder: string): Promise<void> {
  const names = await readdir(imagesFolder).catch((cause: unknown) => {
    throw damaged(imagesFolder, 0, 'is no folder that can be read', cause);
  });
  if (names.length > MOST_FILES) throw damaged(imagesFolder, 0, `has ${names.length} files`);
  const sums = LARGEST.map(() => 0);
  for (const name of names) {
    const index = LARGEST.findIndex(([pattern]) => pattern.test(name));
    const [, most, together] = LARGEST[index] ?? [];
    if (most === undefined || together === undefined) continue;
    const path = join(imagesFolder, name);
    const status = await stat(path).catch((cause: unknown) => {
      throw damaged(path, 0, 'cannot be read', cause);
    });
    if (!status.isFile()) throw damaged(path, 0, 'is no file');
    const sum = (sums[index] ?? 0) + status.size;
    sums[index] = sum;
    if (status.size > most || sum > together) {
      throw damaged(path, 0, `has ${status.size} bytes, more than can be looked into`);
    }
  }
}

/**
 * Keeps account of what is told. Small images can name a long path, or share a
 * table, any number of times.
 */
export interface Account {
  /** @throws Failure CHECKPOINT_DAMAGED when there is more to tell than can be told. */
  add(...texts: readonly string[]): void;
}

export function openAccount(imagesFolder: string): Account {
  let bytes = 0;
  return {
    add(...texts) {
      bytes += OVERHEAD + texts.reduce((sum, text) => sum + text.length, 0);
      if (bytes <= LARGEST_INSPECTION) return;
      throw damaged(imagesFolder, 0, `has more to tell than ${LARGEST_INSPECTION} bytes`);
    },
  };
}
