import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { storageFailure } from '../failure/index.js';

/** An upload that was begun at a store and is not complete. */
export interface PushRecord {
  /** By which the store knows it. */
  readonly upload: string;
  /** Of the archive. */
  readonly digest: string;
  readonly bytes: number;
  /** Bytes of every part but the last. */
  readonly partBytes: number;
}

/** What is known of the pushes of one checkpoint to one store, beyond the life of criud. */
export interface PushRecords {
  /** Undefined when nothing is known, or nothing that can be read. */
  read(): Promise<PushRecord | undefined>;
  /** @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE */
  write(record: PushRecord): Promise<void>;
  remove(): Promise<void>;
}

/** @param store a name that can be that of a folder */
export function openPushRecords(folder: string, store: string, checkpoint: string): PushRecords {
  const path = join(folder, store, `${checkpoint}.json`);
  return {
    async read() {
      try {
        return asRecord(JSON.parse(await readFile(path, 'utf8')));
      } catch {
        return undefined;
      }
    },
    async write(record) {
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        // Not flushed: after a loss of power the parts are sent again, and nothing else is lost.
        await writeFile(`${path}.new`, JSON.stringify(record), { mode: 0o600 });
        await rename(`${path}.new`, path);
      } catch (cause) {
        throw storageFailure('What was sent to a store cannot be kept in mind', folder, cause);
      }
    },
    remove: () => rm(path, { force: true }),
  };
}

function asRecord(value: unknown): PushRecord | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { upload, digest, bytes, partBytes } = value as Readonly<Record<string, unknown>>;
  if (typeof upload !== 'string' || typeof digest !== 'string') return undefined;
  if (typeof bytes !== 'number' || typeof partBytes !== 'number' || partBytes < 1) return undefined;
  return { upload, digest, bytes, partBytes };
}
