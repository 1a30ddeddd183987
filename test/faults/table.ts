import { Phase } from '../../src/client/index.js';
import type { Attempt } from './attempt.js';
import type { Wrong } from './verdict.js';

/** One row: everything that was tried of a cell. */
export interface Row {
  readonly name: string;
  readonly attempts: readonly Pick<Attempt, 'outcome' | 'phase' | 'hit' | 'wrongs'>[];
}

/** `12x dumped, restored; 8x failed (CANCELLED), tree runs`. */
export function outcomesOf({ attempts }: Row): string {
  return counted(attempts.map(({ outcome, wrongs }) => (wrongs.length > 0 ? `WRONG ${outcome}` : outcome)));
}

/** In which phases the faults of a row came that missed theirs. */
export function missesOf({ attempts }: Row): string {
  return counted(
    attempts.filter(({ hit }) => !hit).map(({ phase }) => (phase === undefined ? 'none' : Phase[phase])),
  );
}

function counted(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([text, count]) => `${count}x ${text}`)
    .join('; ');
}

/** A row as it is told when it is done, with all that went wrong. */
export function textOfRow(row: Row): string {
  const { name, attempts } = row;
  const hits = attempts.filter(({ hit }) => hit).length;
  return [
    `${name}: ${hits} of ${attempts.length} in the phase: ${outcomesOf(row)}`,
    ...attempts.flatMap(({ wrongs }) => wrongs.map(({ kind, text }) => `  ${kind}: ${text}`)),
  ].join('\n');
}

/** The table, with what went wrong below it. */
export function tableOf(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length), 10);
  const lines = rows.map((row) => {
    const hits = row.attempts.filter(({ hit }) => hit).length;
    const misses = missesOf(row);
    const where = `${hits} of ${row.attempts.length}`.padStart(9);
    return `${row.name.padEnd(width)} ${where}  ${outcomesOf(row)}${misses === '' ? '' : `  [also came in ${misses}]`}`;
  });
  const wrongs = rows.flatMap(({ name, attempts }) =>
    attempts.flatMap(({ wrongs: found }) => found.map(({ kind, text }) => `  ${name}: ${kind}: ${text}`)),
  );
  return [
    `${'undertaking: fault while phase'.padEnd(width)}  in phase  outcomes`,
    ...lines,
    ...(wrongs.length === 0 ? [] : ['', 'What went wrong:', ...wrongs]),
  ].join('\n');
}

/** The last line. A tree that is lost is not also counted for its connection. */
export function summaryOf(rows: readonly Row[]): { readonly line: string; readonly isGood: boolean } {
  const attempts = rows.flatMap((row) => row.attempts);
  const count = (kind: Wrong['kind']) =>
    attempts.filter(({ wrongs }) => wrongs.some((wrong) => wrong.kind === kind)).length;
  const [lost, untrue, connections] = [count('tree lost'), count('outcome untrue'), count('connection lost')];
  return {
    line:
      `faults tried: ${attempts.length}, trees lost: ${lost}, outcomes untrue: ${untrue}, ` +
      `connections lost where they must live: ${connections}`,
    isGood: lost + untrue + connections === 0 && attempts.length > 0,
  };
}
