import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unpackTestPrograms } from '../../../setup/test-programs.mjs';
import { scratchFolder } from './scratch-folder.js';

describe('the programs for the tests', () => {
  it('are unpacked once, and again when not all of it came to be', async () => {
    const root = scratchFolder();
    const folder = join(root, '.cache/programs/packages');
    let unpacked = 0;
    const options = {
      root,
      say: () => {},
      unpack: async () => {
        unpacked += 1;
        rmSync(folder, { recursive: true, force: true });
        mkdirSync(join(folder, 'usr/lib/x86_64-linux-gnu'), { recursive: true });
        writeFileSync(join(folder, 'usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2'), '');
        return { versions: {} };
      },
    };
    await unpackTestPrograms(options);
    await unpackTestPrograms(options);
    expect(unpacked).toBe(1);
    expect(readdirSync(join(root, '.cache/programs/bin')).sort()).toEqual([
      'grpc_python_plugin',
      'ip',
      'nft',
      'protoc',
      'python3',
      'redis-cli',
      'redis-server',
    ]);

    rmSync(join(folder, 'unpacked.json'));
    await unpackTestPrograms(options);
    expect(unpacked).toBe(2);
  });
});
