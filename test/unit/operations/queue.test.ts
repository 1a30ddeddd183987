import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Operation, Operations } from '../../../src/operations/index.js';
import { openQueue } from '../../../src/operations/queue.js';
import { scratchFolder } from '../setup/scratch-folder.js';
import { holdWork, NEVER, NEW, openOperations, RESTORED } from './work.js';

describe('a queue', () => {
  it('lets so many in, and the others in their order as those leave', async () => {
    const queue = openQueue(2);
    const order: number[] = [];
    const leaves: (() => void)[] = [];
    const waits = vi.fn();
    const entered = [0, 1, 2, 3].map(async (number) => {
      leaves[number] = await queue.enter(NEVER, waits);
      order.push(number);
    });
    await Promise.all(entered.slice(0, 2));
    expect(order).toEqual([0, 1]);
    expect([queue.waiting, waits.mock.calls.length]).toEqual([2, 2]);
    leaves[1]?.();
    await entered[2];
    expect(order).toEqual([0, 1, 2]);
    leaves[0]?.();
    await entered[3];
    expect(order).toEqual([0, 1, 2, 3]);
    expect(queue.waiting).toBe(0);
  });

  it('forgets who does not want to wait any more', async () => {
    const queue = openQueue(1);
    const leave = await queue.enter(NEVER, () => {});
    const impatient = new AbortController();
    const gone = queue.enter(impatient.signal, () => {});
    const patient = queue.enter(NEVER, () => {});
    impatient.abort(new Error('no time'));
    await expect(gone).rejects.toThrow('no time');
    expect(queue.waiting).toBe(1);
    leave();
    (await patient)();
    (await queue.enter(NEVER, () => {}))();
  });

  it('is not entered by who did not want to before', async () => {
    const waits = vi.fn();
    await expect(openQueue(1).enter(AbortSignal.abort(new Error('no')), waits)).rejects.toThrow('no');
    expect(waits).not.toHaveBeenCalled();
  });
});

describe('operations beyond those that go on at a time', () => {
  let operations: Operations;

  beforeEach(async () => {
    operations = await openOperations(join(scratchFolder(), 'operations'), { atATime: 1 });
  });
  afterEach(() => operations.close());

  function ended({ id }: Operation): Promise<Operation> {
    return operations.wait(id, Number.POSITIVE_INFINITY, NEVER);
  }

  it('wait for their turn, are seen to, and keep their tree', async () => {
    const held = holdWork();
    const first = operations.begin({ ...NEW, pids: [10] }, held.work);
    await held.run;
    const work = vi.fn(async () => RESTORED);
    const second = operations.begin({ ...NEW, pids: [11] }, work);
    await vi.waitFor(() => expect(operations.get(second.id).phases).toMatchObject([{ phase: 'queued' }]), {
      timeout: 10_000,
    });
    expect(work).not.toHaveBeenCalled();
    expect(() => operations.refuseBusy([11])).toThrow(expect.objectContaining({ reason: 'TREE_BUSY' }));
    held.succeed();
    expect((await ended(second)).outcome).toEqual(RESTORED);
    expect((await ended(first)).phases).toEqual([]);
  });

  it('can be cancelled, and let those behind them pass', async () => {
    const held = holdWork();
    operations.begin(NEW, held.work);
    await held.run;
    const work = vi.fn(async () => RESTORED);
    const [second, third] = [operations.begin(NEW, work), operations.begin(NEW, async () => RESTORED)];
    operations.cancel(second.id);
    expect((await ended(second)).outcome).toMatchObject({ failure: { reason: 'CANCELLED' } });
    held.succeed();
    expect((await ended(third)).outcome).toEqual(RESTORED);
    expect(work).not.toHaveBeenCalled();
  });

  it('are refused when a thousand wait already', async () => {
    const held = holdWork();
    operations.begin(NEW, held.work);
    await held.run;
    const waiting = Array.from({ length: 1_000 }, () => operations.begin(NEW, async () => RESTORED));
    await vi.waitFor(() => {
      expect(() => operations.begin(NEW, async () => RESTORED)).toThrow(
        expect.objectContaining({ reason: 'TOO_MANY_OPERATIONS', class: 'resource-exhausted' }),
      );
    });
    held.succeed();
    await Promise.all(waiting.map(ended));
  });

  it('go on while criud drains, within its time', async () => {
    const held = holdWork();
    const first = operations.begin(NEW, held.work);
    const { signal } = await held.run;
    const closing = operations.close(60_000);
    expect(signal.aborted).toBe(false);
    held.succeed();
    await closing;
    expect((await ended(first)).outcome).toEqual(RESTORED);
  });
});

describe('a tree', () => {
  it('is busy while an operation works on a process above it', async () => {
    const operations = await openOperations(join(scratchFolder(), 'operations'));
    const held = holdWork();
    operations.begin({ ...NEW, pids: [10, 11] }, held.work);
    await held.run;
    expect(() => operations.begin({ ...NEW, pids: [99], ancestors: [50, 11, 1] }, held.work)).toThrow(
      expect.objectContaining({ reason: 'TREE_BUSY', metadata: expect.objectContaining({ pid: '11' }) }),
    );
    held.succeed();
    await operations.close();
  });
});
