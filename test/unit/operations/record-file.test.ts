import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openRecordFile, type RecordFile } from '../../../src/operations/record-file.js';
import { findRecords } from '../../../src/operations/record-line.js';
import { scratchFolder } from '../setup/scratch-folder.js';

const FIRST_LINE = 'criud journal 1\n';
const RECORDS: readonly unknown[] = ['', { a: [1, null, 'é🦊'] }, 7, { text: 'x'.repeat(40), '\n': '"' }];

let folder: string;
let path: string;

beforeEach(() => {
  folder = join(scratchFolder(), 'operations');
  path = join(folder, 'journal');
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** What a file with these records has in it. */
async function bytesOf(records: readonly unknown[]): Promise<Buffer> {
  rmSync(folder, { recursive: true, force: true });
  const file = await openRecordFile(path);
  await file.append(records, { flush: false });
  await file.close();
  return readFileSync(path);
}

/** The lines of a file, each with its newline, the first one included. */
function linesOf(bytes: Buffer): readonly Buffer[] {
  return (bytes.toString('latin1').match(/[^\n]*\n/g) ?? []).map((line) => Buffer.from(line, 'latin1'));
}

/** Opens a file with these bytes, as the only one in its folder. */
async function openWith(bytes: Buffer): Promise<RecordFile> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(path, bytes);
  return openRecordFile(path);
}

async function recordsAt(place: string): Promise<readonly unknown[]> {
  const file = await openRecordFile(place);
  await file.close();
  expect(file.lost).toEqual([]);
  return file.records;
}

/** Appends to a file, closes it, and looks for the same with what was appended. */
async function expectAppendable(file: RecordFile, records = file.records): Promise<void> {
  await file.append(['after'], { flush: false });
  expect(file.size).toBe(statSync(path).size);
  await file.close();
  expect(await recordsAt(path)).toEqual([...records, 'after']);
}

function keptAside(): readonly Buffer[] {
  const names = readdirSync(folder).filter((name) => name !== 'journal');
  for (const name of names) expect(name).toMatch(/^journal\.lost-\d{4}-\d\d-\d\dT[\d-]+Z$/);
  return names.map((name) => readFileSync(join(folder, name)));
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** What all open files have their methods from. */
async function fileMethods(): Promise<FileHandle> {
  await using file = await open('/dev/null');
  // It has all the methods and nothing else.
  return Object.getPrototypeOf(file) as FileHandle;
}

describe('a file of records', () => {
  it('gives back what was appended, in order', async () => {
    const file = await openRecordFile(path);
    expect(file).toMatchObject({ records: [], lost: [] });
    await file.append(RECORDS.slice(0, 2), { flush: false });
    await file.append([], { flush: true });
    await file.append(RECORDS.slice(2), { flush: true });
    expect(file.size).toBe(statSync(path).size);
    await file.close();
    expect(await recordsAt(path)).toEqual(RECORDS);
    expect(readdirSync(folder)).toEqual(['journal']);
  });

  it('gives back any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), async (records) => {
        const file = await openWith(await bytesOf(records));
        await file.close();
        expect(file.lost).toEqual([]);
        expect(JSON.stringify(file.records)).toBe(JSON.stringify(records));
      }),
      { numRuns: 50 },
    );
  });

  it('is text with a line for each record, for its owner alone', async () => {
    const [first, ...lines] = linesOf(await bytesOf(RECORDS)).map(String);
    expect(first).toBe(FIRST_LINE);
    const parts = lines.map((line) => /^([0-9a-f]{8}) ([0-9a-f]{8}) ([0-9a-f]{8}) (.*)\n$/.exec(line) ?? []);
    expect(parts.map(([, , , , json = '']) => JSON.parse(json))).toEqual(RECORDS);
    for (const [number, [, checksum, written, length, json = '']] of parts.entries()) {
      expect(Number(`0x${written}`)).toBe(number);
      expect(Number(`0x${length}`)).toBe(Buffer.byteLength(json));
      expect(Number(`0x${checksum}`)).toBe(crc32(`${written} ${length} ${json}`));
    }
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('turns into JSON what has no form in it as it is told, and refuses it otherwise', async () => {
    const replacer = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
    const file = await openRecordFile(path, { replacer });
    await file.append([{ startTime: 12n }], { flush: false });
    await file.append([undefined], { flush: false }).then(
      () => expect.unreachable(),
      (error) => expect(error).toBeInstanceOf(TypeError),
    );
    await file.close();
    const plain = await openRecordFile(path);
    expect(plain.records).toEqual([{ startTime: '12' }]);
    await expect(plain.append([12n], { flush: false })).rejects.toBeInstanceOf(TypeError);
    await expect(plain.replace([12n])).rejects.toBeInstanceOf(TypeError);
    await plain.close();
    expect(await recordsAt(path)).toEqual([{ startTime: '12' }]);
  });

  it('takes no more after it was closed, and closes when all is written', async () => {
    const file = await openRecordFile(path);
    const written = file.append(['last'], { flush: true });
    await Promise.all([file.close(), file.close()]);
    await expect(written).resolves.toBeUndefined();
    const refusal = { reason: 'STATE_DIRECTORY_UNUSABLE' };
    await expect(file.append(['later'], { flush: false })).rejects.toMatchObject(refusal);
    await expect(file.replace([])).rejects.toMatchObject(refusal);
    expect(await recordsAt(path)).toEqual(['last']);
  });

  it('lets others have their turn while its records are looked for', async () => {
    const bytes = await bytesOf(Array.from({ length: 64 }, (_, n) => `${n}`.padEnd(128 * 1024, '.')));
    let turns = 0;
    const count = () => {
      turns += 1;
      next = setImmediate(count);
    };
    let next = setImmediate(count);
    const { found } = await findRecords(bytes);
    clearImmediate(next);
    expect(found).toHaveLength(64);
    expect(turns).toBeGreaterThanOrEqual(6);
  });

  it('cannot be opened where something else is', async () => {
    mkdirSync(path, { recursive: true });
    await expect(openRecordFile(path)).rejects.toMatchObject({
      reason: 'STATE_DIRECTORY_UNUSABLE',
      metadata: { directory: folder, errno: 'EISDIR' },
    });
    await expect(openRecordFile(join('/dev/null', 'journal'))).rejects.toMatchObject({
      reason: 'STATE_DIRECTORY_UNUSABLE',
    });
  });
});

describe('replacing', () => {
  it('leaves nothing of what was before and all of what comes after', async () => {
    const file = await openRecordFile(path);
    await file.append(['old'], { flush: false });
    await Promise.all([
      file.append(['old too'], { flush: false }),
      file.replace(['new', 'newer']),
      file.append(['after'], { flush: true }),
      file.append(['after that'], { flush: true }),
    ]);
    expect(file.size).toBe(statSync(path).size);
    await file.close();
    expect(await recordsAt(path)).toEqual(['new', 'newer', 'after', 'after that']);
    expect(readdirSync(folder)).toEqual(['journal']);
  });

  it('writes records of more than one portion', async () => {
    const records = Array.from({ length: 40 }, (_, n) => `${n}`.padEnd(100_000, '.'));
    const file = await openRecordFile(path);
    await file.replace(records);
    await expectAppendable(file, records);
  });

  it('that a crash has cut short leaves no trace', async () => {
    const bytes = await bytesOf(RECORDS);
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${path}.new`, bytes.subarray(0, 70));
    await expectAppendable(await openRecordFile(path));
    expect(readdirSync(folder)).toEqual(['journal']);
  });
});

describe('a file that was cut off', () => {
  it('at any byte keeps what is whole, says what it has lost, and goes on', async () => {
    const whole = await bytesOf(RECORDS);
    const lines = linesOf(whole);
    const ends = lines.map((_, index) =>
      lines.slice(0, index + 1).reduce((sum, { length }) => sum + length, 0),
    );
    for (let cut = 0; cut <= whole.length; cut++) {
      const lastWhole = ends.findLast((end) => end <= cut) ?? 0;
      const file = await openWith(whole.subarray(0, cut));
      expect(file.records).toEqual(
        RECORDS.slice(0, Math.max(0, ends.filter((end) => end <= cut).length - 1)),
      );
      expect(file.lost).toEqual(lastWhole === cut ? [] : [{ offset: lastWhole, bytes: cut - lastWhole }]);
      // It is no tail of anything where even the first line is not whole.
      expect(keptAside()).toEqual(cut > 0 && cut < FIRST_LINE.length ? [whole.subarray(0, cut)] : []);
      await expectAppendable(file);
    }
  });

  it('and filled with zeros has a torn tail', async () => {
    const whole = await bytesOf(RECORDS);
    const kept = whole.length - (linesOf(whole).at(-1)?.length ?? 0);
    for (const cut of [kept, kept + 20, whole.length - 1]) {
      const file = await openWith(Buffer.concat([whole.subarray(0, cut), Buffer.alloc(4096)]));
      expect(file.records).toEqual(RECORDS.slice(0, -1));
      expect(file.lost).toEqual([{ offset: kept, bytes: cut + 4096 - kept }]);
      expect(keptAside()).toEqual([]);
      await expectAppendable(file);
    }
  });
});

describe('a damaged file', () => {
  it('with any bit flipped has lost the record with it, says so, keeps the bytes, and goes on', async () => {
    // Some thousand times, which would try the disk and nothing else.
    vi.spyOn(await fileMethods(), 'sync').mockResolvedValue();
    const whole = await bytesOf(RECORDS);
    let offset = 0;
    for (const [line, { length }] of linesOf(whole).entries()) {
      const expected = line === 0 ? RECORDS : RECORDS.filter((_, index) => index !== line - 1);
      for (let bit = offset * 8; bit < (offset + length) * 8; bit++) {
        const damaged = Buffer.from(whole);
        damaged[bit >> 3] = (whole[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const file = await openWith(damaged);
        expect(file.records).toEqual(expected);
        expect(file.lost).toEqual([{ offset, bytes: length }]);
        // Without its last newline it could be what a crash has left.
        expect(keptAside()).toEqual(bit >> 3 === whole.length - 1 ? [] : [damaged]);
        await expectAppendable(file);
      }
      offset += length;
    }
  });

  it('with more between its records has lost nothing else', async () => {
    for (const more of ['\n', ' ', '0', '\0'.repeat(30), '00000000 00000000 00000001 ']) {
      const lines = linesOf(await bytesOf(RECORDS));
      const file = await openWith(Buffer.concat(lines.flatMap((line) => [line, Buffer.from(more)])));
      expect(file.records).toEqual(RECORDS);
      expect(file.lost.map(({ bytes }) => bytes)).toEqual(lines.map(() => more.length));
      await expectAppendable(file);
    }
  });

  it('never takes for a record what a record says', async () => {
    const [, line] = linesOf(await bytesOf(['not me']));
    const liar = `${line} ${line?.toString().replaceAll('"', '')} 00000000 00000000 00000002 1`;
    const whole = await bytesOf([liar, { [liar]: [liar, 1] }, 'last']);
    for (let at = FIRST_LINE.length; at < whole.length; at++) {
      const damaged = Buffer.from(whole);
      damaged[at] = (whole[at] ?? 0) ^ 0x10;
      const file = await openWith(damaged);
      await file.close();
      expect(file.records).toHaveLength(2);
      expect(file.records).not.toContain('not me');
    }
  });

  it('keeps each record that is still in it, once and in order, whatever has happened', async () => {
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    const damage = fc.oneof(
      fc.record({ kind: fc.constant('cut off'), from: place }),
      fc.record({ kind: fc.constantFrom('cut out', 'zeros'), from: place, bytes: fc.nat(200) }),
      fc.record({ kind: fc.constant('flip'), from: place, bit: fc.nat(7) }),
      fc.record({ kind: fc.constant('again'), from: place, bytes: fc.nat(400), to: place }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue(), { minLength: 1, maxLength: 12 }),
        fc.array(damage, { minLength: 1, maxLength: 4 }),
        async (values, damages) => {
          const records = values.map((value, index) => JSON.stringify({ index, value }));
          const whole = await bytesOf(records);
          let bytes = Buffer.from(whole);
          for (const one of damages) {
            const from = Math.floor(one.from * bytes.length);
            const to = from + ('bytes' in one ? one.bytes : 0);
            if ('to' in one) {
              const at = Math.floor(one.to * bytes.length);
              bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(from, to), bytes.subarray(at)]);
            } else if ('bit' in one) {
              if (from < bytes.length) bytes[from] = (bytes[from] ?? 0) ^ (1 << one.bit);
            } else if (one.kind === 'zeros') {
              bytes.fill(0, from, Math.min(to, bytes.length));
            } else {
              bytes = Buffer.concat([
                bytes.subarray(0, from),
                bytes.subarray('bytes' in one ? to : bytes.length),
              ]);
            }
          }
          const lines = linesOf(whole).slice(1);
          const kept = records.filter((_, index) => bytes.includes(lines[index] ?? ''));
          if (kept.length === 0 && /^criud journal (?:[2-9]|\d{2,})\n/.test(bytes.toString('latin1'))) {
            await expect(openWith(bytes)).rejects.toMatchObject({ reason: 'STATE_DIRECTORY_UNUSABLE' });
            return;
          }
          const file = await openWith(bytes);
          expect(file.records).toEqual(kept);
          const lost = file.lost.reduce((sum, stretch) => sum + stretch.bytes, 0);
          const found = kept.reduce((sum, text) => sum + (lines[records.indexOf(text)]?.length ?? 0), 0);
          const firstLine = bytes.indexOf(FIRST_LINE) === 0 ? FIRST_LINE.length : 0;
          expect(firstLine + found + lost).toBe(bytes.length);
          for (const aside of keptAside()) expect(aside).toEqual(bytes);
          await expectAppendable(file);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('without anything whole in it is kept aside', async () => {
    for (const text of ['criud journal 0\nrubbish', 'a letter\nto somebody\n', 'a word']) {
      const file = await openWith(Buffer.from(text));
      expect(file).toMatchObject({ records: [], lost: [{ offset: 0, bytes: text.length }] });
      expect(keptAside().map(String)).toEqual([text]);
      await expectAppendable(file);
    }
  });

  it('of a later version is refused and left alone, unless this one can read of it', async () => {
    const later = 'criud journal 2\nin another form\n';
    await expect(openWith(Buffer.from(later))).rejects.toMatchObject({
      reason: 'STATE_DIRECTORY_UNUSABLE',
      message: expect.stringContaining('version 2'),
      cure: expect.stringContaining('later criud'),
    });
    expect(readFileSync(path, 'utf8')).toBe(later);
    expect(readdirSync(folder)).toEqual(['journal']);

    const readable = Buffer.concat([Buffer.from(later), ...linesOf(await bytesOf(RECORDS)).slice(1)]);
    const file = await openWith(readable);
    expect(file.records).toEqual(RECORDS);
    expect(file.lost).toEqual([{ offset: 0, bytes: later.length }]);
    expect(keptAside()).toEqual([readable]);
    await file.close();
  });
});

describe('writing', () => {
  it('flushes once for all that came while it flushed, and not for what need not be flushed', async () => {
    const file = await openRecordFile(path);
    const flushes = vi.spyOn(await fileMethods(), 'datasync');
    const numbers = Array.from({ length: 200 }, (_, number) => number);
    await file.append([], { flush: false });
    expect(flushes).toHaveBeenCalledTimes(0);

    const first = file.append([numbers[0]], { flush: true });
    // Behind what is queued before: then the first one is being written.
    await Promise.resolve();
    await Promise.resolve();
    const settled: number[] = [];
    await Promise.all([
      first,
      ...numbers.slice(1).map((n) => file.append([n], { flush: n % 2 === 0 }).then(() => settled.push(n))),
    ]);
    expect(flushes).toHaveBeenCalledTimes(2);
    expect(settled).toEqual(numbers.slice(1));
    await file.close();
    expect(await recordsAt(path)).toEqual(numbers);
  });

  it('goes on where a write took only a part', async () => {
    const methods = await fileMethods();
    const write = methods.write;
    const writes = vi.spyOn(methods, 'write').mockImplementation(function (
      this: FileHandle,
      bytes: NodeJS.ArrayBufferView | string,
      offset?: unknown,
      length?: unknown,
      position?: unknown,
    ) {
      return Reflect.apply(write, this, [bytes, offset, Math.min(7, Number(length)), position]);
    });
    const file = await openRecordFile(path);
    await file.append(RECORDS, { flush: false });
    await file.replace([...RECORDS, 'replaced']);
    await expectAppendable(file, [...RECORDS, 'replaced']);
    expect(writes.mock.calls.length).toBeGreaterThan(50);
  });

  it('is trusted no more after a failed flush until the file is replaced', async () => {
    const file = await openRecordFile(path);
    await file.append(['before'], { flush: true });
    vi.spyOn(await fileMethods(), 'datasync').mockRejectedValueOnce(systemError('EIO'));
    const failure = await file.append(['lost'], { flush: true }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      reason: 'STATE_DIRECTORY_UNUSABLE',
      metadata: { directory: folder, errno: 'EIO' },
      cure: expect.stringContaining('disk'),
    });
    await expect(file.append(['refused'], { flush: false })).rejects.toBe(failure);
    await expect(file.append(['refused'], { flush: true })).rejects.toBe(failure);
    expect(linesOf(readFileSync(path))).toHaveLength(2);

    vi.spyOn(await fileMethods(), 'sync').mockRejectedValueOnce(systemError('EIO'));
    await expect(file.replace(['not written'])).rejects.toMatchObject({ reason: 'STATE_DIRECTORY_UNUSABLE' });
    await expect(file.append(['refused'], { flush: false })).rejects.toBe(failure);
    expect(readdirSync(folder)).toEqual(['journal']);

    await file.replace(['before', 'again']);
    await file.append(['trusted'], { flush: true });
    await file.close();
    expect(await recordsAt(path)).toEqual(['before', 'again', 'trusted']);
  });

  it('is trusted no more when the name of a new file could not be flushed', async () => {
    const file = await openRecordFile(path);
    const methods = await fileMethods();
    const sync = methods.sync;
    vi.spyOn(methods, 'sync')
      .mockImplementationOnce(function (this: FileHandle) {
        return sync.call(this);
      })
      .mockRejectedValueOnce(systemError('EIO'));
    await expect(file.replace(['new'])).rejects.toMatchObject({ metadata: { errno: 'EIO' } });
    await expect(file.append(['refused'], { flush: false })).rejects.toMatchObject({
      metadata: { errno: 'EIO' },
    });
    await file.replace(['newer']);
    await file.append(['trusted'], { flush: true });
    await file.close();
    expect(await recordsAt(path)).toEqual(['newer', 'trusted']);
  });

  it('takes back what was not written whole, or is trusted no more', async () => {
    const methods = await fileMethods();
    const write = methods.write;
    const failAfter = (bytes: number) =>
      vi
        .spyOn(methods, 'write')
        .mockImplementationOnce(function (this: FileHandle, ...args: unknown[]) {
          return Reflect.apply(write, this, [args[0], args[1], bytes, args[3]]);
        })
        .mockRejectedValueOnce(systemError('EIO'));
    const file = await openRecordFile(path);
    await file.append(['kept'], { flush: false });
    const { size } = file;
    failAfter(30);
    await expect(file.append(['a', 'b'], { flush: false })).rejects.toMatchObject({
      metadata: { errno: 'EIO' },
    });
    expect([file.size, statSync(path).size]).toEqual([size, size]);
    await file.append(['kept too'], { flush: false });

    failAfter(30);
    vi.spyOn(methods, 'truncate').mockRejectedValueOnce(systemError('EIO'));
    const failure = await file.append(['a', 'b'], { flush: false }).catch((error: unknown) => error);
    await expect(file.append(['c'], { flush: false })).rejects.toBe(failure);
    await file.close();
    const again = await openRecordFile(path);
    expect(again.records).toEqual(['kept', 'kept too']);
    expect(again.lost).toEqual([{ offset: expect.any(Number), bytes: 30 }]);
    await again.close();
  });
});

describe.skipIf(process.geteuid?.() !== 0)('on a full disk (needs root to mount one)', () => {
  let disk: string;

  beforeEach(() => {
    disk = join(scratchFolder(), 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'criud-test', disk]);
    folder = join(disk, 'operations');
    path = join(folder, 'journal');
  });

  afterEach(() => {
    execFileSync('umount', [disk]);
  });

  function fill(): void {
    const filler = openSync(join(disk, 'filler'), 'a');
    try {
      for (;;) writeSync(filler, Buffer.alloc(4096));
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' });
    } finally {
      closeSync(filler);
    }
  }

  it('an append leaves nothing in the file, and the next one can succeed', async () => {
    const file = await openRecordFile(path);
    await file.append(['kept'], { flush: true });
    const { size } = file;
    fill();
    const full = { reason: 'DISK_FULL', metadata: { directory: folder, errno: 'ENOSPC' } };
    await Promise.all([
      expect(file.append(['small, in one write with'], { flush: false })).rejects.toMatchObject(full),
      expect(file.append(['large'.repeat(10_000)], { flush: true })).rejects.toMatchObject(full),
    ]);
    expect([file.size, statSync(path).size]).toEqual([size, size]);
    await file.append(['small'], { flush: true });
    rmSync(join(disk, 'filler'));
    await file.append(['with room again'.repeat(2000)], { flush: true });
    await file.close();
    expect(await recordsAt(path)).toEqual(['kept', 'small', 'with room again'.repeat(2000)]);
  });

  it('replacing leaves the old file in use', async () => {
    const file = await openRecordFile(path);
    await file.append(['old'], { flush: true });
    fill();
    await expect(file.replace(['new'.repeat(3000)])).rejects.toMatchObject({ reason: 'DISK_FULL' });
    await file.append(['and going on'], { flush: true });
    await file.close();
    expect(readdirSync(folder)).toEqual(['journal']);
    rmSync(join(disk, 'filler'));
    expect(await recordsAt(path)).toEqual(['old', 'and going on']);
  });

  it('a new file is not made, and a damaged one stays as it is', async () => {
    const file = await openRecordFile(path);
    await file.append(RECORDS, { flush: true });
    await file.close();
    const damaged = readFileSync(path);
    damaged[FIRST_LINE.length] = 0;
    writeFileSync(path, damaged);
    fill();
    await expect(openRecordFile(`${path}-2`)).rejects.toMatchObject({ reason: 'DISK_FULL' });
    await expect(openRecordFile(path)).rejects.toMatchObject({ reason: 'DISK_FULL' });
    expect(readdirSync(folder)).toEqual(['journal']);
    expect(readFileSync(path)).toEqual(damaged);
    rmSync(join(disk, 'filler'));
    const again = await openRecordFile(path);
    await again.close();
    expect(again.records).toEqual(RECORDS.slice(1));
    expect(keptAside()).toEqual([damaged]);
  });
});
