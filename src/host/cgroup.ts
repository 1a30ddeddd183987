import { readProcFile } from './proc-file.js';

/** Reads a file to its text; undefined when it is not there or may not be read. */
type ReadText = (path: string) => string | undefined;

/**
 * The directory of the frozen cgroup that a process is in, of cgroup v1 or v2;
 * undefined when it is in none, or criud does not see the cgroup.
 */
export function frozenCgroupOf(pid: number, read: ReadText = readQuietly): string | undefined {
  const mounts = (read('/proc/self/mountinfo') ?? '').split('\n').flatMap(parseCgroupMount);
  for (const { controllers, path } of readCgroups(pid, read)) {
    const unified = controllers.length === 0;
    if (!unified && !controllers.includes('freezer')) continue;
    for (const mount of mounts.filter((one) => one.unified === unified && canFreeze(one))) {
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

/** A cgroup that a process is in. */
export interface Cgroup {
  /** `cpu`, `name=systemd`: those of the hierarchy, in their order; none for cgroup v2. */
  readonly controllers: readonly string[];
  /** Within the hierarchy, as criud's cgroup namespace names it. */
  readonly path: string;
}

/** The cgroups of a process, one for each hierarchy; none when it has gone. */
export function readCgroups(pid: number, read: ReadText = readQuietly): Cgroup[] {
  return (read(`/proc/${pid}/cgroup`) ?? '').split('\n').flatMap((line) => {
    const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (controllers === undefined || path === undefined) return [];
    return [{ controllers: controllers === '' ? [] : controllers.split(','), path }];
  });
}

/** Where a cgroup would be on this host, be it there or not; undefined where its hierarchy is not mounted. */
export function cgroupDirectoryOf(cgroup: Cgroup, read: ReadText = readQuietly): string | undefined {
  const mounts = (read('/proc/self/mountinfo') ?? '').split('\n').flatMap(parseCgroupMount);
  for (const mount of mounts) {
    const { unified, controllers } = mount;
    const wanted = unified
      ? cgroup.controllers.length === 0
      : cgroup.controllers.length > 0 && cgroup.controllers.every((name) => controllers.includes(name));
    const directory = wanted ? directoryOf(mount, cgroup.path) : undefined;
    if (directory !== undefined) return directory;
  }
  return undefined;
}

interface CgroupMount {
  readonly unified: boolean;
  /** Of v1 the controllers, among other options of the mount. */
  readonly controllers: readonly string[];
  /** Which cgroup is mounted there: `/`, or that of the container. */
  readonly root: string;
  readonly directory: string;
}

function canFreeze({ unified, controllers }: CgroupMount): boolean {
  return unified || controllers.includes('freezer');
}

/** A mount of cgroup v2, or of controllers of v1, from a line of mountinfo. */
function parseCgroupMount(line: string): CgroupMount[] {
  const [mount = '', fileSystem = ''] = line.split(' - ');
  const [, , , root = '/', directory = ''] = mount.split(' ');
  const [type, , options = ''] = fileSystem.split(' ');
  if (type === 'cgroup2') return [{ unified: true, controllers: [], root, directory }];
  if (type !== 'cgroup') return [];
  return [{ unified: false, controllers: options.split(','), root, directory }];
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
