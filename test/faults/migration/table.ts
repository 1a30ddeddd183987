import type { Attempt } from './attempt.js';
import type { Wrong } from './verdict.js';

/** One row: everything that was tried of a cell. */
export interface Row {
  readonly name: string;
  readonly attempts: readonly Attempt[];
}

/** A row as it is told when it is done, with all that went wrong. */
export function textOfRow({ name, attempts }: Row): string {
  const hits = attempts.filter(({ hit }) => hit);
  const seconds = attempts.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1_000;
  return [
    `${name}: ${hits.length} of ${attempts.length} in the moment, ${seconds.toFixed(1)} s: ${outcomesOf(attempts)}`,
    ...attempts.flatMap(({ wrongs }) => wrongs.map(({ kind, text }) => `  ${kind}: ${text}`)),
  ].join('\n');
}

/** `12x moved; 8x stays (CANCELLED)`. */
function outcomesOf(attempts: readonly Attempt[]): string {
  const counts = new Map<string, number>();
  for (const { outcome, wrongs, doubt } of attempts) {
    const text = `${wrongs.length > 0 ? 'WRONG ' : ''}${outcome}${doubt === 'up to a word' ? ', by the word of the operator' : ''}`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([text, count]) => `${count}x ${text}`)
    .join('; ');
}

/** The table, with what went wrong below it. */
export function tableOf(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length), 10);
  const lines = rows.map(({ name, attempts }) => {
    const hits = attempts.filter(({ hit }) => hit).length;
    return `${name.padEnd(width)} ${`${hits} of ${attempts.length}`.padStart(9)}  ${outcomesOf(attempts)}`;
  });
  const wrongs = rows.flatMap(({ name, attempts }) =>
    attempts.flatMap(({ wrongs: found }) => found.map(({ kind, text }) => `  ${name}: ${kind}: ${text}`)),
  );
  return [
    `${'moment: fault'.padEnd(width)} in moment  outcomes`,
    ...lines,
    ...(wrongs.length === 0 ? [] : ['', 'What went wrong:', ...wrongs]),
  ].join('\n');
}

/** The last lines. A fault that missed its moment is judged as well, and not counted as tried. */
export function summaryOf(rows: readonly Row[]): { readonly lines: string; readonly isGood: boolean } {
  const attempts = rows.flatMap((row) => row.attempts);
  const tried = attempts.filter(({ hit }) => hit).length;
  const count = (kind: Wrong['kind']) =>
    attempts.filter(({ wrongs }) => wrongs.some((wrong) => wrong.kind === kind)).length;
  const inDoubt = (kind: Attempt['doubt']) => attempts.filter(({ doubt }) => doubt === kind).length;
  const seconds = attempts.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1_000;
  const neverHit = rows.filter((row) => row.attempts.every(({ hit }) => !hit)).length;
  return {
    lines: [
      `moments missed: ${attempts.length - tried}, cells never hit: ${neverHit}, in doubt for a time: ${inDoubt('for a time')}, ` +
        `up to a word of the operator: ${inDoubt('up to a word')}, outcomes untrue: ${count('outcome untrue')}, left over: ${count('left over')}, ` +
        `seconds for each: ${(seconds / Math.max(attempts.length, 1)).toFixed(1)}`,
      `faults tried: ${tried}, double copies: ${count('double copy')}, lost trees: ${count('lost tree')}, ` +
        `left in doubt: ${count('left in doubt')}`,
    ].join('\n'),
    isGood: tried > 0 && attempts.every(({ wrongs }) => wrongs.length === 0),
  };
}
