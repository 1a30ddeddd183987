import { describe, expect, it } from 'vitest';
import { overOrLeft } from '../../../src/migration/drive.js';

describe('The end of a handover', () => {
  it('is its last state, also when criud ends meanwhile and nothing of it is at rest', async () => {
    let finish: (state: string) => void = () => {};
    const over = new Promise<string>((resolve) => {
      finish = resolve;
    });
    const leaving = new AbortController();
    const ended = overOrLeft(over, leaving.signal, () => false);
    leaving.abort();
    finish('done');
    expect(await ended).toBe('done');
  });

  it('is left to the next criud when this one ends and it waits for somebody', async () => {
    const never = new Promise<string>(() => {});
    expect(await overOrLeft(never, AbortSignal.abort(), () => true)).toBe('left');
  });

  it('is waited for up to where a next criud can go on', async () => {
    const never = new Promise<string>(() => {});
    let looks = 0;
    expect(await overOrLeft(never, AbortSignal.abort(), () => ++looks > 5)).toBe('left');
    expect(looks).toBeGreaterThan(5);
  });
});
