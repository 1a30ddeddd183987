import {
  isDead,
  isSameProcess,
  type ProcessFacts,
  type ProcessIdentity,
  poll,
  readProcess,
} from '../host/index.js';

/** How long as many must be seen alive, in milliseconds: a task that takes a SIGKILL has no mark of it for an instant. */
const SURELY_ALIVE = 200;

/** How long it may take them to come to that when their CRIU has ended, in milliseconds. */
const SETTLING = 10_000;

/** Waits until these processes, whose CRIU has ended, are dead or surely go on; returns those that do. */
export async function settle(processes: readonly ProcessIdentity[]): Promise<readonly ProcessIdentity[]> {
  let living: readonly ProcessFacts[] = [];
  let since = performance.now();
  await poll(
    () => {
      const now = processes.map(livingFacts).filter((each) => each !== undefined);
      // A tracer that is killed lets go of its tasks a moment later.
      const isOnItsWay = now.some(({ dying, tracerPid }) => dying || tracerPid !== 0);
      if (isOnItsWay || now.length !== living.length) since = performance.now();
      living = now;
      return now.length === 0 || performance.now() - since >= SURELY_ALIVE || undefined;
    },
    { milliseconds: SETTLING },
  );
  return living;
}

/** A zombie is dead. One that has got SIGKILL a moment ago may still count as living. */
export function isAlive(identity: ProcessIdentity): boolean {
  return livingFacts(identity) !== undefined;
}

function livingFacts(identity: ProcessIdentity): ProcessFacts | undefined {
  const facts = readProcess(identity.pid);
  return facts !== undefined && isSameProcess(identity, facts) && !isDead(facts) ? facts : undefined;
}
