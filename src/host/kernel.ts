import { hostname, machine, release } from 'node:os';
import { readProcFile } from './proc-file.js';

/**
 * The kernel option without which the memory a task has written cannot be
 * tracked, so that there are no pre-dumps and no chains. Whether it is on is
 * CRIU's to say, by its feature check `mem_track`: /proc does not tell.
 */
export const SOFT_DIRTY_KERNEL_OPTION = 'CONFIG_MEM_SOFT_DIRTY';

/** Which kernel, in which run of which machine. */
export interface KernelFacts {
  /** As `uname -r` says. */
  readonly release: string;
  /** As `uname -m` says: x86_64, aarch64. */
  readonly architecture: string;
  readonly hostname: string;
  /** Another one after each boot; pids and start times mean something only together with it. */
  readonly bootId: string;
}

/** What is known of the running kernel. */
export function readKernel(): KernelFacts {
  return {
    release: release(),
    architecture: machine(),
    hostname: hostname(),
    bootId: (readProcFile('/proc/sys/kernel/random/boot_id') ?? '').trim(),
  };
}
