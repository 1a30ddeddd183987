import { type ProcessDescriptor, SystemCallError } from '../native/index.js';
import type { ConnectionLock } from './connection-lock.js';
import { isCriuProcess } from './criu-process.js';
import { changeFirewall } from './firewall.js';
import { halfRestoredProbe } from './half-restored.js';
import { isDead, isSameProcess, type ProcessFacts, readProcess } from './process.js';
import { waitUntilDead } from './process-end.js';
import { REPAIRS, type Repair } from './remedy.js';
import { continueTree, standsStill, waitForState } from './stop.js';
import { refuseCriud } from './target.js';
import { endTcpRepair, openSameProcess } from './tcp-repair.js';
import { thawCgroup } from './thaw.js';
import {
  type ProcessIdentity,
  readTreeCondition,
  type TaskCondition,
  type Tracer,
  type TreeCondition,
} from './tree-condition.js';

export interface RepairResult {
  readonly repair: Repair;
  readonly outcome: 'done' | 'not-needed' | 'failed';
  /** What was done to what, or why not. */
  readonly detail: string;
}

export interface TreeRepair {
  readonly before: TreeCondition;
  /** One of each repair that was asked for. */
  readonly results: readonly RepairResult[];
  readonly after: TreeCondition;
}

/** Milliseconds in which a look must confirm a repair. */
const CONFIRMATION = 5_000;

/**
 * Does the named repairs and no others to these processes and their descendants,
 * in the order of REPAIRS, and looks again after each. A repair that fails is
 * told in its result, and the next one is tried.
 *
 * With both `detach` and `unlock-network`, the connections are joined while the
 * CRIU is stopped and the tree stands still: the tree then runs on and has seen
 * nothing. Without, it would get EPERM from them as soon as it runs.
 *
 * The caller sees to it that no operation works on the tree.
 *
 * @throws Failure PROCESS_IS_CRIUD
 */
export async function repairTree(
  processes: readonly ProcessIdentity[],
  repairs: readonly Repair[],
): Promise<TreeRepair> {
  for (const { pid } of processes) {
    const facts = readProcess(pid);
    if (facts !== undefined) refuseCriud({ root: facts, processes: [facts], settled: true });
  }
  const before = await readTreeCondition(processes);
  const look = () => readTreeCondition(before.tasks);
  const results: RepairResult[] = [];
  const wanted = REPAIRS.filter((repair) => repairs.includes(repair));
  for (const repair of wanted) {
    // `detach` may have done it already, while the tree stood still.
    if (results.some((result) => result.repair === repair)) continue;
    if (repair === 'detach') results.push(...(await detach(look, wanted.includes('unlock-network'))));
    else results.push(await REPAIR[repair](look));
  }
  return { before, results, after: await look() };
}

type Look = () => Promise<TreeCondition>;

const REPAIR: Readonly<Record<Exclude<Repair, 'detach'>, (look: Look) => Promise<RepairResult>>> = {
  'unlock-network': unlockNetwork,
  thaw,
  continue: continueStopped,
  'kill-half-restored': killHalfRestored,
};

/** Ends the CRIU that traces the tree, after its connections are joined where that is wanted too. */
async function detach(look: Look, unlocks: boolean): Promise<RepairResult[]> {
  const { tasks } = await look();
  const tracers = tracersOf(tasks);
  const criu = tracers.filter(({ isCriu }) => isCriu);
  const others = tracers.filter(({ isCriu }) => !isCriu).map(({ pid, name }) => `${name} (${pid})`);
  if (criu.length === 0) {
    return [
      notNeeded('detach', others.length > 0 ? `Traced by ${others.join(', ')}, no CRIU.` : 'No tracer.'),
    ];
  }
  const names = criu.map(({ pid, name }) => `${name} (${pid})`).join(', ');
  const results: RepairResult[] = [];
  let isEnded = false;
  const opened: ProcessDescriptor[] = [];
  try {
    for (const tracer of criu) {
      // Of one that has ended meanwhile there is nothing to do.
      const process = openSameProcess(tracer);
      if (process === undefined) continue;
      opened.push(process);
      // It must not wake up and finish its dump with connections that are open again.
      if (isCriuProcess(tracer.pid)) signalQuietly(() => process.signal('SIGSTOP'));
    }
    await waitForState(criu, standsStill, { milliseconds: CONFIRMATION });
    if (unlocks) {
      const unlocked = await release(await look(), look);
      results.push(unlocked);
      if (unlocked.outcome === 'failed') {
        const reason = `${names} goes on: without it the tree would lose the connections that are locked.`;
        return [failed('detach', reason), ...results];
      }
    }
    for (const process of opened) signalQuietly(() => process.signal('SIGKILL'));
    isEnded = true;
  } catch (error) {
    return [failed('detach', textOf(error)), ...results];
  } finally {
    for (const process of opened) {
      if (!isEnded) signalQuietly(() => process.signal('SIGCONT'));
      process[Symbol.dispose]();
    }
  }
  for (const tracer of criu) {
    const end = await waitUntilDead(tracer, { milliseconds: CONFIRMATION });
    if (end.state !== 'alive') continue;
    return [failed('detach', `${tracer.name} (${tracer.pid}) does not end.`), ...results];
  }
  await settle(tasks);
  const left = tracersOf((await look()).tasks).filter(({ isCriu }) => isCriu);
  if (left.length > 0) return [failed('detach', `Still traced by ${left[0]?.pid}.`), ...results];
  return [done('detach', `Ended ${names}.`), ...results];
}

/** Waits until tasks that a tracer has let go are seen in the state they go on in. */
async function settle(tasks: readonly TaskCondition[]): Promise<void> {
  const traced = tasks.filter(({ tracer }) => tracer?.isCriu);
  await waitForState(traced, (state) => state !== 't', { milliseconds: CONFIRMATION });
}

async function unlockNetwork(look: Look): Promise<RepairResult> {
  const condition = await look();
  const tracer = tracersOf(condition.tasks).find(({ isCriu }) => isCriu);
  if (condition.connectionLocks.length > 0 && tracer !== undefined) {
    const who = `${tracer.name} (${tracer.pid})`;
    return failed('unlock-network', `${who} traces the tree and relies on its locks; name DETACH too.`);
  }
  return release(condition, look);
}

/** Ends every lock of the tree: the firewall first, so that what is not yet done still shows at the sockets. */
async function release({ tasks, connectionLocks }: TreeCondition, look: Look): Promise<RepairResult> {
  if (connectionLocks.length === 0) return notNeeded('unlock-network', 'No connection is locked.');
  const problems: string[] = [];
  const finished = new Set<string>();
  for (const { release } of connectionLocks) {
    if (release.kind !== 'firewall') continue;
    for (const command of release.commands) {
      const key = JSON.stringify([release.namespaceOf, command]);
      if (finished.has(key)) continue;
      finished.add(key);
      const problem = await changeFirewall(command, release.namespaceOf);
      if (problem !== undefined) problems.push(problem);
    }
  }
  if (problems.length > 0) return failed('unlock-network', problems.join('; '));

  for (const { release } of connectionLocks) {
    if (release.kind !== 'tcp-repair') continue;
    const { connection } = release;
    const task = tasks.find(({ pid }) => pid === connection.pid);
    try {
      if (task !== undefined) endTcpRepair(task, connection);
    } catch (error) {
      problems.push(`${connection.socket.local} of ${connection.pid}: ${textOf(error)}`);
    }
  }
  const left = (await look()).connectionLocks;
  if (problems.length > 0) return failed('unlock-network', problems.join('; '));
  if (left.length > 0) return failed('unlock-network', `Still locked: ${left.map(describeLock).join(', ')}.`);
  return done('unlock-network', `Unlocked ${connectionLocks.map(describeLock).join(', ')}.`);
}

async function thaw(look: Look): Promise<RepairResult> {
  const frozen = await frozenCgroups(look);
  if (frozen.length === 0) return notNeeded('thaw', 'No cgroup of the tree is frozen.');
  try {
    const thawed = new Set(frozen.map(thawCgroup));
    const left = await eventually(
      async () => frozenCgroups(look),
      (cgroups) => cgroups.length === 0,
    );
    if (left.length > 0) return failed('thaw', `Still frozen: ${left.join(', ')}.`);
    return done('thaw', `Thawed ${[...thawed].join(', ')}.`);
  } catch (error) {
    return failed('thaw', textOf(error));
  }
}

async function frozenCgroups(look: Look): Promise<string[]> {
  const { tasks } = await look();
  return [
    ...new Set(tasks.flatMap(({ frozenCgroup }) => (frozenCgroup === undefined ? [] : [frozenCgroup]))),
  ];
}

async function continueStopped(look: Look): Promise<RepairResult> {
  const stopped = stoppedIn(await look());
  if (stopped.length === 0) return notNeeded('continue', 'No task is stopped.');
  const [root, ...rest] = stopped.flatMap(({ pid, startTime }): ProcessFacts[] => {
    const facts = readProcess(pid);
    return facts !== undefined && isSameProcess({ pid, startTime }, facts) ? [facts] : [];
  });
  try {
    if (root !== undefined) continueTree({ root, processes: [root, ...rest], settled: true });
  } catch (error) {
    return failed('continue', textOf(error));
  }
  const left = await eventually(
    async () => stoppedIn(await look()),
    (tasks) => tasks.length === 0,
  );
  if (left.length > 0) return failed('continue', `Still stopped: ${pidsOf(left)}.`);
  return done('continue', `Sent SIGCONT to ${pidsOf(stopped)}.`);
}

async function killHalfRestored(look: Look): Promise<RepairResult> {
  const killed: TaskCondition[] = [];
  const first = halfRestoredIn(await look());
  if (first.length === 0) return notNeeded('kill-half-restored', 'No task is half restored.');
  try {
    const left = await eventually(
      async () => {
        const tasks = halfRestoredIn(await look());
        for (const task of tasks) if (kill(task)) killed.push(task);
        await Promise.all(tasks.map((task) => waitUntilDead(task, { milliseconds: CONFIRMATION })));
        return halfRestoredIn(await look());
      },
      (tasks) => tasks.length === 0,
    );
    if (left.length > 0) return failed('kill-half-restored', `Not dead: ${pidsOf(left)}.`);
    return done('kill-half-restored', `Killed ${pidsOf(killed)}.`);
  } catch (error) {
    return failed('kill-half-restored', textOf(error));
  }
}

/** Kills a task that is still the same one and still half restored. */
function kill(task: TaskCondition): boolean {
  using process = openSameProcess(task);
  if (process === undefined || !halfRestoredProbe()(task.pid)) return false;
  signalQuietly(() => process.signal('SIGKILL'));
  return true;
}

/** Looks until it is as wanted, or the time for a confirmation is over; gives the last look. */
async function eventually<T>(look: () => Promise<T>, isWanted: (seen: T) => boolean): Promise<T> {
  const end = performance.now() + CONFIRMATION;
  for (;;) {
    const isLast = performance.now() > end;
    const seen = await look();
    if (isWanted(seen) || isLast) return seen;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function stoppedIn({ tasks }: TreeCondition): readonly TaskCondition[] {
  return tasks.filter(({ states }) => states.includes('stopped') && !states.includes('half-restored'));
}

function halfRestoredIn({ tasks }: TreeCondition): readonly TaskCondition[] {
  return tasks.filter(({ states }) => states.includes('half-restored'));
}

function tracersOf(tasks: readonly TaskCondition[]): Tracer[] {
  const tracers = new Map(tasks.flatMap(({ tracer }) => (tracer ? [[tracer.pid, tracer] as const] : [])));
  return [...tracers.values()].filter(({ pid, startTime }) => {
    const facts = readProcess(pid);
    return startTime === 0n || (isSameProcess({ pid, startTime }, facts) && facts && !isDead(facts));
  });
}

/** What has ended meanwhile needs no signal. */
function signalQuietly(send: () => void): void {
  try {
    send();
  } catch (error) {
    if (!(error instanceof SystemCallError && error.code === 'ESRCH')) throw error;
  }
}

function describeLock({ kind, local, remote, name }: ConnectionLock): string {
  const what = local === '' ? 'the network namespace' : `${local} to ${remote}`;
  return `${what} (${kind === 'tcp-repair' ? 'TCP_REPAIR' : `${kind}: ${name}`})`;
}

function pidsOf(tasks: readonly TaskCondition[]): string {
  return tasks.map(({ pid }) => pid).join(', ');
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function done(repair: Repair, detail: string): RepairResult {
  return { repair, outcome: 'done', detail };
}

function notNeeded(repair: Repair, detail: string): RepairResult {
  return { repair, outcome: 'not-needed', detail };
}

function failed(repair: Repair, detail: string): RepairResult {
  return { repair, outcome: 'failed', detail };
}
