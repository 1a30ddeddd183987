import { duration } from './figures.js';
import { element, type Markup } from './markup.js';
import { shortened } from './plain-text.js';
import type { Blackout, MigrationReport, Step } from './report.js';
import { makeScale, type Scale } from './scale.js';
import { bar, type Drawing, drawAxis, line, MARGIN, text, WIDTH } from './svg-frame.js';
import { STEP_NAMES, TARGET_CLOCK } from './words.js';

const ROW = 24;
const BAR = 12;

/** Where the columns are: figures up to their right, the line of time from its left. */
const TOOK = 288;
const TIME = { left: 316, length: WIDTH - MARGIN - 316 };

/** The steps of the blackout on a line of time, those of each host together. Nothing where there was none. */
export function drawBlackout({ blackout, source, destination = '' }: MigrationReport, top: number): Drawing {
  if (blackout === undefined) return { parts: [], bottom: top - 44 };
  const { durationMilliseconds, steps } = blackout;
  const scale = scaleOf(blackout);
  const freeze = scale.place(0);
  const end = scale.place(durationMilliseconds);
  const rows: Markup[] = [];
  let y = top + 46;
  for (const side of ['source', 'target'] as const) {
    const own = steps.filter((step) => step.side === side);
    if (own.length === 0) continue;
    const name = side === 'source' ? `Source: ${source}` : `Target: ${destination}`;
    rows.push(text(MARGIN, y + BAR - 2, 'first', shortened(name, 34)));
    y += ROW;
    for (const step of own) {
      rows.push(...drawStep(step, y, blackout, scale));
      y += ROW;
    }
    y += 8;
  }
  const hasTarget = steps.some(({ side }) => side === 'target');
  const parts = [
    text(MARGIN, top, 'heading', 'Blackout'),
    element('rect', { x: freeze, y: top + 32, width: end - freeze, height: y - top - 32, class: 'band' }),
    ...drawAxis(scale, 8, top + 32, y),
    line(freeze, top + 26, freeze, y, 'mark'),
    line(end, top + 26, end, y, 'mark'),
    text(freeze, top + 19, 'small', 'freeze'),
    text(end, top + 19, 'small end', 'known to run at the target'),
    text(TOOK, top + 19, 'small soft end', 'took'),
    ...rows,
    ...(hasTarget ? [text(MARGIN, y + 42, 'small soft', TARGET_CLOCK)] : []),
  ];
  return { parts, bottom: y + (hasTarget ? 42 : 16) };
}

/** Milliseconds since the freeze. What lies far before it or after the end is cut off there. */
function scaleOf({ beginMilliseconds, durationMilliseconds, steps }: Blackout): Scale {
  const begins = steps.map((step) => step.beginMilliseconds - beginMilliseconds);
  const ends = steps.map((step, index) => (begins[index] ?? 0) + step.durationMilliseconds);
  const most = durationMilliseconds / 2;
  const from = Math.max(-most, Math.min(0, ...begins));
  const to = Math.min(durationMilliseconds + most, Math.max(durationMilliseconds, ...ends));
  return makeScale(from, to, TIME.left, TIME.length);
}

function drawStep(step: Step, top: number, blackout: Blackout, scale: Scale): readonly Markup[] {
  const baseline = top + BAR - 2;
  const begin = step.beginMilliseconds - blackout.beginMilliseconds;
  const x = scale.place(begin);
  const width = scale.place(begin + step.durationMilliseconds) - x;
  const name = STEP_NAMES[step.kind];
  const took = duration(step.durationMilliseconds);
  const when = `${duration(Math.abs(begin))} ${begin < 0 ? 'before' : 'after'} the freeze`;
  return [
    text(MARGIN, baseline, 'label', name),
    text(TOOK, baseline, 'end', took),
    bar({ x, y: top, width, height: BAR }, step.side, `${name}: ${took}, begun ${when}`),
  ];
}
