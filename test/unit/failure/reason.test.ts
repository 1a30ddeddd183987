import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { classOf, REASONS, type Reason } from '../../../src/failure/index.js';

const root = resolve(import.meta.dirname, '../../..');

// Object.keys forgets the type of the keys.
const NAMES = Object.keys(REASONS) as readonly Reason[];

/** All of src but the list itself. */
const source = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && name !== join('failure', 'reason.ts'))
  .map((name) => readFileSync(join(root, 'src', name), 'utf8'))
  .join('\n');

/** The public list: every name with the gRPC code in the brackets of its comment. */
const proto = readFileSync(join(root, 'proto/criud/v1/failure.proto'), 'utf8');
const PUBLIC = new Map(
  [...proto.matchAll(/((?:^ *\/\/.*\n)+) *REASON_(\w+) = \d+;/gm)].map(([, comment = '', name = '']) => [
    name,
    /\[(\w+)\]\s*$/.exec(comment)?.[1],
  ]),
);

describe('the reasons', () => {
  it('are each used somewhere', () => {
    expect(NAMES.length).toBeGreaterThan(40);
    expect(NAMES.filter((name) => !new RegExp(`['"]${name}['"]`).test(source))).toEqual([]);
  });

  it('are the public ones, no more and no less', () => {
    expect([...PUBLIC.keys()].filter((name) => name !== 'UNSPECIFIED').sort()).toEqual([...NAMES].sort());
  });

  it.each(NAMES)('%s has the gRPC code that is promised', (name) => {
    expect(PUBLIC.get(name)?.toLowerCase().replaceAll('_', '-')).toBe(classOf(name));
  });

  it('are named in the promises of the API only as they are called', () => {
    const files = readdirSync(join(root, 'proto/criud/v1')).filter((name) => name.endsWith('_service.proto'));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const text = readFileSync(join(root, 'proto/criud/v1', file), 'utf8').replaceAll(/\n *\/\/ ?/g, ' ');
      for (const [, promised = ''] of text.matchAll(/ Errors: ([^.]*)\./g)) {
        // Options of the kernel are named there too.
        const named = (promised.match(/\b[A-Z]+_[A-Z_]+\b/g) ?? []).filter((name) => !/^CONFIG_/.test(name));
        expect(
          named.filter((name) => !Object.hasOwn(REASONS, name)),
          file,
        ).toEqual([]);
      }
    }
  });
});
