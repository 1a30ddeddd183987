import type { CheckpointKind } from './manifest.js';
import { type CheckpointSummary, hasLabels } from './summary.js';

/** Which checkpoints are meant: those that meet every field that is there. */
export interface CheckpointFilter {
  /** An empty value is met by any. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly kind?: CheckpointKind;
  /** Name of the host on which it was made. */
  readonly host?: string;
  /** Of the root of the tree. */
  readonly pid?: number;
  /** Of the root of the tree, in decimal digits. */
  readonly startTime?: string;
  /** By the wall clock, in milliseconds: at this time or later. */
  readonly createdFrom?: number;
  /** Before this time. */
  readonly createdBefore?: number;
  /** Id of the parent. */
  readonly parent?: string;
}

export function meets(checkpoint: CheckpointSummary, filter: CheckpointFilter): boolean {
  const { labels, kind, host, pid, startTime, createdFrom, createdBefore, parent } = filter;
  return (
    (kind === undefined || checkpoint.kind === kind) &&
    (host === undefined || checkpoint.host.name === host) &&
    (pid === undefined || checkpoint.tree.pid === pid) &&
    (startTime === undefined || checkpoint.tree.startTime === startTime) &&
    (parent === undefined || checkpoint.parent === parent) &&
    (createdFrom === undefined || Date.parse(checkpoint.createdAt) >= createdFrom) &&
    (createdBefore === undefined || Date.parse(checkpoint.createdAt) < createdBefore) &&
    (labels === undefined || hasLabels(checkpoint, labels))
  );
}
