import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, storageFailure } from '../failure/index.js';
import { type CheckpointFilter, meets } from './checkpoint-filter.js';
import { openIndex, type Position } from './checkpoint-index.js';
import { alreadyHere } from './damage.js';
import { beginDraft, type Draft } from './draft.js';
import { keyMissing } from './encrypted-images.js';
import type { Keys } from './encryption/index.js';
import { flushFolder } from './flush.js';
import { type KeyRotation, rewrapped } from './key-rotation.js';
import { type Leases, openLeases } from './lease.js';
import { MANIFEST_FORMAT, type Manifest } from './manifest.js';
import { exists, openManifests } from './manifests.js';
import { type Decryption, type Extent, type PlainImages, plainImages, readImage } from './plain-images.js';
import { notFound, parentMissing } from './refusals.js';
import { type RemovedCheckpoint, removeCheckpoint } from './removal.js';
import { openRoom, type Room } from './room.js';
import { prepareFolders } from './state-folder.js';
import { type StoredCheckpoint, stored } from './stored-checkpoint.js';
import type { CheckpointSummary } from './summary.js';
import { openTracking, type Tracking } from './tracking.js';
import { openTurns } from './turns.js';
import { openWorkingArea, type WorkFolder } from './working-area.js';

/** The checkpoints of this host: every folder below `checkpoints/` is whole. */
export interface Catalog {
  /** From which checkpoint of a tree on the changes of its memory are counted. */
  readonly tracking: Tracking;
  /** What is free for images. */
  readonly room: Room;
  /** Who reads what: it is not removed meanwhile. */
  readonly leases: Leases;
  /** Where images are plain while an operation needs them so; empty where new checkpoints are not encrypted. */
  readonly workingArea: readonly string[];
  /**
   * Begins a checkpoint, in a place where nobody takes it for one.
   *
   * @param parent has the pages that the new one leaves out; it is not removed
   *   before the draft is disposed.
   * @param expected bytes of the images, about: what is known to fit is plain in
   *   memory only.
   * @throws Failure CHECKPOINT_NOT_FOUND when the parent has been removed.
   * @throws Failure ENCRYPTION_KEY_MISSING where the parent is encrypted, and what
   *   chain() throws.
   * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
   */
  begin(parent?: StoredCheckpoint, expected?: number): Promise<Draft>;
  /**
   * @throws Failure CHECKPOINT_NOT_FOUND
   * @throws Failure CHECKPOINT_DAMAGED when there is no manifest of it that can be read.
   */
  get(id: string): Promise<StoredCheckpoint>;
  /**
   * The checkpoints that meet a filter, the newest first, from memory. One whose
   * manifest cannot be used is not among them. The first call has all manifests
   * read, and waits for that.
   *
   * @throws Failure STATE_DIRECTORY_UNUSABLE when they could not be listed.
   */
  list(filter: CheckpointFilter, page: Page): Promise<ListedCheckpoints>;
  /**
   * Takes a folder into the catalogue by one rename, as one that comes from
   * elsewhere. All of it must be on the disk; its parent must be here.
   *
   * @param place has images/, work/ and manifest.json, on the disk of the state.
   * @throws Failure CHECKPOINT_EXISTS, PARENT_MISSING
   * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
   */
  adopt(place: string, manifest: Manifest): Promise<StoredCheckpoint>;
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
   * @param signal stops the decryption; its reason is thrown.
   * @param extent `without-pages` spares what an encrypted file of pages has in it:
   *   there is one of its size. Default `whole`.
   * @throws Failure ENCRYPTION_KEY_MISSING, CHECKPOINT_DAMAGED, DISK_FULL
   */
  plainImages(
    chain: readonly StoredCheckpoint[],
    signal?: AbortSignal,
    extent?: Extent,
  ): Promise<PlainImages>;
  /**
   * One image file as CRIU wrote it, in memory.
   *
   * @throws Failure ENCRYPTION_KEY_MISSING
   * @throws Failure CHECKPOINT_DAMAGED also when it has more than 256 MiB.
   */
  readImage(checkpoint: StoredCheckpoint, name: string): Promise<Buffer>;
  /**
   * Wraps the keys of encrypted checkpoints anew with the current one. Where it
   * breaks off, what has been done is done, and the rest is for the next time.
   *
   * @throws Failure ENCRYPTION_KEY_MISSING without keys; DISK_FULL or
   *   STATE_DIRECTORY_UNUSABLE
   */
  rotateKeys(): Promise<KeyRotation>;
  /**
   * Adds what is known only after the commit: what CRIU measured, and digests.
   * A checkpoint is whole without it, and its tree may be dead by now: where the
   * disk does not take it, the manifest on the disk stays as it was. What else
   * has been changed in the manifest since then stays too.
   */
  amend(
    checkpoint: StoredCheckpoint,
    facts: Partial<Pick<Manifest, 'statistics' | 'files'>>,
  ): Promise<StoredCheckpoint>;
  /**
   * Changes the labels of a checkpoint. They are on the disk when this returns,
   * and the same as before when it throws.
   *
   * @param change gets those that it has, and what it throws is thrown.
   * @throws Failure CHECKPOINT_NOT_FOUND, CHECKPOINT_DAMAGED
   * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
   */
  label(id: string, change: (labels: Manifest['labels']) => Manifest['labels']): Promise<StoredCheckpoint>;
  /**
   * Takes a checkpoint out of the catalogue and removes it.
   *
   * @param options.cascade also all that have pages in it, in it or in one of
   *   those; each only after those that have pages in it. Default false.
   * @returns what was removed, in this order.
   * @throws Failure CHECKPOINT_NOT_FOUND
   * @throws Failure CHECKPOINT_IN_USE when it is the parent of another and
   *   `cascade` is not set, and when one of them is leased: then nothing is removed.
   * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
   */
  remove(id: string, options?: { readonly cascade?: boolean }): Promise<readonly RemovedCheckpoint[]>;
  /** Calls the listener whenever a checkpoint has been committed. */
  onCommit(listener: () => void): void;
  /**
   * A new empty folder for a piece of work.
   *
   * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
   */
  makeWorkFolder(name: string): Promise<WorkFolder>;
}

/** A part of a list. */
export interface Page {
  /** At most so many. */
  readonly size: number;
  /** Behind this one. Default: from the first on. */
  readonly after?: Position;
}

export interface ListedCheckpoints {
  readonly checkpoints: readonly CheckpointSummary[];
  /** There is at least one more behind these. */
  readonly more: boolean;
}

export interface CatalogSettings {
  /** Default: new checkpoints are not encrypted. */
  readonly keys?: Keys;
  /** Where images are plain while an operation needs them so. Default: memory, else the disk. */
  readonly workingArea?: string;
  /** Bytes of the disk that stay free whatever is dumped. Default 0. */
  readonly keepFree?: number;
}

/**
 * Opens the catalogue below a folder, which it makes if need be. What an
 * earlier criud had begun and not committed is removed.
 *
 * @throws Failure STATE_DIRECTORY_UNUSABLE when it cannot be written, or when
 *   others than its owner can, or can read it: who puts images there decides what is
 *   restored, and images hold the memory of processes.
 * @throws Failure DISK_FULL
 */
export async function openCatalog(folder: string, settings: CatalogSettings = {}): Promise<Catalog> {
  const { work, ...folders } = await prepareFolders(folder);
  const { checkpoints } = folders;
  const tracking = await openTracking(join(folder, 'tracking'));
  const leases = openLeases();
  const room = openRoom(folder, settings.keepFree ?? 0);
  const { keys, workingArea } = settings;
  const decryption: Decryption | undefined = keys && {
    keys,
    area: await openWorkingArea({ state: folder, ...(workingArea && { folder: workingArea }), room }),
  };

  const turns = openTurns();
  const { get, find, chain, rewrite } = openManifests(folders, turns, (manifest) => index.put(manifest));
  const index = openIndex({ names: () => readdir(checkpoints), read: find });
  const committed: (() => void)[] = [];

  /** @throws Failure CHECKPOINT_NOT_FOUND */
  async function leaseParent(id: string | undefined, reader: string): Promise<Disposable> {
    const lease = leases.take(id === undefined ? [] : [id], reader);
    // It may have been removed before the lease was there.
    if (id === undefined || (await exists(join(checkpoints, id)))) return lease;
    lease[Symbol.dispose]();
    throw notFound(id);
  }

  return {
    tracking,
    room,
    leases,
    workingArea: decryption?.area.places ?? [],
    async begin(parent, expected) {
      const lease = await leaseParent(parent?.manifest.id, 'a dump over it');
      try {
        const parents = parent === undefined ? [] : await chain(parent);
        for (const { manifest } of keys === undefined ? parents : []) {
          if (manifest.encryption) throw keyMissing(manifest.id, manifest.encryption.keyId, 'is not here');
        }
        const encryption = decryption && { ...decryption, ...(expected !== undefined && { expected }) };
        const draft = await beginDraft(folders, parents, encryption);
        return {
          ...draft,
          async commit(facts, durability) {
            const checkpoint = await draft.commit(facts, durability).catch(async (error: unknown) => {
              // It may have been in its place for a moment, and have been read there.
              if (!(await exists(join(checkpoints, draft.id)))) index.drop(draft.id);
              throw error;
            });
            index.put(checkpoint.manifest);
            for (const listener of committed) listener();
            return checkpoint;
          },
          async [Symbol.asyncDispose]() {
            lease[Symbol.dispose]();
            await draft[Symbol.asyncDispose]();
          },
        };
      } catch (error) {
        lease[Symbol.dispose]();
        throw error;
      }
    },
    async list(filter, { size, after }) {
      await index.complete().catch((cause: unknown) => {
        throw storageFailure('The checkpoints could not be listed', folder, cause);
      });
      const found: CheckpointSummary[] = [];
      for (const checkpoint of index.from(after)) {
        if (!meets(checkpoint, filter)) continue;
        if (found.length === size) return { checkpoints: found, more: true };
        found.push(checkpoint);
      }
      return { checkpoints: found, more: false };
    },
    plainImages: (links, signal, extent) => plainImages(links, decryption, signal, extent),
    readImage: (checkpoint, name) => readImage(checkpoint, name, keys),
    async rotateKeys() {
      if (keys === undefined) throw noKeys();
      const rotated: string[] = [];
      const skipped: string[] = [];
      for (const id of await readdir(checkpoints)) {
        try {
          const { encryption } = (await get(id)).manifest;
          if (encryption === undefined || encryption.keyId === keys.current.id) continue;
          await rewrite(id, (manifest) => rewrapped(manifest, keys));
          rotated.push(id);
        } catch (error) {
          const reason = error instanceof Failure ? error.reason : undefined;
          if (reason === 'ENCRYPTION_KEY_MISSING' || reason === 'CHECKPOINT_DAMAGED') skipped.push(id);
          // Removed meanwhile, it needs no key.
          else if (reason !== 'CHECKPOINT_NOT_FOUND') throw error;
        }
      }
      return { rotated, skipped };
    },
    get,
    chain,
    async adopt(place, manifest) {
      const { id, parent } = manifest;
      const target = join(checkpoints, id);
      using _lease = await leaseParent(parent, 'a checkpoint that comes over it').catch(() => {
        throw parentMissing(id, parent ?? '');
      });
      if (await exists(target)) throw alreadyHere(id);
      try {
        await rename(place, target);
        index.put(manifest);
        await flushFolder(checkpoints);
      } catch (cause) {
        throw storageFailure(`Checkpoint ${id} could not be taken in`, folder, cause);
      }
      for (const listener of committed) listener();
      return stored(target, manifest);
    },
    async amend(checkpoint, facts) {
      const { id } = checkpoint.manifest;
      return rewrite(id, (manifest) => ({ ...manifest, ...facts })).catch(() => ({
        ...checkpoint,
        manifest: { ...checkpoint.manifest, ...facts, format: MANIFEST_FORMAT },
      }));
    },
    label: (id, change) => rewrite(id, (manifest) => ({ ...manifest, labels: change(manifest.labels) })),
    remove: (id, { cascade = false } = {}) =>
      removeCheckpoint({ folders, index, leases, turns, tracking, find }, id, cascade),
    onCommit: (listener) => void committed.push(listener),
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

function noKeys(): Failure {
  return new Failure('ENCRYPTION_KEY_MISSING', 'criud has no keys with which it could wrap others.', {
    cure: 'Start criud with --keys or --keys-command.',
  });
}
