import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unpackCrit } from '../../../setup/crit.mjs';
import { SetupError } from '../../../setup/setup-error.mjs';
import { scratchFolder } from './scratch-folder.js';

describe("CRIU's reader of images", () => {
  it('is unpacked once, from the first release that has it, and again when not all of it came to be', async () => {
    const root = scratchFolder();
    const folder = join(root, '.cache/crit/packages');
    const asked: string[] = [];
    const options = {
      root,
      say: () => {},
      suites: ['without', 'with'],
      unpack: async ({ suite }: { suite: string }) => {
        asked.push(suite);
        if (suite === 'without') throw new SetupError('APT_FAILED', 'no such package', 'Take another.');
        rmSync(folder, { recursive: true, force: true });
        mkdirSync(join(folder, 'usr/lib/x86_64-linux-gnu'), { recursive: true });
        writeFileSync(join(folder, 'usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2'), '');
        return { versions: {} };
      },
    };
    await unpackCrit(options);
    await unpackCrit(options);
    expect(asked).toEqual(['without', 'with']);
    expect(readdirSync(join(root, '.cache/crit')).sort()).toEqual(['packages', 'python3']);

    rmSync(join(folder, 'unpacked.json'));
    await unpackCrit(options);
    expect(asked).toEqual(['without', 'with', 'without', 'with']);
  });

  it('is missing with the reason of each release', async () => {
    const unpack = async () => {
      throw new SetupError('APT_FAILED', 'no such package', 'Take another.');
    };
    await expect(
      unpackCrit({ root: scratchFolder(), say: () => {}, suites: ['one', 'other'], unpack }),
    ).rejects.toMatchObject({
      reason: 'CRIT_UNAVAILABLE',
      message: expect.stringMatching(/one: no such package\n {2}other: no such package/),
    });
  });
});
