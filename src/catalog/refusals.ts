import { Failure } from '../failure/index.js';
import { isId } from './manifest.js';

export function notFound(id: string): Failure {
  // What has not the form of an id may be anything, of any length.
  const name = isId(id) ? id : 'of this name';
  return new Failure('CHECKPOINT_NOT_FOUND', `There is no checkpoint ${name} on this host.`, {
    ...(isId(id) && { metadata: { checkpoint: id } }),
    cure: 'ListCheckpoints has the names of those that there are.',
  });
}

export function inUse(id: string, child: string): Failure {
  return new Failure('CHECKPOINT_IN_USE', `Checkpoint ${id} has pages of checkpoint ${child}.`, {
    metadata: { checkpoint: id, child },
    cure: 'Remove the other checkpoint first, or both together, if nobody needs it any more.',
  });
}

export function isRead(id: string, reader: string): Failure {
  return new Failure('CHECKPOINT_IN_USE', `Checkpoint ${id} is being read by ${reader}.`, {
    metadata: { checkpoint: id, reader },
    cure: 'Remove it when that has ended, or cancel it first.',
  });
}

export function parentMissing(id: string, parent: string): Failure {
  return new Failure('PARENT_MISSING', `Checkpoint ${id} needs the pages of ${parent}, which is not here.`, {
    metadata: { checkpoint: id, parent },
    cure: 'Bring the missing checkpoint back from a copy: without it this one cannot be restored.',
  });
}
