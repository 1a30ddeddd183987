import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** Where our CRIU processes look for the programs that they run (iptables, ip, tar). */
export const SEARCH_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Whether CRIU would find a program of this name. */
export function isOnSearchPath(program: string): boolean {
  return SEARCH_PATH.split(':').some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
