import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytes, count, duration } from '../../../src/report/figures.js';
import { makeScale, ticksOf } from '../../../src/report/scale.js';

describe('figures for a person', () => {
  it('have three digits that count, and a unit', () => {
    expect([0, 0.4213, 9.4, 31.125, 212.4, 999.7, 1_480, 59_940, 61_000, 7_260_000].map(duration)).toEqual([
      ...['0 ms', '0.42 ms', '9.40 ms', '31.1 ms', '212 ms', '1.00 s', '1.48 s', '59.9 s'],
      ...['1 min 1 s', '2 h 1 min'],
    ]);
    expect([0, 1_023, 1_024, 412_331, 2 ** 20 - 1, 268_500_992].map(bytes)).toEqual([
      ...['0 B', '1023 B', '1.00 KiB', '403 KiB', '1.00 MiB', '256 MiB'],
    ]);
    expect([0, 999, 1_000, 65_552, 1_234_567].map(count)).toEqual([
      ...['0', '999', '1\u202f000', '65\u202f552', '1\u202f234\u202f567'],
    ]);
  });
});

describe('ticks', () => {
  const labels = (from: number, to: number) =>
    ticksOf(makeScale(from, to, 0, 1), 8).map(({ label }) => label);

  it('are round times in one unit, which the last one names', () => {
    expect(labels(0, 1_480)).toEqual(['0', '200', '400', '600', '800', '1000', '1200', '1400 ms']);
    expect(labels(0, 6_700)).toEqual(['0', '1', '2', '3', '4', '5', '6 s']);
    expect(labels(-150, 900)).toEqual(['0', '200', '400', '600', '800 ms']);
    expect(labels(-250, 900)).toEqual(['−200', '0', '200', '400', '600', '800 ms']);
    expect(labels(0, 0)).toEqual(['0']);
  });

  it('are few, in order and on the scale', () => {
    const figure = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(figure, fc.double({ min: 1e-3, max: 1e12, noNaN: true }), (from, extent) => {
        const ticks = ticksOf(makeScale(from, from + extent, 0, 1), 8).map((tick) => tick.figure);
        expect(ticks.length).toBeLessThanOrEqual(9);
        expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
      }),
    );
  });
});
