import type { BigIntStats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { isClosed, isGone } from './proc-file.js';
import { DELETED, isRemoved } from './removed-file.js';

/** A piece of a process's memory that has a name, from /proc/PID/maps. */
export interface Mapping {
  /** Where it lies, as in /proc/PID/map_files: `7f10a000-7f10b000`. */
  readonly range: string;
  readonly shared: boolean;
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
    if (known === undefined || (mapping.shared && !known.shared)) byFile.set(key, mapping);
  }
  return Promise.all(
    [...byFile.values()].map(async (mapping) => {
      if (!mapping.name.endsWith(DELETED) && !mapping.name.startsWith('/dev/')) return mapping;
      const status = await stat(`/proc/${pid}/map_files/${mapping.range}`, { bigint: true }).catch(
        () => undefined,
      );
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
    inode: BigInt(inode),
    name,
    removed: false,
  };
}
