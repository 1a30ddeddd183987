import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderText } from '../../../src/report/index.js';
import { anyReport, ITERATIVE_DUMP, REPORT } from './reports.js';

/** The cells of the line that begins with this one. */
function row(text: string, ...first: readonly string[]): readonly string[] {
  const lines = text.split('\n').map((line) => line.trim().split(/ {2,}/));
  return lines.find((cells) => first.every((cell, index) => cells[index] === cell)) ?? [];
}

describe('the text of a report', () => {
  const text = renderText(REPORT);

  it('begins with what it is about and the figures that sum it up', () => {
    expect(text.split('\n').slice(0, 2)).toEqual([
      'Migration from alpha to beta.example:7443',
      `Operation ${REPORT.operation}, pre-copy, begun 2026-01-31 12:00:00 UTC`,
    ]);
    expect(row(text, 'Blackout')).toContain('1.50 s');
    expect(row(text, 'Frozen')).toContain('1.27 s');
    expect(row(text, 'In all')).toContain('5.00 s');
    expect(row(text, 'Memory sent')).toEqual(['Memory sent', '288 MiB', 'in 3 rounds and a dump']);
    expect(row(text, 'Other images')).toContain('403 KiB');
  });

  it('has a line for each round and the dump', () => {
    expect(row(text, '1').slice(0, 6)).toEqual(['1', '65\u202f552', '0', '256 MiB', '2.00 s', '30.0 ms']);
    expect(row(text, '3').slice(0, 6)).toEqual(['3', '60', '0', '240 KiB', '400 ms', '30.0 ms']);
    expect(row(text, 'dump').slice(0, 6)).toEqual(['dump', '48', '0', '192 KiB', '1.50 s', '1.27 s']);
  });

  it('has a line for each step, with when it began and how long it took', () => {
    expect(row(text, 'source', 'Freeze and dump').slice(2, 4)).toEqual(['0 ms', '200 ms']);
    expect(row(text, 'target', 'Tree is restored, and held').slice(2, 4)).toEqual(['320 ms', '860 ms']);
    expect(text.match(/^(?:source|target) /gm)).toHaveLength(REPORT.blackout?.steps.length ?? 0);
  });

  it('draws bars as long as the figures', () => {
    const bar = (line: readonly string[]) => line.at(-1)?.length ?? 0;
    expect(bar(row(text, '1'))).toBe(32);
    expect(bar(row(text, '2'))).toBe(4);
    expect(bar(row(text, 'source', 'Target is asked to prepare'))).toBe(19);
  });

  it('tells of an iterative dump without a blackout', () => {
    const iterative = renderText(ITERATIVE_DUMP);
    expect(iterative).toMatch(/^Iterative dump on alpha\n/);
    expect(iterative).not.toContain('Blackout');
  });

  it('has nothing in it that moves the cursor of a terminal, whatever a report says', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const lines = renderText(report).split('\n');
        expect(lines.at(-1)).toBe('');
        expect(lines.filter((line) => /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u.test(line))).toEqual([]);
      }),
    );
  });
});
