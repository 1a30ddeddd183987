import { readProcess } from './process.js';

/** The pids of the processes above one, its parent first, as far as criud's pid namespace goes. */
export function ancestorsOf(pid: number): readonly number[] {
  const found = new Set<number>();
  // What is read while parents die could run in a circle.
  for (let parent = readProcess(pid)?.parentPid ?? 0; parent > 0 && !found.has(parent); ) {
    found.add(parent);
    parent = readProcess(parent)?.parentPid ?? 0;
  }
  return [...found];
}
