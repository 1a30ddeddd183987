import { readFile, stat } from 'node:fs/promises';
import type { ProcessFacts } from './process.js';

/** As the kernel counts the blocks of a file, whatever its file system. */
const BLOCK_BYTES = 512;
const PAGE_BYTES = 4096;

/**
 * A line of /proc/PID/maps for memory that is shared and has no file which stays:
 * a shared anonymous mapping, a memfd or a SysV segment.
 */
const SHARED_MEMORY =
  /^(?<range>[0-9a-f]+-[0-9a-f]+) ..[-x]s [0-9a-f]+ (?<device>[0-9a-f:]+) (?<inode>\d+) +\/(?:dev\/zero|memfd:|SYSV)/gm;

/**
 * The pages of shared memory that processes have mapped, each segment once: what
 * a dump writes as a whole, and no pre-dump does. What somebody unmaps meanwhile,
 * or what criud may not look at, counts nothing.
 */
export async function countSharedPages(processes: readonly Pick<ProcessFacts, 'pid'>[]): Promise<number> {
  const segments = new Map<string, string>();
  for (const { pid } of processes) {
    const maps = await readFile(`/proc/${pid}/maps`, 'utf8').catch(() => '');
    for (const { groups } of maps.matchAll(SHARED_MEMORY)) {
      segments.set(`${groups?.device} ${groups?.inode}`, `/proc/${pid}/map_files/${groups?.range}`);
    }
  }
  let blocks = 0;
  for (const path of segments.values()) {
    blocks += await stat(path).then(
      (facts) => facts.blocks,
      () => 0,
    );
  }
  return Math.ceil((blocks * BLOCK_BYTES) / PAGE_BYTES);
}
