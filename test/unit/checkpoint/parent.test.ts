import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Catalog, type CommitFacts, openCatalog } from '../../../src/catalog/index.js';
import { manifestFacts } from '../../../src/checkpoint/manifest-facts.js';
import type { CheckpointOptions } from '../../../src/checkpoint/options.js';
import {
  findParent,
  refuseMemoryOptions,
  refuseOutdated,
  trackedProcesses,
} from '../../../src/checkpoint/parent.js';
import type { DumpFinalState } from '../../../src/checkpoint/requests.js';
import { type ProcessTree, readTree } from '../../../src/host/index.js';
import { makeCheckpoint } from '../catalog/facts.js';
import { scratchFolder } from '../setup/scratch-folder.js';

describe('the options about memory', () => {
  const uses: readonly (readonly [
    what: string,
    hasParent: boolean,
    finalState: DumpFinalState | undefined,
  ])[] = [
    ['a first pre-dump', false, undefined],
    ['a pre-dump with a parent', true, undefined],
    ['a dump that kills', false, 'dead'],
    ['a dump that lets run', false, 'running'],
    ['a dump that stops', false, 'stopped'],
    ['a dump that kills, with a parent', true, 'dead'],
    ['a dump that lets run, with a parent', true, 'running'],
  ];
  const refusals: Readonly<Record<string, readonly string[]>> = {
    'a first pre-dump': ['autoDedup', 'track false'],
    'a pre-dump with a parent': ['track false'],
    'a dump that kills': ['autoDedup', 'track true'],
    'a dump that lets run': ['autoDedup'],
    'a dump that stops': ['autoDedup'],
    'a dump that kills, with a parent': ['track false'],
    'a dump that lets run, with a parent': ['track false'],
  };
  const options: readonly (readonly [what: string, options: CheckpointOptions, field: string])[] = [
    ['nothing', {}, ''],
    ['autoDedup', { autoDedup: true }, 'options.memory.auto_dedup'],
    ['no autoDedup', { autoDedup: false }, ''],
    ['track true', { trackMemory: true }, 'options.memory.track'],
    ['track false', { trackMemory: false }, 'options.memory.track'],
  ];

  it.each(uses)('of %s are refused where they cannot be meant', (use, hasParent, finalState) => {
    for (const [what, given, field] of options) {
      const refusing = () => refuseMemoryOptions(given, hasParent, finalState);
      if (!refusals[use]?.includes(what)) {
        expect(refusing, what).not.toThrow();
        continue;
      }
      expect(refusing, what).toThrow(
        expect.objectContaining({
          reason: 'INVALID_REQUEST',
          violations: [{ field, description: expect.stringMatching(/./) }],
        }),
      );
    }
  });
});

let catalog: Catalog;
let state: string;
let child: ChildProcess;
let tree: ProcessTree;

beforeEach(async () => {
  state = join(scratchFolder(), 'state');
  catalog = await openCatalog(state);
  child = spawn('sleep', ['600'], { stdio: 'ignore' });
  await once(child, 'spawn');
  tree = treeOf(child.pid ?? 0);
});

afterEach(async () => {
  const end = once(child, 'exit');
  if (child.kill('SIGKILL')) await end;
});

function treeOf(pid: number): ProcessTree {
  const found = readTree(pid);
  if (found === undefined) throw new Error(`there is no process ${pid}`);
  return found;
}

/** What a pre-dump of the child on this host says of itself. */
function facts(): CommitFacts {
  const version = { major: 4, minor: 2, sublevel: 0 };
  return { ...manifestFacts(tree, version, {}, {}), kind: 'pre-dump', memoryTracked: true };
}

/** A checkpoint that can be the parent of one of the child, but for these facts. */
async function makeParent(differing: Partial<CommitFacts> = {}): Promise<string> {
  const { manifest } = await makeCheckpoint(catalog, undefined, { ...facts(), ...differing });
  await catalog.tracking.countFrom(manifest.id, tree.processes);
  return manifest.id;
}

describe('the parent of a checkpoint', () => {
  it('is found when it is the newest tracked checkpoint of the same process on the same kernel', async () => {
    const id = await makeParent();
    expect(await findParent(catalog, id, tree.root)).toEqual(await catalog.get(id));
  });

  it('may be a dump that left the tree running', async () => {
    const id = await makeParent({ kind: 'dump' });
    await expect(findParent(catalog, id, tree.root)).resolves.toMatchObject({ manifest: { id } });
  });

  it('is none that is not there, or damaged', async () => {
    const id = await makeParent();
    await rm(join(state, 'checkpoints', id, 'manifest.json'));
    await expect(findParent(catalog, id, tree.root)).rejects.toMatchObject({ reason: 'CHECKPOINT_DAMAGED' });
    await rm(join(state, 'checkpoints', id), { recursive: true });
    await expect(findParent(catalog, id, tree.root)).rejects.toMatchObject({
      reason: 'CHECKPOINT_NOT_FOUND',
    });
  });

  it.each([
    ['another kernel', { kernel: '3.2.0' }, 'under kernel 3.2.0 of '],
    ['another host', { name: 'elsewhere' }, ' of elsewhere'],
    ['this kernel before the last boot', {}, 'before its last boot'],
  ])('is none of %s', async (_, differing, said) => {
    const bootId = '1f0c6b7e-8d3a-4a55-9f6f-0d9d5f1f7c11';
    const id = await makeParent({ host: { ...facts().host, bootId, ...differing } });
    await expect(findParent(catalog, id, tree.root)).rejects.toMatchObject({
      reason: 'PARENT_OF_OTHER_KERNEL',
      message: expect.stringContaining(said),
      metadata: { checkpoint: id },
      cure: expect.stringContaining('leave the parent out'),
    });
  });

  it('is none of another process, also of one that had the same pid or began in the same tick', async () => {
    const { pid, startTime, processes } = facts().tree;
    const others = [
      { pid: process.pid, startTime: String(treeOf(process.pid).root.startTime), processes },
      { pid, startTime: String(BigInt(startTime) - 1n), processes },
      { pid: pid + 1, startTime, processes },
      { pid, startTime: `0${startTime}`, processes },
    ];
    for (const other of others) {
      const id = await makeParent({ tree: other });
      await expect(findParent(catalog, id, tree.root)).rejects.toMatchObject({
        reason: 'PARENT_OF_OTHER_TREE',
        message: expect.stringContaining(`of process ${other.pid}, started at ${other.startTime}`),
        metadata: { checkpoint: id },
      });
    }
  });

  it('is none that was made without counting changes, or does not say so', async () => {
    const { memoryTracked: _, ...silent } = facts();
    const withoutWord = await makeCheckpoint(catalog, undefined, silent);
    await catalog.tracking.countFrom(withoutWord.manifest.id, tree.processes);
    for (const id of [await makeParent({ memoryTracked: false }), withoutWord.manifest.id]) {
      await expect(findParent(catalog, id, tree.root)).rejects.toMatchObject({
        reason: 'PARENT_NOT_TRACKED',
        metadata: { checkpoint: id },
      });
    }
  });

  it('is none of which the marks were taken away since, also by a pre-dump that came to nothing', async () => {
    const id = await makeParent();
    expect(() => refuseOutdated(catalog, id)).not.toThrow();
    await catalog.tracking.restart(trackedProcesses(tree));
    const outdated = { reason: 'PARENT_OUTDATED', metadata: { checkpoint: id } };
    await expect(findParent(catalog, id, tree.root)).rejects.toMatchObject(outdated);
    expect(() => refuseOutdated(catalog, id)).toThrow(expect.objectContaining(outdated));

    const newer = await makeParent();
    await expect(findParent(catalog, newer, tree.root)).resolves.toBeDefined();
    await expect(findParent(catalog, id, tree.root)).rejects.toMatchObject(outdated);
  });

  it('is none without the parents that it has itself', async () => {
    const first = await makeCheckpoint(catalog, undefined, facts());
    const second = await makeCheckpoint(catalog, first, facts());
    const { id } = second.manifest;
    await catalog.tracking.countFrom(id, tree.processes);
    await expect(findParent(catalog, id, tree.root)).resolves.toEqual(second);
    await rename(join(state, 'checkpoints', first.manifest.id), join(state, 'away'));
    await expect(findParent(catalog, id, tree.root)).rejects.toMatchObject({
      reason: 'PARENT_MISSING',
      metadata: { checkpoint: id, parent: first.manifest.id },
    });
  });
});

describe('the processes whose marks a checkpoint takes away', () => {
  it('are those of the tree, and all above it, who may have it in theirs', () => {
    const tracked = trackedProcesses(tree).map(({ pid }) => pid);
    expect(tracked[0]).toBe(child.pid);
    expect(tracked.slice(0, 2)).toEqual([child.pid, process.pid]);
    expect(tracked).toContain(process.ppid);
    expect(new Set(tracked).size).toBe(tracked.length);
  });

  it('make a checkpoint of a tree around this one no longer the newest, and one of it neither', async () => {
    const around = treeOf(process.pid);
    const id = await makeParent();
    await catalog.tracking.countFrom('around', around.processes);
    // Of the outer tree only its root is known to be there for sure.
    await catalog.tracking.countFrom('root of it', [around.root]);
    await catalog.tracking.restart(trackedProcesses(tree));
    for (const each of [id, 'around', 'root of it']) {
      expect(catalog.tracking.isNewest(each), each).toBe(false);
    }
  });
});
