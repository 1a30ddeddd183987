import { readFileSync } from 'node:fs';

/** A field of the API's options. */
export interface OptionField {
  /** Below `options`, as in OPTION_FACTS. */
  readonly path: string;
  /** What its comment says. */
  readonly comment: string;
}

interface Field {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
}

/** The fields of a message of options.proto and of the groups in it, from the text, which alone has the comments. */
export function optionFields(message: 'DumpOptions' | 'RestoreOptions'): readonly OptionField[] {
  const proto = readFileSync(new URL('../../../proto/criud/v1/options.proto', import.meta.url), 'utf8');
  const messages = new Map(
    [...proto.matchAll(/^message (\w+) \{\n(.*?)^\}/gms)].map(([, name = '', body = '']) => [
      name,
      fieldsIn(body),
    ]),
  );
  const below = (name: string, prefix: string): readonly OptionField[] =>
    (messages.get(name) ?? []).flatMap((field) =>
      messages.has(field.type)
        ? below(field.type, `${prefix}${field.name}.`)
        : [{ path: prefix + field.name, comment: field.comment }],
    );
  return below(message, '');
}

function fieldsIn(body: string): readonly Field[] {
  const field = /((?:^ {2}\/\/.*\n)+) {2}(?:optional |repeated )?([\w.]+) (\w+) = \d+;$/gm;
  return [...body.matchAll(field)].map(([, comment = '', type = '', name = '']) => ({
    name,
    type,
    comment: comment
      .replaceAll(/^ *\/\/ ?/gm, '')
      .replaceAll('\n', ' ')
      .trim(),
  }));
}
