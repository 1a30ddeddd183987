import { mkdirSync, readdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../src/failure/index.js';
import {
  type Operation,
  type OperationEvent,
  type Operations,
  type Outcome,
  openOperations,
  type Run,
  type SuccessfulOutcome,
} from '../../../src/operations/index.js';
import { type JournalRecord, openJournal } from '../../../src/operations/journal.js';
import { FACTS } from '../catalog/facts.js';
import { scratchFolder } from '../setup/scratch-folder.js';
import { holdWork, NEVER, NEW, RESTORED, roundReport, WARNING } from './work.js';

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

/** What the journal of a living criud holds by now; nobody writes it a second time. */
function recorded(id: string): JournalRecord {
  return JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8'));
}

describe('an operation that has ended', () => {
  const outcomes: readonly (readonly [what: string, outcome: Outcome])[] = [
    ['a restore', RESTORED],
    [
      'a restore with no statistics',
      { kind: 'restore', tree: { pid: 1, startTime: 0n, keepsTerminal: false } },
    ],
    ['a dump', DUMPED],
    ['a pre-dump', { ...DUMPED, kind: 'pre-dump' }],
    ['a failure with all that CRIU left behind', { kind: 'failed', failure: FAILURE, treeState: 'running' }],
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
      if (outcome.treeState !== undefined) leavesTree(outcome.treeState);
      throw outcome.failure;
    });
    const events = await eventsOf(operations, operation.id);

    const reopened = await openOperations(folder);
    expect(reopened.list()).toEqual([operation]);
    expect(reopened.get(operation.id).outcome).toEqual(outcome);
    expect(await eventsOf(reopened, operation.id)).toEqual(events);
    expect(await eventsOf(reopened, operation.id, 2)).toEqual(events.slice(2));
  });

  it('keeps every part of its failure', async () => {
    const { id } = await run(() => Promise.reject(FAILURE));
    const { outcome } = (await openOperations(folder)).get(id);
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
        if (kind === 'ended') return recorded(id).operation.outcome?.kind;
      }
      return 'nothing was told';
    })();
    held.succeed();
    await operations.wait(id, Number.POSITIVE_INFINITY, NEVER);
    expect(recorded(id).operation.outcome?.kind).toBe('restore');
    expect(await watched).toBe('restore');
  });

  it('can be read by nobody else', async () => {
    const umask = process.umask(0);
    try {
      const { id } = await run(async () => DUMPED);
      expect(statSync(join(folder, `${id}.json`)).mode & 0o777).toBe(0o600);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    } finally {
      process.umask(umask);
    }
  });

  it('failed for a reason of a later criud, and is INTERNAL with the message of then', async () => {
    const { id } = await run(() => Promise.reject(FAILURE));
    for (const reason of ['REASON_OF_TOMORROW', 'toString']) {
      const text = readFileSync(join(folder, `${id}.json`), 'utf8');
      writeFileSync(join(folder, `${id}.json`), text.replace(/"reason":"\w+"/, `"reason":"${reason}"`));
      expect((await openOperations(folder)).get(id).outcome).toMatchObject({
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
    const reopened = await openOperations(folder);
    expect(reopened.get(operation.id)).toStrictEqual(operation);
    expect(await eventsOf(reopened, operation.id)).toStrictEqual(events);
  });

  it('are known of an operation that was interrupted', async () => {
    const held = holdWork();
    const { id } = operations.begin({ ...NEW, kind: 'dump-iteratively' }, held.work);
    await tellAll(await held.run);
    await expect.poll(() => recorded(id).operation.warnings).toHaveLength(2);
    expect((await openOperations(folder)).get(id)).toMatchObject({
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
    const path = join(folder, `${id}.json`);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replaceAll('PARENT_NOT_USED', 'REASON_OF_TOMORROW'));
    const reopened = await openOperations(folder);
    const warning = { ...WARNING, reason: 'INTERNAL' };
    expect(reopened.get(id).warnings).toEqual([warning]);
    expect(await eventsOf(reopened, id)).toMatchObject([{ kind: 'warning', warning }, { kind: 'ended' }]);
  });
});

describe('an operation that went on when criud ended', () => {
  it('is interrupted, with what was known of it', async () => {
    const held = holdWork();
    const { id } = operations.begin({ ...NEW, kind: 'dump', pid: 4711 }, held.work);
    const { enter, notified, isAbout } = await held.run;
    enter('preparing');
    enter('dumping');
    notified('post-dump', true);
    isAbout({ checkpoint: 'c-1' });
    await expect.poll(() => recorded(id).operation.checkpoint).toBe('c-1');

    const reopened = await openOperations(folder);
    const operation = reopened.get(id);
    expect(operation).toEqual({
      id,
      kind: 'dump',
      pid: 4711,
      checkpoint: 'c-1',
      createdAt: expect.any(Date),
      endedAt: expect.any(Date),
      phases: [
        { phase: 'preparing', startedAt: expect.any(Date), milliseconds: expect.any(Number) },
        { phase: 'dumping', startedAt: expect.any(Date) },
      ],
      outcome: { kind: 'failed', failure: expect.any(Failure) },
    });
    expect(operation.outcome).toMatchObject({
      failure: { reason: 'OPERATION_INTERRUPTED', cure: expect.stringContaining('InspectTree') },
    });
    expect(await eventsOf(reopened, id)).toEqual([
      { sequence: 1, time: expect.any(Date), kind: 'phase', phase: 'preparing' },
      { sequence: 2, time: expect.any(Date), kind: 'phase', phase: 'dumping' },
      { sequence: 3, time: expect.any(Date), kind: 'notification', name: 'post-dump', proceeded: true },
      { sequence: 4, time: operation.endedAt, kind: 'ended', operation },
    ]);
    held.succeed();
  });

  it('has ended once and for all: later lives tell the same', async () => {
    const held = holdWork();
    const { id } = operations.begin(NEW, held.work);
    await held.run;
    const second = (await openOperations(folder)).get(id);
    const third = (await openOperations(folder)).get(id);
    expect(third).toEqual(second);
    expect(recorded(id).operation.endedAt).toBe(second.endedAt?.toISOString());
    held.succeed();
  });

  it('does not keep its tree busy', async () => {
    const held = holdWork();
    operations.begin({ ...NEW, pids: [10] }, held.work);
    await held.run;
    const reopened = await openOperations(folder);
    const { id } = reopened.begin({ ...NEW, pids: [10] }, async () => RESTORED);
    expect((await reopened.wait(id, Number.POSITIVE_INFINITY, NEVER)).outcome).toEqual(RESTORED);
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

    const reopened = await openOperations(folder);
    const again = (requestId: string, fingerprint: string) =>
      reopened.once(requestId, fingerprint, () => Promise.reject(new Error('began another')));
    expect(await again('ended', 'fingerprint of ended')).toMatchObject({ id: ended.id, outcome: RESTORED });
    expect(await again('interrupted', 'fingerprint of interrupted')).toMatchObject({
      id: interrupted.id,
      outcome: { failure: { reason: 'OPERATION_INTERRUPTED' } },
    });
    await expect(again('ended', 'another')).rejects.toMatchObject({ reason: 'REQUEST_ID_REUSED' });
    await expect(again('unheard of', 'another')).rejects.toThrow('began another');
    held.succeed();
  });
});

describe('opening the journal', () => {
  it('lists operations of earlier lives from the newest to the oldest', async () => {
    const begun: string[] = [];
    for (let life = 0; life < 3; life++) {
      const { id } = operations.begin(NEW, async () => RESTORED);
      const { createdAt } = await operations.wait(id, Number.POSITIVE_INFINITY, NEVER);
      begun.unshift(id);
      // The next one must not begin in the same millisecond.
      await expect.poll(() => Date.now()).toBeGreaterThan(createdAt.getTime());
      operations = await openOperations(folder);
    }
    expect(operations.list().map(({ id }) => id)).toEqual(begun);
  });

  it('keeps what it cannot read under another name, and goes on', async () => {
    const { id } = await run(async () => DUMPED);
    const whole = readFileSync(join(folder, `${id}.json`), 'utf8');
    const garbage: Readonly<Record<string, string>> = {
      empty: '',
      torn: whole.slice(0, whole.length / 2),
      'of-zeros': '\0'.repeat(4096),
      null: 'null',
      list: '[]',
      other: '{"operation":{}}',
      'without-phases':
        '{"operation":{"id":"without-phases","createdAt":"2026-01-31T12:00:00Z"},"events":[]}',
      'without-date': whole.replace(id, 'without-date').replace(/"createdAt":"[^"]*"/, '"createdAt":"soon"'),
      'without-events': whole.replace(id, 'without-events').replace('"events":', '"happened":'),
      'of-another-name': whole,
    };
    for (const [name, text] of Object.entries(garbage)) writeFileSync(join(folder, `${name}.json`), text);
    mkdirSync(join(folder, 'folder.json'));
    writeFileSync(join(folder, `${id}.json.new`), whole.slice(0, 10));
    writeFileSync(join(folder, 'notes.txt'), 'of somebody else');

    const reopened = await openOperations(folder);
    expect(reopened.list().map((operation) => operation.id)).toEqual([id]);
    const kept = [...Object.keys(garbage), 'folder'].map((name) => `${name}.json.unreadable`);
    expect(readdirSync(folder).sort()).toEqual([...kept, `${id}.json`, 'notes.txt'].sort());
    for (const [name, text] of Object.entries(garbage)) {
      expect(readFileSync(join(folder, `${name}.json.unreadable`), 'utf8')).toBe(text);
    }
    expect((await openOperations(folder)).list()).toHaveLength(1);
  });
});

describe('a page of the journal', () => {
  it('holds the last state, however many were written at once', async () => {
    const journal = await openJournal(folder);
    const write = journal.openPage();
    const record = (pid: number): JournalRecord => ({
      operation: { id: 'o-1', kind: 'dump', createdAt: new Date(), phases: [], pid },
      events: [],
    });
    await Promise.all(Array.from({ length: 100 }, (_, pid) => write(record(pid))));
    expect(recorded('o-1').operation.pid).toBe(99);
    await write(record(100));
    expect(recorded('o-1').operation.pid).toBe(100);
    expect(readdirSync(folder)).toEqual(['o-1.json']);

    await journal.forget('o-1');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('can be written again after a failure', async () => {
    const gone = join(folder, 'gone');
    const write = (await openJournal(gone)).openPage();
    const record: JournalRecord = {
      operation: { id: 'o-1', kind: 'dump', createdAt: new Date(), phases: [] },
      events: [],
    };
    rmdirSync(gone);
    await expect(write(record)).rejects.toMatchObject({ reason: 'STATE_DIRECTORY_UNUSABLE' });
    mkdirSync(gone);
    await expect(write(record)).resolves.toBeUndefined();
    expect(readdirSync(gone)).toEqual(['o-1.json']);
  });
});
