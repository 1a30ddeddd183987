import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeQemu, qemuRecipe, soundCpu } from '../../../setup/lab-qemu.mjs';
import { fetchSuite, makeSuite, suiteRecipe } from '../../../setup/lab-suite.mjs';
import { mergeUsr } from '../../../setup/lab-userland.mjs';
import { SetupError } from '../../../setup/setup-error.mjs';
import { scratchFolder } from './scratch-folder.js';

function put(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: 0o755 });
  }
}

/** A loader that prints how it was called. */
const LOADER = {
  'lib/x86_64-linux-gnu/ld-linux-x86-64.so.2': '#!/bin/sh\nprintf "%s\\n" "$QEMU_MODULE_DIR" "$@"\n',
};

describe('the QEMU of the lab', () => {
  it.each([
    ['1:7.2+dfsg-7+deb12u18', 'max,cx16=off'],
    ['1:8.1.2-1', 'max,cx16=off'],
    ['1:8.2.2+ds-0ubuntu1', 'max'],
    ['1:10.0.2+ds-2+deb13u1~bpo12+1', 'max'],
  ])('emulates of version %s only what it can: %s', (version, cpu) => {
    expect(soundCpu(version)).toBe(cpu);
  });

  it('comes from the additions to a release that has an old one, and else from the release', async () => {
    expect(qemuRecipe('bookworm').suites).toEqual(['bookworm-backports', 'bookworm']);
    expect(qemuRecipe('trixie').suites).toEqual(['trixie']);
    const lab = scratchFolder();
    const asked: [string, string | undefined][] = [];
    const made = await makeQemu({
      lab,
      recipe: qemuRecipe('bookworm'),
      say: () => {},
      unpack: async ({ suite, base, folder }) => {
        asked.push([suite, base]);
        if (base !== undefined) throw new SetupError('APT_FAILED', 'not on this mirror', '');
        put(folder, { ...LOADER, 'usr/bin/qemu-system-x86_64': '', 'usr/bin/qemu-system-i386': '' });
        return { versions: { 'qemu-system-x86': '1:7.2+dfsg-7' } };
      },
    });
    expect(asked).toEqual([
      ['bookworm-backports', 'bookworm'],
      ['bookworm', undefined],
    ]);
    expect(made).toEqual({ version: '1:7.2+dfsg-7', cpu: 'max,cx16=off' });
    expect(JSON.parse(readFileSync(join(lab, 'qemu/qemu.json'), 'utf8'))).toEqual(made);
    expect(readdirSync(join(lab, 'qemu/packages/usr/bin'))).toEqual(['qemu-system-x86_64']);
    expect(readdirSync(lab)).toEqual(['qemu']);
  });

  it('finds its modules and its firmware from where it is', async () => {
    const lab = scratchFolder();
    await makeQemu({
      lab,
      recipe: qemuRecipe('trixie'),
      say: () => {},
      unpack: async ({ folder }) => {
        put(folder, { ...LOADER, 'usr/bin/qemu-system-x86_64': '' });
        return { versions: { 'qemu-system-x86': '1:10.0.2' } };
      },
    });
    const packages = join(lab, 'qemu/packages');
    const link = join(lab, 'link');
    symlinkSync('qemu/qemu-system-x86_64', link);
    expect(execFileSync(link, ['-m', '512'], { encoding: 'utf8' }).trim().split('\n')).toEqual([
      join(packages, 'usr/lib/x86_64-linux-gnu/qemu'),
      '--library-path',
      join(packages, 'lib/x86_64-linux-gnu'),
      join(packages, 'usr/bin/qemu-system-x86_64'),
      '-L',
      join(packages, 'usr/share/qemu'),
      '-L',
      join(packages, 'usr/share/seabios'),
      '-m',
      '512',
    ]);
  });
});

describe('a suite of the lab', () => {
  it('whose packages hold no kernel is refused', async () => {
    const lab = scratchFolder();
    const folder = join(lab, 'unpacked');
    const versions = await fetchSuite({
      folder,
      recipe: suiteRecipe('trixie'),
      say: () => {},
      unpack: async (options) => {
        expect(options).toMatchObject({ suite: 'trixie', packages: ['linux-image-cloud-amd64', 'criu'] });
        put(folder, { 'boot/System.map-6.12': '' });
        return { versions: { criu: '4.1.1-1' } };
      },
    });
    await expect(
      makeSuite({ lab, suite: 'trixie', folder, versions, runTool: async () => {}, say: () => {} }),
    ).rejects.toMatchObject({ reason: 'LAB_KERNEL_UNKNOWN' });
    expect(existsSync(join(lab, 'kernels/trixie'))).toBe(false);
  });
});

describe('the merged /usr', () => {
  it('holds what was beside it, and is linked to', async () => {
    const folder = scratchFolder();
    put(folder, {
      'bin/bash': 'bash',
      'usr/bin/env': 'env',
      'lib/x86_64-linux-gnu/libc.so.6': 'libc',
      'usr/lib/x86_64-linux-gnu/libm.so.6': 'libm',
      'usr/bin/which': 'which',
    });
    symlinkSync('/usr/bin/which', join(folder, 'bin/which'));
    // Once is as good as twice.
    for (const _ of [1, 2]) {
      await mergeUsr(folder);
      expect(readlinkSync(join(folder, 'bin'))).toBe('usr/bin');
      expect(readdirSync(join(folder, 'bin')).sort()).toEqual(['bash', 'env', 'which']);
      expect(readFileSync(join(folder, 'bin/which'), 'utf8')).toBe('which');
      expect(readdirSync(join(folder, 'usr/lib/x86_64-linux-gnu')).sort()).toEqual([
        'libc.so.6',
        'libm.so.6',
      ]);
      expect(existsSync(join(folder, 'sbin'))).toBe(false);
    }
  });
});
