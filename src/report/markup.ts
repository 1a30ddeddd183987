import { legible } from './plain-text.js';

/** A piece of XML that is whole: made by element() alone, so that no text gets into a document unescaped. */
export interface Markup {
  readonly xml: string;
}

/**
 * An element of XML. Figures are written with two decimals at most; text and the
 * values of attributes are escaped.
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  ...children: readonly (Markup | string)[]
): Markup {
  const written = Object.entries(attributes)
    .filter((each): each is [string, string | number] => each[1] !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(typeof value === 'number' ? coordinate(value) : value)}"`)
    .join('');
  if (children.length === 0) return { xml: `<${name}${written}/>` };
  const content = children.map((child) => (typeof child === 'string' ? escaped(child) : child.xml)).join('');
  return { xml: `<${name}${written}>${content}</${name}>` };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escaped(text: string): string {
  return legible(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

function coordinate(figure: number): string {
  return String(Number(figure.toFixed(2)));
}
