import { plainSizeOf } from './encrypted-images.js';
import type { Manifest } from './manifest.js';
import { sizeOf } from './stored-checkpoint.js';

/** What a catalogue knows of a checkpoint without a look at the disk. */
export type CheckpointSummary = Pick<
  Manifest,
  | 'id'
  | 'kind'
  | 'parent'
  | 'memoryTracked'
  | 'labels'
  | 'createdAt'
  | 'host'
  | 'criu'
  | 'tree'
  | 'encryption'
  | 'statistics'
> & {
  /** Of all image files, as they are on the disk. */
  readonly bytes: number;
  /** The same, as CRIU wrote them. */
  readonly plainBytes: number;
};

export function summaryOf(manifest: Manifest): CheckpointSummary {
  const { id, kind, parent, memoryTracked, labels, createdAt, host, criu, tree } = manifest;
  const { encryption, statistics, files } = manifest;
  return {
    ...{ id, kind, labels, createdAt, host, criu, tree },
    ...(parent !== undefined && { parent }),
    ...(memoryTracked !== undefined && { memoryTracked }),
    ...(encryption && { encryption }),
    ...(statistics && { statistics }),
    bytes: sizeOf(files),
    plainBytes: plainSizeOf(manifest),
  };
}

/** A label with an empty value stands for any value of it. */
export function hasLabels(
  { labels }: Pick<CheckpointSummary, 'labels'>,
  wanted: Readonly<Record<string, string>>,
): boolean {
  for (const key in wanted) {
    if (!Object.hasOwn(labels, key)) return false;
    if (wanted[key] !== '' && wanted[key] !== labels[key]) return false;
  }
  return true;
}
