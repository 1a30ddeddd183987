import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { storageFailure } from '../failure/index.js';
import type { CheckpointIndex } from './checkpoint-index.js';
import type { CatalogFolders } from './draft.js';
import { flushFolder, listFiles } from './flush.js';
import type { Leases } from './lease.js';
import { isId } from './manifest.js';
import { exists, type Manifests } from './manifests.js';
import { inUse, notFound } from './refusals.js';
import { sizeOf } from './stored-checkpoint.js';
import type { Tracking } from './tracking.js';
import type { Turns } from './turns.js';

export interface RemovedCheckpoint {
  readonly id: string;
  /** Of its image files. */
  readonly bytes: number;
}

/** What of a catalogue takes part in a removal. */
export interface RemovalParts {
  readonly folders: CatalogFolders;
  readonly index: CheckpointIndex;
  readonly leases: Leases;
  readonly turns: Turns;
  readonly tracking: Tracking;
  readonly find: Manifests['find'];
}

/**
 * Removes a checkpoint and, where `cascade` says so, all that have pages in it
 * or in one of those: each only when none is left that has pages in it, so that
 * what is left is whole whenever this breaks off.
 *
 * Nothing is removed where it is refused. Between the last look and the first
 * removal nobody else gets to act: who reads, or makes a checkpoint over one of
 * these, holds a lease.
 *
 * @returns what was removed, in this order.
 * @throws Failure CHECKPOINT_NOT_FOUND, CHECKPOINT_IN_USE
 * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
 */
export async function removeCheckpoint(
  parts: RemovalParts,
  id: string,
  cascade: boolean,
): Promise<readonly RemovedCheckpoint[]> {
  const { folders, index, leases, turns, tracking } = parts;
  const { state, checkpoints, incoming } = folders;
  if (!isId(id)) throw notFound(id);
  await index.complete().catch((cause: unknown) => {
    throw storageFailure('The checkpoints could not be listed', state, cause);
  });
  await index.readAgain();
  if (!cascade) await dropUnusable(parts, index.childrenOf(id));
  if (!(await exists(join(checkpoints, id)))) throw notFound(id);

  // From here to the lock nothing is waited for.
  const child = index.childrenOf(id)[0];
  if (!cascade && child !== undefined) throw inUse(id, child);
  const goes = withDescendants(index, id);
  using _ = leases.exclude(goes);
  const removed: RemovedCheckpoint[] = [];
  for (const each of goes) {
    const place = join(checkpoints, each);
    // By way of incoming/, so that no half-removed folder is ever in the catalogue.
    const gone = join(incoming, randomUUID());
    const bytes = index.get(each)?.bytes ?? sizeOf(await listFiles(join(place, 'images')).catch(() => []));
    try {
      await turns.take(each, async () => {
        await rename(place, gone);
        index.drop(each);
        await flushFolder(checkpoints);
      });
      await rm(gone, { recursive: true, force: true });
    } catch (cause) {
      if (!(await exists(place)) && index.get(each) !== undefined) throw notFound(each);
      throw storageFailure(`Checkpoint ${each} could not be removed`, state, cause);
    }
    await tracking.forget(each);
    removed.push({ id: each, bytes });
  }
  return removed;
}

/** What cannot be read cannot be restored, and needs no parent. */
async function dropUnusable({ index, find }: RemovalParts, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const before = index.get(id);
    const isUsable = await find(id).then(
      (manifest) => manifest !== undefined,
      () => true,
    );
    // A manifest that was written meanwhile is in the index anew, with another summary.
    if (!isUsable && index.get(id) === before) index.drop(id);
  }
}

/** Each behind all that have pages in it. */
function withDescendants(index: CheckpointIndex, id: string): readonly string[] {
  // A set goes on to what is added to it, and a damaged chain that comes back to itself ends.
  const found = new Set([id]);
  for (const each of found) for (const child of index.childrenOf(each)) found.add(child);
  return [...found].reverse();
}
