import { FinalState, Phase } from '../../src/client/index.js';

/** What is being done while the fault comes. */
export interface Undertaking {
  readonly kind: 'dump' | 'restore';
  readonly finalState: FinalState;
}

/** A part of an operation in which a fault comes. */
export interface Moment {
  readonly name: string;
  /** It begins with this phase. */
  readonly phase: Phase;
  /** CRIU is held there by a hook at this notification. */
  readonly hook?: string;
}

const QUEUED: Moment = { name: 'queued', phase: Phase.QUEUED };

/** Every part of a dump, in their order. */
export const DUMP_MOMENTS: readonly Moment[] = [
  QUEUED,
  { name: 'preparing', phase: Phase.PREPARING },
  { name: 'held at pre-dump', phase: Phase.HELD, hook: 'pre-dump' },
  { name: 'dumping', phase: Phase.DUMPING },
  { name: 'committing', phase: Phase.COMMITTING },
  { name: 'held at post-dump', phase: Phase.HELD, hook: 'post-dump' },
  { name: 'releasing', phase: Phase.RELEASING },
  { name: 'confirming', phase: Phase.CONFIRMING },
  { name: 'digesting', phase: Phase.DIGESTING },
];

/** Every part of a restore, in their order. */
export const RESTORE_MOMENTS: readonly Moment[] = [
  QUEUED,
  { name: 'verifying', phase: Phase.VERIFYING },
  { name: 'waiting for a pid', phase: Phase.WAITING_FOR_PID },
  { name: 'held at pre-restore', phase: Phase.HELD, hook: 'pre-restore' },
  { name: 'restoring', phase: Phase.RESTORING },
  { name: 'held at post-restore', phase: Phase.HELD, hook: 'post-restore' },
  { name: 'resuming', phase: Phase.RESUMING },
  { name: 'confirming', phase: Phase.CONFIRMING },
];

/** `dump to DEAD`, `restore to RUNNING`. */
export function nameOf({ kind, finalState }: Undertaking): string {
  return `${kind} to ${FinalState[finalState]}`;
}
