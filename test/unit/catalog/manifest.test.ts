import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LARGEST_MANIFEST, type Manifest, parseManifest, textOf } from '../../../src/catalog/manifest.js';
import { Failure } from '../../../src/failure/index.js';
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

const ENCRYPTION = { cipher: 'aes-256-gcm', keyId: 'k', wrappedKey: 'a2V5', chunkBytes: 65_536 };

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
    ['options', [null, [], 'text', { a: null }, { a: { b: 1 } }, { a: [[1]] }, { a: 'x'.repeat(4_097) }]],
    ['options', [{ a: Array(1_001).fill('') }]],
    ['encryption', [null, {}, 'aes-256-gcm', { ...ENCRYPTION, cipher: 'none' }, { ...ENCRYPTION, keyId: 1 }]],
    [
      'encryption',
      [
        { ...ENCRYPTION, wrappedKey: 'x'.repeat(4_097) },
        { ...ENCRYPTION, chunkBytes: -1 },
      ],
    ],
    ['statistics', [null, [], { pages: '1' }, { pages: 1.5 }, { pages: -1 }, { pages: null }]],
    ['files', [null, {}, 'inventory.img', [null], ['inventory.img'], [[]]]],
    ['files', [[...MANIFEST.files, MANIFEST.files[0]], Array(100_001).fill(MANIFEST.files[0])]],
  ])('with a wrong %s is damaged, and says so', (field, values) => {
    for (const value of values) {
      expect(defectOf(JSON.stringify(changed(field, value))), JSON.stringify(value)?.slice(0, 99)).toBe(
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
    'a b',
    'é',
    '.hidden',
    'parent',
    'x'.repeat(256),
    'a\n',
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
    expect(defectOf(JSON.stringify(changed('format', 3)))).toBe(
      'it is of format 3, and this criud reads 1 and 2',
    );
    expect(defectOf(JSON.stringify(changed('format', '1')))).toContain('it is of format "1"');
    expect(defectOf('{"format":{"toString":1}}')).toContain('it is of format {"toString":1}');
    expect(defectOf(JSON.stringify(changed('format', 'x'.repeat(10_000)))).length).toBeLessThan(100);
  });

  it.each(['null', '[]', '1', '"text"', '{}'])('is not %s', (text) => {
    expect(defectOf(text)).toBe('it is of format undefined, and this criud reads 1 and 2');
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

describe('a manifest with a digest of its own', () => {
  const manifest: Manifest = {
    ...MANIFEST,
    format: 2,
    labels: { 7: 'ä', service: '\ufffd\ud800', __proto__: 'x' },
  };
  const bytes = Buffer.from(textOf(manifest));

  it('is read as it was written, and has the digest as its last field', () => {
    expect(parseManifest(bytes, 'manifest.json')).toEqual(manifest);
    expect(bytes.toString()).toMatch(/,\n {2}"sha256": "[0-9a-f]{64}"\n\}\n$/);
  });

  it('is what is written of one that had none', () => {
    const old = parseManifest(JSON.stringify(MANIFEST), 'manifest.json');
    expect(old.format).toBe(1);
    expect(parseManifest(textOf(old), 'manifest.json')).toEqual({ ...old, format: 2 });
  });

  const isRead = (changed: Buffer): boolean => {
    try {
      parseManifest(changed, 'manifest.json');
      return true;
    } catch (error) {
      if (error instanceof Failure) return false;
      throw error;
    }
  };

  it('with any byte changed to any other is damaged', () => {
    let tried = 0;
    const missed: string[] = [];
    for (let at = 0; at < bytes.length; at++) {
      const was = bytes.readUInt8(at);
      // What means something to a reader of JSON or of UTF-8, and what differs in one bit.
      for (const value of new Set([was ^ 1, was ^ 0x20, was ^ 0x80, 0, 0x20, 0x22, 0x31, 0x5c, 0xf0, 0xff])) {
        if (value === was) continue;
        bytes.writeUInt8(value, at);
        if (isRead(bytes)) missed.push(`${value} at ${at}`);
        tried++;
      }
      bytes.writeUInt8(was, at);
    }
    expect(missed).toEqual([]);
    expect(tried).toBeGreaterThan(bytes.length * 8);
    expect(isRead(bytes)).toBe(true);
  });

  it('with a byte more or less anywhere is damaged', () => {
    const missed: string[] = [];
    for (let at = 0; at < bytes.length; at++) {
      const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
      if (isRead(Buffer.concat([before, Buffer.from(' '), after]))) missed.push(`a space at ${at}`);
      if (isRead(before)) missed.push(`only ${at}`);
      if (isRead(Buffer.concat([before, after.subarray(1)]))) missed.push(`none at ${at}`);
    }
    if (isRead(Buffer.concat([bytes, Buffer.from('\n')]))) missed.push('a line at its end');
    expect(missed).toEqual([]);
  });

  it('that says the same in other words is damaged', () => {
    const { sha256, ...rest } = JSON.parse(bytes.toString());
    const others = [
      JSON.stringify({ ...rest, sha256 }),
      JSON.stringify({ sha256, ...rest }, undefined, 2),
      JSON.stringify(rest, undefined, 2),
      JSON.stringify({ ...rest, sha256: undefined }, undefined, 2),
      JSON.stringify({ ...rest, format: 1, sha256 }, undefined, 2),
    ];
    for (const text of others)
      expect(() => parseManifest(`${text}\n`, 'manifest.json')).toThrow(/cannot be used/);
  });

  it('larger than any can be is not even read', () => {
    const space = Buffer.alloc(LARGEST_MANIFEST + 1 - bytes.length, ' ');
    expect(() => parseManifest(Buffer.concat([bytes, space]), 'manifest.json')).toThrow(
      /more than any can have/,
    );
  });

  it('nested deeper than a stack is damaged, and nothing else', () => {
    const deep = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`;
    expect(defectOf(`{"format":2,"options":${deep}}`)).toMatch(/is missing or wrong/);
    const text = bytes.toString().replace('"options": {', `"more": ${deep}, "options": {`);
    expect(defectOf(text)).toBe('it is not as it was written');
  });
});
