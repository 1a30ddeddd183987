import { type CheckpointSummary, hasLabels } from './summary.js';

/** Which checkpoints are kept. Each rule that is there takes away by itself; what is kept keeps its parents. */
export interface RetentionPolicy {
  /** Those that are younger, in milliseconds. */
  readonly maxAge?: number;
  /** So many of a group, the newest. One in which another that is kept has pages counts as a part of that. */
  readonly maxCount?: number;
  /**
   * Each value of this label is a group, and a checkpoint without it is in none,
   * so that maxCount leaves it. Default: all are one group.
   */
  readonly groupLabel?: string;
  /** So many bytes of image files in all, the newest; the newest of all whatever its size. */
  readonly maxBytes?: number;
  /** As many as leave so many bytes of the disk free, the newest; the newest of all in any case. */
  readonly minFreeBytes?: number;
  /** Those with all of these labels, whatever the rules say, where there is one at all. Not counted by maxCount. */
  readonly keepLabels?: Readonly<Record<string, string>>;
}

/** The rule that did not keep a checkpoint. */
export type RetentionRule = 'age' | 'count' | 'bytes' | 'free';

/** What a policy is applied to. */
export interface Store {
  /** All of them, the newest first. */
  readonly checkpoints: readonly CheckpointSummary[];
  /** Something reads it now, or makes another one over it. */
  readonly isLeased: (id: string) => boolean;
  /** Of the disk. */
  readonly freeBytes: number;
  readonly now: Date;
}

export interface RetiredCheckpoint {
  readonly checkpoint: CheckpointSummary;
  /** The first that did not keep it, in the order age, count, bytes, free. */
  readonly rule: RetentionRule;
}

export interface RetentionPlan {
  /** In the order in which they can be removed: the oldest first, but each behind those that have pages in it. */
  readonly retired: readonly RetiredCheckpoint[];
  /** Ids of those that the rules do not keep and that stay: leased, or a parent of one that stays. */
  readonly spared: readonly string[];
}

export function hasRule({ maxAge, maxCount, maxBytes, minFreeBytes }: RetentionPolicy): boolean {
  return [maxAge, maxCount, maxBytes, minFreeBytes].some((rule) => rule !== undefined);
}

/**
 * What a policy does not keep. What is left of a plan needs none: it is gone
 * through again until nothing more is taken, since the end of a child lets its
 * parent be judged by itself.
 */
export function planRetention(policy: RetentionPolicy, store: Store): RetentionPlan {
  const retired = new Map<string, RetentionRule>();
  let left = store;
  for (;;) {
    const pass = judge(policy, left);
    for (const [id, rule] of pass.retired) retired.set(id, rule);
    if (pass.retired.size === 0) {
      const gone = oldestFirst(store.checkpoints.filter(({ id }) => retired.has(id)));
      return {
        retired: gone.map((checkpoint) => ({ checkpoint, rule: retired.get(checkpoint.id) ?? 'age' })),
        spared: pass.spared,
      };
    }
    left = {
      ...left,
      checkpoints: left.checkpoints.filter(({ id }) => !pass.retired.has(id)),
      freeBytes: left.freeBytes + sum(left.checkpoints.filter(({ id }) => pass.retired.has(id))),
    };
  }
}

/**
 * The newest first, age, count and bytes decide; what is kept keeps its parents.
 * Where that leaves too little of the disk free, the oldest that are left go one
 * by one.
 */
function judge(
  { maxAge, maxCount, groupLabel, maxBytes, minFreeBytes, keepLabels = {} }: RetentionPolicy,
  { checkpoints, isLeased, freeBytes, now }: Store,
): { readonly retired: ReadonlyMap<string, RetentionRule>; readonly spared: readonly string[] } {
  const byId = new Map(checkpoints.map((checkpoint) => [checkpoint.id, checkpoint]));
  /** A checkpoint and its parents, up to the first that is known. */
  const chainUpTo = (known: ReadonlySet<string>, id: string): readonly CheckpointSummary[] => {
    // A damaged chain that comes back to itself ends too.
    const chain = new Set<CheckpointSummary>();
    let next = byId.get(id);
    while (next !== undefined && !known.has(next.id) && !chain.has(next)) {
      chain.add(next);
      next = byId.get(next.parent ?? '');
    }
    return [...chain];
  };
  const addChain = (known: Set<string>, id: string) => {
    for (const each of chainUpTo(known, id)) known.add(each.id);
  };

  const wanted = new Set<string>();
  const isWanted = Object.keys(keepLabels).length > 0;
  for (const each of checkpoints) if (isWanted && hasLabels(each, keepLabels)) addChain(wanted, each.id);
  const kept = new Set(wanted);
  let bytes = sum(checkpoints.filter(({ id }) => kept.has(id)));

  const newest = checkpoints[0]?.id;
  const refused = new Map<string, RetentionRule>();
  const counts = new Map<string, number>();
  let isFull = false;
  for (const { id, createdAt, labels } of checkpoints) {
    if (wanted.has(id)) continue;
    if (maxAge !== undefined && now.getTime() - Date.parse(createdAt) >= maxAge) {
      refused.set(id, 'age');
      continue;
    }
    if (kept.has(id)) continue;
    const group =
      groupLabel === undefined ? '' : Object.hasOwn(labels, groupLabel) ? labels[groupLabel] : undefined;
    const count = group === undefined ? 0 : (counts.get(group) ?? 0);
    if (maxCount !== undefined && count >= maxCount) {
      refused.set(id, 'count');
      continue;
    }
    const more = sum(chainUpTo(kept, id));
    isFull ||= maxBytes !== undefined && id !== newest && bytes + more > maxBytes;
    if (isFull) {
      refused.set(id, 'bytes');
      continue;
    }
    if (group !== undefined) counts.set(group, count + 1);
    addChain(kept, id);
    bytes += more;
  }

  const leased = new Set<string>();
  for (const { id } of checkpoints) if (isLeased(id)) addChain(leased, id);
  const stays = new Set([...kept, ...leased]);
  const retired = new Map([...refused].filter(([id]) => !stays.has(id)));
  if (minFreeBytes !== undefined) {
    const needed = new Set([...wanted, ...leased]);
    if (newest !== undefined) addChain(needed, newest);
    let free = freeBytes + sum(checkpoints.filter(({ id }) => retired.has(id)));
    for (const { id, bytes } of oldestFirst(checkpoints.filter(({ id }) => !retired.has(id)))) {
      if (free >= minFreeBytes) break;
      if (needed.has(id)) continue;
      retired.set(id, refused.get(id) ?? 'free');
      free += bytes;
    }
  }
  return { retired, spared: [...refused.keys()].filter((id) => !retired.has(id)) };
}

function sum(checkpoints: readonly CheckpointSummary[]): number {
  return checkpoints.reduce((bytes, each) => bytes + each.bytes, 0);
}

/** The oldest first, but each behind those that have pages in it; of a chain so the newest first. */
function oldestFirst(checkpoints: readonly CheckpointSummary[]): readonly CheckpointSummary[] {
  const children = new Map<string, number>();
  const byId = new Map(checkpoints.map((checkpoint) => [checkpoint.id, checkpoint]));
  for (const { parent } of checkpoints) {
    if (parent !== undefined) children.set(parent, (children.get(parent) ?? 0) + 1);
  }
  const order: CheckpointSummary[] = [];
  const waiting = new Set<CheckpointSummary>();
  for (const checkpoint of checkpoints.toReversed()) {
    waiting.add(checkpoint);
    let next: CheckpointSummary | undefined = checkpoint;
    while (next !== undefined && waiting.has(next) && !children.get(next.id)) {
      order.push(next);
      waiting.delete(next);
      if (next.parent === undefined) break;
      children.set(next.parent, (children.get(next.parent) ?? 0) - 1);
      next = byId.get(next.parent);
    }
  }
  // In a damaged chain that comes back to itself none is the first: they stay.
  return order;
}
