import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Every open descriptor of this process: its number, and what it is open on (`socket:[4711]`). */
export function openDescriptors(): Map<number, string> {
  const open = new Map<number, string>();
  for (const name of readdirSync('/proc/self/fd')) {
    try {
      open.set(Number(name), readlinkSync(`/proc/self/fd/${name}`));
    } catch {
      // The descriptor of the listing itself, closed by now.
    }
  }
  return open;
}

/** The descriptors that `work` opens and leaves open, by number. */
export function descriptorsOpenedBy(work: () => void): number[] {
  const before = openDescriptors();
  work();
  return [...openDescriptors().keys()].filter((number) => !before.has(number));
}

const O_NONBLOCK = 0o4000;
const O_CLOEXEC = 0o2000000;

/** Whether a descriptor of this process is close-on-exec and whether it is blocking. */
export function flagsOf(number: number): { closeOnExec: boolean; blocking: boolean } {
  const info = readFileSync(`/proc/self/fdinfo/${number}`, 'utf8');
  const flags = Number.parseInt(/^flags:\s*([0-7]+)$/m.exec(info)?.[1] ?? '', 8);
  if (Number.isNaN(flags)) throw new Error(`no flags in ${info}`);
  return { closeOnExec: (flags & O_CLOEXEC) !== 0, blocking: (flags & O_NONBLOCK) === 0 };
}
