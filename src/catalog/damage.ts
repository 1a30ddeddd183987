import { Failure } from '../failure/index.js';

/** A checkpoint with a file that is not what it should be. */
export function damaged(id: string, file: string, why: string, cause?: unknown): Failure {
  return new Failure('CHECKPOINT_DAMAGED', `Checkpoint ${id} is damaged: ${file} ${why}.`, {
    metadata: { checkpoint: id, file, defect: why },
    cure: 'The checkpoint cannot be restored; take it from a copy or make a new one.',
    cause,
  });
}
