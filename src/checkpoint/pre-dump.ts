import type { StoredCheckpoint } from '../catalog/index.js';
import type { Round } from '../convergence/index.js';
import { atLeast, openWorkArea, readDumpStatistics } from '../criu/index.js';
import {
  countSharedPages,
  estimateImageBytes,
  type ProcessFacts,
  type ProcessTree,
  readTree,
} from '../host/index.js';
import type { Phase, Run, SuccessfulOutcome, Warning } from '../operations/index.js';
import { orDiskFull } from './full-disk.js';
import { type Holding, leaseChain, openHolding } from './holding.js';
import { explainByHugePages, warnOfUnusedParent } from './increment.js';
import { manifestFacts } from './manifest-facts.js';
import { criuOptions } from './options.js';
import { restartTracking } from './parent.js';
import type { CheckpointParts, PreDumpRequest, TreeRequest } from './requests.js';
import { sealCheckpoint, sealParents } from './seal.js';
import { traceCriu } from './traces.js';
import { seizedRoot } from './tree-state.js';

/** The work of a request PreDump. */
export async function preDumpTree(
  parts: CheckpointParts,
  request: PreDumpRequest,
  tree: ProcessTree,
  parent: StoredCheckpoint | undefined,
  run: Run,
): Promise<SuccessfulOutcome> {
  const { catalog } = parts;
  using made = openHolding(catalog.leases, run.id);
  const { checkpoint } = await writeMemory(parts, request, tree, parent, run, made, run.enter);
  run.isAbout({ checkpoint: checkpoint.manifest.id });

  run.enter('digesting');
  const manifest = await sealCheckpoint(catalog, checkpoint, run.signal);
  if (parent !== undefined && request.options.autoDedup) await sealParents(catalog, parent, run.signal);
  return { kind: 'pre-dump', checkpoint: manifest };
}

export interface WrittenMemory {
  readonly checkpoint: StoredCheckpoint;
  /** Without the time since the round before, which only the caller knows. */
  readonly round: Omit<Round, 'sincePreviousMilliseconds'>;
  /** When CRIU was told to begin, on the clock of `performance`: a constant time before the freeze. */
  readonly toldAt: number;
}

/**
 * Writes the memory of a tree while it runs on, and what has changed only where
 * it has a parent. CRIU sends no notifications here, so there is nothing to
 * refuse: what has begun ends by itself, or by SIGKILL when its time is over.
 *
 * `track_mem` is always explicit: without it CRIU up to 3.17 aborts with the
 * tree frozen on a kernel that has no soft-dirty bits.
 *
 * @param made holds the checkpoint from before it is one
 */
export async function writeMemory(
  { installation, catalog, settings }: CheckpointParts,
  request: Pick<TreeRequest, 'options' | 'labels' | 'durability'>,
  tree: ProcessTree,
  parent: StoredCheckpoint | undefined,
  run: Run,
  made: Pick<Holding, 'hold'>,
  enter: (phase: Phase) => void,
): Promise<WrittenMemory> {
  enter('preparing');
  const begin = performance.now();
  const { version } = await installation.facts();
  // What a parent spares cannot be known before; images that are encrypted are plain somewhere all the same.
  const isNeeded = parent === undefined || catalog.workingArea.length > 0;
  const size = isNeeded ? await estimateImageBytes(tree.processes) : 0;
  using _room = await catalog.room.reserve(parent === undefined ? size : 0);
  using _lease = leaseChain(catalog.leases, parent === undefined ? [] : await catalog.chain(parent), run.id);
  await using draft = await catalog.begin(parent, size);
  made.hold(draft.id);
  await run.traces({ draft: draft.id });
  using area = openWorkArea(draft.imagesFolder, draft.workFolder);
  await using session = await installation.open();
  await traceCriu(run, session);

  enter('dumping');
  const stopped = tree.processes.filter(({ state }) => state === 'T');
  if (stopped.length > 0) run.warns(leftOut(stopped));
  await restartTracking(catalog, tree, parent, request.options.autoDedup === true);
  // Before CRIU 3.17 a single pre-dump is the first of a chain that is left there.
  const preDump = atLeast(version, '3.17') ? session.preDump : session.startChain().preDump;
  const toldAt = performance.now();
  const outcome = await preDump(
    {
      ...criuOptions(request.options),
      ...area.options,
      ...(draft.parentPath !== undefined && { parentImg: draft.parentPath }),
      pid: tree.root.pid,
      trackMem: true,
    },
    { signal: run.signal, grace: settings.grace },
  );
  if (!outcome.success) {
    const explained = async () =>
      orDiskFull(await area.explain('pre-dump', outcome, seizedRoot(tree.root)), draft.imagesFolder);
    throw run.signal.reason ?? (await explained());
  }

  enter('committing');
  const committing = performance.now();
  const statistics = await readDumpStatistics(draft.workFolder);
  const checkpoint = await draft.commit(
    {
      ...manifestFacts(tree, version, request.options, request.labels),
      kind: 'pre-dump',
      memoryTracked: true,
      statistics: { ...statistics },
    },
    request.durability,
  );
  const end = performance.now();
  // With those that were forked on the way, which CRIU found and the look before could not.
  const later = readTree(tree.root.pid)?.processes ?? [];
  await catalog.tracking.countFrom(checkpoint.manifest.id, [...tree.processes, ...later]);

  if (parent !== undefined) {
    const warning = warnOfUnusedParent(parent.manifest, checkpoint.manifest.statistics);
    if (warning !== undefined) run.warns(await explainByHugePages(warning, tree));
  }
  return {
    checkpoint,
    round: {
      pagesScanned: statistics.pagesScanned,
      pagesSkippedParent: statistics.pagesSkippedParent,
      pagesWritten: statistics.pagesWritten,
      sharedPages: await countSharedPages(later),
      frozenMilliseconds: statistics.frozenMicroseconds / 1_000,
      writeMilliseconds: statistics.memoryWriteMicroseconds / 1_000 + (end - committing),
      durationMilliseconds: end - begin,
    },
    toldAt,
  };
}

function leftOut(stopped: readonly ProcessFacts[]): Warning {
  const pids = stopped.map(({ pid }) => pid).join(', ');
  return {
    reason: 'PROCESS_STOPPED',
    message: `These processes are stopped, and their memory is not in the pre-dump: ${pids}.`,
    cure: 'Let the tree run (ContinueTree), or dump it at once: the memory of a stopped tree does not change.',
    metadata: { pids },
  };
}
