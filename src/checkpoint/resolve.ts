import type { Catalog, StoredCheckpoint } from '../catalog/index.js';
import { Failure } from '../failure/index.js';
import {
  isDead,
  isSameProcess,
  type ProcessIdentity,
  poll,
  readKernel,
  readProcess,
  readTreeCondition,
  remedyFor,
  type TreeCondition,
  waitUntilDead,
} from '../host/index.js';
import type { OperationRecord, Run, SuccessfulOutcome } from '../operations/index.js';
import { withdraw } from './dump.js';
import { removeRounds } from './dump-iteratively.js';
import { resolveFlattened } from './flatten.js';
import { findHalfRestored } from './half-restored.js';
import { pidsNeeded } from './restore.js';
import { sealCheckpoint } from './seal.js';

/** Milliseconds for a CRIU whose criud has ended to see that and to end too. */
const LAST_OF_CRIU = 60_000;

/** The same for the worker of a service, which can be seen only by what it traces. */
const LAST_OF_WORKER = 10_000;

/**
 * Finds out what became of an operation whose criud has ended, by looking: at
 * CRIU, which rolls back where it would have asked criud next, at the processes
 * and at the catalogue. What had been done by then counts as done; of what had
 * not, nothing is left behind that could be taken for a checkpoint.
 *
 * @returns the outcome that was asked for, where that is what there is.
 * @throws Failure OPERATION_INTERRUPTED, which says what was found.
 */
export async function resolveInterrupted(
  { catalog }: { readonly catalog: Catalog },
  past: OperationRecord,
  run: Run,
): Promise<SuccessfulOutcome> {
  if (past.operation.kind === 'flatten') return resolveFlattened(catalog, past, run);
  return resolveTree(catalog, past, run);
}

/** Of an operation on a tree. */
async function resolveTree(catalog: Catalog, past: OperationRecord, run: Run): Promise<SuccessfulOutcome> {
  const rebooted = past.traces.bootId !== readKernel().bootId;
  if (!rebooted) await untilCriuEnded(past, run);
  return past.operation.kind === 'restore'
    ? resolveRestore(catalog, past, rebooted, run)
    : resolveDump(catalog, past, rebooted, run);
}

async function resolveDump(
  catalog: Catalog,
  { operation, traces }: OperationRecord,
  rebooted: boolean,
  run: Run,
): Promise<SuccessfulOutcome> {
  const condition = rebooted ? undefined : await readTreeCondition(traces.processes);
  if (condition !== undefined) run.leavesTree(condition);
  const living = condition?.tasks.filter(({ states }) => !states.includes('gone')) ?? [];
  const made = await storedOf(catalog, traces.drafts);
  const last = made.at(-1);
  const checkpoint = last?.manifest.kind === wantedKind(operation.kind) ? last : undefined;

  if (checkpoint !== undefined) {
    const wasLetGo = operation.phases.some(({ phase }) => phase === 'releasing');
    const isDone =
      operation.kind === 'pre-dump' ||
      (traces.finalState === 'dead' ? living.length === 0 : wasLetGo && condition !== undefined);
    if (isDone) {
      run.isAbout({ checkpoint: checkpoint.manifest.id });
      run.enter('digesting');
      const manifest = await sealCheckpoint(catalog, checkpoint, run.signal);
      return { kind: operation.kind === 'pre-dump' ? 'pre-dump' : 'dump', checkpoint: manifest };
    }
    // Of a tree that is not whole any more the checkpoint is what there is.
    const isWhole = condition !== undefined && living.length === condition.tasks.length;
    if (!isWhole) {
      run.isAbout({ checkpoint: checkpoint.manifest.id });
      throw interrupted('The checkpoint is whole and kept, and the tree is not as it was', condition);
    }
    await withdraw(catalog, checkpoint, run);
  }
  run.isAbout({ checkpoint: undefined });
  await removeRounds(catalog, traces.drafts, run);
  throw interrupted('No checkpoint was made', condition);
}

async function resolveRestore(
  catalog: Catalog,
  { operation, traces }: OperationRecord,
  rebooted: boolean,
  run: Run,
): Promise<SuccessfulOutcome> {
  if (rebooted) throw interrupted('The host was started anew', undefined);
  const { root } = traces;
  if (root === undefined) {
    // Without its root a tree was not built up to where it can run: what there is of it is half of it.
    const found = await halfRestored(catalog, operation.checkpoint);
    if (found !== undefined) run.leavesTree(found);
    throw interrupted('The tree was not restored', found);
  }
  const condition = await readTreeCondition([root]);
  run.leavesTree(condition);
  const wanted = traces.finalState === 'stopped' ? 'stopped' : 'running';
  if (condition.overall !== wanted) throw interrupted('The tree was not restored as asked', condition);
  run.isAbout({ pid: root.pid });
  return { kind: 'restore', tree: { ...root, keepsTerminal: false } };
}

/** CRIU gets no answer any more: it rolls back, or does the rest of what it was told. */
async function untilCriuEnded({ traces }: OperationRecord, { signal }: Run): Promise<void> {
  const { criu, processes, root } = traces;
  if (criu !== undefined) {
    await waitUntilDead(criu, { milliseconds: LAST_OF_CRIU, signal });
    return;
  }
  const watched = root === undefined ? processes : [root];
  const isFree = () => watched.every((each) => !isTraced(each)) || undefined;
  await poll(isFree, { milliseconds: LAST_OF_WORKER, signal });
}

function isTraced(identity: ProcessIdentity): boolean {
  const facts = readProcess(identity.pid);
  return facts !== undefined && isSameProcess(identity, facts) && !isDead(facts) && facts.tracerPid !== 0;
}

/** Those that are in the catalogue, in the order in which they were begun. */
async function storedOf(catalog: Catalog, ids: readonly string[]): Promise<readonly StoredCheckpoint[]> {
  const found = await Promise.all(ids.map((id) => catalog.get(id).catch(() => undefined)));
  return found.filter((each) => each !== undefined);
}

function wantedKind(kind: OperationRecord['operation']['kind']): 'pre-dump' | 'dump' {
  return kind === 'pre-dump' ? 'pre-dump' : 'dump';
}

/** What there is of the tree of a checkpoint that was not restored to its end. */
async function halfRestored(catalog: Catalog, id: string | undefined): Promise<TreeCondition | undefined> {
  if (id === undefined) return undefined;
  const checkpoint = await catalog.get(id).catch(() => undefined);
  const pids = checkpoint === undefined ? [] : await pidsNeeded(catalog, checkpoint).catch(() => []);
  return findHalfRestored(pids);
}

function interrupted(found: string, condition: TreeCondition | undefined): Failure {
  const tree =
    condition === undefined ? 'there is no tree' : `its tree is ${condition.overall.replaceAll('-', ' ')}`;
  return new Failure('OPERATION_INTERRUPTED', `criud ended while the operation went on. ${found}; ${tree}.`, {
    metadata: { tree: condition?.overall ?? 'gone' },
    cure: (condition && remedyFor(condition)) || 'Nothing need be done: send the request again.',
  });
}
