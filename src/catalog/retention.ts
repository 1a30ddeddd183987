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

/** A checkpoint while it is decided about. */
interface Candidate {
  readonly checkpoint: CheckpointSummary;
  parent: Candidate | undefined;
  /** How many have pages in it, of those that are looked at. */
  children: number;
  /** By its labels, or for one that is. */
  isWanted: boolean;
  /** By a lease, on it or on one that has pages in it. */
  isLeased: boolean;
  /** By the rules, or for one that is. */
  isKept: boolean;
  /** Whatever the rule for the room on the disk says. */
  isNeeded: boolean;
  refused: RetentionRule | undefined;
  retired: RetentionRule | undefined;
}

/**
 * What a policy does not keep. What is left of a plan needs none: it is gone
 * through again until nothing more is taken, since the end of a child lets its
 * parent be judged by itself.
 */
export function planRetention(policy: RetentionPolicy, store: Store): RetentionPlan {
  const all = store.checkpoints.map(
    (checkpoint): Candidate => ({
      checkpoint,
      parent: undefined,
      children: 0,
      isWanted: false,
      isLeased: false,
      isKept: false,
      isNeeded: false,
      refused: undefined,
      retired: undefined,
    }),
  );
  const byId = new Map(all.map((each) => [each.checkpoint.id, each]));
  for (const each of all) each.parent = byId.get(each.checkpoint.parent ?? '');

  let left = all;
  let { freeBytes } = store;
  for (;;) {
    judge(policy, { ...store, freeBytes }, left);
    const taken = left.filter(({ retired }) => retired !== undefined);
    freeBytes += sum(taken);
    if (taken.length === 0) break;
    left = left.filter(({ retired }) => retired === undefined);
  }
  return {
    retired: oldestFirst(all.filter(({ retired }) => retired !== undefined)).map(
      ({ checkpoint, retired }) => ({
        checkpoint,
        rule: retired ?? 'age',
      }),
    ),
    spared: left.filter(({ refused }) => refused !== undefined).map(({ checkpoint }) => checkpoint.id),
  };
}

/**
 * The newest first, age, count and bytes decide; what is kept keeps its parents.
 * Where that leaves too little of the disk free, the oldest that are left go one
 * by one.
 */
function judge(
  { maxAge, maxCount, groupLabel, maxBytes, minFreeBytes, keepLabels = {} }: RetentionPolicy,
  { isLeased, freeBytes, now }: Store,
  left: readonly Candidate[],
): void {
  const [newest] = left;
  const isWanted = Object.keys(keepLabels).length > 0;
  for (const each of left) {
    each.isKept = false;
    each.refused = undefined;
    if (isWanted && hasLabels(each.checkpoint, keepLabels)) markChain(each, 'isWanted');
    if (isLeased(each.checkpoint.id)) markChain(each, 'isLeased');
  }
  let bytes = sum(left.filter((each) => each.isWanted));
  const oldest = maxAge === undefined ? undefined : new Date(now.getTime() - maxAge);
  const counts = new Map<string, number>();
  let isFull = false;
  for (const each of left) {
    const { labels, createdAt } = each.checkpoint;
    if (each.isWanted) continue;
    if (oldest !== undefined && Date.parse(createdAt) <= oldest.getTime()) {
      each.refused = 'age';
      continue;
    }
    if (each.isKept) continue;
    const group =
      groupLabel === undefined ? '' : Object.hasOwn(labels, groupLabel) ? labels[groupLabel] : undefined;
    const count = group === undefined ? 0 : (counts.get(group) ?? 0);
    if (maxCount !== undefined && count >= maxCount) {
      each.refused = 'count';
      continue;
    }
    isFull ||= maxBytes !== undefined && each !== newest && bytes + bytesToKeep(each) > maxBytes;
    if (isFull) {
      each.refused = 'bytes';
      continue;
    }
    if (group !== undefined) counts.set(group, count + 1);
    bytes += bytesToKeep(each);
    markChain(each, 'isKept');
  }

  let free = freeBytes;
  for (const each of left) {
    if (each.refused === undefined || each.isKept || each.isWanted || each.isLeased) continue;
    each.retired = each.refused;
    free += each.checkpoint.bytes;
  }
  if (minFreeBytes === undefined || free >= minFreeBytes) return;
  for (const each of left) each.isNeeded = each.isWanted || each.isLeased;
  if (newest !== undefined) markChain(newest, 'isNeeded');
  for (const each of oldestFirst(left.filter(({ retired }) => retired === undefined))) {
    if (free >= minFreeBytes) return;
    if (each.isNeeded) continue;
    each.retired = each.refused ?? 'free';
    free += each.checkpoint.bytes;
  }
}

/** A checkpoint and its parents; those above one that is marked are so too. */
function markChain(first: Candidate, mark: 'isWanted' | 'isLeased' | 'isKept' | 'isNeeded'): void {
  for (let each: Candidate | undefined = first; each !== undefined && !each[mark]; each = each.parent) {
    each[mark] = true;
  }
}

/** Of a checkpoint and those of its parents that are not kept yet. */
function bytesToKeep(first: Candidate): number {
  let bytes = 0;
  const seen = new Set<Candidate>();
  for (let each: Candidate | undefined = first; each !== undefined; each = each.parent) {
    // A damaged chain that comes back to itself ends too.
    if (each.isKept || each.isWanted || seen.has(each)) break;
    bytes += each.checkpoint.bytes;
    if (each.parent !== undefined) seen.add(each);
  }
  return bytes;
}

function sum(candidates: readonly Candidate[]): number {
  return candidates.reduce((bytes, { checkpoint }) => bytes + checkpoint.bytes, 0);
}

/** The oldest first, but each behind those that have pages in it; of a chain so the newest first. */
function oldestFirst(candidates: readonly Candidate[]): readonly Candidate[] {
  for (const each of candidates) each.children = 0;
  for (const { parent } of candidates) if (parent !== undefined) parent.children += 1;
  const order: Candidate[] = [];
  const waiting = new Set<Candidate>();
  for (const candidate of candidates.toReversed()) {
    waiting.add(candidate);
    let next: Candidate | undefined = candidate;
    while (next?.children === 0 && waiting.delete(next)) {
      order.push(next);
      next = next.parent;
      if (next !== undefined) next.children -= 1;
    }
  }
  // In a damaged chain that comes back to itself none is the first: they stay.
  return order;
}
