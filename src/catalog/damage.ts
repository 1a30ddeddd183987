import { Failure } from '../failure/index.js';

/** A checkpoint with a file that is not what it should be. */
export function damaged(id: string, file: string, why: string, cause?: unknown): Failure {
  return new Failure('CHECKPOINT_DAMAGED', `Checkpoint ${id} is damaged: ${file} ${why}.`, {
    metadata: { checkpoint: id, file, defect: why },
    cure: 'The checkpoint cannot be restored; take it from a copy or make a new one.',
    cause,
  });
}

/** A checkpoint comes from elsewhere, and there is another one with its id. */
export function alreadyHere(id: string): Failure {
  return new Failure('CHECKPOINT_EXISTS', `There is another checkpoint ${id} on this host already.`, {
    metadata: { checkpoint: id },
    cure: 'One of the two is damaged or forged: verify that of this host, and remove it if it is the wrong one.',
  });
}
