import { createHash, randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, rmdirSync } from 'node:fs';
import { readFile, realpath, rename, rm, stat, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Failure, storageFailure } from '../failure/index.js';
import { SWEEP } from './draft.js';
import { flushFolder, writeNew } from './flush.js';
import { openRoom, type Room } from './room.js';

/** The type of a file system that is memory: TMPFS_MAGIC of linux/magic.h. */
const TMPFS = 0x01021994;

/** Where criud looks for one when nobody names a place. */
const MEMORY = '/dev/shm';

/** Bytes of memory that stay free: what fills the last of it ends processes. */
const MEMORY_RESERVE = 256 * 1024 * 1024;

/** How much larger than the estimate images may become without filling the memory. */
const ESTIMATE_SLACK = 1.125;

/** In the state directory: the places that were ever used and may not be empty. */
const RECORD = 'working-areas.json';

/** A folder that is removed when it is disposed. */
export interface WorkFolder extends AsyncDisposable {
  readonly folder: string;
}

/**
 * The only place where images are plain when checkpoints are encrypted, and only
 * as long as an operation needs them there.
 */
export interface WorkingArea {
  /** Where folders are made, the first one first. */
  readonly places: readonly string[];
  /**
   * A new empty folder of mode 0700, and the promise of room for it.
   *
   * @param bytes that will be written there, about; undefined where nobody knows.
   * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
   */
  makeFolder(bytes?: number): Promise<WorkFolder>;
}

export interface WorkingAreaSettings {
  /** The state directory. */
  readonly state: string;
  /** A folder that all is below. Default: memory, where there is enough, else the disk of the state. */
  readonly folder?: string;
  /** What is free on the disk of the state. */
  readonly room: Room;
}

/**
 * Opens the area, after all that an earlier criud has left has been removed.
 *
 * @throws Failure STATE_DIRECTORY_UNUSABLE where a folder cannot be used, or where
 *   others could put another in its place.
 */
export async function openWorkingArea({ state, folder, room }: WorkingAreaSettings): Promise<WorkingArea> {
  const name = await placeName(state);
  const onDisk = join(state, 'work');
  const places: Place[] = [];
  if (folder === undefined) {
    const inMemory = join(MEMORY, name);
    if ((await isMemory(MEMORY)) && isOursOrFree(inMemory)) {
      places.push({ folder: inMemory, reserve: openMemoryRoom(MEMORY) });
    }
    places.push({ folder: onDisk, reserve: (bytes = 0) => room.reserve(bytes) });
  } else {
    await refuseIfOthersCanReplace(resolve(folder));
    const named = openRoom(
      resolve(folder),
      0,
      'Make room in the working area, or name another one with --work-area.',
    );
    places.push({ folder: join(resolve(folder), name), reserve: (bytes = 0) => named.reserve(bytes) });
  }
  // Written before the first use: what is not in it would not be found again.
  await writeRecord(
    state,
    places.map((place) => place.folder),
  );
  for (const place of places) {
    makePlace(place.folder);
    if (place.folder !== onDisk) removeIfEmpty(place.folder);
  }

  return {
    places: places.map((place) => place.folder),
    async makeFolder(bytes) {
      for (const place of places) {
        const promise = await place.reserve(bytes);
        if (promise === undefined) continue;
        const made = join(place.folder, randomUUID());
        try {
          // In one go: another operation may be about to remove the place as an empty one.
          makePlace(place.folder);
          mkdirSync(made, { mode: 0o700 });
        } catch (cause) {
          promise[Symbol.dispose]();
          if (cause instanceof Failure) throw cause;
          throw storageFailure('A folder for plain images could not be made', place.folder, cause);
        }
        return {
          folder: made,
          async [Symbol.asyncDispose]() {
            promise[Symbol.dispose]();
            await rm(made, SWEEP);
            if (place.folder !== onDisk) removeIfEmpty(place.folder);
          },
        };
      }
      throw new Error('the last place takes whatever comes');
    },
  };
}

/**
 * Removes what an earlier criud has left of plain images, be it that it worked
 * somewhere else than this one will.
 *
 * @throws Failure STATE_DIRECTORY_UNUSABLE where it cannot be removed.
 */
export async function sweepWorkingAreas(state: string): Promise<void> {
  const places = new Set([...(await readRecord(state)), join(MEMORY, await placeName(state))]);
  for (const place of places) {
    // What is somebody else's is nothing that criud has left.
    if (!isOursOrFree(place)) continue;
    await rm(place, SWEEP).catch((cause: unknown) => {
      throw storageFailure(`Plain images of an earlier criud in ${place} cannot be removed`, place, cause);
    });
  }
  await rm(join(state, RECORD), { force: true });
}

interface Place {
  readonly folder: string;
  /** Undefined where there is not enough room and another place has to do. */
  readonly reserve: (bytes?: number) => Promise<Disposable | undefined>;
}

/** One for each state directory, so that two criuds do not sweep each other's. */
async function placeName(state: string): Promise<string> {
  const hash = createHash('sha256').update(await realpath(state));
  return `criud-${process.geteuid?.() ?? 0}-${hash.digest('hex').slice(0, 16)}`;
}

async function isMemory(folder: string): Promise<boolean> {
  const facts = await statfs(folder).catch(() => undefined);
  return facts?.type === TMPFS;
}

/** Memory is for what is known to fit, with a reserve: all else on this host needs it too. */
function openMemoryRoom(folder: string): Place['reserve'] {
  let promised = 0;
  return async (bytes) => {
    if (bytes === undefined) return undefined;
    const needed = Math.ceil(bytes * ESTIMATE_SLACK);
    // Before the look: two that look at the same moment see each other.
    promised += needed;
    const facts = await statfs(folder).catch(() => undefined);
    const free = facts === undefined ? 0 : facts.bavail * facts.bsize;
    if (Math.min(free, process.availableMemory()) - promised < MEMORY_RESERVE) {
      promised -= needed;
      return undefined;
    }
    let kept = true;
    return {
      [Symbol.dispose]() {
        if (kept) promised -= needed;
        kept = false;
      },
    };
  };
}

/** Anybody can make a folder in /dev/shm: one that is there must be ours, and nobody else's to look into. */
function isOursOrFree(place: string): boolean {
  try {
    const { uid, mode } = lstatSync(place);
    // As a link it has other bits, and as a folder of others another owner.
    return (mode & 0o170077) === 0o040000 && uid === process.geteuid?.();
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
}

function makePlace(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw storageFailure(`The working area ${folder} cannot be made`, folder, cause);
  }
  if (!isOursOrFree(folder)) throw unusable(folder, 'belongs to others, or lets others in');
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Another operation is at work there.
  }
}

/** @throws Failure STATE_DIRECTORY_UNUSABLE */
async function refuseIfOthersCanReplace(folder: string): Promise<void> {
  const facts = await stat(folder).catch((cause: unknown) => {
    throw storageFailure(`The working area ${folder} cannot be used`, folder, cause);
  });
  if (!facts.isDirectory()) throw unusable(folder, 'is not a folder');
  const ours = facts.uid === 0 || facts.uid === process.geteuid?.();
  const isSticky = (facts.mode & 0o1000) !== 0;
  if (!ours || ((facts.mode & 0o022) !== 0 && !isSticky)) throw unusable(folder, 'can be changed by others');
}

async function readRecord(state: string): Promise<readonly string[]> {
  try {
    const value: unknown = JSON.parse(await readFile(join(state, RECORD), 'utf8'));
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

async function writeRecord(state: string, places: readonly string[]): Promise<void> {
  const path = join(state, RECORD);
  try {
    await rm(`${path}.new`, { force: true });
    await writeNew(`${path}.new`, `${JSON.stringify(places)}\n`, { flush: true });
    await rename(`${path}.new`, path);
    await flushFolder(state);
  } catch (cause) {
    throw storageFailure('The places of plain images could not be recorded', state, cause);
  }
}

function unusable(folder: string, why: string): Failure {
  return new Failure('STATE_DIRECTORY_UNUSABLE', `The working area ${folder} ${why}.`, {
    metadata: { directory: folder },
    cure: 'Name a folder with --work-area that belongs to the user of criud and that nobody else can write to.',
  });
}
