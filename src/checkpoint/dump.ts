import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog, StoredCheckpoint } from '../catalog/index.js';
import { openWorkArea } from '../criu/index.js';
import { Failure } from '../failure/index.js';
import {
  continueTree,
  isDead,
  type ProcessFacts,
  type ProcessTree,
  readTree,
  sharesNamespace,
  stopTree,
  waitUntilDead,
} from '../host/index.js';
import type { Run, SuccessfulOutcome } from '../operations/index.js';
import { warnOfUnusedParent } from './increment.js';
import { manifestFacts } from './manifest-facts.js';
import { criuOptions, withNetworkLock } from './options.js';
import { restartTracking } from './parent.js';
import type { CheckpointParts, DumpFinalState, TreeRequest } from './requests.js';
import { sealCheckpoint, sealParents } from './seal.js';
import { CONFIRMATION, confirmStopped, seizedRoot } from './tree-state.js';

/**
 * Dumps a tree: the whole story.
 *
 * A dump that kills is held at CRIU's notification post-dump until the
 * checkpoint is on the disk and in the catalogue. Whatever goes wrong up to
 * there ends in a refusal, and the tree runs on. A dump that leaves the tree
 * alive lets it go first, and is flushed afterwards.
 *
 * CRIU's own way to leave a tree stopped keeps its network locked and its
 * connections in repair mode; so the tree is left running, with a SIGSTOP to
 * every task sent while it stands still, which takes effect when CRIU lets go.
 *
 * Over a parent only what has changed is written; `track_mem` is what makes CRIU
 * look for that.
 */
export async function dumpTree(
  { installation, catalog, settings }: CheckpointParts,
  request: TreeRequest & { readonly finalState: DumpFinalState },
  tree: ProcessTree,
  parent: StoredCheckpoint | undefined,
  run: Run,
): Promise<Extract<SuccessfulOutcome, { kind: 'dump' }>> {
  const kills = request.finalState === 'dead';
  const tracks = parent !== undefined || request.options.trackMemory === true;

  run.enter('preparing');
  const { version } = await installation.facts();
  const network = sharesNamespace(tree.root.pid, 'net') ? 'shared' : 'own';
  const options = withNetworkLock(request.options, version, network);
  await using draft = await catalog.begin(parent);
  using area = openWorkArea(draft.imagesFolder, draft.workFolder);
  await using session = await installation.open();

  let dumped = tree;
  let checkpoint: StoredCheckpoint | undefined;
  const commit = async (): Promise<StoredCheckpoint> => {
    await refuseWithoutInventory(draft.imagesFolder);
    const facts = manifestFacts(dumped, version, options, request.labels);
    return draft.commit({ ...facts, kind: 'dump', memoryTracked: tracks && !kills });
  };

  run.enter('dumping');
  if (tracks) await restartTracking(catalog, tree, parent, options.autoDedup === true);
  const dump = session.dump(
    {
      ...criuOptions(options),
      ...area.options,
      ...(draft.parentPath !== undefined && { parentImg: draft.parentPath }),
      pid: tree.root.pid,
      leaveRunning: !kills,
      ...(tracks && { trackMem: true }),
    },
    { signal: run.signal, grace: settings.grace },
  );
  let obstacle: unknown;
  for await (const notification of dump) {
    try {
      if (notification.name === 'post-dump') {
        dumped = readTree(tree.root.pid) ?? tree;
        if (request.finalState === 'stopped') dumped = await stopTree(dumped, { milliseconds: CONFIRMATION });
        if (kills) {
          run.enter('committing');
          checkpoint = await commit();
          run.signal.throwIfAborted();
          run.isAbout({ checkpoint: checkpoint.manifest.id });
        }
        run.enter('releasing');
      }
    } catch (error) {
      obstacle = error;
      run.notified(notification.name, false);
      await notification.refuse();
      continue;
    }
    run.notified(notification.name, true);
    await notification.proceed();
  }
  const outcome = await dump.outcome;

  run.enter('confirming');
  // After the commit the word of CRIU counts less than what can be seen: it may have died with the tree.
  const wasLetGo = checkpoint !== undefined && obstacle === undefined;
  const living = dumped.processes.filter((each) => !isDead(each));
  const dead = wasLetGo ? await countDead(living) : 0;
  const killed = wasLetGo && dead === living.length;
  if (!outcome.success && !killed) {
    // While the whole tree lives there has been no dump, and a checkpoint of it would only mislead.
    // What is left of a tree that lives in part is the checkpoint: it stays.
    if (checkpoint !== undefined && dead === 0) await withdraw(catalog, checkpoint, run);
    if (request.finalState === 'stopped') continueTree(dumped);
    throw obstacle ?? run.signal.reason ?? (await area.explain('dump', outcome, seizedRoot(tree.root)));
  }
  if (kills && checkpoint !== undefined && !killed) throw stillAlive(tree);
  if (checkpoint === undefined) {
    try {
      checkpoint = await commit();
    } catch (error) {
      if (request.finalState === 'stopped') continueTree(dumped);
      throw error;
    }
    run.isAbout({ checkpoint: checkpoint.manifest.id });
  }
  if (request.finalState === 'stopped') await confirmStopped(dumped.processes, 'The checkpoint is complete');

  if (tracks && !kills) await catalog.tracking.countFrom(checkpoint.manifest.id, dumped.processes);

  run.enter('digesting');
  const manifest = await sealCheckpoint(catalog, checkpoint, run.signal);
  if (parent !== undefined) {
    if (options.autoDedup) await sealParents(catalog, parent, run.signal);
    const warning = warnOfUnusedParent(parent.manifest, manifest.statistics);
    if (warning !== undefined) run.warns(warning);
  }
  return { kind: 'dump', checkpoint: manifest };
}

/** CRIU has paths on which it reports success without having written this, its last image. */
async function refuseWithoutInventory(imagesFolder: string): Promise<void> {
  await access(join(imagesFolder, 'inventory.img')).catch((cause) => {
    throw new Failure('CRIU_FAILED', 'CRIU reported a complete dump without an inventory.img.', {
      metadata: { file: 'inventory.img' },
      cure: 'The tree runs on. Dump it again; if this repeats, try another version of CRIU.',
      cause,
    });
  });
}

/** Should it not be possible, the operation goes on naming what is there. */
async function withdraw(catalog: Catalog, { manifest }: StoredCheckpoint, run: Run): Promise<void> {
  await catalog.remove(manifest.id).then(
    () => run.isAbout({ checkpoint: undefined }),
    () => {},
  );
}

/** How many of the processes are dead when all are, or when the time to see it is over. */
async function countDead(processes: readonly ProcessFacts[]): Promise<number> {
  const ends = await Promise.all(
    processes.map((each) => waitUntilDead(each, { milliseconds: CONFIRMATION })),
  );
  return ends.filter(({ state }) => state !== 'alive').length;
}

function stillAlive(tree: ProcessTree): Failure {
  return new Failure(
    'CRIU_FAILED',
    `CRIU reported a dump, but process ${tree.root.pid} or one of its tree lives.`,
    {
      metadata: { pid: String(tree.root.pid) },
      cure: 'The checkpoint is complete. Look at the tree with InspectTree before it is restored.',
    },
  );
}
