import { existsSync } from 'node:fs';
import { readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackDebianPackages } from './debian-packages.mjs';
import { digestOf } from './lab-record.mjs';
import { writeLoaderWrapper } from './loader-wrapper.mjs';
import { SetupError } from './setup-error.mjs';

/** The emulator of a PC without displays and sounds, with its modules and its firmware. */
const PACKAGES = ['qemu-system-x86', 'qemu-system-common', 'qemu-system-data', 'seabios'];

/** What makes a disk for it. */
const DISK_MAKER = 'e2fsprogs';

/** What the emulator depends on, and no guest here needs: firmware to boot from a network, and a user of its own. */
const INSTALLED = ['ipxe-qemu', 'adduser'];

/** Releases whose own QEMU is too old, and where a newer one is. */
const NEWER = new Map([
  ['bullseye', 'bullseye-backports'],
  ['bookworm', 'bookworm-backports'],
]);

/** The first QEMU which emulates cmpxchg16b without spoiling the flags of the guest now and then. */
const SOUND = [8, 2];

/** @param {string} codename of the running release */
export function qemuRecipe(codename) {
  return {
    code: digestOf(import.meta.url),
    packages: PACKAGES,
    installed: INSTALLED,
    suites: [NEWER.get(codename), codename].filter((suite) => suite !== undefined),
  };
}

/**
 * Unpacks a QEMU which emulates x86-64 into `<lab>/qemu`, where the script `qemu-system-x86_64` runs it with its own loader,
 * libraries, modules and firmware, the script `mke2fs` makes disks, and `qemu.json` describes it.
 *
 * @param {{ lab: string, recipe: ReturnType<typeof qemuRecipe>, say: (text: string) => void,
 *   signal?: AbortSignal | undefined, unpack?: typeof unpackDebianPackages }} options
 * @returns {Promise<{ version: string, cpu: string }>} `cpu` is what to give as -cpu: all that this QEMU can emulate rightly
 * @throws {SetupError} as `unpackDebianPackages` and `writeLoaderWrapper`
 */
export async function makeQemu({ lab, recipe, say, signal, unpack = unpackDebianPackages }) {
  const folder = join(lab, 'qemu');
  const making = `${folder}.making`;
  const packages = join(making, 'packages');
  await rm(making, { recursive: true, force: true });
  try {
    const version = await unpackNewest({ packages, recipe, say, signal, unpack });
    for (const program of await readdir(join(packages, 'usr/bin'))) {
      if (program !== 'qemu-system-x86_64') await rm(join(packages, 'usr/bin', program));
    }
    await writeLoaderWrapper({
      script: join(packages, 'qemu'),
      folder: packages,
      program: 'usr/bin/qemu-system-x86_64',
      environment: { QEMU_MODULE_DIR: 'usr/lib/x86_64-linux-gnu/qemu' },
    });
    await writeFile(
      join(making, 'qemu-system-x86_64'),
      [
        '#!/bin/sh',
        'packages=$(dirname -- "$(readlink -f -- "$0")")/packages',
        'exec "$packages"/qemu -L "$packages"/usr/share/qemu -L "$packages"/usr/share/seabios "$@"',
        '',
      ].join('\n'),
      { mode: 0o755 },
    );
    await writeLoaderWrapper({
      script: join(packages, 'mke2fs'),
      folder: packages,
      program: existsSync(join(packages, 'usr/sbin/mke2fs')) ? 'usr/sbin/mke2fs' : 'sbin/mke2fs',
    });
    await symlink('packages/mke2fs', join(making, 'mke2fs'));
    const description = { version, cpu: soundCpu(version) };
    await writeFile(join(making, 'qemu.json'), `${JSON.stringify(description, null, 2)}\n`);
    await rm(folder, { recursive: true, force: true });
    await rename(making, folder);
    return description;
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

/**
 * @param {{ packages: string, recipe: ReturnType<typeof qemuRecipe>, say: (text: string) => void,
 *   signal?: AbortSignal | undefined, unpack: typeof unpackDebianPackages }} options
 * @returns {Promise<string>} the version of the package
 */
async function unpackNewest({ packages, recipe, say, signal, unpack }) {
  const base = recipe.suites.at(-1);
  /** @type {SetupError | undefined} */
  let failure;
  for (const suite of recipe.suites) {
    try {
      const { versions } = await unpack({
        packages: [...recipe.packages, suite === base ? DISK_MAKER : `${DISK_MAKER}/${base}`],
        suite,
        base: suite === base ? undefined : base,
        installed: recipe.installed,
        folder: packages,
        say,
        signal,
      });
      return String(versions['qemu-system-x86']);
    } catch (error) {
      // A mirror need not have the additions to a release.
      if (!(error instanceof SetupError) || error.reason !== 'APT_FAILED') throw error;
      failure ??= error;
    }
  }
  throw failure ?? new Error('a recipe names at least one suite');
}

/**
 * @param {string} version of the Debian package
 * @returns {string} for -cpu
 */
export function soundCpu(version) {
  const [, major = '0', minor = '0'] = /^(?:\d+:)?(\d+)\.(\d+)/.exec(version) ?? [];
  const [soundMajor = 0, soundMinor = 0] = SOUND;
  const sound = Number(major) > soundMajor || (Number(major) === soundMajor && Number(minor) >= soundMinor);
  return sound ? 'max' : 'max,cx16=off';
}
