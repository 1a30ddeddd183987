import { join } from 'node:path';
import { criu } from '../../../gen/criu/messages.js';
import { damaged, decodeRecord, type ImageRecord, readOnlyRecord, toCount } from './image-file.js';

/**
 * What a dump or pre-dump cost. CRIU counts microseconds in 32 bits, so that
 * every time starts again from 0 after 71 minutes. Pages are those of the host,
 * mostly 4096 bytes.
 */
export interface DumpStatistics {
  /** Until every task stood still. */
  readonly freezingMicroseconds: number;
  /**
   * While they stood still: until they ran again (pre-dump), or reached their
   * final state (dump, with every wait for an answer to a notification).
   */
  readonly frozenMicroseconds: number;
  /** Taking the memory out of the tasks. */
  readonly memoryDumpMicroseconds: number;
  /** Writing it to the images or to the page server. */
  readonly memoryWriteMicroseconds: number;
  /** Finding the paths of watched files. */
  readonly pathSearchMicroseconds: number;

  /** Private memory only, as all that does not say shared. */
  readonly pagesScanned: number;
  /** Left out, because the parent has them. */
  readonly pagesSkippedParent: number;
  readonly pagesWritten: number;
  /** Left with the source, to be fetched on demand. */
  readonly pagesLazy: number;

  /** Shared memory; 0 from a CRIU that does not count it. */
  readonly sharedPagesScanned: number;
  readonly sharedPagesSkippedParent: number;
  readonly sharedPagesWritten: number;
}

/** What a restore cost. Units as in DumpStatistics. */
export interface RestoreStatistics {
  readonly forkingMicroseconds: number;
  /** All of it, with the forking. */
  readonly restoreMicroseconds: number;
  /** Compared with the memory of the parent process, to share what is equal. */
  readonly pagesCompared: number;
  readonly pagesSkippedCow: number;
  readonly pagesRestored: number;
}

/**
 * Reads `stats-dump` of a work folder. CRIU writes it only where the operation
 * succeeded, and over that of the one before.
 *
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function readDumpStatistics(workFolder: string): Promise<DumpStatistics> {
  const { record, entry } = await readStatistics(join(workFolder, 'stats-dump'));
  const { dump } = entry;
  if (!dump) throw damaged(record.path, record.offset, 'has no statistics of a dump');
  const pages = (name: string, value: number | null | undefined) => toCount(record, name, value ?? 0);
  return {
    freezingMicroseconds: dump.freezingTime,
    frozenMicroseconds: dump.frozenTime,
    memoryDumpMicroseconds: dump.memdumpTime,
    memoryWriteMicroseconds: dump.memwriteTime,
    pathSearchMicroseconds: dump.irmapResolve ?? 0,
    pagesScanned: pages('pages_scanned', dump.pagesScanned),
    pagesSkippedParent: pages('pages_skipped_parent', dump.pagesSkippedParent),
    pagesWritten: pages('pages_written', dump.pagesWritten),
    pagesLazy: pages('pages_lazy', dump.pagesLazy),
    sharedPagesScanned: pages('shpages_scanned', dump.shpagesScanned),
    sharedPagesSkippedParent: pages('shpages_skipped_parent', dump.shpagesSkippedParent),
    sharedPagesWritten: pages('shpages_written', dump.shpagesWritten),
  };
}

/**
 * Reads `stats-restore` of a work folder.
 *
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function readRestoreStatistics(workFolder: string): Promise<RestoreStatistics> {
  const { record, entry } = await readStatistics(join(workFolder, 'stats-restore'));
  const { restore } = entry;
  if (!restore) throw damaged(record.path, record.offset, 'has no statistics of a restore');
  return {
    forkingMicroseconds: restore.forkingTime,
    restoreMicroseconds: restore.restoreTime,
    pagesCompared: toCount(record, 'pages_compared', restore.pagesCompared),
    pagesSkippedCow: toCount(record, 'pages_skipped_cow', restore.pagesSkippedCow),
    pagesRestored: toCount(record, 'pages_restored', restore.pagesRestored ?? 0),
  };
}

async function readStatistics(
  path: string,
): Promise<{ record: ImageRecord; entry: criu.images.stats_entry.$Properties }> {
  const record = await readOnlyRecord(path, 'stats');
  return { record, entry: decodeRecord(record, (bytes) => criu.images.stats_entry.decode(bytes)) };
}
