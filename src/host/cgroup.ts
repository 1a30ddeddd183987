import { readProcFile } from './proc-file.js';

/** Reads a file to its text; undefined when it is not there or may not be read. */
type ReadText = (path: string) => string | undefined;

/**
 * The directory of the frozen cgroup that a process is in, of cgroup v1 or v2;
 * undefined when it is in none, or criud does not see the cgroup.
 */
export function frozenCgroupOf(pid: number, read: ReadText = readQuietly): string | undefined {
  const memberships = read(`/proc/${pid}/cgroup`) ?? '';
  const mounts = (read('/proc/self/mountinfo') ?? '').split('\n').flatMap(parseCgroupMount);
  for (const line of memberships.split('\n')) {
    const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (controllers === undefined || path === undefined) continue;
    const unified = controllers === '';
    if (!unified && !controllers.split(',').includes('freezer')) continue;
    for (const mount of mounts.filter((one) => one.unified === unified)) {
      const directory = directoryOf(mount, path);
      if (directory === undefined) continue;
      const frozen = unified
        ? /^frozen 1$/m.test(read(`${directory}/cgroup.events`) ?? '')
        : /^FR(?:OZEN|EEZING)$/m.test(read(`${directory}/freezer.state`) ?? '');
      if (frozen) return directory;
    }
  }
  return undefined;
}

interface CgroupMount {
  readonly unified: boolean;
  /** Which cgroup is mounted there: `/`, or that of the container. */
  readonly root: string;
  readonly directory: string;
}

/** A mount of cgroup v2, or of v1's freezer, from a line of mountinfo. */
function parseCgroupMount(line: string): CgroupMount[] {
  const [mount = '', fileSystem = ''] = line.split(' - ');
  const [, , , root = '/', directory = ''] = mount.split(' ');
  const [type, , options = ''] = fileSystem.split(' ');
  if (type === 'cgroup2') return [{ unified: true, root, directory }];
  if (type === 'cgroup' && options.split(',').includes('freezer'))
    return [{ unified: false, root, directory }];
  return [];
}

function directoryOf(mount: CgroupMount, path: string): string | undefined {
  if (mount.root === '/') return `${mount.directory}${path === '/' ? '' : path}`;
  if (path !== mount.root && !path.startsWith(`${mount.root}/`)) return undefined;
  return `${mount.directory}${path.slice(mount.root.length)}`;
}

function readQuietly(path: string): string | undefined {
  try {
    return readProcFile(path);
  } catch {
    return undefined;
  }
}
