import { readdirSync, readlinkSync, statSync } from 'node:fs';
import { type Descriptor, openProcess, SystemCallError } from '../../native/index.js';

/** Milliseconds between two looks: a tree whose memory is there waits this long for new memory, at most. */
const PACE = 20;

/** Keeps what is missing of a tree's memory from reading as zeros when the daemon that fills it is killed. */
export interface MissingMemory extends Disposable {
  /** Lets go of it: from now on the daemon's own are the only ones. */
  [Symbol.dispose](): void;
}

/**
 * Holds a copy of every userfaultfd that a daemon for lazy pages has, for as long
 * as the daemon has it: while one is open, a task that touches what is missing
 * waits. Of a process that the tree makes itself there is one from the next look on.
 */
export function holdMissingMemory(daemon: number): MissingMemory {
  const held = new Map<string, Descriptor>();
  let isHolding = true;

  function look(): void {
    const now = userfaultsOf(daemon);
    // It is dead: what was held stays so until the tree is dead as well.
    if (now === undefined) return;
    for (const [key, copy] of held) {
      if (now.has(key)) continue;
      held.delete(key);
      copy.close();
    }
    for (const [key, number] of now) {
      if (held.has(key)) continue;
      const copy = copyOf(daemon, number);
      if (copy !== undefined) held.set(key, copy);
    }
  }

  const timer = setInterval(() => {
    if (isHolding) look();
  }, PACE);
  timer.unref();
  return {
    [Symbol.dispose]() {
      isHolding = false;
      clearInterval(timer);
      for (const copy of held.values()) copy.close();
      held.clear();
    },
  };
}

/** Whether a daemon for lazy pages still has something to fill, or had when it was killed. */
export function fillsMemory(daemon: number): boolean {
  return userfaultsOf(daemon)?.size !== 0;
}

/** Their numbers, by a name that no later one has; undefined of a process that is dead. */
function userfaultsOf(pid: number): ReadonlyMap<string, number> | undefined {
  const folder = `/proc/${pid}/fd`;
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return undefined;
  }
  // A zombie has none, and not because it has closed them.
  if (names.length === 0) return undefined;
  const found = new Map<string, number>();
  for (const name of names) {
    try {
      if (readlinkSync(`${folder}/${name}`) !== 'anon_inode:[userfaultfd]') continue;
      found.set(`${name} ${statSync(`${folder}/${name}`).ino}`, Number(name));
    } catch {
      // It was closed meanwhile.
    }
  }
  return found;
}

function copyOf(pid: number, number: number): Descriptor | undefined {
  try {
    using process = openProcess(pid);
    return process.copyDescriptor(number);
  } catch (error) {
    if (error instanceof SystemCallError) return undefined;
    throw error;
  }
}
