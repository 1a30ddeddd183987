import { mkdirSync } from 'node:fs';
import { type FileHandle, link, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { flushFolder } from '../catalog/index.js';
import { Failure, storageFailure } from '../failure/index.js';
import {
  FIRST_LINE,
  type FoundRecord,
  findRecords,
  type LostStretch,
  lineOf,
  PORTION_BYTES,
} from './record-line.js';

export type { LostStretch } from './record-line.js';

/**
 * An append-only file of records, a line of text for each, that tells damage
 * from records (record-line.ts has the form).
 */
export interface RecordFile {
  /** The whole records that were there when the file was opened, in order: what JSON.parse gave. */
  readonly records: readonly unknown[];
  /**
   * What was there and is no part of `records`; it is not in the file any more.
   * Where that was more than a torn tail, the file as it was found is kept
   * beside it as `<name>.lost-<time>`. A torn tail is what a crash in the middle
   * of an append leaves: without the end of a line, up to the end of the file.
   */
  readonly lost: readonly LostStretch[];
  /** Bytes of the file now. */
  readonly size: number;
  /**
   * Appends records in one write. Resolves when they are written; with `flush`,
   * when they and all before them are on the disk. Calls made while something
   * is under way are written together, in the order of the calls, and succeed or
   * fail together.
   *
   * @throws TypeError for what JSON has no form for.
   * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE: none of the records
   *   is in the file. When it was the flush that failed, nobody knows what is on
   *   the disk, and trying again could succeed without writing anything: this
   *   and all further calls fail with the same failure until replace() succeeds.
   *   So they do when a failed write could not be taken back.
   */
  append(records: readonly unknown[], options: { readonly flush: boolean }): Promise<void>;
  /**
   * Replaces all that was appended before by these records, which must not
   * change until it settles, and flushes them. What is appended meanwhile comes
   * after them. A crash leaves the old file or the new one.
   *
   * @throws TypeError for what JSON has no form for: the old file stays in use.
   * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE: the old file stays in
   *   use. When the new one was in its place already and only its name could not
   *   be flushed, that one is in use, and append() fails as after a failed flush.
   */
  replace(records: readonly unknown[]): Promise<void>;
  /** Waits for what is under way and closes; it is the last call. */
  close(): Promise<void>;
}

/** A file that is open for appending. */
interface OpenFile {
  readonly handle: FileHandle;
  readonly size: number;
  /** The number of the next record. */
  readonly next: number;
}

/** Appends that are written together. */
interface Group {
  readonly texts: string[];
  flush: boolean;
  written: Promise<void>;
}

const ANY_FIRST_LINE = /^criud journal (\d+)\n/;
const NEWLINE = 0x0a;

/**
 * Opens a file of records, which it makes if need be with its folder. Takes a
 * torn tail off; a file that is damaged elsewhere is written anew. Nobody else
 * may have the file open: the lock of the state directory sees to that.
 *
 * @param options.replacer gives what JSON has no form for one, as in JSON.stringify.
 * @returns the owner of the open file, who closes it.
 * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE, the latter also for a
 *   file of a later version; the file stays as it is.
 */
export async function openRecordFile(
  path: string,
  options: { readonly replacer?: (key: string, value: unknown) => unknown } = {},
): Promise<RecordFile> {
  const folder = dirname(path);
  const { records, lost, file } = await openWhole(path);
  let current = file;
  /** Why nothing can be appended until the file is replaced. */
  let broken: Failure | undefined;
  let lastTurn: Promise<void> = Promise.resolve();
  let closed: Promise<void> | undefined;
  /** Not begun yet, and the last in the queue: more can join. */
  let joinable: Group | undefined;

  function textOf(record: unknown): string {
    // Typed as a string always, JSON.stringify gives nothing for undefined and functions.
    const text: string | undefined = JSON.stringify(record, options.replacer);
    if (text === undefined) throw new TypeError('JSON has no form for the record');
    return text;
  }

  function queue(work: () => Promise<void>): Promise<void> {
    joinable = undefined;
    const done = lastTurn.then(work);
    lastTurn = done.catch(() => {});
    return done;
  }

  function refuseClosed(): void {
    if (closed !== undefined) throw new Failure('STATE_DIRECTORY_UNUSABLE', `${path} has been closed.`);
  }

  async function write({ texts, flush }: Group): Promise<void> {
    if (broken) throw broken;
    const { handle, size, next } = current;
    const bytes = Buffer.concat(texts.map((text, index) => lineOf(next + index, text)));
    let flushing = false;
    try {
      await writeAt(handle, bytes, size);
      flushing = flush;
      if (flush) await handle.datasync();
    } catch (cause) {
      const failure = storageFailure(`The file ${path} could not be written`, folder, cause);
      if (flushing) broken = failure;
      await handle.truncate(size).catch(() => {
        broken = failure;
      });
      throw failure;
    }
    current = { handle, size: size + bytes.length, next: next + texts.length };
  }

  return {
    records,
    lost,
    get size() {
      return current.size;
    },
    async append(added, { flush }) {
      refuseClosed();
      const texts = added.map(textOf);
      if (joinable === undefined) {
        const group: Group = { texts: [], flush: false, written: Promise.resolve() };
        group.written = queue(() => {
          if (joinable === group) joinable = undefined;
          return write(group);
        });
        joinable = group;
      }
      for (const text of texts) joinable.texts.push(text);
      joinable.flush ||= flush;
      await joinable.written;
    },
    async replace(all) {
      refuseClosed();
      await queue(async () => {
        try {
          const old = current.handle;
          current = await writeWhole(path, all, textOf);
          // It has no name any more: whatever comes of closing it, nothing is lost.
          await old.close().catch(() => {});
        } catch (cause) {
          if (cause instanceof TypeError) throw cause;
          throw storageFailure(`The file ${path} could not be replaced`, folder, cause);
        }
        try {
          await flushFolder(folder);
        } catch (cause) {
          broken = storageFailure(`The file ${path} could not be flushed`, folder, cause);
          throw broken;
        }
        broken = undefined;
      });
    },
    close() {
      closed ??= queue(() => current.handle.close());
      return closed;
    },
  };
}

/** Reads a file, and opens it with nothing in it but what is whole. */
async function openWhole(path: string): Promise<Pick<RecordFile, 'records' | 'lost'> & { file: OpenFile }> {
  const folder = dirname(path);
  let file: OpenFile | undefined;
  try {
    // The asynchronous one takes a full disk for a missing folder.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return Buffer.alloc(0);
      throw error;
    });
    const { found, lost } = await findRecords(bytes);
    const version = Number(ANY_FIRST_LINE.exec(bytes.toString('latin1', 0, 40))?.[1]);
    if (found.length === 0 && version > 1) {
      throw new Failure(
        'STATE_DIRECTORY_UNUSABLE',
        `A later criud has written ${path} (version ${version}).`,
        {
          cure: 'Start the later criud again, or name another state directory with --state.',
          metadata: { directory: folder },
        },
      );
    }
    await rm(`${path}.new`, { force: true });

    const tail = lost.at(-1);
    const torn = tail !== undefined && tail.offset > 0 && !bytes.includes(NEWLINE, tail.offset);
    const damaged = lost.length > (torn ? 1 : 0);
    const size = torn ? tail.offset : bytes.length;
    if (damaged || size === 0) {
      const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
      const jsonOf = ({ start, end }: FoundRecord) => bytes.toString('utf8', start, end);
      file = await writeWhole(path, found, jsonOf, damaged ? `${path}.lost-${time}` : undefined);
    } else {
      file = { handle: await open(path, 'r+'), size, next: (found.at(-1)?.number ?? -1) + 1 };
      if (torn) await file.handle.truncate(size);
    }
    await flushFolder(folder);
    return { records: found.map(({ value }) => value), lost, file };
  } catch (cause) {
    await file?.handle.close().catch(() => {});
    if (cause instanceof Failure) throw cause;
    throw storageFailure(`The file ${path} cannot be used`, folder, cause);
  }
}

/** Writes a file under another name, flushes it, and renames it; flushing the names is left to the caller. */
async function writeWhole<T>(
  path: string,
  records: readonly T[],
  textOf: (record: T) => string,
  keepOldAs?: string,
): Promise<OpenFile> {
  const handle = await open(`${path}.new`, 'w', 0o600);
  try {
    let size = 0;
    let portion: Buffer[] = [FIRST_LINE];
    let portionBytes = FIRST_LINE.length;
    for (const [number, record] of records.entries()) {
      const line = lineOf(number, textOf(record));
      portion.push(line);
      portionBytes += line.length;
      if (portionBytes < PORTION_BYTES) continue;
      await writeAt(handle, Buffer.concat(portion), size);
      size += portionBytes;
      portion = [];
      portionBytes = 0;
    }
    await writeAt(handle, Buffer.concat(portion), size);
    await handle.sync();
    // A second name needs no room on the disk.
    if (keepOldAs !== undefined) await link(path, keepOldAs);
    await rename(`${path}.new`, path);
    return { handle, size: size + portionBytes, next: records.length };
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(`${path}.new`, { force: true }).catch(() => {});
    throw error;
  }
}

/** A write may take less than it is given, as the last one before the disk is full does. */
async function writeAt(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
