import { mkdirSync } from 'node:fs';
import { readdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, REASONS, type Reason, storageFailure } from '../failure/index.js';
import type { Operation, OperationEvent, Outcome, Warning } from './operation.js';

/** All that is remembered of an operation beyond the life of criud. */
export interface JournalRecord {
  readonly operation: Operation;
  /** Without the last one, `ended`, which the operation itself tells. */
  readonly events: readonly OperationEvent[];
  /** Of the request that began it, where that had a request id. */
  readonly fingerprint?: string;
}

/** Where operations are remembered: a file for each. */
export interface Journal {
  /** What was there when the journal was opened, the oldest first; what had not ended has failed. */
  readonly past: readonly JournalRecord[];
  /**
   * Room for one operation. Each call of what is returned replaces what was
   * written before, and resolves when its state or a later one is written:
   * states that are overtaken while an earlier one is being written are left
   * out.
   *
   * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
   */
  openPage(): (record: JournalRecord) => Promise<void>;
  forget(id: string): Promise<void>;
}

/**
 * Opens the journal in a folder, which it makes if need be. A file that this
 * program did not write whole is kept under another name, and passed over.
 *
 * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
 */
export async function openJournal(folder: string): Promise<Journal> {
  const past: JournalRecord[] = [];
  try {
    // The asynchronous one takes a full disk for a missing folder.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      if (name.endsWith('.json.new')) await rm(path, { recursive: true, force: true });
      if (!name.endsWith('.json')) continue;
      const text = await readFile(path, 'utf8').catch(() => '');
      const record = parseRecord(text, name.slice(0, -'.json'.length));
      if (record === undefined) await rename(path, `${path}.unreadable`);
      else past.push(record);
    }
  } catch (cause) {
    throw storageFailure(`The record of operations in ${folder} cannot be used`, folder, cause);
  }
  past.sort((a, b) => a.operation.createdAt.getTime() - b.operation.createdAt.getTime());

  async function write(record: JournalRecord): Promise<void> {
    const path = join(folder, `${record.operation.id}.json`);
    try {
      await writeFile(`${path}.new`, JSON.stringify(record, plain), { mode: 0o600 });
      await rename(`${path}.new`, path);
    } catch (cause) {
      throw storageFailure('The record of the operation could not be written', folder, cause);
    }
  }

  for (const [index, record] of past.entries()) {
    if (record.operation.outcome !== undefined) continue;
    const ended = { ...record, operation: interrupted(record.operation) };
    past[index] = ended;
    // What cannot be written now is found interrupted once more by the next criud.
    await write(ended).catch(() => {});
  }

  return {
    past,
    openPage() {
      let next: JournalRecord | undefined;
      let written = Promise.resolve();
      return (record) => {
        const joins = next !== undefined;
        next = record;
        if (joins) return written;
        written = written
          .catch(() => {})
          .then(() => {
            const latest = next ?? record;
            next = undefined;
            return write(latest);
          });
        return written;
      };
    },
    forget: (id) => unlink(join(folder, `${id}.json`)),
  };
}

function interrupted(operation: Operation): Operation {
  const failure = new Failure('OPERATION_INTERRUPTED', 'criud ended while the operation went on.', {
    cure: 'Look at the tree with InspectTree: CRIU lets it run on when criud is gone before the commit.',
  });
  return { ...operation, endedAt: new Date(), outcome: { kind: 'failed', failure } };
}

/** What JSON has no form for: big integers as text, failures by their parts. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Failure) {
    const { reason, message, cure, metadata, violations, criu } = value;
    return { reason, message, cure, metadata, violations, criu };
  }
  return value;
}

/** Undefined for what this program did not write whole. */
function parseRecord(text: string, id: string): JournalRecord | undefined {
  try {
    // What has the id of its file and dates where they belong was written by write().
    const stored = JSON.parse(text) as JournalRecord;
    if (stored.operation.id !== id) return undefined;
    return {
      ...stored,
      operation: parseOperation(stored.operation),
      events: stored.events.map(parseEvent),
    };
  } catch {
    return undefined;
  }
}

function parseOperation(stored: Operation): Operation {
  return {
    ...stored,
    createdAt: parseDate(stored.createdAt),
    phases: stored.phases.map((report) => ({ ...report, startedAt: parseDate(report.startedAt) })),
    ...(stored.warnings && { warnings: stored.warnings.map(parseWarning) }),
    ...(stored.endedAt && { endedAt: parseDate(stored.endedAt) }),
    ...(stored.outcome && { outcome: parseOutcome(stored.outcome) }),
  };
}

function parseEvent(stored: OperationEvent): OperationEvent {
  const event = { ...stored, time: parseDate(stored.time) };
  return event.kind === 'warning' ? { ...event, warning: parseWarning(event.warning) } : event;
}

function parseWarning(stored: Warning): Warning {
  return { ...stored, reason: parseReason(stored.reason) };
}

/** A later criud may have had reasons that this one has not. */
function parseReason(stored: Reason): Reason {
  return Object.hasOwn(REASONS, stored) ? stored : 'INTERNAL';
}

/** JSON has dates as text. */
function parseDate(stored: Date | string): Date {
  const date = new Date(stored);
  if (Number.isNaN(date.getTime())) throw new RangeError(`${stored} is no date`);
  return date;
}

function parseOutcome(stored: Outcome): Outcome {
  switch (stored.kind) {
    case 'failed': {
      const { reason, message, cure, metadata, violations, criu } = stored.failure;
      const failure = new Failure(parseReason(reason), message, {
        cure,
        metadata,
        violations,
        ...(criu && { criu }),
      });
      return { ...stored, failure };
    }
    case 'restore':
      return { ...stored, tree: { ...stored.tree, startTime: BigInt(stored.tree.startTime) } };
    default:
      return stored;
  }
}
