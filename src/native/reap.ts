import { addon } from './addon.js';
import { systemCall } from './system-call-error.js';

/**
 * What became of a child: it is dead and reaped, with its status as wait(2)
 * encodes it (exit code in bits 8 to 15, signal in bits 0 to 6).
 */
export interface Reaped {
  readonly status: number;
}

/**
 * Reaps one child if it is dead; never waits. For orphans that the kernel gave
 * to this process, as it does to a process 1. Not for children that
 * child_process has started: Node would never learn of their exit.
 *
 * @throws SystemCallError EINVAL when `pid` is not positive
 */
export function reap(pid: number): 'not-a-child' | 'running' | Reaped {
  const status = systemCall(() => addon().reap(pid));
  if (status === null) return 'not-a-child';
  return status === undefined ? 'running' : { status };
}
