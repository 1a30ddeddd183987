import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Failure } from '../failure/index.js';
import type { Options } from './codec.js';
import { type CriuOperation, explain, type FailedRun } from './failure-table.js';
import { readLog } from './log.js';
import type { Outcome } from './session.js';

/** CRIU's log of an operation, in its work folder. */
export const LOG_NAME = 'criu.log';

/**
 * How much CRIU tells (its `log_level`): `debug` has the cause of a failure for
 * sure; `info` most often, without the lines that are written for each run of
 * pages; `warnings` has what CRIU itself calls an error.
 */
export type LogDetail = keyof typeof LOG_LEVELS;

const LOG_LEVELS = { warnings: 2, info: 3, debug: 4 } as const;

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
 * @param detail less than the default where a tree stands still and its memory is
 *   in many pieces: CRIU writes up to ten lines for each, line by line.
 */
export function openWorkArea(
  imagesFolder: string,
  workFolder: string,
  detail: LogDetail = 'debug',
): WorkArea {
  const images = openSync(imagesFolder, 'r');
  const work = openSync(workFolder, 'r');
  return {
    options: {
      imagesDirFd: images,
      workDirFd: work,
      logLevel: LOG_LEVELS[detail],
      logFile: LOG_NAME,
    },
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
