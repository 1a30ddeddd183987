import { describe, expect, it } from 'vitest';
import { poll } from '../../../src/host/poll.js';

describe('polling', () => {
  it('gives the first answer and asks no more', async () => {
    let asked = 0;
    const answer = await poll(() => (++asked === 4 ? 'yes' : undefined), { milliseconds: 10_000 });
    expect([answer, asked]).toEqual(['yes', 4]);
  });

  it('asks once when there is no time, and takes that answer', async () => {
    expect(await poll(() => 'at once', { milliseconds: 0 })).toBe('at once');
    let asked = 0;
    const answer = await poll(
      () => {
        asked += 1;
        return undefined;
      },
      { milliseconds: 0 },
    );
    expect([answer, asked]).toEqual([undefined, 1]);
  });

  it('asks a last time at the limit', async () => {
    const began = performance.now();
    const answer = await poll(() => (performance.now() - began >= 120 ? 'late' : undefined), {
      milliseconds: 120,
    });
    expect(answer).toBe('late');
  });

  it('rejects with the reason of the signal, while it sleeps and before', async () => {
    const reason = new Error('enough');
    const controller = new AbortController();
    const wait = poll(() => undefined, { milliseconds: 60_000, signal: controller.signal });
    setImmediate(() => controller.abort(reason));
    await expect(wait).rejects.toBe(reason);
    await expect(poll(() => undefined, { milliseconds: 9, signal: controller.signal })).rejects.toBe(reason);
  });

  it('rejects with what the question throws', async () => {
    const failure = new Error('cannot ask');
    const wait = poll(
      () => {
        throw failure;
      },
      { milliseconds: 1000 },
    );
    await expect(wait).rejects.toBe(failure);
  });
});
