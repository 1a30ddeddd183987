import {
  type Catalog,
  type Defect,
  examineCheckpoint,
  type PlainImages,
  type StoredCheckpoint,
  type Tally,
} from '../catalog/index.js';
import { examineStructure } from '../criu/index.js';
import { Failure } from '../failure/index.js';

/** Of a checkpoint that is damaged all over, more would help nobody. */
const MOST_DEFECTS = 1_000;

/** A defect, and of which checkpoint. */
export interface FoundDefect extends Defect {
  /** Id of the one that was asked for or of one of its parents. */
  readonly checkpoint: string;
}

export interface Verification extends Readonly<Tally> {
  /** It can be restored as far as files tell. */
  readonly valid: boolean;
  /** At most 1000. */
  readonly defects: readonly FoundDefect[];
}

/** These say that something could not be looked at, and not that it is wrong. */
const UNKNOWN: ReadonlySet<Defect['kind']> = new Set(['no-digest', 'no-key']);

/**
 * Looks at all files of a checkpoint, and of its parents unless told not to:
 * against the manifest, and whether CRIU would begin to read them. Nothing of it
 * can be removed meanwhile.
 *
 * @param signal stops it; its reason is thrown.
 * @throws Failure CHECKPOINT_NOT_FOUND, also for one that is no longer there;
 *   DISK_FULL where there is no room to decrypt the images.
 */
export async function verifyChain(
  catalog: Catalog,
  id: string,
  { withoutParents, signal }: { readonly withoutParents: boolean; readonly signal: AbortSignal },
): Promise<Verification> {
  const defects: FoundDefect[] = [];
  const tally: Tally = { files: 0, bytes: 0 };
  const leases: Disposable[] = [];
  try {
    for await (const found of examineChain()) {
      defects.push(found);
      if (defects.length === MOST_DEFECTS) break;
    }
  } finally {
    for (const lease of leases) lease[Symbol.dispose]();
  }
  return { ...tally, defects, valid: defects.every(({ kind }) => UNKNOWN.has(kind)) };

  async function* examineChain(): AsyncGenerator<FoundDefect, void, undefined> {
    const chain: StoredCheckpoint[] = [];
    for (let next: string | undefined = id; next !== undefined; ) {
      // Before it is looked up, so that it is there when its turn comes.
      leases.push(catalog.leases.take([next], 'a verification'));
      const found = await lookUp(catalog, next, chain.at(-1));
      if ('kind' in found) {
        yield found;
        break;
      }
      chain.push(found);
      next = withoutParents ? undefined : found.manifest.parent;
      if (chain.some(({ manifest }) => manifest.id === next)) {
        const message = `has a chain of parents that comes back to ${next}`;
        yield { checkpoint: found.manifest.id, file: 'manifest.json', kind: 'manifest', message };
        break;
      }
    }
    for (const checkpoint of chain) {
      const { id: of } = checkpoint.manifest;
      const damaged = new Set<string>();
      for await (const defect of examineCheckpoint(checkpoint, tally, signal)) {
        if (!UNKNOWN.has(defect.kind)) damaged.add(defect.file);
        yield { ...defect, checkpoint: of };
      }
      for await (const defect of examineImages(catalog, checkpoint, damaged, signal)) {
        yield { ...defect, checkpoint: of };
      }
    }
  }
}

/**
 * The checkpoint itself has to be there; what else is wrong is a defect.
 *
 * @throws Failure CHECKPOINT_NOT_FOUND
 */
async function lookUp(
  catalog: Catalog,
  id: string,
  child: StoredCheckpoint | undefined,
): Promise<StoredCheckpoint | FoundDefect> {
  try {
    return await catalog.get(id);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.reason === 'CHECKPOINT_DAMAGED') {
      const message = `cannot be used: ${error.metadata.defect}`;
      return { checkpoint: id, file: 'manifest.json', kind: 'manifest', message };
    }
    if (error.reason !== 'CHECKPOINT_NOT_FOUND' || child === undefined) throw error;
    const message = `leads to checkpoint ${id}, which is not here`;
    return { checkpoint: child.manifest.id, file: 'parent', kind: 'missing', message };
  }
}

/** Whether CRIU would begin to read those images that are as they were committed. */
async function* examineImages(
  catalog: Catalog,
  checkpoint: StoredCheckpoint,
  damaged: ReadonlySet<string>,
  signal: AbortSignal,
): AsyncGenerator<Defect, void, undefined> {
  try {
    // By itself: what is wrong with a parent is no reason not to look at it.
    await using images = await catalog.plainImages([checkpoint], signal, 'without-pages');
    const folder = images.folders[0] ?? images.imagesFolder;
    for await (const { file, problem } of examineStructure(folder, namesOf(checkpoint), damaged, signal)) {
      yield { file, kind: 'structure', message: problem };
    }
  } catch (error) {
    if (!(error instanceof Failure) || checkpoint.manifest.encryption === undefined) throw error;
    if (error.reason === 'ENCRYPTION_KEY_MISSING') {
      yield { file: 'images', kind: 'no-key', message: 'are encrypted with a key that is not here' };
      return;
    }
    if (error.reason !== 'CHECKPOINT_DAMAGED') throw error;
    const { file = 'images', defect = 'cannot be decrypted' } = error.metadata;
    if (!damaged.has(file)) yield { file, kind: 'content', message: defect };
  }
}

/**
 * Whether CRIU would begin to read the images of a chain.
 *
 * @param images of the chain, plain
 * @throws Failure CHECKPOINT_DAMAGED naming the first that it would not.
 */
export async function refuseStructure(
  chain: readonly StoredCheckpoint[],
  images: PlainImages,
  signal: AbortSignal,
): Promise<void> {
  for (const [index, checkpoint] of chain.entries()) {
    const { id } = checkpoint.manifest;
    const folder = images.folders[index] ?? checkpoint.imagesFolder;
    for await (const { file, problem } of examineStructure(folder, namesOf(checkpoint), undefined, signal)) {
      throw new Failure('CHECKPOINT_DAMAGED', `Checkpoint ${id} cannot be restored: ${file} ${problem}.`, {
        metadata: { checkpoint: id, file, defect: problem },
        cure: 'The file is as it was committed, and no image as CRIU writes them. Restore another checkpoint.',
      });
    }
  }
}

function namesOf({ manifest }: StoredCheckpoint): readonly string[] {
  return manifest.files.map(({ name }) => name);
}
