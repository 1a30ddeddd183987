import { isClosed, readProcFile, readProcLink } from './proc-file.js';

/** `criu`, `criu-4.2`, `criu.real`; not `criud`. */
const CRIU_NAME = /^criu(?:[-.\d].*)?$/;

/**
 * Whether a process runs CRIU: its program is named so, or, where a dynamic
 * linker was told to load it, a file of that name is mapped to be executed.
 * False where criud may not see it, or it has gone.
 */
export function isCriuProcess(pid: number): boolean {
  const program = readQuietly(() => readProcLink(`/proc/${pid}/exe`))?.replace(/ \(deleted\)$/, '');
  if (program === undefined) return false;
  if (CRIU_NAME.test(nameOf(program))) return true;
  return runsCriu(readQuietly(() => readProcFile(`/proc/${pid}/maps`)) ?? '');
}

/** The same from the text of its maps. */
export function runsCriu(maps: string): boolean {
  return maps.split('\n').some((line) => {
    const [, path = ''] = /^\S+ ..x\S \S+ \S+ \d+ +(\/.*?)(?: \(deleted\))?$/.exec(line) ?? [];
    return CRIU_NAME.test(nameOf(path));
  });
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What a look gives; undefined where criud may not look. */
export function readQuietly<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isClosed(error)) return undefined;
    throw error;
  }
}
