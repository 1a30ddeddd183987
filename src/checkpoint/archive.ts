import { type Archive, type Catalog, openArchive } from '../catalog/index.js';
import { sealCheckpoint } from './seal.js';

/** What goes into an archive. */
export interface ArchiveRequest {
  /** Of the checkpoint. */
  readonly id: string;
  /** Only the checkpoint itself. Default false. */
  readonly withoutParents?: boolean;
  /** Tells people who reads: `a download`. */
  readonly reader: string;
}

/**
 * Opens a checkpoint as an archive, with its parents, and computes the digests
 * that it lacks. Disposing ends the lease on what is in it.
 *
 * @param signal stops the computing; its reason is thrown.
 * @throws Failure CHECKPOINT_NOT_FOUND, CHECKPOINT_DAMAGED, PARENT_MISSING
 */
export async function archiveCheckpoint(
  catalog: Catalog,
  { id, withoutParents = false, reader }: ArchiveRequest,
  signal: AbortSignal,
): Promise<Archive> {
  const checkpoint = await catalog.get(id);
  const chain = withoutParents ? [checkpoint] : await catalog.chain(checkpoint);
  // Before anything is read, and until the archive has a lease of its own.
  using _lease = catalog.leases.take(
    chain.map(({ manifest }) => manifest.id),
    reader,
  );
  const sealed = [];
  for (const each of chain) {
    // What it lacks somebody may have added meanwhile; what is gone by now is not found.
    const now = await catalog.get(each.manifest.id);
    const isSealed = now.manifest.files.every(({ sha256 }) => sha256 !== undefined);
    sealed.push(isSealed ? now : { ...now, manifest: await sealCheckpoint(catalog, now, signal) });
    signal.throwIfAborted();
  }
  return openArchive(sealed, catalog.leases, reader);
}
