import type { Installation } from '../criu/index.js';
import { Failure } from '../failure/index.js';
import {
  ancestorsOf,
  findObjections,
  type ProcessTree,
  pids,
  readTreeCondition,
  refusal,
  refusedBy,
  resolveTarget,
} from '../host/index.js';
import type { Operation, Run } from '../operations/index.js';
import { dumpTree } from './dump.js';
import { dumpTreeIteratively } from './dump-iteratively.js';
import { flattenCheckpoint, refuseFull } from './flatten.js';
import { refuseAnswer, resolveHooks } from './hooks.js';
import { type CheckpointOptions, refuseOptions, refuseWithoutLeave } from './options.js';
import { findParent, refuseCuttingEncrypted, refuseMemoryOptions } from './parent.js';
import { preDumpTree } from './pre-dump.js';
import type {
  CheckpointParts,
  CheckpointSettings,
  DumpFinalState,
  DumpRequest,
  FlattenRequest,
  HookAnswerRequest,
  IterativeDumpRequest,
  OperationRequest,
  PreDumpRequest,
  RestoreRequest,
  TreeRequest,
} from './requests.js';
import { pidsNeeded, restoreTree } from './restore.js';
import { tracesOfTree } from './traces.js';

/** Dumps, pre-dumps, restores and flattenings, as operations. What can be refused at once is thrown. */
export interface Checkpoints {
  dump(request: DumpRequest): Promise<Operation>;
  preDump(request: PreDumpRequest): Promise<Operation>;
  dumpIteratively(request: IterativeDumpRequest): Promise<Operation>;
  restore(request: RestoreRequest): Promise<Operation>;
  flatten(request: FlattenRequest): Promise<Operation>;
  /**
   * Answers a hook at which an operation waits.
   *
   * @throws Failure OPERATION_NOT_FOUND, HOOK_NOT_WAITING, INVALID_REQUEST, OPTION_NOT_ALLOWED
   */
  answerHook(request: HookAnswerRequest): Operation;
}

export function openCheckpoints(parts: CheckpointParts): Checkpoints {
  const { installation, catalog, operations, settings } = parts;

  /** A repeated request gets the operation of the first, and is not looked at again. */
  function begin(request: OperationRequest, start: () => Promise<Operation>): Promise<Operation> {
    if (request.requestId === undefined) return start();
    return operations.once(request.requestId, request.fingerprint, start);
  }

  async function admit(request: TreeRequest, use: 'pre-dump' | 'dump'): Promise<ProcessTree> {
    refuseOptions(request.options, use, settings.allowedOptions);
    // Before the CRIU of that operation is found, which traces the tree.
    operations.refuseBusy([request.target.pid]);
    const tree = resolveTarget(request.target);
    if (!request.skipInspection) await refuseUndumpable(tree, request.options);
    return tree;
  }

  return {
    dump: (request) =>
      begin(request, async () => {
        const { options, parent: parentId, finalState } = request;
        refuseMemoryOptions(options, parentId !== undefined, finalState);
        const tree = await admit(request, 'dump');
        if (parentId !== undefined || options.trackMemory) await refuseWithoutMemoryTracking(installation);
        const parent = parentId === undefined ? undefined : await findParent(catalog, parentId, tree.root);
        await refuseCuttingEncrypted(catalog, options, parent);
        const { version } = await installation.facts();
        const hooks = resolveHooks(request.hooks, 'dump', version);
        return operations.begin(
          { ...aboutTree(tree, finalState), ...common(request, settings), hooks, kind: 'dump' },
          (run) => reportingTree(tree, run, dumpTree(parts, request, tree, parent, run)),
        );
      }),
    preDump: (request) =>
      begin(request, async () => {
        const { options, parent: parentId } = request;
        refuseMemoryOptions(options, parentId !== undefined);
        const tree = await admit(request, 'pre-dump');
        await refuseWithoutMemoryTracking(installation);
        const parent = parentId === undefined ? undefined : await findParent(catalog, parentId, tree.root);
        await refuseCuttingEncrypted(catalog, options, parent);
        return operations.begin(
          { ...aboutTree(tree), ...common(request, settings), kind: 'pre-dump' },
          (run) => reportingTree(tree, run, preDumpTree(parts, request, tree, parent, run)),
        );
      }),
    dumpIteratively: (request) =>
      begin(request, async () => {
        refuseMemoryOptions(request.options, true);
        await refuseCuttingEncrypted(catalog, request.options, undefined);
        const tree = await admit(request, 'pre-dump');
        await refuseWithoutMemoryTracking(installation);
        const { version } = await installation.facts();
        const hooks = resolveHooks(request.hooks, 'dump', version);
        const about = aboutTree(tree, request.finalState);
        return operations.begin(
          { ...about, ...common(request, settings), hooks, kind: 'dump-iteratively' },
          (run) => reportingTree(tree, run, dumpTreeIteratively(parts, request, tree, run)),
        );
      }),
    restore: (request) =>
      begin(request, async () => {
        refuseOptions(request.options, 'restore', settings.allowedOptions);
        if (request.skipVerification) {
          const when = 'if clients may have CRIU read images that are not what they were';
          refuseWithoutLeave('skip_verification', 'true', settings.allowedOptions, when);
        }
        const checkpoint = await catalog.get(request.checkpoint);
        if (checkpoint.manifest.kind !== 'dump') throw notRestorable(request.checkpoint);
        await catalog.chain(checkpoint);
        // One that is damaged is for the operation to find, by its manifest.
        const pids = await pidsNeeded(catalog, checkpoint).catch(() => []);
        const { version } = await installation.facts();
        const hooks = resolveHooks(request.hooks, 'restore', version);
        const traces = tracesOfTree(undefined, request.finalState);
        return operations.begin(
          { pids, traces, hooks, ...common(request, settings), kind: 'restore' },
          (run) => restoreTree(parts, request, checkpoint, run),
        );
      }),
    flatten: (request) =>
      begin(request, async () => {
        const checkpoint = await catalog.get(request.checkpoint);
        refuseFull(checkpoint);
        await catalog.chain(checkpoint);
        return operations.begin(
          { pids: [], traces: tracesOfTree(undefined), ...common(request, settings), kind: 'flatten' },
          (run) => flattenCheckpoint(parts, request, checkpoint, run),
        );
      }),
    answerHook({ operation, hook, answer, external }) {
      const given = { answer, external };
      return operations.answerHook(operation, hook, given, (waiting) =>
        refuseAnswer(waiting, given, settings.allowedOptions),
      );
    },
  };
}

/** Whatever went wrong, the report says what the tree is now. */
async function reportingTree<T>(tree: ProcessTree, run: Run, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    run.leavesTree(await readTreeCondition(tree.processes));
    throw error;
  }
}

function aboutTree(tree: ProcessTree, finalState?: DumpFinalState) {
  const { pid } = tree.root;
  return { pid, pids: pids(tree), ancestors: ancestorsOf(pid), traces: tracesOfTree(tree, finalState) };
}

function common({ requestId, timeout }: OperationRequest, settings: CheckpointSettings) {
  return { timeout: timeout ?? settings.timeout, ...(requestId !== undefined && { requestId }) };
}

/** Says before CRIU touches the tree what CRIU would say with the tree frozen. */
async function refuseUndumpable(tree: ProcessTree, options: CheckpointOptions): Promise<void> {
  const findings = await findObjections(tree, { ghostLimitBytes: options.ghostLimitBytes });
  const [first, ...others] = refusedBy({ findings }, options);
  if (first !== undefined) throw refusal([first, ...others]);
}

/**
 * Without soft-dirty bits a pre-dump makes CRIU abort with the tree frozen.
 *
 * @throws Failure MEMORY_TRACKING_UNAVAILABLE
 */
export async function refuseWithoutMemoryTracking(installation: Installation): Promise<void> {
  const { memoryTracking } = await installation.facts();
  if (memoryTracking) return;
  throw new Failure(
    'MEMORY_TRACKING_UNAVAILABLE',
    'This kernel cannot tell changed memory from unchanged: it was built without CONFIG_MEM_SOFT_DIRTY.',
    {
      metadata: { kernel_option: 'CONFIG_MEM_SOFT_DIRTY' },
      cure: 'Boot a kernel with CONFIG_MEM_SOFT_DIRTY (the kernels of Debian have it), or use Dump.',
    },
  );
}

function notRestorable(id: string): Failure {
  return new Failure('CHECKPOINT_NOT_RESTORABLE', `Checkpoint ${id} is a pre-dump: it holds memory only.`, {
    metadata: { checkpoint: id },
    cure: 'Restore a checkpoint that Dump has made.',
  });
}
