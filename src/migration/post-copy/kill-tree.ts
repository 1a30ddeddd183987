import {
  isDead,
  isSameProcess,
  type ProcessIdentity,
  readProcess,
  readTree,
  waitUntilDead,
} from '../../host/index.js';
import { openProcess, SystemCallError } from '../../native/index.js';

/** Milliseconds for a process that has got SIGKILL. */
const DYING = 10_000;

/**
 * Kills these processes and what descends from them, and waits until they are
 * dead; zombies may be left. What runs is stopped first, so that it makes no more.
 *
 * @returns whether all of them are.
 */
export async function killTree(roots: readonly ProcessIdentity[]): Promise<boolean> {
  const known = new Map<number, ProcessIdentity>();
  for (;;) {
    const found = roots.flatMap((root) => [root, ...descendantsOf(root)]);
    const added = found.filter((each) => known.get(each.pid)?.startTime !== each.startTime);
    if (added.length === 0) break;
    for (const each of added) {
      known.set(each.pid, each);
      send(each, 'SIGSTOP');
    }
  }
  for (const each of known.values()) send(each, 'SIGKILL');
  const ends = await Promise.all(
    [...known.values()].map((each) => waitUntilDead(each, { milliseconds: DYING })),
  );
  return ends.every(({ state }) => state !== 'alive');
}

function descendantsOf(root: ProcessIdentity): readonly ProcessIdentity[] {
  const tree = readTree(root.pid);
  return tree !== undefined && isSameProcess(root, tree.root) ? tree.processes : [];
}

function send(identity: ProcessIdentity, signal: 'SIGSTOP' | 'SIGKILL'): void {
  try {
    using process = openProcess(identity.pid);
    const facts = readProcess(identity.pid);
    if (facts !== undefined && isSameProcess(identity, facts) && !isDead(facts)) process.signal(signal);
  } catch (error) {
    // It has ended by itself.
    if (!(error instanceof SystemCallError && error.code === 'ESRCH')) throw error;
  }
}
