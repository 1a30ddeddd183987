import { Failure, REASONS, type Reason } from '../failure/index.js';
import type { ProcessIdentity, TreeCondition } from '../host/index.js';
import type { Change, OperationRecord } from './change.js';
import type { Operation, OperationEvent, Outcome, Traces, Warning } from './operation.js';

/** A line of the journal. */
export type JournalEntry =
  | { readonly id: string; readonly record: OperationRecord }
  | { readonly id: string; readonly change: Change }
  | { readonly id: string; readonly forgotten: true };

/** What JSON has no form for: big integers as text, failures by their parts. */
export function asJson(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Failure) {
    const { reason, message, cure, metadata, violations, criu } = value;
    return { reason, message, cure, metadata, violations, criu };
  }
  return value;
}

/** Undefined for what this program did not write. */
export function reviveEntry(stored: unknown): JournalEntry | undefined {
  try {
    // Its checksum is right; what has dates where they belong was written by write().
    const entry = stored as JournalEntry;
    if (typeof entry.id !== 'string') return undefined;
    if ('record' in entry) return { ...entry, record: reviveRecord(entry.record) };
    if ('change' in entry) return { ...entry, change: reviveChange(entry.change) };
    return entry.forgotten ? entry : undefined;
  } catch {
    return undefined;
  }
}

function reviveRecord(stored: OperationRecord): OperationRecord {
  return {
    ...stored,
    operation: reviveOperation(stored.operation),
    events: stored.events.map(reviveEvent),
    traces: { ...stored.traces, ...reviveTraces(stored.traces) },
  };
}

function reviveChange(stored: Change): Change {
  switch (stored.kind) {
    case 'event':
      return { ...stored, event: reviveEvent(stored.event) };
    case 'traces':
      return { ...stored, traces: reviveTraces(stored.traces) };
    case 'ended':
      return { ...stored, at: reviveDate(stored.at), outcome: reviveOutcome(stored.outcome) };
    case 'about':
      return stored;
    default:
      // Of a later criud: it tells nothing that this one understands.
      throw new RangeError('a change of no known kind');
  }
}

function reviveTraces(stored: Partial<Traces>): Partial<Traces> {
  return {
    ...stored,
    ...(stored.processes && { processes: stored.processes.map(reviveIdentity) }),
    ...(stored.criu && { criu: reviveIdentity(stored.criu) }),
    ...(stored.root && { root: reviveIdentity(stored.root) }),
  };
}

function reviveIdentity({ pid, startTime }: ProcessIdentity): ProcessIdentity {
  return { pid, startTime: BigInt(startTime) };
}

function reviveOperation(stored: Operation): Operation {
  return {
    ...stored,
    createdAt: reviveDate(stored.createdAt),
    phases: stored.phases.map((report) => ({ ...report, startedAt: reviveDate(report.startedAt) })),
    ...(stored.warnings && { warnings: stored.warnings.map(reviveWarning) }),
    ...(stored.waitingHook && {
      waitingHook: { ...stored.waitingHook, deadline: reviveDate(stored.waitingHook.deadline) },
    }),
    ...(stored.endedAt && { endedAt: reviveDate(stored.endedAt) }),
    ...(stored.outcome && { outcome: reviveOutcome(stored.outcome) }),
  };
}

function reviveEvent<Event extends OperationEvent>(stored: Event): Event {
  const event = { ...stored, time: reviveDate(stored.time) };
  if (event.kind === 'warning') return { ...event, warning: reviveWarning(event.warning) };
  if (event.kind === 'hook-waiting') {
    return { ...event, waiting: { ...event.waiting, deadline: reviveDate(event.waiting.deadline) } };
  }
  return event;
}

function reviveWarning(stored: Warning): Warning {
  return { ...stored, reason: reviveReason(stored.reason) };
}

/** A later criud may have had reasons that this one has not. */
function reviveReason(stored: Reason): Reason {
  return Object.hasOwn(REASONS, stored) ? stored : 'INTERNAL';
}

/** JSON has dates as text. */
function reviveDate(stored: Date | string): Date {
  const date = new Date(stored);
  if (Number.isNaN(date.getTime())) throw new RangeError(`${stored} is no date`);
  return date;
}

function reviveOutcome(stored: Outcome): Outcome {
  switch (stored.kind) {
    case 'failed': {
      const { reason, message, cure, metadata, violations, criu } = stored.failure;
      const failure = new Failure(reviveReason(reason), message, {
        cure,
        metadata,
        violations,
        ...(criu && { criu }),
      });
      const { tree } = stored;
      return { ...stored, failure, ...(tree && { tree: reviveCondition(tree) }) };
    }
    case 'restore':
      return { ...stored, tree: { ...stored.tree, startTime: BigInt(stored.tree.startTime) } };
    default:
      return stored;
  }
}

function reviveCondition(stored: TreeCondition): TreeCondition {
  return {
    ...stored,
    tasks: stored.tasks.map((task) => ({ ...task, startTime: BigInt(task.startTime) })),
  };
}
