import { readdirSync, readFileSync, statSync } from 'node:fs';
import { hostname, release } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import {
  type Checkpoint,
  CheckpointKind,
  type Client,
  FinalState,
  type Operation,
  OperationKind,
  Phase,
} from '../../src/client/index.js';
import { succeeded } from './call-failure.js';
import type { Daemon } from './daemon.js';
import type { Tree, Workload } from './workload.js';

type DumpRequest = Parameters<Client['checkpoints']['dump']>[0];
type RestoreRequest = Parameters<Client['checkpoints']['restore']>[0];
export type DumpOptions = NonNullable<DumpRequest['options']>;
export type RestoreOptions = NonNullable<RestoreRequest['options']>;

const WAIT = { seconds: 45n, nanos: 0 };

/** The phases of a dump that kills. */
const KILLING_PHASES = [
  ...[Phase.PREPARING, Phase.DUMPING, Phase.COMMITTING, Phase.RELEASING, Phase.CONFIRMING],
  Phase.DIGESTING,
];
/** Of one that lets the tree live: it is flushed when the tree runs again. */
const SPARING_PHASES = [
  ...[Phase.PREPARING, Phase.DUMPING, Phase.RELEASING, Phase.CONFIRMING],
  ...[Phase.COMMITTING, Phase.DIGESTING],
];

/**
 * Dumps a tree, and verifies all that criud tells about it and that the tree is in its final state, which is DEAD unless
 * said otherwise. Fails with the CriudError of the call or of the operation.
 */
export async function dump(
  daemon: Daemon,
  tree: Tree,
  request: Omit<DumpRequest, 'target' | 'wait'> = {},
): Promise<{ readonly operation: Operation; readonly checkpoint: Checkpoint }> {
  const target = { pid: tree.pids()[0] ?? tree.pid };
  const { processes } = await daemon.client.processes.inspectTree({ target });
  const root = processes[0];
  const { finalState = FinalState.DEAD } = request;

  const answer = await daemon.client.checkpoints.dump({ ...request, target, wait: WAIT });
  const operation = succeeded(answer.operation);
  expect(operation).toMatchObject({ kind: OperationKind.DUMP, pid: target.pid });
  expectPhases(operation, finalState === FinalState.DEAD ? KILLING_PHASES : SPARING_PHASES);

  const checkpoint = operation.outcome?.$case === 'dump' ? operation.outcome.value.checkpoint : undefined;
  if (checkpoint === undefined) throw new Error('a dump without a checkpoint');
  const { criuVersion } = await daemon.client.hosts.getHost({});
  expect(checkpoint).toMatchObject({
    name: operation.checkpoint,
    kind: CheckpointKind.DUMP,
    labels: request.labels ?? {},
    host: hostname(),
    kernel: release(),
    criuVersion,
    pid: target.pid,
    startTime: root?.startTime,
    processes: processes.length,
    sizeBytes: BigInt(imageBytes(daemon, checkpoint)),
  });
  const { statistics } = checkpoint;
  expect(statistics?.frozenMicroseconds).toBeGreaterThan(0n);
  expect(statistics?.pagesWritten).toBeGreaterThan(0n);
  expect(statistics?.pagesScanned).toBeGreaterThanOrEqual(statistics?.pagesWritten ?? 0n);

  const { name } = checkpoint;
  const verified = await daemon.client.catalog.verifyCheckpoint({ name });
  expect(verified).toMatchObject({ valid: true, defects: [], bytes: checkpoint.sizeBytes });

  for (const { pid, startTime, state } of processes) {
    const now = stateOf(pid, startTime);
    const what = `state of ${pid}, which was ${state}`;
    if (finalState === FinalState.DEAD) expect([undefined, 'Z'], what).toContain(now);
    else if (state === 'Z') expect(now, what).toBe('Z');
    else if (finalState === FinalState.STOPPED || state === 'T') expect(now, what).toBe('T');
    else expect(['R', 'S', 'D'], what).toContain(now);
  }
  return { operation, checkpoint };
}

/**
 * Restores a checkpoint, and verifies all that criud tells about it and that the tree is there. `tree` is what was
 * dumped. Fails with the CriudError of the call or of the operation.
 */
export async function restore(
  daemon: Daemon,
  tree: Tree,
  checkpoint: Checkpoint,
  request: Omit<RestoreRequest, 'checkpoint' | 'wait'> = {},
): Promise<Operation> {
  const answer = await daemon.client.checkpoints.restore({
    ...request,
    checkpoint: checkpoint.name,
    wait: WAIT,
  });
  const operation = succeeded(answer.operation);
  const hasOwnPids = tree.root !== undefined;
  expectPhases(operation, [
    Phase.VERIFYING,
    ...(hasOwnPids ? [] : [Phase.WAITING_FOR_PID]),
    ...[Phase.RESTORING, Phase.RESUMING, Phase.CONFIRMING],
  ]);
  const result = operation.outcome?.$case === 'restore' ? operation.outcome.value : undefined;
  expect(operation).toMatchObject({
    kind: OperationKind.RESTORE,
    checkpoint: checkpoint.name,
    pid: result?.pid,
  });
  if (!hasOwnPids) expect(result?.pid).toBe(checkpoint.pid);
  expect(result?.startTime).toBe(startTimeOf(result?.pid ?? 0));
  expect(result?.statistics?.pagesRestored).toBeGreaterThan(0n);
  expect(result?.statistics?.restoreMicroseconds).toBeGreaterThan(0n);

  expect(tree.pids()[0]).toBe(result?.pid);
  expect(tree.pids()).toHaveLength(checkpoint.processes);
  return operation;
}

/**
 * Dumps a tree, which is killed, restores it and verifies both. A workload must be where it was, and count on; another
 * tree is looked at by the test.
 */
export async function roundTrip(
  daemon: Daemon,
  tree: Tree | Workload,
  options: DumpOptions = {},
  restoreOptions: RestoreOptions = {},
): Promise<{ readonly checkpoint: Checkpoint; readonly dump: Operation; readonly restore: Operation }> {
  const pids = tree.pids();
  const dumped = await dump(daemon, tree, { options });
  expect(tree.isGone()).toBe(true);
  const count = countOf(tree);

  const restored = await restore(daemon, tree, dumped.checkpoint, { options: restoreOptions });
  if (tree.root === undefined) expect(new Set(tree.pids())).toEqual(new Set(pids));
  if ('advancesFrom' in tree) await goesOn(tree, count);
  return { checkpoint: dumped.checkpoint, dump: dumped.operation, restore: restored };
}

/** Rounds of which the first may have been half done at the dump, and the last not. */
const ROUNDS = 5;

/** Sees a workload, which must be at `count` or further, verify and finish some more rounds. */
export async function goesOn(workload: Workload, count = workload.count()): Promise<void> {
  let now = count;
  for (let round = 0; round < ROUNDS; round++) now = await workload.advancesFrom(now);
}

function countOf(tree: Tree | Workload): number {
  return 'count' in tree ? tree.count() : 0;
}

/** They are these, in this order, one begins when the last has ended, and all are over. */
function expectPhases(operation: Operation, phases: readonly Phase[]): void {
  expect(operation.phases.map(({ phase }) => Phase[phase])).toEqual(phases.map((phase) => Phase[phase]));
  let end = nanoseconds(operation.createTime);
  for (const { phase, startTime, duration } of operation.phases) {
    expect(nanoseconds(startTime), `begin of ${Phase[phase]}`).toBeGreaterThanOrEqual(end);
    expect(duration, `duration of ${Phase[phase]}`).toBeDefined();
    end = nanoseconds(startTime);
  }
  expect(nanoseconds(operation.endTime)).toBeGreaterThanOrEqual(end);
}

function nanoseconds(time: { readonly seconds: bigint; readonly nanos: number } | undefined): bigint {
  return time === undefined ? -1n : time.seconds * 1_000_000_000n + BigInt(time.nanos);
}

/** What the images of a checkpoint really take. */
function imageBytes(daemon: Daemon, { name }: Checkpoint): number {
  const folder = join(daemon.stateFolder, name, 'images');
  return readdirSync(folder).reduce((bytes, file) => bytes + statSync(join(folder, file)).size, 0);
}

/** The state letter of a process that was started then; undefined when it is gone. */
function stateOf(pid: number, startTime: bigint): string | undefined {
  return startTimeOf(pid) === startTime ? statOf(pid)[0] : undefined;
}

function startTimeOf(pid: number): bigint {
  return BigInt(statOf(pid)[19] ?? -1);
}

/** The fields of /proc/PID/stat from the state on; none when it is gone. */
function statOf(pid: number): readonly string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
