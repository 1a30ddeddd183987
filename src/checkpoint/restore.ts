import { join } from 'node:path';
import { type Catalog, type StoredCheckpoint, verifyCheckpoint } from '../catalog/index.js';
import { openWorkArea, parseTree, readRestoreStatistics } from '../criu/index.js';
import { asFailure, Failure } from '../failure/index.js';
import {
  type ProcessIdentity,
  type ProcessTree,
  readTree,
  readTreeCondition,
  repairTree,
  waitUntilPidsFree,
} from '../host/index.js';
import type { Run, SuccessfulOutcome, Warning } from '../operations/index.js';
import { findHalfRestored, readRestored } from './half-restored.js';
import { leaseChain } from './holding.js';
import { criuOptions, restoreOptions } from './options.js';
import type { CheckpointParts, RestoreRequest } from './requests.js';
import { identityOf, traceCriu } from './traces.js';
import { confirmStopped } from './tree-state.js';
import { refuseStructure } from './verify-chain.js';

/**
 * Restores a tree: the whole story.
 *
 * CRIU can be refused up to post-restore, where the tree is built and does not
 * run yet; it kills what it has built then. From pre-resume on the tree runs,
 * whatever anybody answers.
 */
export async function restoreTree(
  { installation, catalog, terminals, settings }: CheckpointParts,
  request: RestoreRequest,
  checkpoint: StoredCheckpoint,
  run: Run,
): Promise<SuccessfulOutcome> {
  run.isAbout({ checkpoint: checkpoint.manifest.id });

  run.enter('verifying');
  const chain = await catalog.chain(checkpoint);
  using _lease = leaseChain(catalog.leases, chain, run.id);
  if (request.skipVerification) run.warns(NOT_VERIFIED);
  else for (const each of chain) await verifyCheckpoint(each, run.signal);
  await using images = await catalog.plainImages(chain, run.signal);
  if (!request.skipVerification) await refuseStructure(chain, images, run.signal);
  const options = restoreOptions(checkpoint.manifest.options, request.options);

  const pids = await pidsNeeded(catalog, checkpoint);
  if (pids.length > 0) {
    run.enter('waiting-for-pid');
    await waitUntilPidsFree(pids, { milliseconds: request.pidWait, signal: run.signal });
  }

  run.enter('restoring');
  await using work = await catalog.makeWorkFolder(run.id);
  using area = openWorkArea(images.imagesFolder, work.folder);
  await using session = await installation.open();
  await traceCriu(run, session);

  const restore = session.restore(
    {
      ...criuOptions(options),
      ...area.options,
      ...(options.shellJob && { orphanPtsMaster: true }),
      ...(request.finalState === 'stopped' && { leaveStopped: true }),
    },
    { signal: run.signal, grace: settings.grace },
  );
  let keepsTerminal = false;
  let obstacle: unknown;
  let root: ProcessIdentity | undefined;
  for await (const notification of restore) {
    const terminal = notification.takeTerminal();
    // Kept from here on: should the restore fail, its last process lets go of it.
    if (terminal !== undefined) terminals.keep(terminal);
    keepsTerminal ||= terminal !== undefined;
    try {
      // From setup-namespaces on CRIU tells the root.
      root ??= notification.pid === undefined ? undefined : identityOf(notification.pid);
      if (root !== undefined) await run.traces({ root });
      const verdict = await run.hold(notification.name, notification.pid);
      if (verdict.answer === 'refuse') throw verdict.failure;
    } catch (error) {
      obstacle ??= error;
      run.notified(notification.name, false);
      await notification.refuse();
      continue;
    }
    if (notification.name === 'post-restore') run.enter('resuming');
    run.notified(notification.name, true);
    await notification.proceed();
  }
  const outcome = await restore.outcome;

  run.enter('confirming');
  let pid = outcome.pid ?? 0;
  if (!outcome.success) {
    const why = obstacle ?? run.signal.reason ?? (await area.explain('restore', outcome));
    if (root === undefined) {
      // CRIU tells no root before the tree is built, and may have been killed with half of it.
      const half = outcome.ending && (await findHalfRestored(pids));
      if (half !== undefined) run.leavesTree(half);
      throw why;
    }
    // The reply can be lost while the tree runs as it should: what counts is what can be seen.
    const condition = await (outcome.ending ? readRestored(root) : readTreeCondition([root]));
    run.leavesTree(condition);
    if (outcome.ending === undefined || condition.overall !== request.finalState) throw why;
    run.warns(asFailure(why));
    pid = root.pid;
  }
  const tree = readTree(pid);
  if (tree === undefined) throw gone(pid);
  run.isAbout({ pid: tree.root.pid });
  if (options.tcpEstablished) await joinConnections(tree, run);
  if (request.finalState === 'stopped') {
    await confirmStopped(tree.processes, 'The tree is restored');
  }
  const statistics = await readRestoreStatistics(work.folder).catch(() => undefined);
  return {
    kind: 'restore',
    tree: {
      pid: tree.root.pid,
      startTime: tree.root.startTime,
      keepsTerminal,
      ...(statistics && { statistics }),
    },
  };
}

/** What an operation tells that took the images as they are. */
const NOT_VERIFIED: Warning = {
  reason: 'CHECKPOINT_NOT_VERIFIED',
  message: 'The images were not verified: the request said so.',
  cure: 'Look at what the tree does, and verify the checkpoint before it is restored again.',
  metadata: {},
};

/** CRIU can end well and leave the lock of its dump: the tree would run, and its connections not. */
async function joinConnections({ processes }: ProcessTree, run: Run): Promise<void> {
  const { connectionLocks } = await readTreeCondition(processes);
  if (connectionLocks.length === 0) return;
  await repairTree(processes, ['unlock-network']);
  const names = [...new Set(connectionLocks.map(({ kind, name }) => name || kind))].join(', ');
  run.warns({
    reason: 'NETWORK_TOOL_FAILED',
    message: `CRIU left connections of the tree locked (${names}), and criud has unlocked them.`,
    cure: 'Nothing need be done. See the log of CRIU for why, should it come again.',
    metadata: { locks: names },
  });
}

/**
 * Every number of a process or thread that must be free on this host. A tree in
 * a pid namespace of its own, whose root had another number there, needs none.
 *
 * @throws Failure CHECKPOINT_DAMAGED or ENCRYPTION_KEY_MISSING
 */
export async function pidsNeeded(
  catalog: Pick<Catalog, 'readImage'>,
  checkpoint: StoredCheckpoint,
): Promise<readonly number[]> {
  const name = 'pstree.img';
  const bytes = await catalog.readImage(checkpoint, name);
  const processes = parseTree(bytes, join(checkpoint.imagesFolder, name));
  if (processes[0]?.pid !== checkpoint.manifest.tree.pid) return [];
  return processes.flatMap(({ pid, threads }) => [pid, ...threads]);
}

function gone(pid: number): Failure {
  return new Failure('CRIU_FAILED', `CRIU restored process ${pid}, and it ended at once.`, {
    metadata: { pid: String(pid) },
    cure: 'A process that ends right after a restore has met something that changed: look at its own logs.',
  });
}
