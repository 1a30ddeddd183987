import { randomUUID } from 'node:crypto';
import { Failure } from '../failure/index.js';
import { type Entry, eventsOf, newEntry, pastEntry, untilEnded } from './entry.js';
import { openJournal } from './journal.js';
import type { Operation, OperationEvent, OperationKind, Run } from './operation.js';
import { perform, type SuccessfulOutcome } from './perform.js';

/** Of a name that nobody gave; it comes from outside and may be of any length. */
const LONGEST_NAME = 128;

/** How many operations are remembered, where nothing else is said. */
const REMEMBERED = 1_000;

export interface NewOperation {
  readonly kind: OperationKind;
  readonly requestId?: string;
  /** Every pid of the tree that the operation works on. No other may touch one of them meanwhile. */
  readonly pids: readonly number[];
  readonly pid?: number;
  /** Milliseconds after which the operation is told to stop; more than 24 days are 24 days. */
  readonly timeout: number;
}

export interface OperationsSettings {
  /** How many operations are remembered. More can go on; those that have ended are forgotten, the oldest first. */
  readonly remembered?: number;
  /** Is told of every operation that has ended, such as a log. Must not throw. */
  readonly onEnd?: (operation: Operation) => void;
}

/** Everything that is going on, and what has been. */
export interface Operations {
  /**
   * Begins an operation and returns at once; `work` goes on whatever becomes of
   * the caller, and its result or its error is the outcome.
   *
   * @throws Failure TREE_BUSY when another operation works on one of the pids.
   * @throws Failure SHUTTING_DOWN after close().
   */
  begin(operation: NewOperation, work: (run: Run) => Promise<SuccessfulOutcome>): Operation;
  /**
   * Makes a request safe to repeat: `start` is called for the first request
   * with this id, and later ones get the operation that it began, as long as
   * that is remembered, in later lives of criud too. A start that throws leaves
   * the id free.
   *
   * @param fingerprint of the whole request.
   * @throws Failure REQUEST_ID_REUSED when the fingerprint is another one.
   */
  once(requestId: string, fingerprint: string, start: () => Promise<Operation>): Promise<Operation>;
  /** @throws Failure OPERATION_NOT_FOUND */
  get(id: string): Operation;
  /** The newest first. */
  list(): readonly Operation[];
  /**
   * The operation when it has ended, or as it stands after `milliseconds` or
   * when the signal is aborted.
   *
   * @throws Failure OPERATION_NOT_FOUND
   */
  wait(id: string, milliseconds: number, signal: AbortSignal): Promise<Operation>;
  /**
   * The events after `afterSequence`, past ones first, up to the last one of
   * the operation or until the signal is aborted.
   *
   * @throws Failure OPERATION_NOT_FOUND
   */
  watch(id: string, afterSequence: number, signal: AbortSignal): AsyncIterable<OperationEvent>;
  /**
   * Tells an operation to stop where it can without harm, and returns it as it
   * stands. One that has ended stays as it is.
   *
   * @throws Failure OPERATION_NOT_FOUND
   */
  cancel(id: string): Operation;
  /**
   * Begins nothing new, tells everything that goes on to stop and waits until
   * it has: CRIU is refused at its next stop, so trees run on.
   */
  close(): Promise<void>;
}

interface KnownRequest {
  readonly fingerprint: string;
  readonly operation: Promise<Operation>;
}

/**
 * Opens the record of operations under a folder; what was going on when criud
 * ended has failed.
 *
 * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
 */
export async function openOperations(folder: string, settings: OperationsSettings = {}): Promise<Operations> {
  const { remembered = REMEMBERED } = settings;
  // Apart, so that what is forgotten is not kept there.
  const { past, ...journal } = await openJournal(folder);
  /** In the order of beginning. */
  const entries = new Map<string, Entry>();
  const requests = new Map<string, KnownRequest>();
  let closing = false;

  for (const record of past) {
    const { operation, fingerprint } = record;
    entries.set(operation.id, pastEntry(record));
    if (operation.requestId === undefined || fingerprint === undefined) continue;
    requests.set(operation.requestId, { fingerprint, operation: Promise.resolve(operation) });
  }
  forgetOldest();

  function forgetOldest(): void {
    for (const [id, { operation }] of entries) {
      if (entries.size <= remembered) return;
      if (operation.outcome === undefined) continue;
      entries.delete(id);
      if (operation.requestId !== undefined) requests.delete(operation.requestId);
      journal.forget(id).catch(() => {});
    }
  }

  function entryOf(id: string): Entry {
    const entry = entries.get(id);
    if (entry === undefined) {
      const name = id.slice(0, LONGEST_NAME);
      throw new Failure('OPERATION_NOT_FOUND', `There is no operation ${name}.`, {
        metadata: { operation: name },
        cure: 'Names of operations come from the call that began them and from ListOperations.',
      });
    }
    return entry;
  }

  function begin(wanted: NewOperation, work: (run: Run) => Promise<SuccessfulOutcome>): Operation {
    if (closing) {
      throw new Failure('SHUTTING_DOWN', 'criud is about to end and begins nothing new.', {
        cure: 'Send the request again when criud runs again.',
      });
    }
    for (const { operation, pids } of entries.values()) {
      if (operation.outcome !== undefined) continue;
      const shared = wanted.pids.find((pid) => pids.has(pid));
      if (shared !== undefined) throw treeBusy(shared, operation);
    }
    const operation: Operation = {
      id: randomUUID(),
      kind: wanted.kind,
      createdAt: new Date(),
      phases: [],
      ...(wanted.requestId && { requestId: wanted.requestId }),
      ...(wanted.pid !== undefined && { pid: wanted.pid }),
    };
    const fingerprint = requests.get(wanted.requestId ?? '')?.fingerprint;
    const entry = newEntry(operation, wanted.pids, fingerprint);
    entries.set(operation.id, entry);
    entry.ended = perform(entry, wanted.timeout, work, journal).then(() => {
      settings.onEnd?.(entry.operation);
      forgetOldest();
    });
    return operation;
  }

  return {
    begin,
    async once(requestId, fingerprint, start) {
      const earlier = requests.get(requestId);
      if (earlier !== undefined) {
        if (earlier.fingerprint !== fingerprint) throw requestIdReused(requestId);
        return entryOf((await earlier.operation).id).operation;
      }
      // Begins when the request is known, because the operation is recorded with its fingerprint.
      const operation = Promise.resolve().then(start);
      requests.set(requestId, { fingerprint, operation });
      try {
        return await operation;
      } catch (error) {
        requests.delete(requestId);
        throw error;
      }
    },
    get: (id) => entryOf(id).operation,
    list: () => [...entries.values()].map(({ operation }) => operation).reverse(),
    async wait(id, milliseconds, signal) {
      const entry = entryOf(id);
      await untilEnded(entry, milliseconds, signal);
      return entry.operation;
    },
    watch: (id, afterSequence, signal) => eventsOf(entryOf(id), afterSequence, signal),
    cancel(id) {
      const entry = entryOf(id);
      if (entry.operation.outcome === undefined) {
        entry.stop.abort(
          new Failure('CANCELLED', 'The operation was cancelled.', {
            cure: 'Nothing need be done: a tree that was being dumped runs on.',
          }),
        );
      }
      return entry.operation;
    },
    async close() {
      closing = true;
      const running = [...entries.values()].filter(({ operation }) => operation.outcome === undefined);
      for (const { stop } of running) {
        stop.abort(
          new Failure('SHUTTING_DOWN', 'criud was told to end while the operation went on.', {
            cure: 'Look at the tree with InspectTree, and send the request again when criud runs again.',
          }),
        );
      }
      await Promise.all(running.map(({ ended }) => ended));
    },
  };
}

function treeBusy(pid: number, other: Operation): Failure {
  return new Failure(
    'TREE_BUSY',
    `Process ${pid} is being worked on by operation ${other.id} (${other.kind}).`,
    {
      metadata: { pid: String(pid), operation: `operations/${other.id}` },
      cure: 'Wait for the other operation with WaitOperation.',
    },
  );
}

function requestIdReused(requestId: string): Failure {
  return new Failure(
    'REQUEST_ID_REUSED',
    `The request_id ${requestId} was used before with another request.`,
    {
      metadata: { request_id: requestId },
      cure: 'Use a new request_id for a new request, and the same only to repeat one.',
    },
  );
}
