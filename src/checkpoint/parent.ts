import { type Catalog, isEncrypted, type StoredCheckpoint, type TrackedProcess } from '../catalog/index.js';
import { Failure, invalidRequest } from '../failure/index.js';
import { type ProcessFacts, type ProcessTree, readKernel, readProcess } from '../host/index.js';
import type { CheckpointOptions } from './options.js';
import type { DumpFinalState } from './requests.js';
import { unsealParents } from './seal.js';

/**
 * Refuses what cannot be meant, or what would only do harm.
 *
 * @param finalState absent for a pre-dump.
 * @throws Failure INVALID_REQUEST
 */
export function refuseMemoryOptions(
  { trackMemory, autoDedup }: CheckpointOptions,
  hasParent: boolean,
  finalState?: DumpFinalState,
): void {
  if (autoDedup === true && !hasParent) {
    throw invalidRequest([
      { field: 'options.memory.auto_dedup', description: 'needs a parent, out of which pages could be cut' },
    ]);
  }
  const always = hasParent || finalState === undefined;
  if (trackMemory === false && always) {
    throw invalidRequest([
      {
        field: 'options.memory.track',
        description: 'must not be false: a pre-dump, and a dump with a parent, count changes of memory',
      },
    ]);
  }
  if (trackMemory === true && !always && finalState === 'dead') {
    throw invalidRequest([
      {
        field: 'options.memory.track',
        description: 'needs a final state other than DEAD: the memory of a dead tree does not change',
      },
    ]);
  }
}

/**
 * CRIU cuts pages out of the parents that it sees: of encrypted ones these are
 * not the files of the checkpoint.
 *
 * @param parent absent where it will be a checkpoint that is yet to be made.
 * @throws Failure INVALID_REQUEST
 */
export async function refuseCuttingEncrypted(
  catalog: Catalog,
  { autoDedup }: CheckpointOptions,
  parent: StoredCheckpoint | undefined,
): Promise<void> {
  if (autoDedup !== true) return;
  const encrypted =
    parent === undefined ? catalog.workingArea.length > 0 : isEncrypted(await catalog.chain(parent));
  if (!encrypted) return;
  throw invalidRequest([
    { field: 'options.memory.auto_dedup', description: 'cannot cut pages out of a parent that is encrypted' },
  ]);
}

/**
 * The checkpoint over which only the changes of a tree may be written.
 *
 * CRIU checks none of this. Over a wrong parent it leaves pages out that the
 * parent does not have, and the restored tree has the wrong memory.
 *
 * @throws Failure CHECKPOINT_NOT_FOUND, CHECKPOINT_DAMAGED or PARENT_MISSING
 *   when it is not here as a whole.
 * @throws Failure PARENT_OF_OTHER_KERNEL, PARENT_OF_OTHER_TREE,
 *   PARENT_NOT_TRACKED or PARENT_OUTDATED
 */
export async function findParent(
  catalog: Catalog,
  id: string,
  root: ProcessFacts,
): Promise<StoredCheckpoint> {
  const parent = await catalog.get(id);
  const { host, tree, memoryTracked } = parent.manifest;
  const { bootId, release, hostname } = readKernel();
  if (host.bootId !== bootId) {
    const where = `under kernel ${host.kernel} of ${host.name}`;
    const here = host.kernel === release && host.name === hostname ? 'before its last boot' : where;
    throw unusable(
      'PARENT_OF_OTHER_KERNEL',
      id,
      `was made ${here}, and not in this run of kernel ${release}`,
    );
  }
  if (tree.pid !== root.pid || tree.startTime !== String(root.startTime)) {
    const was = `of process ${tree.pid}, started at ${tree.startTime}`;
    const is = `process ${root.pid}, started at ${root.startTime}`;
    throw unusable('PARENT_OF_OTHER_TREE', id, `is ${was}, and not of ${is}`);
  }
  if (memoryTracked !== true) {
    throw unusable('PARENT_NOT_TRACKED', id, 'was made without counting the changes of memory from then on');
  }
  refuseOutdated(catalog, id);
  await catalog.chain(parent);
  return parent;
}

/**
 * To be called right before CRIU is told to take the marks of a tree away. Asks
 * the parent again: when it was found, another operation may have been about to
 * take them.
 *
 * @param cutsParents CRIU will cut pages out of the parents.
 * @throws Failure PARENT_OUTDATED
 * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE; then nothing may be
 *   taken away.
 */
export async function restartTracking(
  catalog: Catalog,
  tree: ProcessTree,
  parent: StoredCheckpoint | undefined,
  cutsParents: boolean,
): Promise<void> {
  if (parent !== undefined) {
    refuseOutdated(catalog, parent.manifest.id);
    if (cutsParents) await unsealParents(catalog, parent);
  }
  await catalog.tracking.restart(trackedProcesses(tree));
}

/** @throws Failure PARENT_OUTDATED when changes are not counted from this checkpoint on any more. */
export function refuseOutdated({ tracking }: Catalog, id: string): void {
  if (tracking.isNewest(id)) return;
  throw unusable('PARENT_OUTDATED', id, 'is not the one from which changes of memory are counted now');
}

/**
 * Every process whose marks of changed memory belong to a tree, and every one
 * that may have this tree in a tree of its own.
 */
export function trackedProcesses(tree: ProcessTree): readonly TrackedProcess[] {
  const ancestors: ProcessFacts[] = [];
  let above = readProcess(tree.root.parentPid);
  while (above !== undefined) {
    ancestors.push(above);
    above = readProcess(above.parentPid);
  }
  return [...tree.processes, ...ancestors];
}

function unusable(
  reason: 'PARENT_OF_OTHER_KERNEL' | 'PARENT_OF_OTHER_TREE' | 'PARENT_NOT_TRACKED' | 'PARENT_OUTDATED',
  id: string,
  why: string,
): Failure {
  return new Failure(reason, `Checkpoint ${id} cannot be the parent: it ${why}.`, {
    metadata: { checkpoint: id },
    cure: 'Name the newest pre-dump of this tree, or leave the parent out: then all memory is written.',
  });
}
