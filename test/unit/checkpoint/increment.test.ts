import { describe, expect, it, vi } from 'vitest';
import { explainByHugePages, warnOfUnusedParent } from '../../../src/checkpoint/increment.js';
import type * as host from '../../../src/host/index.js';
import { readTree } from '../../../src/host/index.js';
import { WARNING } from '../operations/work.js';

/** What lies in huge pages, by pid: the kernel gives them when it likes. */
const hugePages = vi.hoisted(() => new Map<number, number>());

vi.mock('../../../src/host/index.js', async (original) => {
  const real = await original<typeof host>();
  return {
    ...real,
    async readMemory(pid: number) {
      const memory = await real.readMemory(pid);
      return memory && { ...memory, hugePages: hugePages.get(pid) ?? 0 };
    },
  };
});

const ID = 'dd0eab5c-6e9c-4a6c-8a6a-6a3b6f0f3f11';

/** Pages of a parent and of the checkpoint over it. */
function warn(
  parent: readonly [skipped: number, written: number],
  own: readonly [skipped: number, written: number],
) {
  return warnOfUnusedParent(
    { id: ID, statistics: { pagesSkippedParent: parent[0], pagesWritten: parent[1] } },
    { pagesSkippedParent: own[0], pagesWritten: own[1] },
  );
}

describe('a checkpoint over a parent', () => {
  it.each([
    ['nothing was left out of what the parent has', [0, 10_000], [0, 10_000]],
    ['nothing was left out, and the tree has grown', [0, 10_000], [0, 50_000]],
    ['nothing was left out, and the tree has shrunk', [0, 50_000], [0, 10_000]],
    ['what the parent has comes from its own parent', [9_990, 10], [0, 10_000]],
    ['a little less than half was left out', [0, 10_000], [4_999, 5_001]],
    ['it is the smallest that is worth a word', [0, 4_096], [0, 4_096]],
  ] as const)('has a warning when %s', (_, parent, own) => {
    expect(warn(parent, own)).toEqual({
      reason: 'PARENT_NOT_USED',
      message: expect.stringContaining(`${own[1]} pages were written although checkpoint ${ID}`),
      cure: expect.stringContaining('soft-dirty'),
      metadata: {
        parent: ID,
        pages_promised: String(parent[0] + parent[1]),
        pages_skipped_parent: String(own[0]),
        pages_written: String(own[1]),
      },
    });
  });

  it.each([
    ['half was left out', [0, 10_000], [5_000, 5_000]],
    ['nearly all was left out', [0, 10_000], [9_990, 10]],
    ['all that the parent has was left out, and the tree has grown', [0, 10_000], [10_000, 90_000]],
    ['most was left out, and the tree has shrunk', [0, 50_000], [6_000, 4_000]],
    ['few pages were written', [0, 1_023], [0, 1_023]],
    ['the parent has next to nothing, and most of it was left out', [0, 100], [60, 50_000]],
    ['the parent has nothing', [0, 0], [0, 50_000]],
    ['it is empty', [0, 10_000], [0, 0]],
    ['more was left out than the parent says it has', [0, 100], [5_000, 5_000]],
  ] as const)('has none when %s', (_, parent, own) => {
    expect(warn(parent, own)).toBeUndefined();
  });

  it('has none where one of the two was not measured', () => {
    const measured = { pagesSkippedParent: 0, pagesWritten: 10_000 };
    expect(warnOfUnusedParent({ id: ID }, measured)).toBeUndefined();
    expect(warnOfUnusedParent({ id: ID, statistics: measured }, undefined)).toBeUndefined();
    expect(warnOfUnusedParent({ id: ID, statistics: {} }, {})).toBeUndefined();
  });
});

describe('the warning of an unused parent', () => {
  function ownTree() {
    const tree = readTree(process.pid);
    if (tree === undefined) throw new Error('this process has no tree');
    return tree;
  }

  it('stays as it is where the tree has no huge pages, or is gone', async () => {
    const tree = ownTree();
    expect(await explainByHugePages(WARNING, tree)).toBe(WARNING);
    const gone = { ...tree.root, pid: 2 ** 22 };
    expect(await explainByHugePages(WARNING, { ...tree, processes: [gone] })).toBe(WARNING);
  });

  it('says how much of the tree lies in huge pages, and what to do about those', async () => {
    const tree = ownTree();
    hugePages.set(process.pid, 6 * 2 ** 20);
    const warning = await explainByHugePages(WARNING, { ...tree, processes: [tree.root, tree.root] });
    expect(warning).toMatchObject({
      reason: 'PARENT_NOT_USED',
      message: expect.stringMatching(
        /^5536 pages were written\. 12 MiB of the tree lie in transparent huge pages/,
      ),
      cure: expect.stringContaining('madvise'),
      metadata: { pages_written: '5536', huge_page_bytes: String(12 * 2 ** 20) },
    });
  });
});
