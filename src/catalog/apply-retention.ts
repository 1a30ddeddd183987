import { asFailure } from '../failure/index.js';
import type { Catalog } from './catalog.js';
import {
  planRetention,
  type RetentionPlan,
  type RetentionPolicy,
  type RetiredCheckpoint,
} from './retention.js';

export interface RetentionOptions {
  /** Removes nothing. Default false. */
  readonly dryRun?: boolean;
  /** Of what the policy does not keep, what is to be removed now: a beginning. Default: all. */
  readonly select?: (retired: readonly RetiredCheckpoint[]) => readonly RetiredCheckpoint[];
  /** Ends it between two checkpoints. */
  readonly signal?: AbortSignal;
}

export interface AppliedRetention extends RetentionPlan {
  /** The policy does not keep so many more, which have not been selected. */
  readonly left: number;
}

/**
 * Removes what a policy does not keep, one after the other. What has come into
 * use since the look at all of them is spared.
 *
 * @returns what has been removed, or would have been.
 * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
 */
export async function applyRetention(
  catalog: Pick<Catalog, 'list' | 'leases' | 'room' | 'remove'>,
  policy: RetentionPolicy,
  { dryRun = false, select = (all) => all, signal }: RetentionOptions = {},
): Promise<AppliedRetention> {
  const freeBytes = await catalog.room.free();
  const { checkpoints } = await catalog.list({}, { size: Number.POSITIVE_INFINITY });
  const isLeased = (id: string) => catalog.leases.readerOf(id) !== undefined;
  const plan = planRetention(policy, { checkpoints, isLeased, freeBytes, now: new Date() });
  const selected = select(plan.retired);
  const left = plan.retired.length - selected.length;
  if (dryRun) return { ...plan, retired: selected, left };

  const retired: RetiredCheckpoint[] = [];
  const spared = [...plan.spared];
  for (const each of selected) {
    if (signal?.aborted) break;
    const { id } = each.checkpoint;
    try {
      await catalog.remove(id);
      retired.push(each);
    } catch (error) {
      const { reason } = asFailure(error);
      if (reason === 'CHECKPOINT_IN_USE') spared.push(id);
      // Somebody else has removed it.
      else if (reason !== 'CHECKPOINT_NOT_FOUND') throw error;
    }
  }
  return { retired, spared, left };
}
