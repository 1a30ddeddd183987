import type { BigIntStats } from 'node:fs';
import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { isClosed, isGone, numbersIn } from './proc-file.js';
import { isRemoved } from './removed-file.js';

/** An open file of a process, from /proc/PID/fd and /proc/PID/fdinfo. */
export interface OpenFile {
  readonly fd: number;
  /** What the link says: a path, `socket:[INODE]`, `pipe:[INODE]`, `anon_inode:[eventfd]`. */
  readonly link: string;
  /** The file itself; only for links that are paths, and while it can be asked. */
  readonly status?: BigIntStats;
  /** No name leads to it any more, though other links may be left: see `status.nlink`. */
  readonly removed: boolean;
  /** The lines of fdinfo; none for sockets, of which it tells nothing. */
  readonly info: readonly FileInfoLine[];
}

export interface FileInfoLine {
  readonly key: string;
  readonly value: string;
}

/**
 * The open files of a process. Undefined where criud may not see them; those
 * that are closed while it looks are left out, and none are left when the
 * process goes. Asks file systems, so it may take as long as they do.
 */
export async function readOpenFiles(pid: number): Promise<OpenFile[] | undefined> {
  let names: string[];
  try {
    names = await readdir(`/proc/${pid}/fd`);
  } catch (error) {
    if (isGone(error)) return [];
    if (isClosed(error)) return undefined;
    throw error;
  }
  const files: OpenFile[] = [];
  for (const fd of numbersIn(names)) {
    const file = await readOpenFile(pid, fd);
    if (file !== undefined) files.push(file);
  }
  return files;
}

/** The first value that fdinfo has for a key: `flags`, `mnt_id`, `tty-index`, `Pid`. */
export function infoValue(file: OpenFile, key: string): string | undefined {
  return file.info.find((line) => line.key === key)?.value;
}

/** The inode of a socket by its link; undefined for every other file. */
export function socketInode(file: OpenFile): bigint | undefined {
  const inode = /^socket:\[(\d+)\]$/.exec(file.link)?.[1];
  return inode === undefined ? undefined : BigInt(inode);
}

/** The major and minor number of a device number as stat gives it. */
export function deviceNumbers(device: bigint): { readonly major: number; readonly minor: number } {
  return {
    major: Number(((device >> 8n) & 0xfffn) | ((device >> 32n) & 0xfffff000n)),
    minor: Number((device & 0xffn) | ((device >> 12n) & 0xffffff00n)),
  };
}

/** How open files are named in findings: `fd 5 → /var/log/a.log`, `fds 0, 1, 2 → /dev/pts/3`. */
export function describeFiles(files: readonly OpenFile[], what = files[0]?.link ?? ''): string {
  const fds = files.map((file) => file.fd);
  const shown = fds.slice(0, 8).join(', ') + (fds.length > 8 ? `, … (${fds.length})` : '');
  return `${fds.length === 1 ? 'fd' : 'fds'} ${shown} → ${what}`;
}

async function readOpenFile(pid: number, fd: number): Promise<OpenFile | undefined> {
  const path = `/proc/${pid}/fd/${fd}`;
  try {
    const link = await readlink(path);
    if (link.startsWith('socket:')) return { fd, link, removed: false, info: [] };
    const info = parseFileInfo(await readFile(`/proc/${pid}/fdinfo/${fd}`, 'utf8'));
    if (!link.startsWith('/')) return { fd, link, removed: false, info };
    // The link is followed inside the kernel: this asks the open file, whatever its name now leads to.
    const status = await stat(path, { bigint: true });
    return { fd, link, info, status, removed: await isRemoved(pid, link, status) };
  } catch {
    // Closed meanwhile, or a file system that does not answer for it: nothing can be said about it.
    return undefined;
  }
}

function parseFileInfo(text: string): FileInfoLine[] {
  return text.split('\n').flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 0 ? [] : [{ key: line.slice(0, colon), value: line.slice(colon + 1).trim() }];
  });
}
