import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where an administrator's programs are, whatever criud was started with. */
const STANDARD = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Where our CRIU processes, and we ourselves, look for the programs that are run (iptables, ip, tar), as a PATH. */
export function searchPath(): string {
  const ours = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  return [...new Set([...STANDARD, ...ours])].join(delimiter);
}

/** Whether CRIU would find a program of this name. */
export function isOnSearchPath(program: string): boolean {
  return searchPath()
    .split(delimiter)
    .some((folder) => {
      try {
        accessSync(join(folder, program), constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
