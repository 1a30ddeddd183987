import type { Operation, OperationEvent, Outcome, PhaseReport, Traces } from './operation.js';

/** All that is remembered of an operation beyond the life of criud. */
export interface OperationRecord {
  readonly operation: Operation;
  /** Without the last one, `ended`, which the operation itself tells. */
  readonly events: readonly OperationEvent[];
  readonly traces: Traces;
  /** Of the request that began it, where that had a request id. */
  readonly fingerprint?: string;
}

/** An event but for the last one. */
export type ProgressEvent = Exclude<OperationEvent, { readonly kind: 'ended' }>;

/** Everything that can happen to an operation, in the form in which it is remembered. */
export type Change =
  | { readonly kind: 'event'; readonly event: ProgressEvent }
  | { readonly kind: 'about'; readonly pid?: number; readonly checkpoint?: string | null }
  | { readonly kind: 'traces'; readonly traces: Partial<Traces> }
  | { readonly kind: 'ended'; readonly at: Date; readonly outcome: Outcome };

/** The record after a change. */
export function advance(record: OperationRecord, change: Change): OperationRecord {
  const { operation } = record;
  switch (change.kind) {
    case 'event':
      return {
        ...record,
        events: [...record.events, change.event],
        operation: afterEvent(operation, change.event),
      };
    case 'about': {
      const { pid = operation.pid, checkpoint } = change;
      const { checkpoint: before, ...rest } = operation;
      // JSON has no undefined: null takes back what was said.
      const about = checkpoint === undefined ? before : (checkpoint ?? undefined);
      return {
        ...record,
        operation: {
          ...rest,
          ...(pid !== undefined && { pid }),
          ...(about !== undefined && { checkpoint: about }),
        },
      };
    }
    case 'traces':
      return { ...record, traces: { ...record.traces, ...change.traces } };
    case 'ended': {
      const { waitingHook: _, ...rest } = operation;
      const phases = closed(operation.phases, change.at);
      return { ...record, operation: { ...rest, phases, endedAt: change.at, outcome: change.outcome } };
    }
  }
}

function afterEvent(operation: Operation, event: ProgressEvent): Operation {
  switch (event.kind) {
    case 'phase': {
      const begun = { phase: event.phase, startedAt: event.time };
      return { ...operation, phases: [...closed(operation.phases, event.time), begun] };
    }
    case 'round':
      return { ...operation, rounds: [...(operation.rounds ?? []), event.round] };
    case 'warning':
      return { ...operation, warnings: [...(operation.warnings ?? []), event.warning] };
    case 'progress':
      return { ...operation, progress: event.progress };
    case 'hook-waiting':
      return { ...operation, waitingHook: event.waiting };
    case 'hook-answered': {
      const { waitingHook: _, ...rest } = operation;
      return rest;
    }
    case 'notification':
      return operation;
  }
}

function closed(phases: readonly PhaseReport[], at: Date): readonly PhaseReport[] {
  return phases.map(({ phase, startedAt, milliseconds }) => ({
    phase,
    startedAt,
    milliseconds: milliseconds ?? at.getTime() - startedAt.getTime(),
  }));
}
