import type { BigIntStats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { isClosed, isGone } from './proc-file.js';
import { DELETED, isRemoved } from './removed-file.js';

/** A piece of a process's memory that has a name, from /proc/PID/maps. */
export interface Mapping {
  /** Where it lies, as in /proc/PID/map_files: `7f10a000-7f10b000`. */
  readonly range: string;
  readonly shared: boolean;
  /** What is written there goes into the file: shared, and may be written. Absent otherwise. */
  readonly written?: true;
  readonly inode: bigint;
  /** A path, perhaps with ` (deleted)`; `/SYSV00000000 (deleted)`, `anon_inode:[io_uring]`, `[uprobes]`. */
  readonly name: string;
  /** The mapped file itself; only where its name says it is deleted or a device, and criud may ask. */
  readonly status?: BigIntStats;
  /** No name leads to it any more, as far as `status` is there to tell. */
  readonly removed: boolean;
}

/**
 * The mappings of a process that have a name, one for each file. Undefined where
 * criud may not see them, none when the process has gone. Asks the memory of the
 * process and file systems, so it may take as long as they do.
 */
export async function readMappings(pid: number): Promise<Mapping[] | undefined> {
  let text: string;
  try {
    text = await readFile(`/proc/${pid}/maps`, 'utf8');
  } catch (error) {
    if (isGone(error)) return [];
    if (isClosed(error)) return undefined;
    throw error;
  }
  const byFile = new Map<string, Mapping>();
  for (const line of text.split('\n')) {
    const mapping = parseMapping(line);
    if (mapping === undefined) continue;
    const key = `${mapping.inode} ${mapping.name}`;
    const known = byFile.get(key);
    if (known === undefined || weightOf(mapping) > weightOf(known)) byFile.set(key, mapping);
  }
  return Promise.all(
    [...byFile.values()].map(async (mapping) => {
      if (!mapping.name.endsWith(DELETED) && !mapping.name.startsWith('/dev/')) return mapping;
      const status = await stat(mappedFile(pid, mapping), { bigint: true }).catch(() => undefined);
      if (status === undefined) return mapping;
      return { ...mapping, status, removed: await isRemoved(pid, mapping.name, status) };
    }),
  );
}

/** Parses a line of maps: `start-end perms offset device inode   name`. Undefined for one without a name. */
export function parseMapping(line: string): Mapping | undefined {
  const match = /^0*([0-9a-f]+)-0*([0-9a-f]+) (\S{4}) \S+ \S+ (\d+) +(.+)$/.exec(line);
  if (match === null) return undefined;
  const [, start = '', end = '', permissions = '', inode = '0', name = ''] = match;
  return {
    range: `${start}-${end}`,
    shared: permissions.endsWith('s'),
    ...(/^.w.s$/.test(permissions) && { written: true }),
    inode: BigInt(inode),
    name,
    removed: false,
  };
}

/** The mapped file itself, whatever its name leads to by now. To open it takes CAP_CHECKPOINT_RESTORE or CAP_SYS_ADMIN. */
export function mappedFile(pid: number, { range }: Pick<Mapping, 'range'>): string {
  return `/proc/${pid}/map_files/${range}`;
}

/** Of the mappings of a file the heaviest one stands for all. */
function weightOf({ shared, written }: Mapping): number {
  return (shared ? 1 : 0) + (written ? 1 : 0);
}
