import { type Catalog, digestFiles, type Manifest, type StoredCheckpoint } from '../catalog/index.js';
import { readDumpStatistics } from '../criu/index.js';

/**
 * Adds to a checkpoint what was not worth having its tree wait: what CRIU
 * measured, and the digests of the images, by which a restore knows them.
 *
 * The checkpoint is whole without it. Where the digests cannot be computed, or
 * the signal says that there is no time, sizes alone tell.
 */
export async function sealCheckpoint(
  catalog: Catalog,
  checkpoint: StoredCheckpoint,
  signal: AbortSignal,
): Promise<Manifest> {
  const [statistics, files] = await Promise.all([
    checkpoint.manifest.statistics ?? measured(checkpoint),
    digestFiles(checkpoint, signal).catch(() => undefined),
  ]);
  const { manifest } = await catalog.amend(checkpoint, {
    ...(statistics && { statistics }),
    ...(files && { files }),
  });
  return manifest;
}

/**
 * Takes the digests of parents away, out of which CRIU is about to cut pages:
 * without one a file passes for what it is, with one of before for damaged.
 * They come back by `sealParents`, unless criud ends before that.
 */
export async function unsealParents(catalog: Catalog, parent: StoredCheckpoint): Promise<void> {
  for (const each of await catalog.chain(parent)) {
    const files = each.manifest.files.map(({ name, bytes }) => ({ name, bytes }));
    await catalog.amend(each, { files });
  }
}

/** Seals a parent and its own parents as they are now. */
export async function sealParents(
  catalog: Catalog,
  parent: StoredCheckpoint,
  signal: AbortSignal,
): Promise<void> {
  const now = await catalog.get(parent.manifest.id);
  for (const each of await catalog.chain(now)) await sealCheckpoint(catalog, each, signal);
}

/** Undefined where CRIU has left nothing that can be read. */
async function measured({ workFolder }: StoredCheckpoint): Promise<Manifest['statistics']> {
  const statistics = await readDumpStatistics(workFolder).catch(() => undefined);
  return statistics && { ...statistics };
}
