import type { Manifest } from '../catalog/index.js';
import { type ProcessTree, readMemory } from '../host/index.js';
import type { Warning } from '../operations/index.js';

/** Below it nothing is worth a word. */
const FEW_PAGES = 4_096;

/** How much of what the parent has a checkpoint may have anew, before something must be wrong. */
const SUSPICIOUS_SHARE = 0.5;

/**
 * A parent promises that the pages which it has need not be written again. When
 * most of them were all the same, either the tree has changed most of its memory
 * since, or CRIU could not use the parent, about which it says nothing.
 *
 * Says nothing where the one or the other was not measured.
 */
export function warnOfUnusedParent(
  { id, statistics: before }: Pick<Manifest, 'id' | 'statistics'>,
  statistics: Manifest['statistics'],
): Warning | undefined {
  const { pagesSkippedParent = 0, pagesWritten = 0 } = statistics ?? {};
  // What CRIU calls scanned can be address space that was never touched; written and skipped are pages.
  const promised = (before?.pagesSkippedParent ?? 0) + (before?.pagesWritten ?? 0);
  const expected = Math.min(promised, pagesSkippedParent + pagesWritten);
  const missed = expected - pagesSkippedParent;
  if (pagesWritten < FEW_PAGES || missed <= expected * SUSPICIOUS_SHARE) return undefined;
  return {
    reason: 'PARENT_NOT_USED',
    message: `${pagesWritten} pages were written although checkpoint ${id} has ${promised}: only ${pagesSkippedParent} were left out.`,
    cure: 'If the tree does not change its memory that fast, look for `soft-dirty` and `parent` in the log of CRIU.',
    metadata: {
      parent: id,
      pages_promised: String(promised),
      pages_skipped_parent: String(pagesSkippedParent),
      pages_written: String(pagesWritten),
    },
  };
}

/**
 * Adds what is most likely behind it, where the tree lies in huge pages. Reads
 * the page tables of the tree, which takes a moment, so this is for a tree that
 * runs and a warning that is due.
 */
export async function explainByHugePages(warning: Warning, { processes }: ProcessTree): Promise<Warning> {
  const memories = await Promise.all(processes.map(({ pid }) => readMemory(pid)));
  const bytes = memories.reduce((sum, memory) => sum + (memory?.hugePages ?? 0), 0);
  if (bytes === 0) return warning;
  const mebibytes = Math.round(bytes / 2 ** 20);
  return {
    ...warning,
    message: `${warning.message} ${mebibytes} MiB of the tree lie in transparent huge pages, of which every write changes 2 MiB.`,
    cure: 'Turn huge pages off for it before it is started or restored: write `madvise` to /sys/kernel/mm/transparent_hugepage/enabled.',
    metadata: { ...warning.metadata, huge_page_bytes: String(bytes) },
  };
}
