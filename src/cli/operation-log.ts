import type { Logger } from 'pino';
import type { JournalDamage, Operation } from '../operations/index.js';

/**
 * One line for every operation that has ended; a defect with all that is known
 * of it, because clients are not told. `pid` of a line is criud's own: the tree
 * is `root`.
 */
export function logTo(log: Logger): (operation: Operation) => void {
  return ({ id, kind, pid, checkpoint, createdAt, endedAt, outcome }) => {
    const facts = {
      event: 'operation.ended',
      operation: `operations/${id}`,
      kind,
      root: pid,
      checkpoint: checkpoint && `checkpoints/${checkpoint}`,
      ms: Number(endedAt) - Number(createdAt),
    };
    if (outcome?.kind !== 'failed') {
      log.info(facts, 'operation succeeded');
      return;
    }
    const { failure, tree } = outcome;
    const { reason, message, criu } = failure;
    const failed = { ...facts, reason, why: message, tree: tree?.overall, criu };
    if (reason === 'INTERNAL') log.error({ ...failed, err: failure.cause ?? failure }, 'operation failed');
    else log.warn(failed, 'operation failed');
  };
}

/** Says what of the journal is lost; what it told is looked for on the host as far as it can be. */
export function logDamage(log: Logger, { stretches, orphans }: JournalDamage): void {
  if (stretches.length === 0 && orphans === 0) return;
  const bytes = stretches.reduce((sum, stretch) => sum + stretch.bytes, 0);
  log.warn(
    { event: 'journal.damaged', stretches, bytes, orphans },
    'a part of the journal could not be read: operations may be missing from it',
  );
}
