import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const NEWER = join(root, '.cache/programs/bin/node-24');

/** Prints what the compiled module does with chunks. */
const SCRIPT = `
  const { compressChunk, expandChunk, hasZstd } = await import(process.argv[1]);
  const { randomBytes } = await import('node:crypto');
  const plain = Buffer.alloc(256 * 1024, 'page');
  const frame = await compressChunk(plain);
  const refused = (bytes, most) => expandChunk(bytes, most).then(() => false, () => true);
  const there = frame !== undefined;
  const bomb = there && (await compressChunk(Buffer.alloc(64 * 1024 * 1024)));
  console.log(JSON.stringify({
    hasZstd: hasZstd(),
    smaller: there && frame.length < plain.length,
    same: there && plain.equals(await expandChunk(frame, plain.length)),
    random: (await compressChunk(randomBytes(256 * 1024))) === undefined,
    garbage: await refused(plain, plain.length),
    tooLarge: await refused(there ? frame : plain, plain.length - 1),
    bomb: await refused(there ? bomb : plain, 1024 * 1024),
  }));
`;

function run(program: string): unknown {
  const module = pathToFileURL(join(root, 'dist/src/wire/index.js')).href;
  const args = ['--input-type=module', '-e', SCRIPT, module];
  return JSON.parse(execFileSync(program, args, { encoding: 'utf8' }));
}

const REFUSED = { random: true, garbage: true, tooLarge: true, bomb: true };

describe('compression of chunks', () => {
  it('is there where Node has zstd, and makes nothing larger than it may be', () => {
    const [major = 0] = process.versions.node.split('.').map(Number);
    const program = existsSync(NEWER) ? NEWER : process.execPath;
    const has = program === NEWER || major >= 24;
    expect(run(program)).toEqual({ ...REFUSED, hasZstd: has, smaller: has, same: has });
  });

  it('is not there where Node lacks it, and then refuses what is compressed', async () => {
    const { hasZstd } = await import('../../../src/wire/index.js');
    expect(run(process.execPath)).toEqual({
      ...REFUSED,
      hasZstd: hasZstd(),
      smaller: hasZstd(),
      same: hasZstd(),
    });
  });
});
