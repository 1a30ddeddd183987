import { atLeast, openWorkArea, readDumpStatistics } from '../criu/index.js';
import type { ProcessTree } from '../host/index.js';
import type { Run, SuccessfulOutcome } from '../operations/index.js';
import { manifestFacts } from './manifest-facts.js';
import { criuOptions } from './options.js';
import type { CheckpointParts, PreDumpRequest } from './requests.js';
import { seizedRoot } from './tree-state.js';

/**
 * Writes the memory of a tree while it runs on. CRIU sends no notifications
 * here, so there is nothing to refuse: what has begun ends by itself, or by
 * SIGKILL when its time is over.
 *
 * `track_mem` is always explicit: without it CRIU up to 3.17 aborts with the
 * tree frozen on a kernel that has no soft-dirty bits.
 */
export async function preDumpTree(
  { installation, catalog, settings }: CheckpointParts,
  request: PreDumpRequest,
  tree: ProcessTree,
  run: Run,
): Promise<SuccessfulOutcome> {
  run.enter('preparing');
  const { version } = await installation.facts();
  await using draft = await catalog.begin();
  using area = openWorkArea(draft.imagesFolder, draft.workFolder);
  await using session = await installation.open();

  run.enter('dumping');
  // Before CRIU 3.17 a single pre-dump is the first of a chain that is left there.
  const preDump = atLeast(version, '3.17') ? session.preDump : session.startChain().preDump;
  const outcome = await preDump(
    { ...criuOptions(request.options), ...area.options, pid: tree.root.pid, trackMem: true },
    { signal: run.signal, grace: settings.grace },
  );
  if (!outcome.success) {
    throw run.signal.reason ?? (await area.explain('pre-dump', outcome, seizedRoot(tree.root)));
  }

  run.enter('committing');
  const checkpoint = await draft.commit({
    ...manifestFacts(tree, version, request.options, request.labels),
    kind: 'pre-dump',
  });
  run.isAbout({ checkpoint: checkpoint.manifest.id });
  const statistics = await readDumpStatistics(checkpoint.workFolder);
  return { kind: 'pre-dump', checkpoint: await catalog.addStatistics(checkpoint, { ...statistics }) };
}
