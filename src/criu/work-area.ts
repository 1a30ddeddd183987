import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Failure } from '../failure/index.js';
import type { Options } from './codec.js';
import { type CriuOperation, explain, type FailedRun } from './failure-table.js';
import { readLog } from './log.js';
import type { Outcome } from './session.js';

/** CRIU's log of an operation, in its work folder. */
export const LOG_NAME = 'criu.log';

/** Debug: the cause of a failure is often no more than an info line. */
const LOG_LEVEL = 4;

/** The folders of one operation, open, because CRIU takes them by descriptor. */
export interface WorkArea extends Disposable {
  /** What the request of the operation says about folders and log. */
  readonly options: Pick<Options, 'imagesDirFd' | 'workDirFd' | 'logLevel' | 'logFile'>;
  /**
   * Why the operation did not succeed, from CRIU's log, its last words, and
   * what a look at the host has added.
   */
  explain(
    operation: CriuOperation,
    outcome: Outcome,
    seen?: Pick<FailedRun, 'pid' | 'facts'>,
  ): Promise<Failure>;
}

/**
 * @param imagesFolder for the image files.
 * @param workFolder for the log and the statistics. Both stay the caller's, who
 *   disposes the area when CRIU has ended.
 */
export function openWorkArea(imagesFolder: string, workFolder: string): WorkArea {
  const images = openSync(imagesFolder, 'r');
  const work = openSync(workFolder, 'r');
  return {
    options: { imagesDirFd: images, workDirFd: work, logLevel: LOG_LEVEL, logFile: LOG_NAME },
    async explain(operation, outcome, seen = {}) {
      if (outcome.breach !== undefined) return outcome.breach;
      const log = await readLog(join(workFolder, LOG_NAME)).catch(() => undefined);
      return explain({
        ...seen,
        operation,
        ...(outcome.ending === undefined && { reply: outcome }),
        ...(outcome.ending && { ending: outcome.ending, stderr: outcome.ending.stderr }),
        ...(log && { log }),
      });
    },
    [Symbol.dispose]() {
      closeSync(images);
      closeSync(work);
    },
  };
}
