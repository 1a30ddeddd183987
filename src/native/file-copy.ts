import { addon } from './addon.js';
import { systemCall } from './system-call-error.js';

/**
 * Copies runs of bytes from one open file to another, before it returns: what it
 * is given at once should be no more than what the event loop can wait for.
 *
 * @param runs of each run where it is read, where it is written, and its length,
 *   in bytes
 * @throws SystemCallError ENODATA where the file that is read ends within a run,
 *   ENOSPC and others
 */
export function copyRuns(from: number, to: number, runs: Float64Array): void {
  systemCall(() => addon().copyRuns(from, to, runs));
}
