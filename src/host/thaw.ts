import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Thaws a frozen cgroup, with all that is in it: the cgroup itself or, where it
 * is frozen because one above it is, that one.
 *
 * @param directory as frozenCgroupOf gives it.
 * @returns the directory of the cgroup that was told to thaw; when that has
 *   happened is to be looked at.
 * @throws the error of the file system, EACCES or EROFS
 */
export function thawCgroup(directory: string): string {
  for (let current = directory; ; current = dirname(current)) {
    const unified = read(join(current, 'cgroup.freeze'));
    const legacy = read(join(current, 'freezer.self_freezing'));
    if (unified === '1') {
      writeFileSync(join(current, 'cgroup.freeze'), '0');
      return current;
    }
    if (legacy === '1') {
      writeFileSync(join(current, 'freezer.state'), 'THAWED');
      return current;
    }
    // Above the hierarchy: it thaws at this moment, or criud does not see the cgroup that froze it.
    if (unified === undefined && legacy === undefined) return directory;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
