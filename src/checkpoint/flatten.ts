import {
  type Catalog,
  type CommitFacts,
  type Manifest,
  type StoredCheckpoint,
  verifyCheckpoint,
} from '../catalog/index.js';
import { flattenedBytes, flattenImages } from '../criu/index.js';
import { Failure, invalidRequest, storageFailure } from '../failure/index.js';
import type { OperationRecord, Run, SuccessfulOutcome } from '../operations/index.js';
import { leaseChain, openHolding } from './holding.js';
import type { CheckpointParts, FlattenRequest } from './requests.js';
import { sealCheckpoint } from './seal.js';
import { refuseStructure } from './verify-chain.js';

/**
 * Makes a full checkpoint out of one and its parents: the whole story.
 *
 * What it is made of is verified first, by its digests: a page that has been
 * altered would else get a good digest in the new one. The old ones stay as they
 * are, and so do those that have their parents among them.
 */
export async function flattenCheckpoint(
  { catalog }: Pick<CheckpointParts, 'catalog'>,
  request: FlattenRequest,
  checkpoint: StoredCheckpoint,
  run: Run,
): Promise<Extract<SuccessfulOutcome, { kind: 'flatten' }>> {
  run.enter('verifying');
  const chain = await catalog.chain(checkpoint);
  using _lease = leaseChain(catalog.leases, chain, run.id);
  // One may have been removed before the lease was there.
  await catalog.chain(await catalog.get(request.checkpoint));
  for (const each of chain) await verifyCheckpoint(each, run.signal);

  run.enter('preparing');
  await using images = await catalog.plainImages(chain, run.signal);
  await refuseStructure(chain, images, run.signal);
  const total = await flattenedBytes(images.imagesFolder);
  using _room = await catalog.room.reserve(total);
  await using draft = await catalog.begin(undefined, total);
  using made = openHolding(catalog.leases, run.id);
  made.hold(draft.id);
  await run.traces({ draft: draft.id });

  run.enter('flattening');
  let done = 0;
  await flattenImages(images.folders.toReversed(), draft.imagesFolder, {
    signal: run.signal,
    wrote(bytes) {
      done += bytes;
      run.progresses({ done, total });
    },
  }).catch((cause: unknown) => {
    if (cause instanceof Failure) throw cause;
    throw storageFailure('The images could not be written', draft.imagesFolder, cause);
  });

  run.enter('committing');
  const flat = await draft.commit(flatFacts(checkpoint.manifest, request), 'disk');
  run.isAbout({ checkpoint: flat.manifest.id });

  run.enter('digesting');
  return { kind: 'flatten', checkpoint: await sealCheckpoint(catalog, flat, run.signal) };
}

/** @throws Failure INVALID_REQUEST for a checkpoint that has no parent */
export function refuseFull({ manifest }: StoredCheckpoint): void {
  if (manifest.parent !== undefined) return;
  throw invalidRequest([
    { field: 'name', description: `is a full checkpoint already: ${manifest.id} has no parent` },
  ]);
}

/**
 * What became of an operation whose criud has ended. A draft is gone by now; a
 * checkpoint in the catalogue is whole.
 *
 * @throws Failure OPERATION_INTERRUPTED
 */
export async function resolveFlattened(
  catalog: Catalog,
  { traces }: OperationRecord,
  run: Run,
): Promise<SuccessfulOutcome> {
  const id = traces.drafts.at(-1);
  const made = id === undefined ? undefined : await catalog.get(id).catch(() => undefined);
  if (made === undefined) {
    throw new Failure('OPERATION_INTERRUPTED', 'criud ended before there was a full checkpoint.', {
      cure: 'Nothing was changed or left behind: send the request again.',
    });
  }
  run.isAbout({ checkpoint: made.manifest.id });
  run.enter('digesting');
  return { kind: 'flatten', checkpoint: await sealCheckpoint(catalog, made, run.signal) };
}

/** Of the tree as it was dumped then. Changes of memory are counted from no copy on. */
function flatFacts(manifest: Manifest, { labels }: FlattenRequest): CommitFacts {
  const { kind, host, criu, tree, options, statistics } = manifest;
  const own = Object.keys(labels).length > 0 ? labels : manifest.labels;
  return { kind, host, criu, tree, options, labels: own, ...(statistics && { statistics }) };
}
