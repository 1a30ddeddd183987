import type { CheckpointOptions } from '../../checkpoint/index.js';

/** How a tree is to be moved, as far as it decides what is in the way. */
export interface MigrationPlan {
  /** Pre-dumps come before the final dump: they need soft-dirty on the source, and room for more than one image. */
  readonly rounds: boolean;
  /** Memory follows after the tree runs on the target: lazy pages, which need userfaultfd there. */
  readonly postCopy: boolean;
  /** Of the final dump and of the restore. */
  readonly options: CheckpointOptions;
}

export function planOf(
  strategy: 'pre-copy' | 'stop-and-copy' | 'post-copy',
  options: CheckpointOptions,
): MigrationPlan {
  return { rounds: strategy === 'pre-copy', postCopy: strategy === 'post-copy', options };
}
