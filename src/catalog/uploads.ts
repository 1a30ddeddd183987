import { mkdirSync } from 'node:fs';
import { lstat, mkdir, readdir, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, invalidRequest, storageFailure } from '../failure/index.js';
import type { ArchiveReceiver, UploadLimits, Uploads } from './archive.js';
import { parseIndex } from './archive-index.js';
import { layOut } from './archive-layout.js';
import { openReceiver, type UploadMemory } from './archive-receiver.js';
import type { Catalog } from './catalog.js';
import { SWEEP } from './draft.js';
import { TAR_BLOCK } from './tar-header.js';
import { type UploadFolder, uploadFolder } from './upload-folder.js';
import { headBytes, UPLOAD_LIMITS } from './upload-limits.js';
import { checkpointsHere, findStanding } from './upload-standing.js';

/** Milliseconds after which nobody is expected to go on with an upload. */
const IDLE = 24 * 60 * 60 * 1_000;

/** Milliseconds between two looks for idle uploads. */
const LOOK = 60 * 60 * 1_000;

/**
 * Opens the archives that come to the catalogue of a state directory: the folder
 * `uploads/` in it. Those that are idle or broken are removed.
 *
 * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
 */
export async function openUploads(
  catalog: Catalog,
  state: string,
  given: UploadLimits = {},
): Promise<Uploads> {
  const limits = { ...UPLOAD_LIMITS, ...given };
  const uploads = join(state, 'uploads');
  const memories = new Map<string, UploadMemory>();
  /** Those that come now; undefined for one that is being opened. */
  const coming = new Map<string, ArchiveReceiver | undefined>();
  const claimed = new Map<string, string>();

  try {
    // The asynchronous one takes a full disk for a missing folder.
    mkdirSync(uploads, { recursive: true, mode: 0o700 });
    await sweep();
  } catch (cause) {
    throw storageFailure(`The uploads in ${uploads} cannot be used`, state, cause);
  }
  const clock = setInterval(() => sweep().catch(() => {}), LOOK);
  clock.unref();

  async function sweep(): Promise<void> {
    for (const name of await readdir(uploads)) {
      const path = join(uploads, name);
      const first = await lstat(join(path, 'first')).catch(() => undefined);
      const { mtimeMs } = await lstat(path);
      if (coming.has(name) || (isDigest(name) && first?.isFile() && Date.now() - mtimeMs < IDLE)) continue;
      // Nobody begins to go on with it meanwhile.
      coming.set(name, undefined);
      await rm(path, SWEEP).finally(() => coming.delete(name));
      memories.delete(name);
    }
  }

  function folderOf(digest: string): UploadFolder {
    if (isDigest(digest)) return uploadFolder(join(uploads, digest));
    throw invalidRequest([{ field: 'digest', description: 'must be 64 hexadecimal digits' }]);
  }

  function claim(digest: string, ids: readonly string[]): Disposable {
    const rival = ids.map((id) => claimed.get(id)).find((other) => other !== undefined);
    if (rival !== undefined) throw busy(rival);
    for (const id of ids) claimed.set(id, digest);
    return {
      [Symbol.dispose]() {
        for (const id of ids) claimed.delete(id);
      },
    };
  }

  async function refuseTooMany(digest: string): Promise<void> {
    if (coming.size > limits.atATime) throw tooMany(limits.atATime, 'are coming');
    const others = (await readdir(uploads)).filter((name) => name !== digest);
    if (others.length >= limits.uploads) throw tooMany(limits.uploads, 'have been begun');
  }

  return {
    async state(digest) {
      const folder = folderOf(digest);
      const receiver = coming.get(digest);
      if (receiver !== undefined) return { received: receiver.received, total: receiver.total };
      return standingOf(digest, folder, catalog, limits);
    },
    async receive(digest) {
      const folder = folderOf(digest);
      if (coming.has(digest)) throw busy(digest);
      coming.set(digest, undefined);
      try {
        await refuseTooMany(digest);
        const memory = memories.get(digest) ?? { right: new Set() };
        memories.set(digest, memory);
        const path = join(uploads, digest);
        await mkdir(path, { recursive: true, mode: 0o700 });
        await touch(path);
        const receiver = await openReceiver({
          ...{ digest, state, folder, memory, catalog, limits },
          claim: (ids) => claim(digest, ids),
        });
        coming.set(digest, receiver);
        return {
          get received() {
            return receiver.received;
          },
          get total() {
            return receiver.total;
          },
          get checkpoints() {
            return receiver.checkpoints;
          },
          write: (offset, data) => receiver.write(offset, data),
          complete: () => receiver.complete(),
          async [Symbol.asyncDispose]() {
            try {
              await receiver[Symbol.asyncDispose]();
            } finally {
              if (coming.get(digest) === receiver) coming.delete(digest);
              if (!(await touch(path))) memories.delete(digest);
            }
          },
        };
      } catch (cause) {
        coming.delete(digest);
        if (cause instanceof Failure) throw cause;
        throw storageFailure('An archive could not be taken', state, cause);
      }
    },
    async discard(digest) {
      const folder = folderOf(digest);
      if (coming.has(digest)) throw busy(digest);
      coming.set(digest, undefined);
      try {
        await folder.remove();
        memories.delete(digest);
      } catch (cause) {
        throw storageFailure('An upload could not be removed', state, cause);
      } finally {
        coming.delete(digest);
      }
    },
    [Symbol.dispose]: () => clearInterval(clock),
  };
}

/** By sizes alone: whoever goes on with it looks closer. */
async function standingOf(
  digest: string,
  folder: UploadFolder,
  catalog: Catalog,
  limits: Required<UploadLimits>,
): Promise<{ readonly received: number; readonly total: number }> {
  try {
    const head = await folder.readFirst();
    if (headBytes(head, digest, limits) !== head.length) return { received: head.length, total: 0 };
    const manifests = parseIndex(head.subarray(TAR_BLOCK), digest);
    const layout = layOut(manifests);
    const here = await checkpointsHere(catalog, manifests);
    const { at, within } = await findStanding(folder, layout, here, async () => true);
    return { received: (layout.segments[at]?.offset ?? layout.bytes) + within, total: layout.bytes };
  } catch {
    // It is thrown away as soon as somebody goes on with it.
    return { received: 0, total: 0 };
  }
}

/** Notes that somebody works on it. @returns whether it is there. */
async function touch(path: string): Promise<boolean> {
  const now = new Date();
  return utimes(path, now, now).then(
    () => true,
    () => false,
  );
}

function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

function busy(digest: string): Failure {
  return new Failure('UPLOAD_BUSY', 'The archive, or another one with a checkpoint of it, is just coming.', {
    metadata: { archive: digest },
    cure: 'Wait until that upload has ended; then see whether the checkpoint is here.',
  });
}

function tooMany(most: number, what: string): Failure {
  return new Failure('TOO_MANY_OPERATIONS', `As many as ${most} uploads ${what}.`, {
    metadata: { most: String(most) },
    cure: 'Try again when one of them has ended; DeleteUpload removes one that nobody goes on with.',
  });
}
