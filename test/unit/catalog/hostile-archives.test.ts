import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { MANIFEST_FORMAT, type Manifest, textOf } from '../../../src/catalog/manifest.js';
import { tarHeader } from '../../../src/catalog/tar-header.js';
import { archiveOf, makeSealed, openPlace, type Place, send } from './archives.js';
import { FACTS } from './facts.js';

const ID = '11111111-2222-4333-8444-555555555555';
const OTHER = '66666666-2222-4333-8444-555555555555';
const SHA256 = createHash('sha256').update('').digest('hex');
const FILE = { name: 'a.img', bytes: 0, sha256: SHA256 };

let there: Place;

beforeEach(async () => {
  there = await openPlace();
});

function manifest(facts: object = {}): Manifest {
  const createdAt = '2026-01-02T03:04:05.678Z';
  return { ...FACTS, format: MANIFEST_FORMAT, id: ID, createdAt, files: [FILE], ...facts };
}

/** The beginning of an archive whose first entry has this text, with all that is to be right about it right. */
function head(text: string | Buffer) {
  const content = Buffer.from(text);
  const header = tarHeader({
    ...{ prefix: '', name: 'criud-archive.json', bytes: content.length },
    modified: Math.floor(Date.parse('2026-01-02T03:04:05.678Z') / 1_000),
  });
  const digest = createHash('sha256').update(content).digest('hex');
  return { digest, bytes: Buffer.concat([header, content]) };
}

function headOf(...manifests: readonly Manifest[]) {
  const checkpoints = manifests.map((each) => JSON.parse(textOf(each)));
  return head(JSON.stringify({ format: 1, checkpoints }));
}

/** All that is around the state directory, and in it. */
function everything(): readonly string[] {
  return readdirSync(dirname(there.state), { recursive: true, encoding: 'utf8' }).sort();
}

async function expectRefused(archive: { readonly digest: string; readonly bytes: Buffer }, reason: string) {
  const before = everything();
  await expect(send(there.uploads, archive)).rejects.toMatchObject({ reason });
  expect(everything()).toEqual(before);
}

describe('a hostile archive', () => {
  it('would be taken if it were not hostile', async () => {
    const { digest, bytes } = headOf(manifest());
    await using receiver = await there.uploads.receive(digest);
    await receiver.write(0, bytes);
    expect(receiver.received).toBe(bytes.length);
    expect(receiver.total).toBeGreaterThan(bytes.length);
  });

  it.each([
    '../../../checkpoints/x',
    '..',
    '.',
    '',
    '/etc/passwd',
    'a/b',
    'a\0b',
    'parent',
    'x'.repeat(101),
    'ü'.repeat(51),
    '\ud800',
  ])('is refused with a file named %j', async (name) => {
    await expectRefused(headOf(manifest({ files: [{ ...FILE, name }] })), 'ARCHIVE_DAMAGED');
  });

  it.each(['..', '../x', '/tmp/x', '', ID.toUpperCase().replace('1', 'A'), `${ID}/images`, `${ID}\n`])(
    'is refused with the id %j',
    async (id) => {
      await expectRefused(headOf(manifest({ id })), 'ARCHIVE_DAMAGED');
      await expectRefused(headOf(manifest({ parent: id })), 'ARCHIVE_DAMAGED');
    },
  );

  it.each([
    ['no files', { files: undefined }],
    ['a file twice', { files: [FILE, FILE] }],
    ['a file without a digest', { files: [{ name: 'a.img', bytes: 0 }] }],
    ['a digest that is none', { files: [{ ...FILE, sha256: 'x' }] }],
    ['a size below 0', { files: [{ ...FILE, bytes: -1 }] }],
    ['a size that is not whole', { files: [{ ...FILE, bytes: 0.5 }] }],
    ['a size beyond all numbers', { files: [{ ...FILE, bytes: 1e300 }] }],
    ['no time', { createdAt: 'now' }],
  ])('is refused with %s', async (_, facts) => {
    await expectRefused(headOf(manifest(facts)), 'ARCHIVE_DAMAGED');
  });

  it('is refused when its checkpoints are no chain', async () => {
    const second = manifest({ id: OTHER, parent: ID });
    for (const wrong of [
      [manifest(), manifest()],
      [manifest(), manifest({ id: OTHER })],
      [second, manifest()],
      [manifest({ parent: ID })],
      [manifest(), second, manifest({ parent: OTHER })],
    ]) {
      const before = everything();
      await expect(send(there.uploads, headOf(...wrong))).rejects.toMatchObject({
        reason: expect.stringMatching(/^(ARCHIVE_DAMAGED|PARENT_MISSING)$/),
      });
      expect(everything()).toEqual(before);
    }
  });

  it.each([
    ['empty', ''],
    ['no JSON', '{"format":1'],
    ['another format', '{"format":2,"checkpoints":[]}'],
    ['no checkpoints', '{"format":1,"checkpoints":[]}'],
    ['checkpoints that are none', '{"format":1,"checkpoints":[null,7,"x",[]]}'],
    ['a list', '[]'],
    ['nothing', 'null'],
    ['what is nested deeply', `{"format":1,"checkpoints":${'['.repeat(500_000)}${']'.repeat(500_000)}}`],
  ])('is refused when its first entry is %s', async (_, text) => {
    await expectRefused(head(text), 'ARCHIVE_DAMAGED');
  });

  it('is refused when its first entry says the same in another way', async () => {
    const text = headOf(manifest()).bytes.subarray(512).toString();
    for (const same of [
      ` ${text}`,
      `${text}\n`,
      `\ufeff${text}`,
      text.replace('"format":1,', '"format":1,"format":1,'),
      text.replace('"format":1,', '"more":1,"format":1,'),
      text.replace('"format":1,', '"__proto__":{},"format":1,'),
      text.replace('"format":1,', '"format":1.0,'),
      text.replace('{"format":1,', '{"f\\u006frmat":1,'),
      Buffer.concat([Buffer.from(text), Buffer.from([0xff])]),
    ]) {
      await expectRefused(head(same), 'ARCHIVE_DAMAGED');
    }
  });

  it('is refused with more bytes than there can be', async () => {
    for (const bytes of [2 ** 41, Number.MAX_SAFE_INTEGER]) {
      const files = ['a', 'b', 'c'].map((name) => ({ ...FILE, name, bytes }));
      await expectRefused(headOf(manifest({ files })), 'ARCHIVE_TOO_LARGE');
    }
  });

  it('takes no room on the disk that is not there', async () => {
    const files = [{ ...FILE, bytes: 2 ** 39 }];
    const before = everything();
    const { digest, bytes } = headOf(manifest({ files }));
    await expect(send(there.uploads, { digest, bytes })).rejects.toMatchObject({ reason: 'DISK_FULL' });
    await there.uploads.discard(digest);
    expect(everything()).toEqual(before);
  });

  it('is refused with more files or checkpoints than there can be', async () => {
    const files = Array.from({ length: 50_001 }, (_, index) => ({ ...FILE, name: `${index}` }));
    await expectRefused(headOf(manifest({ files })), 'ARCHIVE_TOO_LARGE');
    const ids = Array.from({ length: 1_001 }, (_, index) =>
      ID.replace(/^1+/, String(index).padStart(8, '0')),
    );
    const chain = ids.map((id, index) => {
      const parent = ids[index - 1];
      return manifest({ id, files: [], ...(parent !== undefined && { parent }) });
    });
    await expectRefused(headOf(...chain), 'ARCHIVE_TOO_LARGE');
  });

  it('is refused for its header, whatever that says of a size', async () => {
    const { digest, bytes } = headOf(manifest());
    const withSize = (field: Buffer) => {
      const copy = Buffer.from(bytes);
      field.copy(copy, 124);
      return { digest, bytes: copy };
    };
    const binary = (size: bigint) => {
      const field = Buffer.alloc(12);
      field[0] = 0x80;
      field.writeBigUInt64BE(size, 4);
      return field;
    };
    for (const size of [1n, 2n ** 63n, 2n ** 64n - 1n, BigInt(bytes.length - 512)]) {
      const before = everything();
      await expect(send(there.uploads, withSize(binary(size)))).rejects.toMatchObject({
        reason: expect.stringMatching(/^ARCHIVE_(DAMAGED|TOO_LARGE)$/),
      });
      expect(everything()).toEqual(before);
    }
    for (const text of ['77777777777\0', '-0000000001\0', '00000000000 ', '           \0', '00000000000\0']) {
      const before = everything();
      await expect(send(there.uploads, withSize(Buffer.from(text)))).rejects.toMatchObject({
        reason: expect.stringMatching(/^ARCHIVE_(DAMAGED|TOO_LARGE)$/),
      });
      expect(everything()).toEqual(before);
    }
  });

  it('is refused with an entry that is a link, a folder or another name', async () => {
    const here = await openPlace();
    const checkpoint = await makeSealed(here.catalog, { 'a.img': 'a', 'b.img': 'b' });
    const { digest, bytes } = await archiveOf(here.catalog, [checkpoint]);
    const headers: number[] = [];
    for (let at = 0; at < bytes.length; at += 512) {
      if (bytes.toString('latin1', at + 257, at + 262) === 'ustar') headers.push(at);
    }
    expect(headers).toHaveLength(4);
    for (const at of headers) {
      for (const [offset, text] of [
        [0, '../x'],
        [156, '1'],
        [156, '2'],
        [156, '5'],
        [156, 'x'],
        [157, '/etc/passwd'],
        [345, '/etc'],
      ] as const) {
        const copy = Buffer.from(bytes);
        copy.write(text, at + offset);
        await expectRefused({ digest, bytes: copy }, 'ARCHIVE_DAMAGED');
      }
    }
  });

  it('of any bytes is refused, under any digest', async () => {
    const before = everything();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 512, maxLength: 2_000 }), async (garbage) => {
        const digest = createHash('sha256').update(garbage).digest('hex');
        await expect(send(there.uploads, { digest, bytes: Buffer.from(garbage) })).rejects.toMatchObject({
          reason: 'ARCHIVE_DAMAGED',
        });
      }),
      { numRuns: 50 },
    );
    expect(everything()).toEqual(before);
  });
});
