import { readMemory } from './memory.js';
import type { ProcessFacts } from './process.js';
import { countSharedPages } from './shared-memory.js';

const PAGE_BYTES = 4096;

/** What of the images is not memory: about 40 small files, and some for each process. */
const BASE_BYTES = 256 * 1024;
const PROCESS_BYTES = 32 * 1024;

/**
 * About how many bytes a dump of these processes writes: the memory that each
 * has written itself, be it swapped out, and the memory that they share, once.
 */
export async function estimateImageBytes(processes: readonly Pick<ProcessFacts, 'pid'>[]): Promise<number> {
  const memories = await Promise.all(processes.map(({ pid }) => readMemory(pid)));
  const own = memories.reduce((sum, memory) => sum + (memory?.privateDirty ?? 0) + (memory?.swapped ?? 0), 0);
  const shared = (await countSharedPages(processes)) * PAGE_BYTES;
  return BASE_BYTES + processes.length * PROCESS_BYTES + own + shared;
}
