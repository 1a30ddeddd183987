import { bytes, count, duration } from './figures.js';
import { element, type Markup } from './markup.js';
import { wrapped } from './plain-text.js';
import { type MigrationReport, pageBytesOf } from './report.js';
import { type Row, rowsOf } from './row.js';
import { makeScale, type Scale } from './scale.js';
import { bar, type Drawing, drawAxis, line, MARGIN, text, WIDTH } from './svg-frame.js';

const ROW = 24;
const BAR = 12;

/** Where the columns are: bars from their left, figures up to their right. */
const PAGES = { left: 88, length: 196 };
const FIGURES = { pages: 352, sent: 424, took: 494, frozen: 564 };
const WHEN = { left: 600, length: WIDTH - MARGIN - 600 };

/** The rounds and the final dump as a table: what each wrote, and when it was. Nothing where there was neither. */
export function drawRounds(report: MigrationReport, top: number, hatch: string): Drawing {
  const rows = rowsOf(report);
  if (rows.length === 0) return { parts: [], bottom: top - 44 };
  const most = Math.max(...rows.map(({ pagesWritten, sharedPages }) => pagesWritten + sharedPages));
  const hasShared = rows.some(({ sharedPages }) => sharedPages > 0);
  const pages = makeScale(0, most, 0, PAGES.length);
  const ends = rows.map((row) => row.beginMilliseconds + row.durationMilliseconds);
  const when = makeScale(0, Math.max(report.durationMilliseconds, ...ends), WHEN.left, WHEN.length);
  const first = top + 46;
  const bottom = first + rows.length * ROW;
  const verdict = report.rounds.at(-1)?.judgement.explanation;
  const explanation = verdict === undefined ? [] : wrapped(verdict, 128);
  const parts = [
    ...(hasShared ? [element('defs', {}, hatching(hatch))] : []),
    text(MARGIN, top, 'heading', report.rounds.length > 0 ? 'Rounds' : 'Dump'),
    ...(hasShared ? drawLegend(top, hatch) : []),
    text(MARGIN, top + 28, 'small soft', 'round'),
    text(PAGES.left, top + 28, 'small soft', 'pages written'),
    text(FIGURES.sent, top + 28, 'small soft end', 'sent'),
    text(FIGURES.took, top + 28, 'small soft end', 'took'),
    text(FIGURES.frozen, top + 28, 'small soft end', 'frozen'),
    text(WHEN.left, top + 28, 'small soft', 'when; solid while the tree stood still'),
    line(MARGIN, top + 36, WIDTH - MARGIN, top + 36, 'rule'),
    ...drawAxis(when, 5, top + 36, bottom),
    ...rows.flatMap((row, index) => drawRow(row, first + index * ROW, { pages, when, hatch })),
    ...explanation.map((part, index) => text(MARGIN, bottom + 38 + index * 17, 'soft', part)),
  ];
  return { parts, bottom: bottom + 18 + (explanation.length > 0 ? 6 + explanation.length * 17 : 0) };
}

function drawRow(
  row: Row,
  top: number,
  { pages, when, hatch }: { readonly pages: Scale; readonly when: Scale; readonly hatch: string },
): readonly Markup[] {
  const baseline = top + BAR - 2;
  const at = { y: top, height: BAR };
  const written = pages.place(row.pagesWritten);
  const sent = bytes(pageBytesOf({ ...row, sharedPagesWritten: row.isDump ? row.sharedPages : 0 }));
  const name = row.isDump ? 'Final dump' : `Round ${row.name}`;
  const begin = when.place(row.beginMilliseconds);
  const place = (milliseconds: number) => when.place(row.beginMilliseconds + milliseconds) - begin;
  return [
    text(MARGIN, baseline, row.isDump ? 'first' : '', row.name),
    ...(row.pagesWritten > 0
      ? [
          bar(
            { ...at, x: PAGES.left, width: written },
            'source',
            `${name}: ${count(row.pagesWritten)} pages written`,
          ),
        ]
      : []),
    ...(row.sharedPages > 0 ? [sharedBar(row, top, written, pages, hatch)] : []),
    text(FIGURES.pages, baseline, 'end', count(row.pagesWritten)),
    text(FIGURES.sent, baseline, 'end', sent),
    text(FIGURES.took, baseline, 'end', duration(row.durationMilliseconds)),
    text(FIGURES.frozen, baseline, 'end', duration(row.frozenMilliseconds)),
    bar(
      { ...at, x: begin, width: place(row.durationMilliseconds) },
      row.isDump ? 'frozen' : 'calm',
      `${name}: ${duration(row.durationMilliseconds)}, begun after ${duration(row.beginMilliseconds)}`,
    ),
    ...(row.isDump || row.frozenMilliseconds === 0
      ? []
      : [
          bar(
            { ...at, x: begin, width: place(Math.min(row.frozenMilliseconds, row.durationMilliseconds)) },
            'frozen',
            `${name}: the tree stood still for ${duration(row.frozenMilliseconds)}`,
          ),
        ]),
  ];
}

function sharedBar(row: Row, top: number, written: number, pages: Scale, hatch: string): Markup {
  const says = `${count(row.sharedPages)} shared pages ${row.isDump ? 'written' : 'left to the dump'}`;
  return element(
    'rect',
    {
      ...{ x: PAGES.left + written + 0.5, y: top + 0.5, height: BAR - 1, class: 'shared' },
      width: Math.max(pages.place(row.pagesWritten + row.sharedPages) - written - 1, 1),
      style: `fill:url(#${hatch})`,
    },
    element('title', {}, says),
  );
}

function drawLegend(top: number, hatch: string): readonly Markup[] {
  const y = top - 9;
  return [
    element('rect', { x: PAGES.left + 20, y, width: 18, height: 10, class: 'source' }),
    text(PAGES.left + 44, top, 'small soft', 'private pages'),
    element('rect', {
      ...{ x: PAGES.left + 132.5, y: y + 0.5, width: 17, height: 9, class: 'shared' },
      style: `fill:url(#${hatch})`,
    }),
    text(PAGES.left + 156, top, 'small soft', 'shared pages, which only the dump writes'),
  ];
}

function hatching(id: string): Markup {
  return element(
    'pattern',
    { id, width: 4, height: 4, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    line(0, 0, 0, 4, 'hatch'),
  );
}
