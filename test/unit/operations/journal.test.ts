import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Failure } from '../../../src/failure/index.js';
import type {
  Operation,
  OperationEvent,
  OperationRecord,
  Operations,
  Outcome,
  Run,
  SuccessfulOutcome,
} from '../../../src/operations/index.js';
import { openJournal } from '../../../src/operations/journal.js';
import { openRecordFile } from '../../../src/operations/record-file.js';
import { FACTS } from '../catalog/facts.js';
import { scratchFolder } from '../setup/scratch-folder.js';
import {
  holdWork,
  MIGRATED,
  NEVER,
  NEW,
  openOperations,
  RESTORED,
  recorded,
  roundReport,
  STOPPED,
  TRACES,
  WARNING,
} from './work.js';

const DUMPED: Extract<SuccessfulOutcome, { kind: 'dump' }> = {
  kind: 'dump',
  checkpoint: {
    format: 1,
    id: 'dd0eab5c-6e9c-4a6c-8a6a-6a3b6f0f3f11',
    createdAt: '2026-01-31T12:00:00.000Z',
    files: [{ name: 'inventory.img', bytes: 9 }],
    statistics: { pagesWritten: 12 },
    ...FACTS,
  },
};

const FAILURE = new Failure('TCP_CONNECTION', 'Process 4711 has a TCP connection.', {
  cure: 'Use tcp.established.',
  metadata: { pid: '4711' },
  violations: [{ field: 'options', description: 'is not enough' }],
  criu: { errno: 16, causeLine: 'Error: connected', excerpt: ['one', 'two'], ending: 'exit 1' },
});

let folder: string;
let operations: Operations;

beforeEach(async () => {
  folder = join(scratchFolder(), 'operations');
  operations = await openOperations(folder);
});

afterEach(() => operations.close());

async function run(work: (run: Run) => Promise<SuccessfulOutcome>): Promise<Operation> {
  const { id } = operations.begin({ ...NEW, kind: 'dump', pid: 4711, requestId: 'r-1' }, work);
  return operations.wait(id, Number.POSITIVE_INFINITY, NEVER);
}

async function eventsOf(from: Operations, id: string, after = 0): Promise<readonly OperationEvent[]> {
  const all: OperationEvent[] = [];
  for await (const event of from.watch(id, after, NEVER)) all.push(event);
  return all;
}

/** A later life of criud over what this one has written by now. */
async function reopen(settings: Parameters<typeof openOperations>[1] = {}): Promise<Operations> {
  const copy = join(scratchFolder(), 'later');
  cpSync(folder, copy, { recursive: true });
  const later = await openOperations(copy, settings);
  onTestFinished(() => later.close());
  return later;
}

/** The same over a journal in which the JSON of each entry has been edited, checksums and all. */
async function reopenWith(edit: (json: string) => string): Promise<Operations> {
  const copy = join(scratchFolder(), 'edited');
  const journal = await openRecordFile(join(copy, 'journal'));
  const original = join(scratchFolder(), 'original');
  cpSync(folder, original, { recursive: true });
  const { records, close } = await openRecordFile(join(original, 'journal'));
  await close();
  await journal.append(
    records.map((record) => JSON.parse(edit(JSON.stringify(record)))),
    { flush: true },
  );
  await journal.close();
  const later = await openOperations(copy);
  onTestFinished(() => later.close());
  return later;
}

describe('an operation that has ended', () => {
  const outcomes: readonly (readonly [what: string, outcome: Outcome])[] = [
    ['a restore', RESTORED],
    ['a migration', MIGRATED],
    [
      'a restore with no statistics',
      { kind: 'restore', tree: { pid: 1, startTime: 0n, keepsTerminal: false } },
    ],
    ['a dump', DUMPED],
    ['a pre-dump', { ...DUMPED, kind: 'pre-dump' }],
    ['a failure with all that CRIU left behind', { kind: 'failed', failure: FAILURE, tree: STOPPED }],
    [
      'a failure with nothing but a message',
      { kind: 'failed', failure: new Failure('INTERNAL', 'An internal error occurred.') },
    ],
  ];

  it.each(outcomes)('is known after a restart as it was: %s', async (_, outcome) => {
    const operation = await run(async ({ enter, notified, isAbout, leavesTree }) => {
      enter('preparing');
      enter('dumping');
      notified('post-dump', true);
      isAbout({ checkpoint: 'c-1' });
      if (outcome.kind !== 'failed') return outcome;
      if (outcome.tree !== undefined) leavesTree(outcome.tree);
      throw outcome.failure;
    });
    const events = await eventsOf(operations, operation.id);

    const reopened = await reopen();
    expect(reopened.list()).toEqual([operation]);
    expect(reopened.get(operation.id).outcome).toEqual(outcome);
    expect(await eventsOf(reopened, operation.id)).toEqual(events);
    expect(await eventsOf(reopened, operation.id, 2)).toEqual(events.slice(2));
  });

  it('keeps every part of its failure', async () => {
    const { id } = await run(() => Promise.reject(FAILURE));
    const { outcome } = (await reopen()).get(id);
    if (outcome?.kind !== 'failed') throw new Error('the operation did not fail');
    const { reason, message, cure, metadata, violations, criu } = outcome.failure;
    expect(outcome.failure).toBeInstanceOf(Failure);
    expect(outcome.failure.class).toBe('failed-precondition');
    expect({ reason, message, cure, metadata, violations, criu }).toEqual({
      reason: FAILURE.reason,
      message: FAILURE.message,
      cure: FAILURE.cure,
      metadata: FAILURE.metadata,
      violations: FAILURE.violations,
      criu: FAILURE.criu,
    });
  });

  it('is on the disk before anybody sees that it has ended', async () => {
    const held = holdWork();
    const { id } = operations.begin(NEW, held.work);
    const watched = (async () => {
      for await (const { kind } of operations.watch(id, 0, NEVER)) {
        if (kind === 'ended') return (await recorded(folder, id))?.operation.outcome?.kind;
      }
      return 'nothing was told';
    })();
    held.succeed();
    await operations.wait(id, Number.POSITIVE_INFINITY, NEVER);
    expect(await watched).toBe('restore');
  });

  it('can be read by nobody else', async () => {
    const umask = process.umask(0);
    await operations.close();
    folder = join(scratchFolder(), 'operations');
    operations = await openOperations(folder);
    try {
      const { id } = await run(async () => DUMPED);
      expect(operations.get(id).outcome).toBeDefined();
      expect(statSync(join(folder, 'journal')).mode & 0o777).toBe(0o600);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    } finally {
      process.umask(umask);
    }
  });

  it('failed for a reason of a later criud, and is INTERNAL with the message of then', async () => {
    const { id } = await run(() => Promise.reject(FAILURE));
    for (const reason of ['REASON_OF_TOMORROW', 'toString']) {
      const later = await reopenWith((text) =>
        text.replaceAll(/"reason":"TCP_\w+"/g, `"reason":"${reason}"`),
      );
      expect(later.get(id).outcome).toMatchObject({
        failure: { reason: 'INTERNAL', message: FAILURE.message },
      });
    }
  });
});

describe('rounds and warnings', () => {
  const ROUNDS = [roundReport(1), roundReport(2)] as const;

  /** All that an iterative dump tells, a Failure as a warning among it. */
  async function tellAll({ enter, judged, warns }: Run): Promise<SuccessfulOutcome> {
    enter('pre-dumping');
    judged(ROUNDS[0]);
    warns(WARNING);
    enter('pausing');
    enter('pre-dumping');
    judged(ROUNDS[1]);
    warns(FAILURE);
    return { ...DUMPED, predictedFrozenMilliseconds: 100 / 3 };
  }

  const { reason, message, cure, metadata } = FAILURE;
  const WARNINGS = [WARNING, { reason, message, cure, metadata }];

  it('are neither there where nobody has told of any', async () => {
    const operation = await run(async () => DUMPED);
    expect(Object.keys(operation)).not.toContain('rounds');
    expect(Object.keys(operation)).not.toContain('warnings');
  });

  it('are on the operation, in their order, and are events', async () => {
    const operation = await run(tellAll);
    expect(operation.rounds).toEqual(ROUNDS);
    expect(operation.warnings).toStrictEqual(WARNINGS);
    const told = (await eventsOf(operations, operation.id)).map(({ time, ...event }) => event);
    expect(told).toEqual([
      { sequence: 1, kind: 'phase', phase: 'pre-dumping' },
      { sequence: 2, kind: 'round', round: ROUNDS[0] },
      { sequence: 3, kind: 'warning', warning: WARNING },
      { sequence: 4, kind: 'phase', phase: 'pausing' },
      { sequence: 5, kind: 'phase', phase: 'pre-dumping' },
      { sequence: 6, kind: 'round', round: ROUNDS[1] },
      { sequence: 7, kind: 'warning', warning: WARNINGS[1] },
      { sequence: 8, kind: 'ended', operation },
    ]);
  });

  it('are told while the operation goes on', async () => {
    const held = holdWork();
    const { id } = operations.begin(NEW, held.work);
    const { judged, warns } = await held.run;
    judged(ROUNDS[0]);
    expect(operations.get(id)).toMatchObject({ rounds: [ROUNDS[0]] });
    warns(WARNING);
    expect(operations.get(id)).toMatchObject({ rounds: [ROUNDS[0]], warnings: [WARNING] });
    held.succeed();
  });

  it('are known after a restart as they were, in the operation and as events', async () => {
    const operation = await run(tellAll);
    const events = await eventsOf(operations, operation.id);
    const reopened = await reopen();
    expect(reopened.get(operation.id)).toStrictEqual(operation);
    expect(await eventsOf(reopened, operation.id)).toStrictEqual(events);
  });

  it('are known of an operation that was interrupted', async () => {
    const held = holdWork();
    const { id } = operations.begin({ ...NEW, kind: 'dump-iteratively' }, held.work);
    await tellAll(await held.run);
    await expect.poll(async () => (await recorded(folder, id))?.operation.warnings).toHaveLength(2);
    const later = await reopen();
    expect(await later.wait(id, Number.POSITIVE_INFINITY, NEVER)).toMatchObject({
      kind: 'dump-iteratively',
      rounds: ROUNDS,
      warnings: WARNINGS,
      outcome: { failure: { reason: 'OPERATION_INTERRUPTED' } },
    });
    held.succeed();
  });

  it('of a later criud may have a reason that this one has not: then it is INTERNAL', async () => {
    const { id } = await run(async ({ warns }) => {
      warns(WARNING);
      return DUMPED;
    });
    const reopened = await reopenWith((text) => text.replaceAll('PARENT_NOT_USED', 'REASON_OF_TOMORROW'));
    const warning = { ...WARNING, reason: 'INTERNAL' };
    expect(reopened.get(id).warnings).toEqual([warning]);
    expect(await eventsOf(reopened, id)).toMatchObject([{ kind: 'warning', warning }, { kind: 'ended' }]);
  });
});

describe('an operation that went on when criud ended', () => {
  it('goes on being resolved, with all that was known of it, and keeps its tree busy meanwhile', async () => {
    const held = holdWork();
    const traces = { ...TRACES, processes: [{ pid: 10, startTime: 7n }] };
    const { id } = operations.begin({ ...NEW, kind: 'dump', pids: [10], pid: 10, traces }, held.work);
    const run = await held.run;
    run.enter('preparing');
    await run.traces({ draft: 'c-1' });
    await run.traces({ draft: 'c-2' });
    run.enter('dumping');
    run.notified('post-dump', true);
    await run.traces({ criu: { pid: 11, startTime: 18_446_744_073_709_551_615n } });

    const looking = holdWork();
    let past: OperationRecord | undefined;
    const later = await reopen({
      resolve: (record, laterRun) => {
        past = record;
        return looking.work(laterRun);
      },
    });
    const laterRun = await looking.run;
    expect(past).toMatchObject({
      operation: { id, kind: 'dump', pid: 10 },
      traces: {
        ...traces,
        drafts: ['c-1', 'c-2'],
        criu: { pid: 11, startTime: 18_446_744_073_709_551_615n },
      },
    });
    expect(later.get(id).phases.map(({ phase }) => phase)).toEqual(['preparing', 'dumping', 'resolving']);
    expect(later.get(id).outcome).toBeUndefined();
    expect(() => later.begin({ ...NEW, pids: [10] }, async () => RESTORED)).toThrow(
      expect.objectContaining({ reason: 'TREE_BUSY' }),
    );

    laterRun.leavesTree(STOPPED);
    const failure = new Failure('OPERATION_INTERRUPTED', 'The tree is stopped.');
    looking.fail(failure);
    const operation = await later.wait(id, Number.POSITIVE_INFINITY, NEVER);
    expect(operation.outcome).toEqual({ kind: 'failed', failure, tree: STOPPED });
    expect((await eventsOf(later, id)).map(({ sequence, kind }) => `${sequence} ${kind}`)).toEqual([
      '1 phase',
      '2 phase',
      '3 notification',
      '4 phase',
      '5 ended',
    ]);
    const { id: next } = later.begin({ ...NEW, pids: [10] }, async () => RESTORED);
    expect((await later.wait(next, Number.POSITIVE_INFINITY, NEVER)).outcome).toEqual(RESTORED);
    held.succeed();
  });

  it('can turn out to have succeeded', async () => {
    const held = holdWork();
    const { id } = operations.begin(NEW, held.work);
    await held.run;
    const later = await reopen({ resolve: async () => RESTORED });
    expect((await later.wait(id, Number.POSITIVE_INFINITY, NEVER)).outcome).toEqual(RESTORED);
    held.succeed();
  });

  it('has ended once and for all: later lives tell the same', async () => {
    const held = holdWork();
    const { id } = operations.begin(NEW, held.work);
    await held.run;
    const copy = join(scratchFolder(), 'later');
    cpSync(folder, copy, { recursive: true });
    const second = await openOperations(copy);
    const resolved = await second.wait(id, Number.POSITIVE_INFINITY, NEVER);
    await second.close();
    const third = await openOperations(copy);
    expect(third.get(id)).toEqual(resolved);
    await third.close();
    held.succeed();
  });
});

describe('a request id', () => {
  it('gets its operation in a later life of criud too, ended or interrupted', async () => {
    const held = holdWork();
    const begin = (requestId: string, work = held.work) =>
      operations.once(requestId, `fingerprint of ${requestId}`, async () =>
        operations.begin({ ...NEW, requestId }, work),
      );
    const [ended, interrupted] = [await begin('ended', async () => RESTORED), await begin('interrupted')];
    await operations.wait(ended.id, Number.POSITIVE_INFINITY, NEVER);
    await held.run;

    const reopened = await reopen();
    const again = (requestId: string, fingerprint: string) =>
      reopened.once(requestId, fingerprint, () => Promise.reject(new Error('began another')));
    expect(await again('ended', 'fingerprint of ended')).toMatchObject({ id: ended.id, outcome: RESTORED });
    expect(await again('interrupted', 'fingerprint of interrupted')).toMatchObject({ id: interrupted.id });
    await expect(again('ended', 'another')).rejects.toMatchObject({ reason: 'REQUEST_ID_REUSED' });
    await expect(again('unheard of', 'another')).rejects.toThrow('began another');
    held.succeed();
  });
});

describe('the journal', () => {
  it('lists operations of earlier lives from the newest to the oldest', async () => {
    const begun: string[] = [];
    for (let life = 0; life < 3; life++) {
      const { id } = operations.begin(NEW, async () => RESTORED);
      await operations.wait(id, Number.POSITIVE_INFINITY, NEVER);
      begun.unshift(id);
      await operations.close();
      operations = await openOperations(folder);
    }
    expect(operations.list().map(({ id }) => id)).toEqual(begun);
  });

  it('cut off at any byte opens with every operation whose beginning is whole, and says what is lost', async () => {
    const first = await run(async ({ enter }) => {
      enter('dumping');
      return DUMPED;
    });
    const { id: second } = operations.begin(NEW, () => Promise.reject(FAILURE));
    await operations.wait(second, Number.POSITIVE_INFINITY, NEVER);
    await operations.close();
    const bytes = readFileSync(join(folder, 'journal'));
    const place = join(scratchFolder(), 'cut');
    let known = 0;
    for (let length = 0; length <= bytes.length; length++) {
      cpSync(folder, place, { recursive: true, force: true });
      writeFileSync(join(place, 'journal'), bytes.subarray(0, length));
      const journal = await openJournal(place);
      const operationsThere = journal.past.map(({ operation }) => operation);
      expect(operationsThere.length).toBeGreaterThanOrEqual(known);
      known = operationsThere.length;
      for (const operation of operationsThere) {
        // Whole, or on its way there: never another one.
        expect([first.id, second]).toContain(operation.id);
        if (operation.outcome !== undefined) expect(operation.outcome.kind).toMatch(/dump|failed/);
      }
      const lost = journal.damage.stretches.reduce((sum, stretch) => sum + stretch.bytes, 0);
      expect(journal.damage.orphans).toBe(0);
      expect(bytes.subarray(0, length - lost).toString()).toMatch(/^$|\n$/);
      await journal.close();
    }
    expect(known).toBe(2);
  });

  it('with any bit flipped keeps every other entry, and says that something is lost', async () => {
    const operation = await run(async () => DUMPED);
    await operations.close();
    const bytes = readFileSync(join(folder, 'journal'));
    const begin = bytes.indexOf('\n') + 1;
    const place = join(scratchFolder(), 'flipped');
    for (let bit = begin * 8; bit < bytes.length * 8; bit += 61) {
      cpSync(folder, place, { recursive: true, force: true });
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      writeFileSync(join(place, 'journal'), flipped);
      const journal = await openJournal(place);
      const { stretches, orphans } = journal.damage;
      expect(stretches).not.toEqual([]);
      // With its beginning an operation is lost; with its end it has not ended.
      if (journal.past.length === 0) expect(orphans).toBe(1);
      else expect(journal.past[0]?.operation.id).toBe(operation.id);
      await journal.close();
    }
  });

  it('does not grow with what is over and forgotten', async () => {
    const small = join(scratchFolder(), 'small');
    operations = await openOperations(small, { remembered: 2 });
    const many = 'x'.repeat(100_000);
    for (let count = 0; count < 40; count++) {
      const { id } = operations.begin(NEW, async ({ warns }) => {
        warns({ ...WARNING, message: many });
        return RESTORED;
      });
      await operations.wait(id, Number.POSITIVE_INFINITY, NEVER);
    }
    await operations.close();
    // 40 times 100 kB and as much again for events have been written; two are remembered.
    expect(statSync(join(small, 'journal')).size).toBeLessThan(2_500_000);
  });
});
