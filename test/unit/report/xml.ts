/** An element of a document. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

const NAME = '[A-Za-z_][\\w.:-]*';
const ATTRIBUTES = `(?:\\s+${NAME}="[^<"]*")*`;
const TOKEN = new RegExp(`<(/?)(${NAME})(${ATTRIBUTES})\\s*(/?)>|([^<]+)`, 'y');
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads a document of elements, attributes and text. Stricter than XML: without
 * declarations, comments and entities but the five that it has itself.
 *
 * @throws SyntaxError for everything else, and for characters that XML 1.0 forbids
 */
export function parseXml(document: string): XmlElement {
  const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(document);
  if (forbidden) throw new SyntaxError(`a character that XML forbids at ${forbidden.index}`);
  const root = { name: '', attributes: {}, children: [] as (XmlElement | string)[] };
  const open = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < document.length) {
    const at = TOKEN.lastIndex;
    const [token, slash, name = '', attributes = '', empty, text] = TOKEN.exec(document) ?? [];
    const parent = open.at(-1);
    if (token === undefined || parent === undefined) {
      throw new SyntaxError(`no XML at ${at}: ${document.slice(at, at + 40)}`);
    }
    if (text !== undefined) {
      parent.children.push(unescaped(text));
    } else if (slash) {
      if (parent.name !== name || attributes !== '')
        throw new SyntaxError(`</${name}> ends <${parent.name}>`);
      open.pop();
    } else {
      const element = { name, attributes: attributesOf(attributes), children: [] };
      parent.children.push(element);
      if (!empty) open.push(element);
    }
  }
  const [element, end] = root.children;
  if (open.length !== 1 || element === undefined || typeof element === 'string') {
    throw new SyntaxError('no document');
  }
  if (root.children.length > 2 || (end !== undefined && end !== '\n')) throw new SyntaxError('more than one');
  return element;
}

/** An element and all that are in it, in the order of the document. */
export function allOf(element: XmlElement): readonly XmlElement[] {
  return [element, ...element.children.flatMap((child) => (typeof child === 'string' ? [] : allOf(child)))];
}

/** The text in an element and all that are in it. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  const pairs = [...text.matchAll(/([\w.:-]+)="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, unescaped(value)] as const,
  );
  const attributes = Object.fromEntries(pairs);
  if (Object.keys(attributes).length !== pairs.length) throw new SyntaxError('an attribute twice');
  return attributes;
}

function unescaped(text: string): string {
  return text.replace(/&(\w*;?)/g, (all, name: string) => {
    const character = ENTITIES[name.slice(0, -1)];
    if (character === undefined || !name.endsWith(';')) throw new SyntaxError(`the entity ${all}`);
    return character;
  });
}
