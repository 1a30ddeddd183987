import type { Manifest } from './manifest.js';
import { type CheckpointSummary, summaryOf } from './summary.js';

/** Manifests that are read at a time: the threads that Node has for files, and no dump waits long for one. */
const READERS = 4;

/** Where a checkpoint stands in the order of all: the newest first, and of those of one moment by id. */
export interface Position {
  /** Of its creation, by the wall clock, in milliseconds. */
  readonly time: number;
  readonly id: string;
}

/**
 * All checkpoints of a catalogue in memory. Those that were there before are
 * read when somebody first needs them all; until they are in it, the index is not
 * complete.
 *
 * Whoever changes the catalogue says so here, after the change: what is said
 * counts more than what is being read.
 */
export interface CheckpointIndex {
  /**
   * Resolves when all that were there are in it, and has them read if nobody has yet.
   *
   * @throws what listing them has thrown.
   */
  complete(): Promise<void>;
  /** Tries once more those whose manifest could not be read for reasons that may have passed. */
  readAgain(): Promise<void>;
  /** Adds a checkpoint, or takes the place of what was known of it. */
  put(manifest: Manifest): void;
  drop(id: string): void;
  get(id: string): CheckpointSummary | undefined;
  /** Ids of those with this parent. */
  childrenOf(id: string): readonly string[];
  /** When it is complete: those behind a position, the newest first. */
  from(after?: Position): Iterable<CheckpointSummary>;
}

interface Placed extends Position {
  readonly summary: CheckpointSummary;
}

export interface IndexSource {
  /** Ids of all checkpoints that there are, and names of what is none. */
  names(): Promise<readonly string[]>;
  /** Undefined where there is no manifest that can be used; throws where that is for another time to find out. */
  read(id: string): Promise<Manifest | undefined>;
}

export function openIndex({ names, read }: IndexSource): CheckpointIndex {
  const known = new Map<string, CheckpointSummary>();
  const children = new Map<string, Set<string>>();
  /** The newest first; empty until all have been read. */
  let order: Placed[] = [];
  let isComplete = false;
  const unread = new Set<string>();
  /** What was said while something is read: that is not to be overwritten. */
  const told = new Set<string>();
  let reading = 0;
  const share = sharedParts();

  function add(manifest: Manifest): void {
    remove(manifest.id);
    const summary = share(summaryOf(manifest));
    known.set(summary.id, summary);
    if (summary.parent !== undefined) {
      const siblings = children.get(summary.parent) ?? new Set();
      children.set(summary.parent, siblings.add(summary.id));
    }
    if (isComplete) order.splice(placeOf(order, positionOf(summary)), 0, placed(summary));
  }

  function remove(id: string): void {
    const summary = known.get(id);
    if (summary === undefined) return;
    known.delete(id);
    if (summary.parent !== undefined) {
      const siblings = children.get(summary.parent);
      siblings?.delete(id);
      if (siblings?.size === 0) children.delete(summary.parent);
    }
    if (isComplete) order.splice(placeOf(order, positionOf(summary)), 1);
  }

  async function look(id: string): Promise<void> {
    reading += 1;
    try {
      const manifest = told.has(id) ? undefined : await read(id);
      unread.delete(id);
      if (manifest !== undefined && !told.has(id)) add(manifest);
    } catch {
      unread.add(id);
    } finally {
      reading -= 1;
    }
  }

  async function load(): Promise<void> {
    reading += 1;
    try {
      const queue = (await names()).values();
      const reader = async () => {
        for (const id of queue) await look(id);
      };
      await Promise.all(Array.from({ length: READERS }, reader));
      order = [...known.values()].map(placed).sort(compare);
      isComplete = true;
    } finally {
      reading -= 1;
      if (reading === 0) told.clear();
    }
  }

  let loaded: Promise<void> | undefined;

  return {
    complete() {
      loaded ??= load();
      return loaded;
    },
    async readAgain() {
      for (const id of [...unread]) await look(id);
      if (reading === 0) told.clear();
    },
    put(manifest) {
      if (reading > 0) told.add(manifest.id);
      add(manifest);
    },
    drop(id) {
      if (reading > 0) told.add(id);
      unread.delete(id);
      remove(id);
    },
    get: (id) => known.get(id),
    childrenOf: (id) => [...(children.get(id) ?? [])],
    *from(after) {
      let next = 0;
      if (after !== undefined) {
        next = placeOf(order, after);
        if (order[next]?.id === after.id) next += 1;
      }
      for (const { summary } of order.slice(next)) yield summary;
    },
  };
}

export function positionOf({ createdAt, id }: CheckpointSummary): Position {
  return { time: Date.parse(createdAt), id };
}

function placed(summary: CheckpointSummary): Placed {
  return { ...positionOf(summary), summary };
}

/** Below 0 where `a` comes first. */
export function compare(a: Position, b: Position): number {
  if (a.time !== b.time) return b.time - a.time;
  return a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
}

/** The place of the first that does not come before the position. */
function placeOf(order: readonly Position[], position: Position): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = order[middle];
    if (at !== undefined && compare(at, position) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Most checkpoints were made on the same host by the same CRIU: each has to be there only once. */
function sharedParts(): (summary: CheckpointSummary) => CheckpointSummary {
  const hosts = new Map<string, CheckpointSummary['host']>();
  const versions = new Map<string, CheckpointSummary['criu']>();
  const once = <T>(parts: Map<string, T>, part: T): T => {
    const key = JSON.stringify(part);
    const first = parts.get(key);
    if (first === undefined) parts.set(key, part);
    return first ?? part;
  };
  return (summary) => ({ ...summary, host: once(hosts, summary.host), criu: once(versions, summary.criu) });
}
