import { setMaxListeners } from 'node:events';
import type { JournalRecord } from './journal.js';
import type { Operation, OperationEvent } from './operation.js';

/** Beyond it Node's timers fire at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** An operation and those who look at it. */
export interface Entry {
  operation: Operation;
  readonly events: OperationEvent[];
  /** Tells `change` after every event. */
  readonly changed: EventTarget;
  readonly pids: ReadonlySet<number>;
  /** Of the request, where that had a request id. */
  readonly fingerprint?: string;
  /** Tells the work to stop, by the Failure that says why. */
  readonly stop: AbortController;
  /** Resolves when the outcome is there and on the disk, as far as the disk takes it. */
  ended: Promise<void>;
}

export function newEntry(operation: Operation, pids: readonly number[], fingerprint?: string): Entry {
  const changed = new EventTarget();
  // As many may watch as like to.
  setMaxListeners(0, changed);
  return {
    operation,
    events: [],
    changed,
    pids: new Set(pids),
    stop: new AbortController(),
    ended: Promise.resolve(),
    ...(fingerprint !== undefined && { fingerprint }),
  };
}

/** An operation of an earlier criud. */
export function pastEntry({ operation, events, fingerprint }: JournalRecord): Entry {
  const entry = newEntry(operation, [], fingerprint);
  const sequence = events.length + 1;
  const time = operation.endedAt ?? new Date();
  entry.events.push(...events, { sequence, time, kind: 'ended', operation });
  return entry;
}

/** What the journal keeps of an entry, with the operation as it is to be. */
export function recordOf({ events, fingerprint }: Entry, operation: Operation): JournalRecord {
  return { operation, events: [...events], ...(fingerprint !== undefined && { fingerprint }) };
}

type EventBody = OperationEvent extends infer Event
  ? Event extends OperationEvent
    ? Omit<Event, 'sequence' | 'time'>
    : never
  : never;

/** Adds an event and tells it to everybody who watches. */
export function addEvent(entry: Entry, body: EventBody, time = new Date()): void {
  entry.events.push({ sequence: entry.events.length + 1, time, ...body });
  entry.changed.dispatchEvent(new Event('change'));
}

/** Resolves when the operation has ended, when the time is over or when the signal is aborted. */
export async function untilEnded(entry: Entry, milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || entry.operation.outcome !== undefined) return;
  let timer: NodeJS.Timeout | undefined;
  let stop: () => void = () => {};
  const enough = new Promise<void>((resolve) => {
    stop = resolve;
    timer = setTimeout(resolve, Math.min(milliseconds, LONGEST_TIMER));
    signal.addEventListener('abort', stop, { once: true });
  });
  await Promise.race([entry.ended, enough]);
  clearTimeout(timer);
  signal.removeEventListener('abort', stop);
}

/** The events after one, past ones first, up to the last of the operation or the abort. */
export async function* eventsOf(
  entry: Entry,
  afterSequence: number,
  signal: AbortSignal,
): AsyncGenerator<OperationEvent, void> {
  let next = Math.max(0, Math.trunc(afterSequence));
  while (!signal.aborted) {
    const event = entry.events[next];
    if (event !== undefined) {
      next += 1;
      yield event;
      if (event.kind === 'ended') return;
    } else if (entry.events.at(-1)?.kind === 'ended') {
      return;
    } else {
      await change(entry, signal);
    }
  }
}

function change(entry: Entry, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      entry.changed.removeEventListener('change', settle);
      signal.removeEventListener('abort', settle);
      resolve();
    };
    entry.changed.addEventListener('change', settle);
    signal.addEventListener('abort', settle);
  });
}
