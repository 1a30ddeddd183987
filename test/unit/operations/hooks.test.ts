import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../../src/failure/index.js';
import type { Hook, HookVerdict, Operation, Operations, Run } from '../../../src/operations/index.js';
import { scratchFolder } from '../setup/scratch-folder.js';
import { NEVER, NEW, openOperations, RESTORED } from './work.js';

const MINUTE = 60_000;
const PROCEED = { answer: 'proceed', external: [] } as const;
const REFUSE = { answer: 'refuse', external: [] } as const;

let operations: Operations;

beforeEach(async () => {
  operations = await openOperations(join(scratchFolder(), 'operations'));
});

afterEach(async () => {
  vi.useRealTimers();
  await operations.close();
});

/** An operation that waits at post-dump, and what comes of that. */
function beginHeld(hook: Partial<Hook> = {}, timeout = MINUTE) {
  let settle: (verdict: HookVerdict) => void = () => {};
  const verdict = new Promise<HookVerdict>((resolve) => {
    settle = resolve;
  });
  const hooks: Hook[] = [{ notification: 'post-dump', timeLimit: MINUTE, otherwise: 'refuse', ...hook }];
  const { id } = operations.begin({ ...NEW, timeout, hooks }, async (run: Run) => {
    run.enter('dumping');
    const came = await run.hold('post-dump', 4711);
    settle(came);
    if (came.answer === 'refuse') throw came.failure;
    run.enter('releasing');
    return RESTORED;
  });
  return { id, verdict, waiting: vi.waitFor(() => waitingOf(operations.get(id)), { timeout: 10_000 }) };
}

function waitingOf({ waitingHook }: Operation) {
  if (waitingHook === undefined) throw new Error('no hook waits');
  return waitingHook;
}

function answer(id: string, hook: number, given: typeof PROCEED | typeof REFUSE): Operation {
  return operations.answerHook(id, hook, given, () => {});
}

function ended(id: string): Promise<Operation> {
  return operations.wait(id, Number.POSITIVE_INFINITY, NEVER);
}

describe('a hook', () => {
  it('waits for its answer, and is seen to', async () => {
    const { id, verdict, waiting } = beginHeld();
    const hook = await waiting;
    expect(hook).toEqual({
      notification: 'post-dump',
      hook: 2,
      deadline: expect.any(Date),
      otherwise: 'refuse',
      pid: 4711,
    });
    expect(answer(id, hook.hook, PROCEED).id).toBe(id);
    expect(await verdict).toEqual(PROCEED);
    const operation = await ended(id);
    expect(operation.outcome).toEqual(RESTORED);
    expect(operation.waitingHook).toBeUndefined();
    expect(operation.warnings).toBeUndefined();
    expect(operation.phases.map(({ phase }) => phase)).toEqual(['dumping', 'held', 'dumping', 'releasing']);

    const told = [];
    for await (const { kind, sequence, ...event } of operations.watch(id, 0, NEVER)) {
      if (kind.startsWith('hook')) told.push({ kind, sequence, ...event });
    }
    expect(told).toMatchObject([
      { kind: 'hook-waiting', sequence: 2, waiting: hook },
      { kind: 'hook-answered', hook: 2, answer: 'proceed', answerer: 'client' },
    ]);
  });

  it('hands on what the answer names', async () => {
    const { id, verdict, waiting } = beginHeld();
    const { hook } = await waiting;
    operations.answerHook(id, hook, { answer: 'proceed', external: ['mnt[/data]:data'] }, () => {});
    expect(await verdict).toEqual({ answer: 'proceed', external: ['mnt[/data]:data'] });
  });

  it('that is refused fails the operation', async () => {
    const { id, waiting } = beginHeld();
    answer(id, (await waiting).hook, REFUSE);
    expect((await ended(id)).outcome).toMatchObject({
      failure: { reason: 'HOOK_REFUSED', metadata: { notification: 'post-dump', answerer: 'client' } },
    });
  });

  it('takes the first answer, and no other', async () => {
    const { id, verdict, waiting } = beginHeld();
    const { hook } = await waiting;
    answer(id, hook, PROCEED);
    const late = { reason: 'HOOK_NOT_WAITING', metadata: { operation: `operations/${id}`, hook: '2' } };
    expect(() => answer(id, hook, REFUSE)).toThrow(expect.objectContaining(late));
    expect(await verdict).toEqual(PROCEED);
    await ended(id);
    expect(() => answer(id, hook, REFUSE)).toThrow(expect.objectContaining(late));
  });

  it('takes no answer that was meant for another', async () => {
    const { id, waiting } = beginHeld();
    const { hook } = await waiting;
    expect(() => answer(id, hook + 1, PROCEED)).toThrow(
      expect.objectContaining({ reason: 'HOOK_NOT_WAITING', message: expect.stringContaining('at 2') }),
    );
    answer(id, hook, PROCEED);
  });

  it('stays where it is when the answer is refused', async () => {
    const { id, verdict, waiting } = beginHeld();
    const { hook } = await waiting;
    const failure = new Failure('OPTION_NOT_ALLOWED', 'No.');
    const refuse = () => {
      throw failure;
    };
    expect(() => operations.answerHook(id, hook, PROCEED, refuse)).toThrow(failure);
    expect(operations.get(id).waitingHook?.hook).toBe(hook);
    answer(id, hook, PROCEED);
    expect(await verdict).toEqual(PROCEED);
  });

  it.each([
    ['refuse', 'failed'],
    ['proceed', 'restore'],
  ] as const)('that nobody answers does %s when its time is over', async (otherwise, outcome) => {
    const { id } = beginHeld({ otherwise, timeLimit: 1 });
    const operation = await ended(id);
    expect(operation.outcome?.kind).toBe(outcome);
    if (operation.outcome?.kind !== 'failed') return;
    expect(operation.outcome.failure).toMatchObject({
      reason: 'HOOK_REFUSED',
      metadata: { answerer: 'time-limit' },
      cure: expect.stringContaining('AnswerHook'),
    });
  });

  it('refuses when the operation is cancelled, whatever it would do else', async () => {
    const { id, verdict, waiting } = beginHeld({ otherwise: 'proceed' });
    await waiting;
    operations.cancel(id);
    expect(await verdict).toMatchObject({ answer: 'refuse', failure: { reason: 'CANCELLED' } });
    expect((await ended(id)).outcome).toMatchObject({ failure: { reason: 'CANCELLED' } });
  });

  it('refuses when the time of the operation is over', async () => {
    const { id } = beginHeld({ otherwise: 'proceed' }, 50);
    expect((await ended(id)).outcome).toMatchObject({ failure: { reason: 'DEADLINE_EXCEEDED' } });
  });

  it('that was not reached is warned of', async () => {
    const hooks: Hook[] = [{ notification: 'network-lock', timeLimit: MINUTE, otherwise: 'refuse' }];
    const { id } = operations.begin({ ...NEW, hooks }, async (run) => {
      expect(await run.hold('post-dump')).toEqual(PROCEED);
      return RESTORED;
    });
    const { outcome, warnings } = await ended(id);
    expect(outcome).toEqual(RESTORED);
    expect(warnings).toMatchObject([
      { reason: 'HOOK_NOT_REACHED', metadata: { notification: 'network-lock' } },
    ]);
  });

  it('leaves no timer behind', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { id, waiting } = beginHeld();
    answer(id, (await waiting).hook, PROCEED);
    await ended(id);
    expect(vi.getTimerCount()).toBe(0);
  });
});
