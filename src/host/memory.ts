import { readFile } from 'node:fs/promises';
import { statusFields } from './process.js';

/** What memory a process has, in bytes. */
export interface MemoryFacts {
  /** VmSize: all of its address space. */
  readonly virtual: number;
  /** VmRSS: what lies in memory now. */
  readonly resident: number;
  /** Private_Dirty: written by it and shared with nobody; CRIU has to write at least this. */
  readonly privateDirty: number;
  /** RssShmem: shared anonymous memory, tmpfs and SysV segments. */
  readonly shared: number;
  /** AnonHugePages: in transparent huge pages, of which one write changes 2 MiB. */
  readonly hugePages: number;
  /** VmSwap: anonymous memory that has been swapped out, which CRIU reads back. */
  readonly swapped: number;
}

/**
 * The memory of a process, from status and smaps_rollup. Undefined for one
 * without memory: a zombie, a kernel thread, or gone. Where criud may not read
 * smaps_rollup, or the kernel has none (before 4.14), privateDirty is RssAnon
 * and hugePages 0.
 */
export async function readMemory(pid: number): Promise<MemoryFacts | undefined> {
  const [status, rollup] = await Promise.all([
    readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''),
    readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => ''),
  ]);
  const fields = statusFields(status);
  const details = statusFields(rollup);
  if (!fields.has('VmSize')) return undefined;
  return {
    virtual: bytes(fields.get('VmSize')),
    resident: bytes(fields.get('VmRSS')),
    privateDirty: bytes(details.get('Private_Dirty') ?? fields.get('RssAnon')),
    shared: bytes(fields.get('RssShmem')),
    hugePages: bytes(details.get('AnonHugePages')),
    swapped: bytes(fields.get('VmSwap')),
  };
}

/** `1234 kB` in bytes: the kernel's kB are 1024 of them. */
function bytes(field: string | undefined): number {
  return Number.parseInt(field ?? '0', 10) * 1024;
}

/** MemAvailable and SwapFree of the host, in bytes: what processes can still get before it swaps, and by swapping. */
export async function readAvailableMemory(): Promise<{ readonly free: number; readonly swap: number }> {
  const fields = statusFields(await readFile('/proc/meminfo', 'utf8'));
  return { free: bytes(fields.get('MemAvailable')), swap: bytes(fields.get('SwapFree')) };
}
