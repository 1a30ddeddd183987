import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../../src/catalog/manifest.js';
import { FACTS } from './facts.js';

const MANIFEST = {
  format: 1,
  id: 'dd0eab5c-6e9c-4a6c-8a6a-6a3b6f0f3f11',
  createdAt: '2026-01-31T12:00:00.000Z',
  files: [
    { name: 'inventory.img', bytes: 9 },
    { name: 'pages-1.img', bytes: 0 },
  ],
  ...FACTS,
};

function parse(value: unknown): unknown {
  return parseManifest(JSON.stringify(value), '/state/checkpoints/x/manifest.json');
}

/** The manifest with one field replaced, or left out where the value is undefined. */
function changed(path: string, value: unknown): unknown {
  const copy: Record<string, unknown> = structuredClone(MANIFEST);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at = copy;
  // Every path of this file leads through objects.
  for (const key of keys) at = at[key] as Record<string, unknown>;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

function defectOf(text: string): string {
  try {
    parseManifest(text, '/state/checkpoints/x/manifest.json');
  } catch (error) {
    expect(error).toMatchObject({
      reason: 'CHECKPOINT_DAMAGED',
      message: expect.stringContaining('/state/checkpoints/x/manifest.json'),
      cure: expect.stringContaining('cannot be restored'),
      metadata: { file: '/state/checkpoints/x/manifest.json' },
    });
    // Just looked at.
    return (error as { metadata: { defect: string } }).metadata.defect;
  }
  throw new Error(`was accepted: ${text.slice(0, 200)}`);
}

const FIELDS = [
  'id',
  'kind',
  'labels',
  'createdAt',
  'host.name',
  'host.bootId',
  'host.kernel',
  'host.architecture',
  'criu.version',
  'tree.pid',
  'tree.startTime',
  'tree.processes',
  'options',
  'files',
];

describe('a manifest', () => {
  it('is read as it was written', () => {
    expect(parse(MANIFEST)).toEqual(MANIFEST);
    const measured = { ...MANIFEST, statistics: { pagesWritten: 12 } };
    expect(parse(measured)).toEqual(measured);
    expect(parse(changed('files', []))).toEqual({ ...MANIFEST, files: [] });
    const files = [{ name: 'inventory.img', bytes: 9, sha256: '0123456789abcdef'.repeat(4) }];
    const incremental = { ...MANIFEST, parent: MANIFEST.id, memoryTracked: false, files };
    expect(parse(incremental)).toEqual(incremental);
  });

  it.each(FIELDS)('without %s is damaged, and says so', (field) => {
    expect(defectOf(JSON.stringify(changed(field, undefined)))).toBe(
      `its field ${field} is missing or wrong`,
    );
  });

  it.each(['host', 'criu', 'tree'])(
    'without the group %s, or with something else there, is damaged',
    (group) => {
      for (const value of [undefined, null, [], 'text', 1]) {
        expect(defectOf(JSON.stringify(changed(group, value)))).toContain(`its field ${group}.`);
      }
    },
  );

  it.each([
    ['id', [1, null, {}]],
    ['kind', ['', 'restore', 'DUMP', 1, null]],
    ['parent', [null, '', 'latest', '../x', `${MANIFEST.id}/..`, `${MANIFEST.id}\n`, 1, [MANIFEST.id], {}]],
    ['memoryTracked', [null, 'true', 0, 1, {}]],
    ['labels', [null, [], 'text', { a: 1 }, { a: null }, { a: {} }]],
    ['createdAt', ['', 'yesterday', 0, null, '2026-13-45T00:00:00Z']],
    ['host.name', [null, 1, {}]],
    ['criu.version', [null, 4.2]],
    ['tree.pid', [0, -1, 1.5, '4711', null, 2 ** 53]],
    ['tree.startTime', [12, '', '-1', '0x10', '1.5', ' 1', '1\n', '9'.repeat(21), null]],
    ['tree.processes', [-1, 0.5, '3', null]],
    ['options', [null, [], 'text']],
    ['statistics', [null, [], { pages: '1' }, { pages: 1.5 }, { pages: -1 }, { pages: null }]],
    ['files', [null, {}, 'inventory.img', [null], ['inventory.img'], [[]]]],
  ])('with a wrong %s is damaged, and says so', (field, values) => {
    for (const value of values) {
      expect(defectOf(JSON.stringify(changed(field, value))), JSON.stringify(value)).toBe(
        `its field ${field} is missing or wrong`,
      );
    }
  });

  it.each([
    '',
    '.',
    '..',
    '/etc/passwd',
    '../manifest.json',
    'a/b',
    'a/',
    '/',
    'a\0b',
    '\0',
    7,
    null,
    undefined,
  ])('that names a file %j is damaged', (name) => {
    const files = [...MANIFEST.files, { name, bytes: 1 }];
    expect(defectOf(JSON.stringify(changed('files', files)))).toBe('its field files is missing or wrong');
  });

  it.each([-1, 0.5, '9', null, undefined, 2 ** 53])('whose file has %j bytes is damaged', (bytes) => {
    const files = [{ name: 'inventory.img', bytes }];
    expect(defectOf(JSON.stringify(changed('files', files)))).toBe('its field files is missing or wrong');
  });

  it.each([
    null,
    '',
    1,
    'f'.repeat(63),
    'f'.repeat(65),
    'F'.repeat(64),
    'g'.repeat(64),
    `${'f'.repeat(64)}\n`,
    ['f'.repeat(64)],
  ])('whose file has the digest %j is damaged', (sha256) => {
    const files = [{ name: 'inventory.img', bytes: 9, sha256 }];
    expect(defectOf(JSON.stringify(changed('files', files)))).toBe('its field files is missing or wrong');
  });

  it('of another format says which', () => {
    expect(defectOf(JSON.stringify(changed('format', 2)))).toBe('it is of format 2, and this criud reads 1');
    expect(defectOf(JSON.stringify(changed('format', '1')))).toContain('it is of format "1"');
    expect(defectOf('{"format":{"toString":1}}')).toContain('it is of format {"toString":1}');
    expect(defectOf(JSON.stringify(changed('format', 'x'.repeat(10_000)))).length).toBeLessThan(100);
  });

  it.each(['null', '[]', '1', '"text"', '{}'])('is not %s', (text) => {
    expect(defectOf(text)).toBe('it is of format undefined, and this criud reads 1');
  });

  it('cut short anywhere is damaged', () => {
    const text = JSON.stringify(MANIFEST);
    fc.assert(
      fc.property(fc.nat(text.length - 1), (length) => {
        expect(defectOf(text.slice(0, length))).toBe('it is not JSON');
      }),
    );
  });

  it('of anything else that is JSON is damaged, and nothing else happens', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(defectOf(text)).toMatch(/./);
      }),
    );
  });
});
