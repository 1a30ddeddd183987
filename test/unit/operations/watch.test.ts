import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OperationEvent, Operations } from '../../../src/operations/index.js';
import { scratchFolder } from '../setup/scratch-folder.js';
import { type HeldWork, holdWork, NEVER, NEW, openOperations, RESTORED } from './work.js';

let operations: Operations;
let held: HeldWork;
let id: string;

beforeEach(async () => {
  operations = await openOperations(join(scratchFolder(), 'operations'));
  held = holdWork();
  id = operations.begin(NEW, held.work).id;
  const run = await held.run;
  run.enter('verifying');
  run.enter('restoring');
  run.notified('pre-restore', true);
});

afterEach(async () => {
  held.succeed();
  await operations.close();
});

/** What an event is, in a word. */
function told(event: OperationEvent): string {
  switch (event.kind) {
    case 'phase':
      return `${event.sequence} ${event.phase}`;
    case 'notification':
      return `${event.sequence} ${event.name} ${event.proceeded}`;
    case 'round':
    case 'warning':
    case 'progress':
    case 'hook-waiting':
    case 'hook-answered':
    case 'ended':
      return `${event.sequence} ${event.kind}`;
  }
}

async function collect(events: AsyncIterable<OperationEvent>): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const event of events) all.push(told(event));
  return all;
}

const ALL = ['1 verifying', '2 restoring', '3 pre-restore true', '4 resuming', '5 ended'];

async function finish(): Promise<void> {
  (await held.run).enter('resuming');
  held.succeed();
  await operations.wait(id, Number.POSITIVE_INFINITY, NEVER);
}

describe('watching', () => {
  it('tells all that has been and all that comes, up to the end', async () => {
    const seen = collect(operations.watch(id, 0, NEVER));
    await finish();
    expect(await seen).toEqual(ALL);
  });

  it('tells all of it again when it is over', async () => {
    await finish();
    expect(await collect(operations.watch(id, 0, NEVER))).toEqual(ALL);
    expect(await collect(operations.watch(id, 0, NEVER))).toEqual(ALL);
  });

  it.each([1, 2, 3, 4])('is taken up again after event %i', async (after) => {
    const seen = collect(operations.watch(id, after, NEVER));
    await finish();
    expect(await seen).toEqual(ALL.slice(after));
    expect(await collect(operations.watch(id, after, NEVER))).toEqual(ALL.slice(after));
  });

  it.each([5, 6, 1e15])(
    'ends with nothing told after event %d, which is the last or beyond',
    async (after) => {
      const seen = collect(operations.watch(id, after, NEVER));
      await finish();
      expect(await seen).toEqual([]);
      expect(await collect(operations.watch(id, after, NEVER))).toEqual([]);
    },
  );

  it.each([-1, -1e15, 0.5])('tells everything after %d, which is before the first', async (after) => {
    const seen = collect(operations.watch(id, after, NEVER));
    await finish();
    expect(await seen).toEqual(ALL);
  });

  it('tells an event while the operation goes on', async () => {
    const events = operations.watch(id, 3, NEVER)[Symbol.asyncIterator]();
    const next = events.next();
    (await held.run).notified('post-restore', false);
    expect((await next).value).toEqual({
      sequence: 4,
      time: expect.any(Date),
      kind: 'notification',
      name: 'post-restore',
      proceeded: false,
    });
    await events.return?.();
  });

  it('tells the outcome with the last event', async () => {
    await finish();
    const events = operations.watch(id, 4, NEVER)[Symbol.asyncIterator]();
    expect((await events.next()).value).toMatchObject({
      kind: 'ended',
      operation: { id, outcome: RESTORED },
    });
  });

  it('ends when the signal is aborted: before, while it waits and between two events', async () => {
    const before = AbortSignal.abort();
    expect(await collect(operations.watch(id, 0, before))).toEqual([]);

    const meanwhile = new AbortController();
    const waiting = collect(operations.watch(id, 3, meanwhile.signal));
    meanwhile.abort();
    expect(await waiting).toEqual([]);

    const between = new AbortController();
    const seen: string[] = [];
    for await (const event of operations.watch(id, 0, between.signal)) {
      seen.push(told(event));
      between.abort();
    }
    expect(seen).toEqual(ALL.slice(0, 1));
  });

  it('goes on for the others when one leaves, and a slow one misses nothing', async () => {
    const slow = operations.watch(id, 0, NEVER)[Symbol.asyncIterator]();
    await slow.next();
    for await (const _ of operations.watch(id, 0, NEVER)) break;
    await finish();
    const rest: string[] = [];
    for (let next = await slow.next(); !next.done; next = await slow.next()) rest.push(told(next.value));
    expect(rest).toEqual(ALL.slice(1));
  });

  it('can be done by many at once, with no complaint of Node', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    // As each call has one of its own.
    const leaves = Array.from({ length: 100 }, () => new AbortController());
    const leaving = leaves.map(({ signal }) => collect(operations.watch(id, 3, signal)));
    const staying = leaves.map(() => collect(operations.watch(id, 0, new AbortController().signal)));
    // Warnings are told a turn later.
    await new Promise(setImmediate);
    for (const leave of leaves) leave.abort();
    expect(await Promise.all(leaving)).toEqual(leaves.map(() => []));
    await finish();
    expect(await Promise.all(staying)).toEqual(leaves.map(() => ALL));
    await new Promise(setImmediate);
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });
});
