import { mkdirSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { storageFailure } from '../failure/index.js';

/** A process for as long as a host runs. */
export interface TrackedProcess {
  readonly pid: number;
  /** Clock ticks after boot. */
  readonly startTime: bigint;
}

/**
 * From which checkpoint of a tree on the changes of its memory are counted.
 *
 * The kernel keeps one mark for each page, `soft-dirty`, and every pre-dump
 * takes the marks away. So only the newest can be a parent: over an older one a
 * dump would leave out what changed between the two, and a restore would bring
 * back old memory without a word. A pre-dump that failed has taken the marks
 * away too. It is remembered in files, because criud may be started again
 * meanwhile; they need not outlive the host, which the processes do not either.
 */
export interface Tracking {
  /**
   * Marks of these processes are about to be taken away: from now on no
   * checkpoint that has one of them is the newest.
   *
   * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE; then nothing may be
   *   taken away.
   */
  restart(processes: readonly TrackedProcess[]): Promise<void>;
  /** Changes of these processes are counted from this checkpoint on. */
  countFrom(checkpoint: string, processes: readonly TrackedProcess[]): Promise<void>;
  /** There is no such checkpoint any more. */
  forget(checkpoint: string): Promise<void>;
  /** Whether changes are still counted from this checkpoint on, as far as criud has had a hand in it. */
  isNewest(checkpoint: string): boolean;
}

/** Behind the name of a record that may not be whole. */
const UNFINISHED = '.new';

/** Opens the record in a folder, which it makes if need be. */
export async function openTracking(folder: string): Promise<Tracking> {
  const newest = new Map<string, ReadonlySet<string>>();
  try {
    // The asynchronous one takes a full disk for a missing folder.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const checkpoint of await readdir(folder)) {
      if (checkpoint.endsWith(UNFINISHED)) {
        await rm(join(folder, checkpoint), { force: true });
        continue;
      }
      const text = await readFile(join(folder, checkpoint), 'utf8');
      newest.set(checkpoint, new Set(text.split('\n')));
    }
  } catch (cause) {
    throw storageFailure(`The record of tracked memory in ${folder} cannot be used`, folder, cause);
  }

  return {
    async restart(processes) {
      const keys = processes.map(keyOf);
      for (const [checkpoint, its] of newest) {
        if (!keys.some((key) => its.has(key))) continue;
        newest.delete(checkpoint);
        await rm(join(folder, checkpoint), { force: true }).catch((cause: unknown) => {
          throw storageFailure('The record of tracked memory could not be changed', folder, cause);
        });
      }
    },
    async countFrom(checkpoint, processes) {
      const keys = processes.map(keyOf);
      newest.set(checkpoint, new Set(keys));
      const path = join(folder, checkpoint);
      try {
        // Whole or not at all: with a process missing, restart() would pass the checkpoint by.
        await writeFile(`${path}${UNFINISHED}`, keys.join('\n'), { mode: 0o600 });
        await rename(`${path}${UNFINISHED}`, path);
      } catch {
        // A record that cannot be kept is lost with this criud, and the next chain begins anew.
        await rm(`${path}${UNFINISHED}`, { force: true }).catch(() => {});
      }
    },
    async forget(checkpoint) {
      newest.delete(checkpoint);
      // One that stays is that of no checkpoint.
      await rm(join(folder, checkpoint), { force: true }).catch(() => {});
    },
    isNewest: (checkpoint) => newest.has(checkpoint),
  };
}

function keyOf({ pid, startTime }: TrackedProcess): string {
  return `${pid} ${startTime}`;
}
