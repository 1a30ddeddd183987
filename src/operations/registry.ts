import { randomUUID } from 'node:crypto';
import { Failure } from '../failure/index.js';
import type { OperationRecord } from './change.js';
import { type Entry, eventsOf, hasEnded, LONGEST_TIMER, leaveEntry, newEntry, untilEnded } from './entry.js';
import { type GivenAnswer, type Hook, notWaiting } from './hook.js';
import { type JournalDamage, openJournal } from './journal.js';
import type {
  Move,
  Operation,
  OperationEvent,
  OperationKind,
  Run,
  Traces,
  WaitingHook,
} from './operation.js';
import { perform, type SuccessfulOutcome } from './perform.js';
import { openQueue } from './queue.js';

/** Of a name that nobody gave; it comes from outside and may be of any length. */
const LONGEST_NAME = 128;

/** How many operations are remembered, where nothing else is said. */
const REMEMBERED = 1_000;

/** How many go on at a time, where nothing else is said. */
const AT_A_TIME = 64;

/** How many may wait for their turn. */
const LONGEST_LINE = 1_000;

/** Milliseconds to find out what became of an operation that an earlier criud did not end. */
const RESOLVING = 120_000;

export interface NewOperation {
  readonly kind: OperationKind;
  readonly requestId?: string;
  /** Every pid of the tree that the operation works on. No other may touch one of them meanwhile. */
  readonly pids: readonly number[];
  /** Pids of the processes above the root of the tree: what works on one of them works on this tree too. */
  readonly ancestors?: readonly number[];
  readonly pid?: number;
  readonly migration?: string;
  readonly move?: Move;
  /** Milliseconds after which the operation is told to stop; more than 24 days are 24 days. */
  readonly timeout: number;
  readonly traces: Omit<Traces, 'drafts'>;
  /** At most one for each notification. */
  readonly hooks?: readonly Hook[];
}

export interface OperationsSettings {
  /** How many operations are remembered. More can go on; those that have ended are forgotten, the oldest first. */
  readonly remembered?: number;
  /** How many go on at a time; the others wait for their turn. */
  readonly atATime?: number;
  /**
   * Finds out what became of an operation that an earlier criud did not end: its
   * outcome, or the Failure that says what was found. It goes on as an operation
   * does, and nothing else can begin on the tree meanwhile.
   */
  readonly resolve: (past: OperationRecord, run: Run) => Promise<SuccessfulOutcome>;
  /** Is told of every operation that has ended, such as a log. Must not throw. */
  readonly onEnd?: (operation: Operation) => void;
}

/** Everything that is going on, and what has been. */
export interface Operations {
  /** What of the journal could not be read when it was opened. */
  readonly damage: JournalDamage;
  /**
   * Begins an operation and returns at once; `work` goes on whatever becomes of
   * the caller, and its result or its error is the outcome.
   *
   * @throws Failure TREE_BUSY when another operation works on one of the pids.
   * @throws Failure TOO_MANY_OPERATIONS when too many wait for their turn.
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
   * Answers the hook at which an operation waits.
   *
   * @param check may throw, and then nothing is answered.
   * @throws Failure OPERATION_NOT_FOUND, HOOK_NOT_WAITING
   */
  answerHook(id: string, hook: number, given: GivenAnswer, check: (waiting: WaitingHook) => void): Operation;
  /** @throws Failure TREE_BUSY when an operation works on one of the pids. */
  refuseBusy(pids: readonly number[]): void;
  /**
   * Begins nothing new and lets what goes on end for so many milliseconds, or
   * until the signal is aborted; then tells the rest to stop and waits until it
   * has: CRIU is refused at its next stop, so trees run on. What the next criud
   * has to take up stays without an outcome.
   */
  close(drainMilliseconds?: number, hurry?: AbortSignal): Promise<void>;
}

interface KnownRequest {
  readonly fingerprint: string;
  readonly operation: Promise<Operation>;
}

/**
 * Opens the record of operations under a folder. What was going on when an
 * earlier criud ended goes on being resolved.
 *
 * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
 */
export async function openOperations(folder: string, settings: OperationsSettings): Promise<Operations> {
  const { remembered = REMEMBERED, atATime = AT_A_TIME } = settings;
  // Apart, so that what is forgotten is not kept there.
  const { past, damage, ...journal } = await openJournal(folder);
  const queue = openQueue(atATime);
  /** In the order of beginning. */
  const entries = new Map<string, Entry>();
  const requests = new Map<string, KnownRequest>();
  let closing = false;

  for (const record of past) {
    const { operation, fingerprint, traces } = record;
    const entry = newEntry(
      record,
      traces.processes.map(({ pid }) => pid),
    );
    entries.set(operation.id, entry);
    if (operation.requestId !== undefined && fingerprint !== undefined) {
      requests.set(operation.requestId, { fingerprint, operation: Promise.resolve(operation) });
    }
    if (!hasEnded(entry)) {
      const isMigration = operation.kind === 'migrate' || operation.kind === 'receive';
      start(entry, isMigration ? Number.MAX_SAFE_INTEGER : RESOLVING, (run) => {
        run.enter('resolving');
        return settings.resolve(record, run);
      });
    }
  }
  forgetOldest();

  function start(entry: Entry, timeout: number, work: (run: Run) => Promise<SuccessfulOutcome>): void {
    entry.ended = perform(entry, timeout, work, { journal, queue }).then(() => {
      if (!hasEnded(entry)) return leaveEntry(entry);
      settings.onEnd?.(entry.record.operation);
      forgetOldest();
    });
  }

  function forgetOldest(): void {
    for (const [id, entry] of entries) {
      if (entries.size <= remembered) return;
      if (!hasEnded(entry)) continue;
      entries.delete(id);
      const { requestId } = entry.record.operation;
      if (requestId !== undefined) requests.delete(requestId);
      journal.forget(id).catch(() => {});
    }
  }

  function refuseBusy(pids: readonly number[], ancestors: readonly number[] = []): void {
    for (const entry of entries.values()) {
      if (hasEnded(entry)) continue;
      const shared = [...pids, ...ancestors].find((pid) => entry.pids.has(pid));
      if (shared !== undefined) throw treeBusy(shared, entry.record.operation);
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
    refuseBusy(wanted.pids, wanted.ancestors);
    if (queue.waiting >= LONGEST_LINE) throw tooMany();
    const operation: Operation = {
      id: randomUUID(),
      kind: wanted.kind,
      createdAt: new Date(),
      phases: [],
      ...(wanted.requestId && { requestId: wanted.requestId }),
      ...(wanted.pid !== undefined && { pid: wanted.pid }),
      ...(wanted.migration !== undefined && { migration: wanted.migration }),
      ...(wanted.move && { move: wanted.move }),
    };
    const fingerprint = requests.get(wanted.requestId ?? '')?.fingerprint;
    const record: OperationRecord = {
      operation,
      events: [],
      traces: { ...wanted.traces, drafts: [] },
      ...(fingerprint !== undefined && { fingerprint }),
    };
    const entry = newEntry(record, wanted.pids, wanted.hooks);
    entries.set(operation.id, entry);
    start(entry, wanted.timeout, work);
    return operation;
  }

  return {
    damage,
    begin,
    async once(requestId, fingerprint, start) {
      const earlier = requests.get(requestId);
      if (earlier !== undefined) {
        if (earlier.fingerprint !== fingerprint) throw requestIdReused(requestId);
        return entryOf((await earlier.operation).id).record.operation;
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
    get: (id) => entryOf(id).record.operation,
    list: () => [...entries.values()].map(({ record }) => record.operation).reverse(),
    async wait(id, milliseconds, signal) {
      const entry = entryOf(id);
      await untilEnded(entry, milliseconds, signal);
      return entry.record.operation;
    },
    watch: (id, afterSequence, signal) => eventsOf(entryOf(id), afterSequence, signal),
    cancel(id) {
      const entry = entryOf(id);
      if (!hasEnded(entry)) {
        entry.stop.abort(
          new Failure('CANCELLED', 'The operation was cancelled.', {
            cure: 'Nothing need be done: a tree that was being dumped runs on.',
          }),
        );
      }
      return entry.record.operation;
    },
    answerHook(id, hook, given, check) {
      const entry = entryOf(id);
      const { openHook } = entry;
      if (openHook?.waiting.hook !== hook) throw notWaiting(id, hook, openHook?.waiting);
      check(openHook.waiting);
      // Taken at once: who answers after this one is too late.
      entry.openHook = undefined;
      openHook.answer(given);
      return entry.record.operation;
    },
    refuseBusy: (pids) => refuseBusy(pids),
    async close(drainMilliseconds = 0, hurry) {
      closing = true;
      const running = [...entries.values()].filter((entry) => !hasEnded(entry));
      const ended = Promise.all(running.map((entry) => entry.ended));
      if (drainMilliseconds > 0) await within(drainMilliseconds, ended, hurry);
      for (const entry of running) {
        if (hasEnded(entry)) continue;
        entry.leave.abort();
        entry.stop.abort(
          new Failure('SHUTTING_DOWN', 'criud was told to end while the operation went on.', {
            cure: 'Look at the tree with InspectTree, and send the request again when criud runs again.',
          }),
        );
      }
      await ended;
      await journal.close();
    },
  };
}

/** Resolves when the promise does, when the time is over or when the signal is aborted. */
async function within(
  milliseconds: number,
  promise: Promise<unknown>,
  signal: AbortSignal | undefined,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.min(milliseconds, LONGEST_TIMER));
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([promise, late]);
  clearTimeout(timer);
}

function tooMany(): Failure {
  return new Failure('TOO_MANY_OPERATIONS', `${LONGEST_LINE} operations wait for their turn already.`, {
    metadata: { waiting: String(LONGEST_LINE) },
    cure: 'Send the request again later, or let criud carry out more at a time with --at-a-time.',
  });
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
