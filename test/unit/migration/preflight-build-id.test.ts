import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ReadBytes, readBuildId } from '../../../src/migration/preflight/build-id.js';
import { buildIdOf } from '../../../src/migration/preflight/file-facts.js';

const from =
  (bytes: Buffer): ReadBytes =>
  async (offset, length) =>
    bytes.subarray(Math.min(offset, bytes.length), Math.min(offset + length, bytes.length));

/** What the GNU tools say. */
function saidByReadelf(path: string): string | undefined {
  return /Build ID: ([0-9a-f]+)/.exec(
    execFileSync('readelf', ['-n', path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  )?.[1];
}

interface Shape {
  readonly bits: 32 | 64;
  readonly order: 'little' | 'big';
  /** Before the note of the build-id there is another one. */
  readonly before?: boolean;
  readonly alignment?: number;
}

/** A whole ELF file with one PT_NOTE segment, after a PT_LOAD one. */
function elf({ bits, order, before = false, alignment = 4 }: Shape): Buffer {
  const file = Buffer.alloc(512);
  const little = order === 'little';
  const half = (at: number, value: number) =>
    little ? file.writeUInt16LE(value, at) : file.writeUInt16BE(value, at);
  const word = (at: number, value: number) =>
    little ? file.writeUInt32LE(value, at) : file.writeUInt32BE(value, at);
  const long = (at: number, value: number) => {
    if (bits === 32) word(at, value);
    else word(little ? at : at + 4, value);
  };
  file.write('\x7fELF', 'latin1');
  file[4] = bits === 32 ? 1 : 2;
  file[5] = little ? 1 : 2;
  const wide = bits === 64;
  const entry = wide ? 56 : 32;
  long(wide ? 32 : 28, 64);
  half(wide ? 54 : 42, entry);
  half(wide ? 56 : 44, 2);
  word(64, 1);
  const note = 64 + entry;
  word(note, 4);
  long(note + (wide ? 8 : 4), 256);
  long(note + (wide ? 48 : 28), alignment);

  let at = 256;
  const add = (type: number, name: string, says: Buffer) => {
    word(at, name.length);
    word(at + 4, says.length);
    word(at + 8, type);
    file.write(name, at + 12, 'latin1');
    const begin = Math.ceil((at + 12 + name.length) / alignment) * alignment;
    says.copy(file, begin);
    at = Math.ceil((begin + says.length) / alignment) * alignment;
  };
  if (before) add(1, 'GNU\0', Buffer.from('0102030405', 'hex'));
  add(3, 'GNU\0', Buffer.from('c0ffee', 'hex'));
  long(note + (wide ? 32 : 16), at - 256);
  return file;
}

describe('the build-id of a file', () => {
  it.each(['/bin/true', '/bin/sh', process.execPath])('is what readelf says of %s', async (path) => {
    expect(await buildIdOf(path)).toBe(saidByReadelf(path));
  });

  it('is found for sure in a program of this machine', async () => {
    expect(await buildIdOf('/bin/true')).toMatch(/^[0-9a-f]{40}$/);
  });

  it.each<Shape>([
    { bits: 64, order: 'little' },
    { bits: 64, order: 'big' },
    { bits: 32, order: 'little' },
    { bits: 32, order: 'big' },
    { bits: 64, order: 'little', before: true },
    { bits: 64, order: 'little', before: true, alignment: 8 },
  ])('is read from a file of shape %o', async (shape) => {
    expect(await readBuildId(from(elf(shape)))).toBe('c0ffee');
  });

  it('is none for what is no ELF file, is a folder, or is not there', async () => {
    expect(await buildIdOf('/etc/passwd')).toBeUndefined();
    expect(await buildIdOf('/')).toBeUndefined();
    expect(await buildIdOf('/dev/null')).toBeUndefined();
    expect(await buildIdOf('/no/such/file')).toBeUndefined();
    expect(await readBuildId(from(Buffer.alloc(0)))).toBeUndefined();
  });

  it('is none of a note of the same type and another owner', async () => {
    const file = elf({ bits: 64, order: 'little' });
    file.write('Xen\0', 256 + 12, 'latin1');
    expect(await readBuildId(from(file))).toBeUndefined();
  });

  it('is whole or none, wherever a file is cut', async () => {
    const real = readFileSync('/bin/true');
    const whole = await readBuildId(from(real));
    const synthetic = elf({ bits: 64, order: 'little', before: true });
    for (let length = 0; length <= 1200; length += 1) {
      expect([undefined, whole]).toContain(await readBuildId(from(real.subarray(0, length))));
      expect([undefined, 'c0ffee']).toContain(await readBuildId(from(synthetic.subarray(0, length))));
    }
  });

  it('asks for little, whatever a damaged file claims', async () => {
    // A fixed sequence: every run damages the same bytes.
    let state = 7;
    const next = () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 8;
    };
    const sound = elf({ bits: 64, order: 'little', before: true });
    for (let round = 0; round < 5000; round += 1) {
      const file = Buffer.from(sound);
      for (let change = 0; change < 4; change += 1) {
        const hostile = [0xff, 0x00, 0x7f, next() & 0xff][next() % 4] ?? 0;
        file[4 + (next() % 400)] = hostile;
      }
      let asked = 0;
      const found = await readBuildId(async (offset, length) => {
        expect(Number.isSafeInteger(offset) && offset >= 0).toBe(true);
        expect(Number.isSafeInteger(length) && length >= 0).toBe(true);
        asked += length;
        return from(file)(offset, length);
      });
      expect(asked).toBeLessThan(4 * 1024 * 1024);
      expect(found?.length ?? 0).toBeLessThanOrEqual(1024);
    }
  });
});
