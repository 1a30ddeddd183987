import { moment } from './figures.js';
import { element } from './markup.js';
import { shortened } from './plain-text.js';
import type { MigrationReport } from './report.js';
import { drawBlackout } from './svg-blackout.js';
import { type Drawing, MARGIN, text, WIDTH } from './svg-frame.js';
import { drawRounds } from './svg-rounds.js';
import { STYLE } from './svg-style.js';
import { headlinesOf, summaryOf, titleOf } from './words.js';

/**
 * A report as a picture: a document of SVG 1.1 that needs nothing beside itself, no
 * script, font or other file. It follows the colour scheme of the reader, and
 * prints in the light one. Whatever a report says is escaped.
 */
export function renderSvg(report: MigrationReport): string {
  // Several pictures can be in one document.
  const id = `criud-report-${report.operation.replace(/[^\w-]/g, '')}`;
  const head = drawHead(report);
  const rounds = drawRounds(report, head.bottom + 44, `${id}-hatch`);
  const blackout = drawBlackout(report, rounds.bottom + 44);
  const height = blackout.bottom + MARGIN - 8;
  const { xml } = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: WIDTH,
      height,
      viewBox: `0 0 ${WIDTH} ${height}`,
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-summary`,
      class: 'criud-report',
    },
    element('title', { id: `${id}-title` }, titleOf(report)),
    element('desc', { id: `${id}-summary` }, summaryOf(report)),
    element('style', {}, STYLE),
    element('rect', { class: 'paper', width: '100%', height: '100%' }),
    ...head.parts,
    ...rounds.parts,
    ...blackout.parts,
  );
  return `${xml}\n`;
}

function drawHead(report: MigrationReport): Drawing {
  const { strategy, startedAt, operation, failure } = report;
  const facts = [...(strategy === undefined ? [] : [strategy]), moment(startedAt), `operation ${operation}`];
  const lines = [
    text(MARGIN, 52, 'title', shortened(titleOf(report), 76)),
    text(MARGIN, 74, 'soft', shortened(facts.join(' · '), 130)),
  ];
  let y = 74;
  if (failure !== undefined) {
    y += 24;
    lines.push(text(MARGIN, y, 'failure', shortened(failure, 120)));
  }
  y += 60;
  const headlines = headlinesOf(report);
  const width = (WIDTH - 2 * MARGIN) / 5;
  const figures = headlines.flatMap(({ name, value, note }, index) => {
    const x = MARGIN + index * width;
    return [
      text(x, y - 29, 'small soft', name),
      text(x, y, index === 0 && report.blackout ? 'figure first' : 'figure', value),
      text(x, y + 20, 'small soft', note),
    ];
  });
  return { parts: [...lines, ...figures], bottom: y + 20 };
}
