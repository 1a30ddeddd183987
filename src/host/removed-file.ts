import type { BigIntStats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { errorCode } from './proc-file.js';

/** The mark the kernel puts behind the name of a file that has been removed. */
export const DELETED = ' (deleted)';

/**
 * Names that look like removed files and never were files: memory the kernel
 * keeps in one of its own file systems. CRIU dumps most of them as memory.
 */
const MEMORY = /^\/(memfd:|SYSV|dev\/zero \(deleted\)|anon_hugepage|\[aio\]|dmabuf:|drm mm object|i915)/;

/** Whether a name is one of memory and not of a file. */
export function isMemory(link: string): boolean {
  return MEMORY.test(link);
}

/**
 * Whether a process holds a file that its name does not lead to any more. The
 * mark alone does not say so: a file may really be called that.
 */
export async function isRemoved(pid: number, link: string, status: BigIntStats): Promise<boolean> {
  if (!link.endsWith(DELETED) || isMemory(link)) return false;
  if (status.nlink === 0n) return true;
  return lstat(`/proc/${pid}/root${link}`).then(
    () => false,
    (error: unknown) => errorCode(error) === 'ENOENT',
  );
}
