import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog, StoredCheckpoint } from '../catalog/index.js';
import { openWorkArea } from '../criu/index.js';
import { asFailure, Failure } from '../failure/index.js';
import {
  continueTree,
  estimateImageBytes,
  isDead,
  type ProcessFacts,
  type ProcessTree,
  readTree,
  repairTree,
  sharesNamespace,
  stopTree,
  waitUntilDead,
} from '../host/index.js';
import type { Run, SuccessfulOutcome } from '../operations/index.js';
import { orDiskFull } from './full-disk.js';
import { leaseChain, openHolding } from './holding.js';
import { warnOfUnusedParent } from './increment.js';
import { manifestFacts } from './manifest-facts.js';
import { criuOptions, withNetworkLock } from './options.js';
import { restartTracking } from './parent.js';
import type { CheckpointParts, DumpRequest } from './requests.js';
import { sealCheckpoint, sealParents } from './seal.js';
import { traceCriu } from './traces.js';
import { CONFIRMATION, confirmStopped, seizedRoot } from './tree-state.js';

/** Milliseconds in which a tree must be seen dead whose CRIU has ended without a word. */
const LAST_LOOK = 2_000;

/**
 * Dumps a tree: the whole story.
 *
 * A dump that kills is held at CRIU's notification post-dump until the
 * checkpoint is on the disk and in the catalogue. Whatever goes wrong up to
 * there ends in a refusal, and the tree runs on. A dump that leaves the tree
 * alive lets it go first, and is flushed afterwards, unless a hook waits there:
 * then there must be a checkpoint that its client can use.
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
  request: Omit<DumpRequest, 'parent'>,
  tree: ProcessTree,
  parent: StoredCheckpoint | undefined,
  run: Run,
): Promise<Extract<SuccessfulOutcome, { kind: 'dump' }>> {
  const kills = request.finalState === 'dead';
  const commitsFirst = kills || request.hooks.some(({ notification }) => notification === 'post-dump');
  const tracks = parent !== undefined || request.options.trackMemory === true;

  run.enter('preparing');
  const { version } = await installation.facts();
  const network = sharesNamespace(tree.root.pid, 'net') ? 'shared' : 'own';
  const options = withNetworkLock(request.options, version, network);
  // What a parent spares cannot be known before; images that are encrypted are plain somewhere all the same.
  const isNeeded = parent === undefined || catalog.workingArea.length > 0;
  const size = isNeeded ? await estimateImageBytes(tree.processes) : 0;
  using _room = await catalog.room.reserve(parent === undefined ? size : 0);
  using _lease = leaseChain(catalog.leases, parent === undefined ? [] : await catalog.chain(parent), run.id);
  await using draft = await catalog.begin(parent, size);
  using made = openHolding(catalog.leases, run.id);
  made.hold(draft.id);
  await run.traces({ draft: draft.id });
  using area = openWorkArea(draft.imagesFolder, draft.workFolder);
  await using session = await installation.open();
  const criu = await traceCriu(run, session);

  let dumped = tree;
  let checkpoint: StoredCheckpoint | undefined;
  const commit = async (): Promise<StoredCheckpoint> => {
    run.enter('committing');
    await refuseWithoutInventory(draft.imagesFolder);
    const facts = manifestFacts(dumped, version, options, request.labels);
    const memoryTracked = tracks && !kills;
    const committed = await draft.commit({ ...facts, kind: 'dump', memoryTracked }, request.durability);
    run.isAbout({ checkpoint: committed.manifest.id });
    return committed;
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
    {
      signal: run.signal,
      grace: settings.grace,
      // A CRIU that is killed leaves the connections of the tree cut off.
      beforeKill: () => repairTree(tree.processes, ['detach', 'unlock-network']),
    },
  );
  let obstacle: unknown;
  /** A CRIU that was killed while it was held has let nothing go: what the tree does then it does by itself. */
  let wasHeard = true;
  for await (const notification of dump) {
    let external: readonly string[] = [];
    try {
      const isLast = notification.name === 'post-dump';
      if (isLast) {
        dumped = readTree(tree.root.pid) ?? tree;
        if (commitsFirst) checkpoint = await commit();
        run.signal.throwIfAborted();
      }
      const verdict = await run.hold(notification.name, notification.pid);
      if (verdict.answer === 'refuse') throw verdict.failure;
      external = verdict.external;
      if (isLast) {
        if (request.finalState === 'stopped') dumped = await stopTree(dumped, { milliseconds: CONFIRMATION });
        if (criu !== undefined) wasHeard = (await waitUntilDead(criu, { milliseconds: 0 })).state === 'alive';
        run.enter('releasing');
      }
    } catch (error) {
      obstacle = error;
      run.notified(notification.name, false);
      await notification.refuse();
      continue;
    }
    run.notified(notification.name, true);
    await notification.proceed(external);
  }
  const outcome = await dump.outcome;

  run.enter('confirming');
  // After the commit the word of CRIU counts less than what can be seen: it may have died with the tree.
  const wasLetGo = kills && wasHeard && checkpoint !== undefined && obstacle === undefined;
  const living = dumped.processes.filter((each) => !isDead(each));
  const dead = await countDead(living, !wasLetGo ? 0 : outcome.success ? CONFIRMATION : LAST_LOOK);
  const killed = wasLetGo && dead === living.length;
  if (!outcome.success && !killed) {
    // While the whole tree lives there has been no dump, and a checkpoint of it would only mislead.
    // What is left of a tree that lives in part is the checkpoint: it stays.
    made.release();
    if (checkpoint !== undefined && dead === 0) await withdraw(catalog, checkpoint, run);
    if (request.finalState === 'stopped') continueTree(dumped);
    const explained = async () =>
      orDiskFull(await area.explain('dump', outcome, seizedRoot(tree.root)), draft.imagesFolder);
    const why = obstacle ?? run.signal.reason ?? (await explained());
    throw checkpoint !== undefined && dead > 0 ? halfDead(asFailure(why)) : why;
  }
  if (wasLetGo && !killed) throw stillAlive(tree);
  if (checkpoint === undefined) {
    try {
      checkpoint = await commit();
    } catch (error) {
      if (request.finalState === 'stopped') continueTree(dumped);
      throw error;
    }
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
export async function withdraw(
  catalog: Catalog,
  { manifest }: StoredCheckpoint,
  run: Pick<Run, 'isAbout'>,
): Promise<void> {
  await catalog.remove(manifest.id).then(
    () => run.isAbout({ checkpoint: undefined }),
    () => {},
  );
}

/** How many of the processes are dead when all are, or when the time to see it is over. */
async function countDead(processes: readonly ProcessFacts[], milliseconds: number): Promise<number> {
  const ends = await Promise.all(processes.map((each) => waitUntilDead(each, { milliseconds })));
  return ends.filter(({ state }) => state !== 'alive').length;
}

const END_THE_REST =
  'The checkpoint is complete and kept. End what is left of the tree before it is restored.';

function stillAlive(tree: ProcessTree): Failure {
  return new Failure(
    'CRIU_FAILED',
    `CRIU reported a dump, but process ${tree.root.pid} or one of its tree lives.`,
    { metadata: { pid: String(tree.root.pid) }, cure: END_THE_REST },
  );
}

/** CRIU ended while it killed the tree, or with its connections cut off, which the tree did not survive. */
function halfDead({ reason, message, metadata, criu, cause }: Failure): Failure {
  return new Failure(reason, `${message} A part of the tree is dead already.`, {
    metadata,
    cure: END_THE_REST,
    ...(criu && { criu }),
    cause,
  });
}
