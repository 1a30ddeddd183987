import { type StoredCheckpoint, verifyCheckpoint } from '../catalog/index.js';
import { openWorkArea, readRestoreStatistics, readTree as readTreeImage } from '../criu/index.js';
import { Failure } from '../failure/index.js';
import { readTree, waitUntilPidsFree } from '../host/index.js';
import type { Run, SuccessfulOutcome } from '../operations/index.js';
import { criuOptions, restoreOptions } from './options.js';
import type { CheckpointParts, RestoreRequest } from './requests.js';
import { confirmStopped } from './tree-state.js';

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
  for (const each of await catalog.chain(checkpoint)) await verifyCheckpoint(each, run.signal);
  const options = restoreOptions(checkpoint.manifest.options, request.options);

  const pids = await pidsNeeded(checkpoint);
  if (pids.length > 0) {
    run.enter('waiting-for-pid');
    await waitUntilPidsFree(pids, { milliseconds: request.pidWait, signal: run.signal });
  }

  run.enter('restoring');
  await using work = await catalog.makeWorkFolder(run.id);
  using area = openWorkArea(checkpoint.imagesFolder, work.folder);
  await using session = await installation.open();

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
  for await (const notification of restore) {
    const terminal = notification.takeTerminal();
    // Kept from here on: should the restore fail, its last process lets go of it.
    if (terminal !== undefined) terminals.keep(terminal);
    keepsTerminal ||= terminal !== undefined;
    if (notification.name === 'pre-resume') run.enter('resuming');
    run.notified(notification.name, true);
    await notification.proceed();
  }
  const outcome = await restore.outcome;
  if (!outcome.success) throw run.signal.reason ?? (await area.explain('restore', outcome));

  run.enter('confirming');
  const tree = readTree(outcome.pid ?? 0);
  if (tree === undefined) throw gone(outcome.pid ?? 0);
  run.isAbout({ pid: tree.root.pid });
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

/**
 * Every number of a process or thread that must be free on this host. A tree in
 * a pid namespace of its own, whose root had another number there, needs none.
 *
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function pidsNeeded({ manifest, imagesFolder }: StoredCheckpoint): Promise<readonly number[]> {
  const processes = await readTreeImage(imagesFolder);
  if (processes[0]?.pid !== manifest.tree.pid) return [];
  return processes.flatMap(({ pid, threads }) => [pid, ...threads]);
}

function gone(pid: number): Failure {
  return new Failure('CRIU_FAILED', `CRIU restored process ${pid}, and it ended at once.`, {
    metadata: { pid: String(pid) },
    cure: 'A process that ends right after a restore has met something that changed: look at its own logs.',
  });
}
