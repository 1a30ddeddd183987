import { setMaxListeners } from 'node:events';
import { advance, type Change, type OperationRecord, type ProgressEvent } from './change.js';
import type { Hook, OpenHook } from './hook.js';
import type { Operation, OperationEvent } from './operation.js';

/** Beyond it Node's timers fire at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** An operation and those who look at it. */
export interface Entry {
  record: OperationRecord;
  /** Tells `change` after every event. */
  readonly changed: EventTarget;
  readonly pids: ReadonlySet<number>;
  /** Asked for, and not reached yet. */
  readonly hooks: Map<string, Hook>;
  /** Where CRIU is held now. */
  openHook?: OpenHook | undefined;
  /** Tells the work to stop, by the Failure that says why. */
  readonly stop: AbortController;
  /** Tells it that criud ends. */
  readonly leave: AbortController;
  /** Resolves when the outcome is there and on the disk, as far as the disk takes it, or there will be none here. */
  ended: Promise<void>;
  /** The next criud takes it up: nothing more happens to it here. */
  isLeft: boolean;
}

export function newEntry(
  record: OperationRecord,
  pids: readonly number[] = [],
  hooks: readonly Hook[] = [],
): Entry {
  const changed = new EventTarget();
  // As many may watch as like to.
  setMaxListeners(0, changed);
  return {
    record,
    changed,
    pids: new Set(pids),
    hooks: new Map(hooks.map((hook) => [hook.notification, hook])),
    stop: new AbortController(),
    leave: new AbortController(),
    ended: Promise.resolve(),
    isLeft: false,
  };
}

/** Carries a change out and tells it to everybody who watches. */
export function applyChange(entry: Entry, change: Change): void {
  entry.record = advance(entry.record, change);
  if (change.kind === 'event' || change.kind === 'ended') entry.changed.dispatchEvent(new Event('change'));
}

/** Ends what watches an operation that has no outcome in this life of criud. */
export function leaveEntry(entry: Entry): void {
  entry.isLeft = true;
  entry.changed.dispatchEvent(new Event('change'));
}

type EventBody = ProgressEvent extends infer Event
  ? Event extends ProgressEvent
    ? Omit<Event, 'sequence' | 'time'>
    : never
  : never;

/** The next event of an operation. */
export function nextEvent({ record }: Entry, body: EventBody): ProgressEvent {
  return { sequence: record.events.length + 1, time: new Date(), ...body };
}

/** Resolves when the operation has ended, when the time is over or when the signal is aborted. */
export async function untilEnded(entry: Entry, milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || hasEnded(entry)) return;
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

export function hasEnded({ record }: Entry): boolean {
  return record.operation.outcome !== undefined;
}

/** The events after one, past ones first, up to the last of the operation or the abort. */
export async function* eventsOf(
  entry: Entry,
  afterSequence: number,
  signal: AbortSignal,
): AsyncGenerator<OperationEvent, void> {
  let next = Math.max(0, Math.trunc(afterSequence));
  while (!signal.aborted) {
    const event = eventAt(entry, next);
    if (event !== undefined) {
      next += 1;
      yield event;
      if (event.kind === 'ended') return;
    } else if (hasEnded(entry) || entry.isLeft) {
      return;
    } else {
      await change(entry, signal);
    }
  }
}

/** The last one of an operation that has ended is the operation itself. */
function eventAt({ record: { events, operation } }: Entry, index: number): OperationEvent | undefined {
  const event = events[index];
  if (event !== undefined || index !== events.length || operation.outcome === undefined) return event;
  return { sequence: index + 1, time: endOf(operation), kind: 'ended', operation };
}

function endOf({ endedAt, createdAt }: Operation): Date {
  return endedAt ?? createdAt;
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
