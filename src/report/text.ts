import { bytes, count, duration, moment } from './figures.js';
import { legible, wrapped } from './plain-text.js';
import { type Blackout, type MigrationReport, pageBytesOf, type Step } from './report.js';
import { type Row, rowsOf } from './row.js';
import { makeScale } from './scale.js';
import { headlinesOf, STEP_NAMES, TARGET_CLOCK, titleOf } from './words.js';

/** Characters of a line of prose. */
const LINE = 100;

/** Characters of the longest bar. */
const BAR = 32;

/**
 * A report for a terminal or a mail: lines of at most about 100 characters in a
 * fixed-width font, without colours. Ends with a line feed.
 */
export function renderText(report: MigrationReport): string {
  const { rounds, strategy, startedAt, operation, failure, blackout } = report;
  const last = rounds.at(-1);
  const lines = [
    titleOf(report),
    `Operation ${operation}, ${strategy === undefined ? '' : `${strategy}, `}begun ${moment(startedAt)}`,
    ...(failure === undefined ? [] : [`Failed: ${failure}`]),
    '',
    ...table(
      headlinesOf(report).map(({ name, value, note }) => [name, value, note]),
      ['left', 'right', 'left'],
    ),
    ...roundLines(rowsOf(report)),
    ...(last ? ['', ...wrapped(last.judgement.explanation, LINE)] : []),
    ...(blackout ? blackoutLines(blackout) : []),
  ];
  return `${lines.map((line) => legible(line).trimEnd()).join('\n')}\n`;
}

function roundLines(rows: readonly Row[]): readonly string[] {
  if (rows.length === 0) return [];
  const most = Math.max(...rows.map(({ pagesWritten }) => pagesWritten));
  const scale = makeScale(0, most, 0, BAR);
  const lines = rows.map((row) => [
    row.name,
    count(row.pagesWritten),
    count(row.sharedPages),
    bytes(pageBytesOf({ ...row, sharedPagesWritten: row.isDump ? row.sharedPages : 0 })),
    duration(row.durationMilliseconds),
    duration(row.frozenMilliseconds),
    bar(0, scale.place(row.pagesWritten)),
  ]);
  return [
    '',
    ...table(
      [['Round', 'pages', 'shared', 'sent', 'took', 'frozen', 'pages written'], ...lines],
      ['left', 'right', 'right', 'right', 'right', 'right', 'left'],
    ),
  ];
}

function blackoutLines({ beginMilliseconds, durationMilliseconds, steps }: Blackout): readonly string[] {
  if (steps.length === 0) return [];
  const scale = makeScale(beginMilliseconds, beginMilliseconds + durationMilliseconds, 0, BAR);
  const end = ({ beginMilliseconds: begin, durationMilliseconds: length }: Step) => begin + length;
  const lines = steps.map((step) => [
    step.side,
    STEP_NAMES[step.kind],
    sinceFreeze(step.beginMilliseconds - beginMilliseconds),
    duration(step.durationMilliseconds),
    bar(scale.place(step.beginMilliseconds), scale.place(end(step))),
  ]);
  return [
    '',
    ...table(
      [['Blackout', 'step', 'after the freeze', 'took', ''], ...lines],
      ['left', 'left', 'right', 'right', 'left'],
    ),
    ...(steps.some(({ side }) => side === 'target') ? ['', ...wrapped(TARGET_CLOCK, LINE)] : []),
  ];
}

/** What began before the freeze has a sign. */
function sinceFreeze(milliseconds: number): string {
  return milliseconds < 0 ? `-${duration(-milliseconds)}` : duration(milliseconds);
}

/** What is there at all has a mark. */
function bar(from: number, to: number): string {
  if (to <= from) return '';
  const begin = Math.min(Math.round(from), BAR - 1);
  return ' '.repeat(begin) + '━'.repeat(Math.max(1, Math.round(to - from)));
}

function table(
  rows: readonly (readonly string[])[],
  alignment: readonly ('left' | 'right')[],
): readonly string[] {
  const widths = alignment.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return alignment[column] === 'right' ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  '),
  );
}
