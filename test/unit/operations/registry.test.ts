import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../../src/failure/index.js';
import {
  LEFT_TO_THE_NEXT,
  type Operation,
  type OperationEvent,
  type Operations,
} from '../../../src/operations/index.js';
import { scratchFolder } from '../setup/scratch-folder.js';
import { holdWork, NEVER, NEW, obey, openOperations, RESTORED, recorded, STOPPED } from './work.js';

let folder: string;
let operations: Operations;

beforeEach(async () => {
  folder = join(scratchFolder(), 'operations');
  operations = await openOperations(folder);
});

afterEach(async () => {
  vi.useRealTimers();
  await operations.close();
});

/** Makes `operations` those of a later life of criud. */
async function reopen(settings: Parameters<typeof openOperations>[1] = {}): Promise<Operations> {
  await operations.close();
  operations = await openOperations(folder, settings);
  return operations;
}

function ended(operation: Operation): Promise<Operation> {
  return operations.wait(operation.id, Number.POSITIVE_INFINITY, NEVER);
}

async function eventsOf(id: string): Promise<OperationEvent[]> {
  const events: OperationEvent[] = [];
  for await (const event of operations.watch(id, 0, NEVER)) events.push(event);
  return events;
}

describe('an operation', () => {
  it('begins at once and goes on by itself', async () => {
    const held = holdWork();
    const operation = operations.begin({ ...NEW, requestId: 'r-1', pid: 4711 }, held.work);
    expect(operation).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      kind: 'restore',
      requestId: 'r-1',
      pid: 4711,
      createdAt: expect.any(Date),
      phases: [],
    });
    expect((await held.run).id).toBe(operation.id);
    expect(operations.get(operation.id)).toEqual(operation);
    held.succeed();
    expect(await ended(operation)).toEqual({ ...operation, endedAt: expect.any(Date), outcome: RESTORED });
    expect(operations.get(operation.id).outcome).toEqual(RESTORED);
  });

  it('leaves out what nobody said', async () => {
    const operation = operations.begin(NEW, async () => RESTORED);
    expect(Object.keys(operation).sort()).toEqual(['createdAt', 'id', 'kind', 'phases']);
    await ended(operation);
  });

  it('tells its phases: the last one goes on, those before are over and timed', async () => {
    const held = holdWork();
    const operation = operations.begin(NEW, held.work);
    const run = await held.run;
    run.enter('verifying');
    run.enter('restoring');
    const { phases } = operations.get(operation.id);
    expect(phases).toEqual([
      { phase: 'verifying', startedAt: expect.any(Date), milliseconds: expect.any(Number) },
      { phase: 'restoring', startedAt: expect.any(Date) },
    ]);
    held.succeed();
    const closed = (await ended(operation)).phases;
    expect(closed[0]).toEqual(phases[0]);
    expect(closed[1]).toEqual({ ...phases[1], milliseconds: expect.any(Number) });
  });

  it('tells what it is about as soon as that is known, and keeps what was known before', async () => {
    const held = holdWork();
    const operation = operations.begin(NEW, held.work);
    const run = await held.run;
    run.isAbout({ checkpoint: 'c-1' });
    run.isAbout({ pid: 4711 });
    expect(operations.get(operation.id)).toMatchObject({ checkpoint: 'c-1', pid: 4711 });
    held.fail(new Failure('PID_TAKEN', 'Taken.'));
    expect(await ended(operation)).toMatchObject({ checkpoint: 'c-1', pid: 4711 });
  });

  it('fails with the Failure of its work and the state of the tree', async () => {
    const held = holdWork();
    const operation = operations.begin(NEW, held.work);
    const failure = new Failure('PID_TAKEN', 'Process 4711 is there already.');
    (await held.run).leavesTree(STOPPED);
    held.fail(failure);
    expect((await ended(operation)).outcome).toEqual({ kind: 'failed', failure, tree: STOPPED });
  });

  it.each([
    ['an error', new TypeError('x is not a function')],
    ['a text', 'broken'],
    ['nothing', undefined],
  ])('whose work throws %s fails with INTERNAL and keeps the cause', async (_, cause) => {
    const operation = operations.begin(NEW, () => Promise.reject(cause));
    const { outcome } = await ended(operation);
    if (outcome?.kind !== 'failed') throw new Error('the operation did not fail');
    expect(outcome.failure).toMatchObject({ reason: 'INTERNAL', message: 'An internal error occurred.' });
    expect(outcome.failure.cause).toBe(cause);
  });

  it('whose work throws before it waits for anything fails like every other', async () => {
    const operation = operations.begin(NEW, () => {
      throw new Failure('CRIU_FAILED', 'No.');
    });
    expect((await ended(operation)).outcome).toMatchObject({ failure: { reason: 'CRIU_FAILED' } });
  });
});

describe('the timeout of an operation', () => {
  it('tells the work to stop, and why', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const held = holdWork();
    const operation = operations.begin({ ...NEW, timeout: 1_500 }, held.work);
    const { signal } = await held.run;
    vi.advanceTimersByTime(1_499);
    expect(signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    held.fail(signal.reason);
    expect((await ended(operation)).outcome).toMatchObject({
      kind: 'failed',
      failure: {
        reason: 'DEADLINE_EXCEEDED',
        message: expect.stringContaining('1.5 s'),
        metadata: { timeout_ms: '1500' },
        cure: expect.stringContaining('timeout'),
      },
    });
  });

  it('is nothing to work that succeeds all the same', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const held = holdWork();
    const operation = operations.begin({ ...NEW, timeout: 1_500 }, held.work);
    const { signal } = await held.run;
    vi.advanceTimersByTime(1_500);
    expect(signal.aborted).toBe(true);
    held.succeed();
    expect((await ended(operation)).outcome).toEqual(RESTORED);
  });

  it('that is over before the work begins lets it not begin', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const work = vi.fn(async () => RESTORED);
    const operation = operations.begin({ ...NEW, timeout: 1_500 }, work);
    vi.advanceTimersByTime(1_500);
    expect((await ended(operation)).outcome).toMatchObject({ failure: { reason: 'DEADLINE_EXCEEDED' } });
    expect(work).not.toHaveBeenCalled();
  });

  it('can be longer than the longest timer of Node', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const held = holdWork();
    const operation = operations.begin({ ...NEW, timeout: 2 ** 31 + 5_000 }, held.work);
    const { signal } = await held.run;
    vi.advanceTimersByTime(23 * 24 * 60 * 60 * 1000);
    expect(signal.aborted).toBe(false);
    vi.advanceTimersByTime(2 * 24 * 60 * 60 * 1000);
    expect(signal.reason).toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
    held.succeed();
    await ended(operation);
  });

  it('leaves no timer behind', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await ended(operations.begin(NEW, async () => RESTORED));
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('cancelling', () => {
  it('tells the work to stop, and why, and does not wait until it has', async () => {
    const held = holdWork();
    const operation = operations.begin(NEW, held.work);
    const { signal } = await held.run;
    expect(signal.aborted).toBe(false);
    expect(operations.cancel(operation.id)).toEqual(operation);
    expect(signal.reason).toBeInstanceOf(Failure);
    expect(signal.reason).toMatchObject({
      reason: 'CANCELLED',
      class: 'cancelled',
      cure: expect.stringMatching(/./),
    });
    held.fail(signal.reason);
    expect((await ended(operation)).outcome).toEqual({ kind: 'failed', failure: signal.reason });
  });

  it('tells it once, and keeps to the first reason', async () => {
    const held = holdWork();
    const operation = operations.begin(NEW, held.work);
    const { signal } = await held.run;
    operations.cancel(operation.id);
    const { reason } = signal;
    operations.cancel(operation.id);
    expect(signal.reason).toBe(reason);
    held.fail(reason);
    await ended(operation);
  });

  it('stops no other', async () => {
    const [first, second] = [holdWork(), holdWork()];
    const cancelled = operations.begin(NEW, first.work);
    const other = operations.begin(NEW, second.work);
    const { signal } = await second.run;
    await first.run;
    operations.cancel(cancelled.id);
    expect(signal.aborted).toBe(false);
    first.fail(new Failure('CANCELLED', 'No.'));
    second.succeed();
    expect((await ended(other)).outcome).toEqual(RESTORED);
    await ended(cancelled);
  });

  it('is nothing to work that is past its point of no return', async () => {
    const held = holdWork();
    const operation = operations.begin(NEW, held.work);
    await held.run;
    operations.cancel(operation.id);
    held.succeed();
    expect((await ended(operation)).outcome).toEqual(RESTORED);
  });

  it('lets work not begin that has not begun yet', async () => {
    const work = vi.fn(async () => RESTORED);
    const operation = operations.begin(NEW, work);
    operations.cancel(operation.id);
    expect((await ended(operation)).outcome).toMatchObject({ failure: { reason: 'CANCELLED' } });
    expect(work).not.toHaveBeenCalled();
  });

  it('leaves an operation that has ended as it is', async () => {
    const held = holdWork();
    const operation = operations.begin(NEW, held.work);
    const { signal } = await held.run;
    held.succeed();
    const before = await ended(operation);
    expect(operations.cancel(operation.id)).toBe(before);
    expect(operations.get(operation.id)).toBe(before);
    expect(signal.aborted).toBe(false);
  });

  it('leaves an operation of an earlier life as it is', async () => {
    const operation = await ended(operations.begin(NEW, async () => RESTORED));
    const reopened = await reopen();
    expect(reopened.cancel(operation.id)).toEqual(operation);
  });
});

describe('a tree', () => {
  it('is busy for everybody else while an operation works on one of its pids', async () => {
    const held = holdWork();
    const first = operations.begin({ ...NEW, kind: 'dump', pids: [10, 11, 12] }, held.work);
    const work = vi.fn(async () => RESTORED);
    for (const pids of [[10], [12, 99], [98, 11]]) {
      expect(() => operations.begin({ ...NEW, pids }, work)).toThrow(
        expect.objectContaining({
          reason: 'TREE_BUSY',
          message: expect.stringContaining(first.id),
          metadata: expect.objectContaining({ operation: `operations/${first.id}` }),
        }),
      );
    }
    expect(operations.list()).toHaveLength(1);
    const other = operations.begin({ ...NEW, pids: [13] }, work);
    await ended(other);

    held.fail(new Failure('CRIU_FAILED', 'No.'));
    await ended(first);
    const second = operations.begin({ ...NEW, pids: [10, 11, 12] }, work);
    expect((await ended(second)).outcome).toEqual(RESTORED);
  });

  it('is free in the moment in which its operation is seen to end', async () => {
    const held = holdWork();
    const first = operations.begin({ ...NEW, pids: [10] }, held.work);
    const events = operations.watch(first.id, 0, NEVER);
    held.succeed();
    for await (const event of events) expect(event.kind).toBe('ended');
    await ended(operations.begin({ ...NEW, pids: [10] }, async () => RESTORED));
  });
});

describe('looking operations up', () => {
  it.each(['', 'nobody', '../x', 'x'.repeat(1_000_000)])('knows no operation of another name', (id) => {
    const lookUps = [
      () => operations.get(id),
      () => operations.watch(id, 0, NEVER),
      () => operations.cancel(id),
    ];
    for (const lookUp of lookUps) {
      expect(lookUp).toThrow(
        expect.objectContaining({
          reason: 'OPERATION_NOT_FOUND',
          message: expect.stringMatching(/^.{1,200}$/),
          metadata: { operation: id.slice(0, 128) },
        }),
      );
    }
  });

  it('rejects waiting for an operation of another name', async () => {
    await expect(operations.wait('nobody', 0, NEVER)).rejects.toMatchObject({
      reason: 'OPERATION_NOT_FOUND',
    });
  });

  it('lists the newest first, also of those that began in the same millisecond', async () => {
    const begun = Array.from({ length: 20 }, () => operations.begin(NEW, async () => RESTORED));
    expect(operations.list().map(({ id }) => id)).toEqual(begun.map(({ id }) => id).reverse());
    await Promise.all(begun.map(ended));
  });
});

describe('waiting', () => {
  it('returns at once what has ended', async () => {
    const operation = operations.begin(NEW, async () => RESTORED);
    await ended(operation);
    expect((await operations.wait(operation.id, 0, NEVER)).outcome).toEqual(RESTORED);
  });

  it.each([0, 1, -1])('returns the operation as it stands after %i ms', async (milliseconds) => {
    const held = holdWork();
    const operation = operations.begin(NEW, held.work);
    (await held.run).enter('restoring');
    const seen = await operations.wait(operation.id, milliseconds, NEVER);
    expect(seen).toMatchObject({ id: operation.id, phases: [{ phase: 'restoring' }] });
    expect(seen.outcome).toBeUndefined();
    held.succeed();
  });

  it('returns the operation as it stands when the signal is aborted, before or meanwhile', async () => {
    const held = holdWork();
    const operation = operations.begin(NEW, held.work);
    const caller = new AbortController();
    const waiting = operations.wait(operation.id, 60_000, caller.signal);
    caller.abort();
    expect((await waiting).outcome).toBeUndefined();
    expect((await operations.wait(operation.id, 60_000, caller.signal)).outcome).toBeUndefined();
    held.succeed();
  });

  it.each([2 ** 31, 1e15, Number.POSITIVE_INFINITY])(
    'can take longer than Node has timers: %d ms',
    async (long) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const held = holdWork();
      const operation = operations.begin({ ...NEW, timeout: 1e15 }, held.work);
      const waiting = operations.wait(operation.id, long, NEVER);
      await vi.advanceTimersByTimeAsync(24 * 60 * 60 * 1000);
      held.succeed();
      expect((await waiting).outcome).toEqual(RESTORED);
      expect(vi.getTimerCount()).toBe(0);
    },
  );
});

describe('a request that is repeated', () => {
  const start = () => vi.fn(async () => operations.begin({ ...NEW, requestId: 'r-1' }, async () => RESTORED));

  it('gets the operation that it began, as that stands now', async () => {
    const begin = start();
    const first = await operations.once('r-1', 'f', begin);
    await ended(first);
    expect(await operations.once('r-1', 'f', begin)).toMatchObject({ id: first.id, outcome: RESTORED });
    expect(begin).toHaveBeenCalledTimes(1);
  });

  it('begins one operation, also when it comes twice at the same time', async () => {
    const begin = start();
    const both = await Promise.all([operations.once('r-1', 'f', begin), operations.once('r-1', 'f', begin)]);
    expect(both[0].id).toBe(both[1].id);
    expect(begin).toHaveBeenCalledTimes(1);
    expect(operations.list()).toHaveLength(1);
  });

  it('with something else in it is refused, also while the first begins', async () => {
    const begin = start();
    const first = operations.once('r-1', 'f', begin);
    const refused = { reason: 'REQUEST_ID_REUSED', metadata: { request_id: 'r-1' } };
    await expect(operations.once('r-1', 'g', begin)).rejects.toMatchObject(refused);
    await ended(await first);
    await expect(operations.once('r-1', 'g', begin)).rejects.toMatchObject(refused);
    expect(begin).toHaveBeenCalledTimes(1);
  });

  it('gets the same error while the first fails to begin, and begins anew afterwards', async () => {
    const failure = new Failure('PROCESS_NOT_FOUND', 'There is no process 4711.');
    const failing = vi.fn(() => Promise.reject(failure));
    const both = [operations.once('r-1', 'f', failing), operations.once('r-1', 'f', failing)];
    for (const { status, ...result } of await Promise.allSettled(both)) {
      expect({ status, ...result }).toEqual({ status: 'rejected', reason: failure });
    }
    expect(failing).toHaveBeenCalledTimes(1);
    const begun = await operations.once('r-1', 'another', start());
    expect(begun.requestId).toBe('r-1');
    await ended(begun);
  });

  it('whose beginning throws at once leaves the id free', async () => {
    const failure = new Failure('TREE_BUSY', 'Busy.');
    const failing = () => {
      throw failure;
    };
    await expect(operations.once('r-1', 'f', failing)).rejects.toBe(failure);
    await ended(await operations.once('r-1', 'g', start()));
  });

  it('gets its operation while criud closes', async () => {
    const begin = start();
    const first = await operations.once('r-1', 'f', begin);
    await operations.close();
    expect((await operations.once('r-1', 'f', begin)).id).toBe(first.id);
  });
});

describe('who opened the operations', () => {
  it('is told of every end once, with the cause of a defect', async () => {
    const told: Operation[] = [];
    await reopen({ onEnd: (operation) => told.push(operation) });
    const good = await ended(operations.begin(NEW, async () => RESTORED));
    expect(told).toEqual([good]);
    const cause = new TypeError('x is not a function');
    const bad = await ended(operations.begin(NEW, () => Promise.reject(cause)));
    expect(told).toEqual([good, bad]);
    expect(bad.outcome).toMatchObject({ failure: { reason: 'INTERNAL' } });
    if (bad.outcome?.kind === 'failed') expect(bad.outcome.failure.cause).toBe(cause);
    await reopen({ onEnd: (operation) => told.push(operation) });
    expect(told).toHaveLength(2);
  });
});

describe('closing', () => {
  it('tells what goes on to stop, waits until it has and refuses what is new', async () => {
    const obeying = operations.begin({ ...NEW, pids: [10] }, obey);
    const held = holdWork();
    const slow = operations.begin({ ...NEW, pids: [11] }, held.work);
    const { signal } = await held.run;

    let closed = false;
    const closing = operations.close().then(() => {
      closed = true;
    });
    expect(signal.reason).toMatchObject({ reason: 'SHUTTING_DOWN', cure: expect.stringMatching(/./) });
    expect(() => operations.begin(NEW, async () => RESTORED)).toThrow(
      expect.objectContaining({ reason: 'SHUTTING_DOWN' }),
    );
    expect((await ended(obeying)).outcome).toMatchObject({ failure: { reason: 'SHUTTING_DOWN' } });
    expect(closed).toBe(false);
    held.succeed();
    await closing;
    expect(operations.get(slow.id).outcome).toEqual(RESTORED);
    expect(operations.list()).toHaveLength(2);
  });

  it('leaves what only a later criud can end without an outcome, and ends what watches it', async () => {
    const held = holdWork();
    const { id } = operations.begin(NEW, held.work);
    const { signal, leaving } = await held.run;
    // Aborted before for another reason, it says nothing of the end of criud.
    operations.cancel(id);
    expect(leaving.aborted).toBe(false);
    const events = eventsOf(id);
    const waited = operations.wait(id, Number.POSITIVE_INFINITY, NEVER);

    const closing = operations.close();
    expect(leaving.aborted).toBe(true);
    expect(signal.reason).toMatchObject({ reason: 'CANCELLED' });
    held.fail(LEFT_TO_THE_NEXT);
    await closing;
    expect((await waited).outcome).toBeUndefined();
    expect(await events).toEqual([]);

    await reopen({ resolve: async () => RESTORED });
    expect((await operations.wait(id, Number.POSITIVE_INFINITY, NEVER)).outcome).toEqual(RESTORED);
  });

  it('can be done twice, and with nothing going on', async () => {
    await operations.close();
    await expect(operations.close()).resolves.toBeUndefined();
  });
});

describe('forgetting', () => {
  it('forgets the oldest that have ended, with their request ids and files', async () => {
    await reopen({ remembered: 3 });
    const begun: Operation[] = [];
    for (const requestId of ['a', 'b', 'c', 'd', 'e']) {
      const begin = async () => operations.begin({ ...NEW, requestId }, async () => RESTORED);
      const operation = await operations.once(requestId, 'f', begin);
      begun.push(await ended(operation));
    }
    const [a, b, ...remembered] = begun;
    expect(operations.list()).toEqual([...remembered].reverse());
    for (const forgotten of [a, b]) {
      expect(() => operations.get(forgotten?.id ?? '')).toThrow('There is no operation');
    }
    expect(await recorded(folder, a?.id ?? '')).toBeUndefined();
    for (const { id } of remembered) expect(await recorded(folder, id)).toBeDefined();
    const anew = await operations.once('a', 'another', async () =>
      operations.begin(NEW, async () => RESTORED),
    );
    expect(anew.id).not.toBe(a?.id);
    await ended(anew);
  });

  it('never forgets what goes on, however much has come since', async () => {
    await reopen({ remembered: 2 });
    const held = holdWork();
    const first = operations.begin(NEW, held.work);
    for (let count = 0; count < 5; count++) await ended(operations.begin(NEW, async () => RESTORED));
    expect(operations.list()).toHaveLength(2);
    expect(operations.get(first.id).outcome).toBeUndefined();

    const others = Array.from({ length: 3 }, () => holdWork());
    const running = others.map(({ work }) => operations.begin(NEW, work));
    expect(operations.list().length).toBeGreaterThan(2);
    for (const other of others) other.succeed();
    await Promise.all(running.map(ended));
    expect(operations.list()).toHaveLength(2);
    expect(operations.get(first.id).outcome).toBeUndefined();
    held.succeed();
    await ended(first);
  });

  it('forgets too many of an earlier life at once', async () => {
    const begun = Array.from({ length: 5 }, () => operations.begin(NEW, async () => RESTORED));
    await Promise.all(begun.map(ended));
    expect((await reopen({ remembered: 2 })).list()).toHaveLength(2);
    expect((await reopen()).list()).toHaveLength(2);
  });
});

describe('opening', () => {
  it('is refused where there can be no folder', async () => {
    const file = join(scratchFolder(), 'file');
    writeFileSync(file, '');
    await expect(openOperations(join(file, 'operations'))).rejects.toMatchObject({
      reason: 'STATE_DIRECTORY_UNUSABLE',
      metadata: { errno: 'ENOTDIR' },
    });
  });
});
