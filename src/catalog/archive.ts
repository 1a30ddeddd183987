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
   * The bytes from an offset on, in pieces of at most ARCHIVE_CHUNK. A piece is
   * valid until the next one is asked for.
   *
   * @throws Failure CHECKPOINT_DAMAGED when a file has become shorter or longer.
   */
  read(offset: number, signal: AbortSignal): AsyncIterable<Uint8Array>;
}

/** Archives that come, each by its digest. What has come outlives criud. */
export interface Uploads {
  /** How much has come; nothing of an archive that nobody has sent. */
  state(digest: string): Promise<{ readonly received: number; readonly total: number }>;
  /**
   * Takes an archive from where it stands.
   *
   * @throws Failure UPLOAD_BUSY while another one takes it; DISK_FULL
   */
  receive(digest: string): Promise<ArchiveReceiver>;
  /** @throws Failure UPLOAD_BUSY */
  discard(digest: string): Promise<void>;
}

/** One archive that comes. Disposing closes its files and keeps what has come. */
export interface ArchiveReceiver extends AsyncDisposable {
  readonly received: number;
  /** Of the whole archive; 0 until that is known. */
  readonly total: number;
  /**
   * @param offset where the data belong: at `received`
   * @throws Failure UPLOAD_OFFSET_WRONG; ARCHIVE_DAMAGED, ARCHIVE_TOO_LARGE,
   *   CHECKPOINT_EXISTS and PARENT_MISSING, after which what has come is thrown
   *   away; DISK_FULL
   */
  write(offset: number, data: Uint8Array): Promise<void>;
  /**
   * Brings the checkpoints into the catalogue, on the disk, the oldest first; to
   * be called when `received` is `total`. Those that were there are returned too.
   *
   * @throws Failure ARCHIVE_DAMAGED, DISK_FULL
   */
  complete(): Promise<readonly StoredCheckpoint[]>;
}
