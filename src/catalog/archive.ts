import type { StoredCheckpoint } from './stored-checkpoint.js';

/** Bytes of a piece of an archive at most. Measured: less costs time, more costs memory and no time less. */
export const ARCHIVE_CHUNK = 256 * 1024;

/**
 * A checkpoint and its parents as one file: docs/archive.md. Its bytes are the
 * same whenever it is opened. Disposing ends the lease on what is in it.
 */
export interface Archive extends Disposable {
  /** SHA-256 of the first entry, in hexadecimal: it tells an archive from every other one. */
  readonly digest: string;
  readonly bytes: number;
  /** Ids, the oldest first. */
  readonly checkpoints: readonly string[];
  /**
   * The bytes from an offset on, in pieces of at most ARCHIVE_CHUNK, each in a
   * buffer of its own.
   *
   * @param offset from 0 to `bytes`
   * @throws Failure CHECKPOINT_DAMAGED when a file has become shorter or longer.
   */
  read(offset: number, signal: AbortSignal): AsyncIterable<Uint8Array>;
}

/**
 * Archives that come, each by its digest. What has come outlives criud. Disposing
 * stops the clock by which those are removed that nobody goes on with.
 */
export interface Uploads extends Disposable {
  /**
   * How much has come; nothing of an archive that nobody has sent. A checkpoint
   * that is here already has come.
   */
  state(digest: string): Promise<{ readonly received: number; readonly total: number }>;
  /**
   * Takes an archive from where it stands. After a criud that has ended, all
   * that came to it is read again: what is not right has not come.
   *
   * @throws Failure UPLOAD_BUSY while another one takes it, or an archive with
   *   one of its checkpoints; ARCHIVE_TOO_LARGE where there are too many uploads;
   *   DISK_FULL
   */
  receive(digest: string): Promise<ArchiveReceiver>;
  /** @throws Failure UPLOAD_BUSY */
  discard(digest: string): Promise<void>;
}

/** One archive that comes. Disposing closes its files and keeps what has come. */
export interface ArchiveReceiver extends AsyncDisposable {
  /** Where the next bytes belong. Checkpoints that are here already are passed over. */
  readonly received: number;
  /** Of the whole archive; 0 until that is known. */
  readonly total: number;
  /** Ids of what is in it, the oldest first; none until that is known. */
  readonly checkpoints: readonly string[];
  /**
   * @param offset where the data belong: at `received`, or before it, and then
   *   what has come already is passed over
   * @throws Failure UPLOAD_OFFSET_WRONG; ARCHIVE_DAMAGED, ARCHIVE_TOO_LARGE,
   *   CHECKPOINT_EXISTS and PARENT_MISSING, after which what has come is thrown
   *   away; UPLOAD_BUSY; DISK_FULL. After a failure it takes no more.
   */
  write(offset: number, data: Uint8Array): Promise<void>;
  /**
   * Brings the checkpoints into the catalogue, on the disk, the oldest first; to
   * be called when `received` is `total`. Those that were there are returned too.
   *
   * @throws Failure CHECKPOINT_EXISTS, PARENT_MISSING, DISK_FULL
   */
  complete(): Promise<readonly StoredCheckpoint[]>;
}

/** What is taken of archives that come from elsewhere. */
export interface UploadLimits {
  /** Of an archive. Default 1 TiB. */
  readonly bytes?: number;
  /** In an archive. Default 1000. */
  readonly checkpoints?: number;
  /** In an archive. Default 50,000. */
  readonly files?: number;
  /** Of the first entry. It is held in memory. Default 16 MiB. */
  readonly indexBytes?: number;
  /** Archives of which something has come, and not all. Default 32. */
  readonly uploads?: number;
  /** Archives that come at a time. Default 8. */
  readonly atATime?: number;
}
