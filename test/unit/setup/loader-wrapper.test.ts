import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findLoader, writeLoaderWrapper } from '../../../setup/loader-wrapper.mjs';
import { scratchFolder } from './scratch-folder.js';

/** Unpacked packages whose loader is a script that prints how it was called. */
function packagesWithLoader(folder: string, loader: string): void {
  const path = join(folder, loader);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '#!/bin/sh\necho "HOME_OF_PROGRAM=$HOME_OF_PROGRAM"\nprintf "%s\\n" "$@"\n', {
    mode: 0o755,
  });
}

const DEBIAN_12 = 'lib/x86_64-linux-gnu/ld-linux-x86-64.so.2';
const DEBIAN_13 = 'usr/lib/aarch64-linux-gnu/ld-linux-aarch64.so.1';

describe('the loader of unpacked packages', () => {
  it('is found in either place, with every folder of libraries', async () => {
    const folder = scratchFolder();
    packagesWithLoader(folder, DEBIAN_12);
    mkdirSync(join(folder, 'usr/lib/x86_64-linux-gnu'), { recursive: true });
    mkdirSync(join(folder, 'usr/lib/python3'));
    expect(await findLoader(folder)).toEqual({
      loader: DEBIAN_12,
      libraries: ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu'],
    });

    const merged = scratchFolder();
    packagesWithLoader(merged, DEBIAN_13);
    expect(await findLoader(merged)).toEqual({ loader: DEBIAN_13, libraries: ['usr/lib/aarch64-linux-gnu'] });
  });

  it('is missed where there is none', async () => {
    await expect(findLoader(scratchFolder())).rejects.toMatchObject({ reason: 'LOADER_MISSING' });
  });
});

describe('the wrapper of a program', () => {
  it('calls the loader with the libraries, the program and the arguments as they are', async () => {
    const folder = scratchFolder();
    packagesWithLoader(folder, DEBIAN_13);
    const script = join(folder, 'criu');
    await writeLoaderWrapper({ script, folder, program: 'usr/sbin/criu' });
    expect(run(script, ['swrk', 'two words', '', "quote'd"])).toEqual([
      'HOME_OF_PROGRAM=',
      '--library-path',
      join(folder, 'usr/lib/aarch64-linux-gnu'),
      join(folder, 'usr/sbin/criu'),
      'swrk',
      'two words',
      '',
      "quote'd",
    ]);
  });

  it('finds the packages from its own place, moved or behind a link', async () => {
    const root = scratchFolder();
    const before = join(root, 'before');
    packagesWithLoader(join(before, "it's"), DEBIAN_13);
    mkdirSync(join(before, 'bin'));
    await writeLoaderWrapper({
      script: join(before, 'bin/python3'),
      folder: join(before, "it's"),
      program: 'usr/bin/python3',
      environment: { HOME_OF_PROGRAM: 'usr' },
      ownName: true,
      lastArgument: { option: '-I', path: 'usr/include' },
    });
    const after = join(root, 'after');
    renameSync(before, after);
    symlinkSync(join(after, 'bin/python3'), join(root, 'link'));

    const packages = join(after, "it's");
    expect(run(join(root, 'link'), ['-c', 'pass'])).toEqual([
      `HOME_OF_PROGRAM=${packages}/usr`,
      '--library-path',
      `${packages}/usr/lib/aarch64-linux-gnu`,
      '--argv0',
      join(after, 'bin/python3'),
      `${packages}/usr/bin/python3`,
      '-c',
      'pass',
      `-I${packages}/usr/include`,
    ]);
  });
});

function run(script: string, args: string[]): string[] {
  return execFileSync(script, args, { encoding: 'utf8', env: { PATH: process.env.PATH } })
    .slice(0, -1)
    .split('\n');
}
