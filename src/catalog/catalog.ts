import { mkdirSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, storageFailure } from '../failure/index.js';
import { damaged } from './damage.js';
import { beginDraft, type Draft, SWEEP } from './draft.js';
import { flushFolder, writeNew } from './flush.js';
import { type Leases, openLeases } from './lease.js';
import { isId, type Manifest, parseManifest } from './manifest.js';
import { type PlainImages, plainImages } from './plain-images.js';
import { openRoom, type Room } from './room.js';
import { type StoredCheckpoint, stored, textOf } from './stored-checkpoint.js';
import { openTracking, type Tracking } from './tracking.js';

/** The checkpoints of this host: every folder below `checkpoints/` is whole. */
export interface Catalog {
  /** From which checkpoint of a tree on the changes of its memory are counted. */
  readonly tracking: Tracking;
  /** What is free for images. */
  readonly room: Room;
  /** Who reads what: it is not removed meanwhile. */
  readonly leases: Leases;
  /**
   * Begins a checkpoint, in a place where nobody takes it for one.
   *
   * @param parent has the pages that the new one leaves out.
   * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
   */
  begin(parent?: StoredCheckpoint): Promise<Draft>;
  /**
   * @throws Failure CHECKPOINT_NOT_FOUND
   * @throws Failure CHECKPOINT_DAMAGED when there is no manifest of it that can be read.
   */
  get(id: string): Promise<StoredCheckpoint>;
  /**
   * The checkpoint itself, its parent, the parent of that, and so on to the one
   * that has none: all that a restore reads.
   *
   * @throws Failure PARENT_MISSING when one of them is not here.
   * @throws Failure CHECKPOINT_DAMAGED as get() does, or when a chain has no end.
   */
  chain(checkpoint: StoredCheckpoint): Promise<readonly StoredCheckpoint[]>;
  /**
   * The images of a checkpoint and its parents as CRIU reads them. They must not
   * be written; a lease on all of them is the caller's to hold.
   *
   * @param chain the checkpoint itself first, as from chain()
   * @throws Failure ENCRYPTION_KEY_MISSING, CHECKPOINT_DAMAGED, DISK_FULL
   */
  plainImages(chain: readonly StoredCheckpoint[]): Promise<PlainImages>;
  /**
   * Adds what is known only after the commit: what CRIU measured, and digests.
   * A checkpoint is whole without it, and its tree may be dead by now: where the
   * disk does not take it, the manifest on the disk stays as it was.
   */
  amend(
    checkpoint: StoredCheckpoint,
    facts: Partial<Pick<Manifest, 'statistics' | 'files'>>,
  ): Promise<StoredCheckpoint>;
  /**
   * Takes a checkpoint out of the catalogue and removes it.
   *
   * @throws Failure CHECKPOINT_NOT_FOUND
   * @throws Failure CHECKPOINT_IN_USE when it is the parent of another, or is leased.
   * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
   */
  remove(id: string): Promise<void>;
  /**
   * A new empty folder for a piece of work.
   *
   * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
   */
  makeWorkFolder(name: string): Promise<WorkFolder>;
}

/** A folder that is removed when it is disposed. */
export interface WorkFolder extends AsyncDisposable {
  readonly folder: string;
}

export interface CatalogSettings {
  /** Bytes of the disk that stay free whatever is dumped. Default 0. */
  readonly keepFree?: number;
}

/**
 * Opens the catalogue below a folder, which it makes if need be. What an
 * earlier criud had begun and not committed is removed.
 *
 * @throws Failure STATE_DIRECTORY_UNUSABLE when it cannot be written, or when
 *   others than its owner can: who puts images there decides what is restored.
 * @throws Failure DISK_FULL
 */
export async function openCatalog(folder: string, settings: CatalogSettings = {}): Promise<Catalog> {
  const checkpoints = join(folder, 'checkpoints');
  const incoming = join(folder, 'incoming');
  const work = join(folder, 'work');
  try {
    // The asynchronous one takes a full disk for a missing folder.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    await refuseIfOthersCanWrite(folder);
    for (const place of [incoming, work]) await rm(place, SWEEP);
    for (const place of [checkpoints, incoming, work]) {
      mkdirSync(place, { recursive: true });
      // Images hold the memory of processes; also in a folder that somebody else has made.
      await chmod(place, 0o700);
    }
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw storageFailure(`The state directory ${folder} cannot be used`, folder, cause);
  }

  const tracking = await openTracking(join(folder, 'tracking'));
  const leases = openLeases();

  async function get(id: string): Promise<StoredCheckpoint> {
    const place = join(checkpoints, id);
    const path = join(place, 'manifest.json');
    if (!isId(id) || !(await exists(place))) throw notFound(id);
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (cause) {
      throw damaged(id, 'manifest.json', 'cannot be read', cause);
    }
    const manifest = parseManifest(text, path);
    if (manifest.id !== id) throw damaged(id, 'manifest.json', 'is that of another checkpoint');
    return stored(place, manifest);
  }

  /** A checkpoint that has this one as its parent. */
  async function childOf(id: string): Promise<string | undefined> {
    for (const other of await readdir(checkpoints)) {
      // What cannot be read cannot be restored, and needs no parent.
      const child = await get(other).catch(() => undefined);
      if (child?.manifest.parent === id) return other;
    }
    return undefined;
  }

  async function chain(checkpoint: StoredCheckpoint): Promise<readonly StoredCheckpoint[]> {
    const links = [checkpoint];
    for (let { parent } = checkpoint.manifest; parent !== undefined; ) {
      const { id } = checkpoint.manifest;
      if (links.some(({ manifest }) => manifest.id === parent)) {
        throw damaged(id, 'manifest.json', `has a chain of parents that comes back to ${parent}`);
      }
      const missing = parent;
      const link = await get(parent).catch((cause: unknown) => {
        const isGone = cause instanceof Failure && cause.reason === 'CHECKPOINT_NOT_FOUND';
        throw isGone ? parentMissing(id, missing) : cause;
      });
      links.push(link);
      parent = link.manifest.parent;
    }
    return links;
  }

  return {
    tracking,
    room: openRoom(folder, settings.keepFree ?? 0),
    leases,
    begin: (parent) => beginDraft({ state: folder, checkpoints, incoming }, parent),
    plainImages,
    get,
    chain,
    async amend(checkpoint, facts) {
      const manifest = { ...checkpoint.manifest, ...facts };
      const path = join(checkpoints, manifest.id, 'manifest.json');
      const written = `${path}.new`;
      try {
        await rm(written, { force: true });
        // Flushed before it takes the place of one that is: else a loss of power could leave neither.
        await writeNew(written, textOf(manifest), { flush: true });
        await rename(written, path);
      } catch {
        await rm(written, { force: true }).catch(() => {});
      }
      return { ...checkpoint, manifest };
    },
    async remove(id) {
      if (!isId(id) || !(await exists(join(checkpoints, id)))) throw notFound(id);
      const child = await childOf(id);
      if (child !== undefined) throw inUse(id, child);
      const reader = leases.readerOf(id);
      if (reader !== undefined) throw isRead(id, reader);
      try {
        // By way of incoming/, so that no half-removed folder is ever in the catalogue.
        await rename(join(checkpoints, id), join(incoming, id));
        await flushFolder(checkpoints);
        await rm(join(incoming, id), { recursive: true, force: true });
      } catch (cause) {
        throw storageFailure(`Checkpoint ${id} could not be removed`, folder, cause);
      }
      await tracking.forget(id);
    },
    async makeWorkFolder(name) {
      const place = join(work, name);
      try {
        await mkdir(place, { mode: 0o700 });
      } catch (cause) {
        throw storageFailure('A work folder could not be made', folder, cause);
      }
      return { folder: place, [Symbol.asyncDispose]: () => rm(place, { recursive: true, force: true }) };
    },
  };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** @throws Failure STATE_DIRECTORY_UNUSABLE */
async function refuseIfOthersCanWrite(folder: string): Promise<void> {
  const { uid, mode } = await stat(folder);
  const ours = uid === process.geteuid?.() || uid === 0;
  if (ours && (mode & 0o022) === 0) return;
  throw new Failure('STATE_DIRECTORY_UNUSABLE', `Others can write to the state directory ${folder}.`, {
    metadata: { directory: folder, uid: String(uid), mode: (mode & 0o7777).toString(8).padStart(4, '0') },
    cure: 'Make it belong to the user of criud and take the right to write from group and others (chmod 0700).',
  });
}

function notFound(id: string): Failure {
  // What has not the form of an id may be anything, of any length.
  const name = isId(id) ? id : 'of this name';
  return new Failure('CHECKPOINT_NOT_FOUND', `There is no checkpoint ${name} on this host.`, {
    ...(isId(id) && { metadata: { checkpoint: id } }),
    cure: 'Names of checkpoints come from the operation that made them.',
  });
}

function inUse(id: string, child: string): Failure {
  return new Failure('CHECKPOINT_IN_USE', `Checkpoint ${id} has pages of checkpoint ${child}.`, {
    metadata: { checkpoint: id, child },
    cure: 'Remove the other checkpoint first, if nobody needs it any more.',
  });
}

function isRead(id: string, reader: string): Failure {
  return new Failure('CHECKPOINT_IN_USE', `Checkpoint ${id} is being read by ${reader}.`, {
    metadata: { checkpoint: id, reader },
    cure: 'Remove it when that has ended, or cancel it first.',
  });
}

function parentMissing(id: string, parent: string): Failure {
  return new Failure('PARENT_MISSING', `Checkpoint ${id} needs the pages of ${parent}, which is not here.`, {
    metadata: { checkpoint: id, parent },
    cure: 'Bring the missing checkpoint back from a copy: without it this one cannot be restored.',
  });
}
