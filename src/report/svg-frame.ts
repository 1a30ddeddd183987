import { element, type Markup } from './markup.js';
import { type Scale, ticksOf } from './scale.js';

/** A part of the picture, and how far down it reaches. */
export interface Drawing {
  readonly parts: readonly Markup[];
  readonly bottom: number;
}

/** Width of the picture, in units of the picture: pixels, where it is not scaled. */
export const WIDTH = 920;

/** Width of what is left free at its sides. */
export const MARGIN = 40;

/** A line of text on its baseline; x is its begin, or as its class says its middle or end. */
export function text(x: number, y: number, look: string, content: string): Markup {
  return element('text', { x, y, class: look }, content);
}

/** A straight line. */
export function line(x1: number, y1: number, x2: number, y2: number, look: string): Markup {
  return element('line', { x1, y1, x2, y2, class: look });
}

/**
 * A bar that says what it is where one points at it. What is there at all can be
 * seen: a bar is at least a unit wide.
 */
export function bar(
  { x, y, width, height }: Readonly<Record<'x' | 'y' | 'width' | 'height', number>>,
  look: string,
  says: string,
): Markup {
  return element(
    'rect',
    { x, y, width: Math.max(width, 1), height, class: look },
    element('title', {}, says),
  );
}

/** A grid from one height to another, with its figures below it. */
export function drawAxis(scale: Scale, most: number, top: number, bottom: number): readonly Markup[] {
  return ticksOf(scale, most).flatMap(({ figure, label }) => {
    const x = scale.place(figure);
    return [line(x, top, x, bottom, 'grid'), text(x, bottom + 15, 'small soft middle', label)];
  });
}
