import { readFileSync } from 'node:fs';
import { endianness, hostname, machine, release } from 'node:os';
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

/** AT_PAGESZ of getauxval(3). */
const PAGE_SIZE_KEY = 6n;

/** The bytes of a memory page, from the auxiliary vector of criud; 4096 where there is none to read. */
export function readPageBytes(): number {
  const vector = readFileSync('/proc/self/auxv');
  const words = vector.length / 8;
  const word = (index: number) =>
    endianness() === 'LE' ? vector.readBigUInt64LE(index * 8) : vector.readBigUInt64BE(index * 8);
  for (let index = 0; index + 1 < words; index += 2) {
    if (word(index) === PAGE_SIZE_KEY) return Number(word(index + 1));
  }
  return 4096;
}

/** No pid reaches this number: `kernel.pid_max`. */
export function readPidMax(): number {
  return Number(readProcFile('/proc/sys/kernel/pid_max') ?? 4_194_304);
}
