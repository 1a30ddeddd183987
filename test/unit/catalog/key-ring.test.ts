import { chmodSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseKeyRing } from '../../../src/catalog/encryption/key-ring.js';
import { openKeys } from '../../../src/catalog/index.js';
import { keyLine } from './keys.js';

const unusable = (defect: unknown) =>
  expect.objectContaining({ reason: 'ENCRYPTION_KEYS_UNUSABLE', message: defect });

function parse(...lines: readonly string[]) {
  return parseKeyRing(Buffer.from(lines.join('\n')), 'here');
}

describe('a key ring', () => {
  it('has the first key as the current one, and all by their ids', () => {
    const ring = parse('# keys of spring', '', keyLine('b', 2), `  ${keyLine('a', 1)}\r`, '#c');
    expect(ring.current.id).toBe('b');
    expect(ring.find('a')?.secret.export()).toEqual(Buffer.alloc(32, 1));
    expect(ring.find('b')?.secret.export()).toEqual(Buffer.alloc(32, 2));
    expect(ring.find('c')).toBeUndefined();
  });

  it('reads every value of a byte', () => {
    const bytes = Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37 + 250) % 256));
    expect(parse(`k ${bytes.toString('base64')}`).current.secret.export()).toEqual(bytes);
  });

  it('overwrites the text that it was read from', () => {
    const good = Buffer.from(keyLine('a', 1));
    parseKeyRing(good, 'here');
    const bad = Buffer.from(`${keyLine('a', 1)}\nnonsense`);
    expect(() => parseKeyRing(bad, 'here')).toThrow();
    for (const text of [good, bad]) expect(text.every((byte) => byte === 0)).toBe(true);
  });

  const secret = Buffer.alloc(32, 7).toString('base64');
  it.each<[string, readonly string[], RegExp]>([
    ['no key', ['# nothing'], /no key/],
    ['a key without an id', [keyLine('a', 1), secret], /line 2 is not an id and a key/],
    ['more than a key', [`a ${secret} current`], /line 1 is not/],
    ['the key before the id', [`${secret} a`], /line 1 begins with what is no id/],
    ['an id twice', [keyLine('a', 1), '#', keyLine('a', 2)], /line 3 has the id of an earlier line/],
    ['a key that is short', [`a ${Buffer.alloc(31).toString('base64')}`], /line 1 is not 32 bytes/],
    ['a key that is long', [`a ${Buffer.alloc(33).toString('base64')}`], /line 1 is not 32 bytes/],
    ['a key without its padding', [`a ${secret.slice(0, -1)}`], /line 1 is not 32 bytes/],
    ['a key of another alphabet', [`a ${secret.slice(0, 10)}-${secret.slice(11)}`], /line 1 is not 32 bytes/],
  ])('is refused with %s, without repeating a key', (_, lines, message) => {
    expect(() => parse(...lines)).toThrow(unusable(expect.stringMatching(message)));
    try {
      parse(...lines);
    } catch (error) {
      expect(JSON.stringify({ error, text: String(error) })).not.toContain(secret.slice(0, 9));
    }
  });
});

describe('the file of a key ring', () => {
  const folder = mkdtempSync(join(tmpdir(), 'criud-test-'));
  const path = join(folder, 'ring');

  it('is read again when it is asked to be, and stays what it was where that fails', async () => {
    writeFileSync(path, keyLine('a', 1), { mode: 0o600 });
    const keys = await openKeys({ kind: 'file', path });
    writeFileSync(path, `${keyLine('b', 2)}\n${keyLine('a', 1)}\n`);
    expect(keys.current.id).toBe('a');
    await keys.reload();
    expect([keys.current.id, keys.find('a')?.id]).toEqual(['b', 'a']);
    writeFileSync(path, 'nonsense');
    await expect(keys.reload()).rejects.toThrow(unusable(expect.stringContaining('line 1')));
    expect(keys.current.id).toBe('b');
  });

  it.each([0o640, 0o604, 0o700, 0o4600])('is refused with mode %o', async (mode) => {
    writeFileSync(path, keyLine('a', 1));
    chmodSync(path, mode);
    await expect(openKeys({ kind: 'file', path })).rejects.toThrow(unusable(expect.stringContaining('mode')));
    chmodSync(path, 0o600);
  });

  it('is refused where it is none', async () => {
    const refused = (kind: string) => unusable(expect.stringContaining(kind));
    await expect(openKeys({ kind: 'file', path: folder })).rejects.toThrow(refused('not a file'));
    await expect(openKeys({ kind: 'file', path: join(folder, 'none') })).rejects.toThrow(refused('ENOENT'));
    symlinkSync('/dev/zero', join(folder, 'link'));
    const link = join(folder, 'link');
    await expect(openKeys({ kind: 'file', path: link })).rejects.toThrow(refused('not a file'));
  });
});

describe('the command of a key ring', () => {
  it('is a line for the shell', async () => {
    const command = `echo '${keyLine('a', 1)}' | cat`;
    expect((await openKeys({ kind: 'command', command })).current.id).toBe('a');
  });

  it('is refused where it fails, says too much or does not end', async () => {
    const run = (command: string) => openKeys({ kind: 'command', command, milliseconds: 5_000 });
    await expect(run('exit 3')).rejects.toThrow(unusable(expect.stringContaining('status 3')));
    await expect(run('cat /dev/zero')).rejects.toThrow(unusable(expect.stringContaining('more than')));
    const stuck = openKeys({ kind: 'command', command: 'sleep 600', milliseconds: 50 });
    await expect(stuck).rejects.toThrow(unusable(expect.stringContaining('not ended')));
  });
});
