import { join } from 'node:path';
import { advance, type Change, type OperationRecord } from './change.js';
import { asJson, type JournalEntry, reviveEntry } from './journal-entry.js';
import { type LostStretch, openRecordFile } from './record-file.js';

/** The journal is written anew when it has grown to this many bytes, and to twice its size after the last time. */
const COMPACT_FROM = 1024 * 1024;

/** What of the journal could not be read. */
export interface JournalDamage {
  readonly stretches: readonly LostStretch[];
  /** Whole entries that tell of an operation whose beginning is lost. */
  readonly orphans: number;
}

/** Where operations are remembered: one file to which every change is appended. */
export interface Journal {
  /** What was there when the journal was opened, in the order of beginning. */
  readonly past: readonly OperationRecord[];
  readonly damage: JournalDamage;
  /**
   * Remembers a new operation; resolves when it is on the disk.
   *
   * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
   */
  begin(record: OperationRecord): Promise<void>;
  /**
   * Remembers what has happened to an operation. When this resolves, outcomes,
   * ids of checkpoints and handovers are on the disk; what else there is outlives criud
   * from then on, and not a loss of power, after which none of the processes is
   * there to ask about.
   *
   * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
   */
  change(id: string, change: Change): Promise<void>;
  forget(id: string): Promise<void>;
  /** Waits for what is being written. Idempotent. */
  close(): Promise<void>;
}

/**
 * Opens the journal in a folder, which it makes if need be. Nothing that is
 * whole is lost because of what is not.
 *
 * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
 */
export async function openJournal(folder: string): Promise<Journal> {
  const file = await openRecordFile(join(folder, 'journal'), { replacer: asJson });
  const records = new Map<string, OperationRecord>();
  let orphans = 0;
  for (const stored of file.records) {
    const entry = reviveEntry(stored);
    if (entry === undefined || !take(entry)) orphans += 1;
  }
  let compactAt = Math.max(COMPACT_FROM, file.size * 2);
  /** The disk did not take something that is in the records: only a file that is written anew has it. */
  let isBehind = false;

  /** False for a change of an operation that nobody knows. */
  function take(entry: JournalEntry): boolean {
    if ('forgotten' in entry) {
      records.delete(entry.id);
    } else if ('record' in entry) {
      records.set(entry.id, entry.record);
    } else {
      const record = records.get(entry.id);
      if (record === undefined) return false;
      records.set(entry.id, advance(record, entry.change));
    }
    return true;
  }

  async function write(entry: JournalEntry, flush: boolean): Promise<void> {
    take(entry);
    if (flush && isBehind && (await isWrittenAnew())) return;
    try {
      await file.append([entry], { flush });
    } catch (error) {
      isBehind = true;
      if (!flush) throw error;
      // Written anew it needs less room, and gets over a flush that failed.
      await rewrite().catch(() => {
        throw error;
      });
    }
    // One that fails is tried again when as much has been added once more.
    if (file.size >= compactAt) await rewrite().catch(() => {});
  }

  async function isWrittenAnew(): Promise<boolean> {
    return rewrite().then(
      () => true,
      () => false,
    );
  }

  async function rewrite(): Promise<void> {
    // Twice at once would write the same twice.
    compactAt = Number.POSITIVE_INFINITY;
    // What cannot be added from now on is not among these records.
    const wasBehind = isBehind;
    isBehind = false;
    try {
      await file.replace([...records].map(([id, record]) => ({ id, record })));
    } catch (error) {
      isBehind ||= wasBehind;
      throw error;
    } finally {
      compactAt = Math.max(COMPACT_FROM, file.size * 2);
    }
  }

  return {
    past: [...records.values()],
    damage: { stretches: file.lost, orphans },
    begin: (record) => write({ id: record.operation.id, record }, true),
    change: (id, change) => write({ id, change }, outlivesPowerLoss(change)),
    forget: (id) => write({ id, forgotten: true }, false),
    close: () => file.close(),
  };
}

function outlivesPowerLoss(change: Change): boolean {
  if (change.kind !== 'traces') return change.kind === 'ended';
  return change.traces.drafts !== undefined || change.traces.handover !== undefined;
}
