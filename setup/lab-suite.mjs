import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackDebianPackages } from './debian-packages.mjs';
import { unpackKernel } from './lab-kernel.mjs';
import { selectModules } from './lab-modules.mjs';
import { digestOf } from './lab-record.mjs';
import { writeLoaderWrapper } from './loader-wrapper.mjs';
import { SetupError } from './setup-error.mjs';

/** The releases whose kernel and CRIU the guests have, the oldest first. */
export const SUITES = ['bookworm', 'trixie', 'forky'];

/** The kernel for virtual machines, which has no drivers but theirs, and the CRIU of the same release. */
const PACKAGES = ['linux-image-cloud-amd64', 'criu'];

/** What the kernel brings to install itself, and what CRIU brings for programs beside it. */
const INSTALLED = ['linux-base', 'initramfs-tools', 'kmod', 'debconf', 'python3', 'python3-protobuf'];

/** What the CRIU in a guest does not need of its packages. */
const UNNEEDED = [
  ...['etc', 'boot', 'var', 'usr/share', 'usr/include', 'usr/bin', 'usr/libexec'],
  'usr/lib/x86_64-linux-gnu/gconv',
];

/**
 * What came of a suite: the release of its kernel, and the first two numbers of the version of its CRIU.
 *
 * @typedef {{ release: string, version: string, criu: string }} MadeSuite `version` is that of the kernel's package
 */

/** @param {string} suite */
export function suiteRecipe(suite) {
  return {
    code: digestOf(
      import.meta.url,
      new URL('lab-kernel.mjs', import.meta.url).href,
      new URL('lab-modules.mjs', import.meta.url).href,
    ),
    packages: PACKAGES,
    installed: INSTALLED,
    suite,
  };
}

/**
 * Unpacks the kernel and the CRIU of one suite to where `makeSuite` takes them from.
 *
 * @param {{ folder: string, recipe: ReturnType<typeof suiteRecipe>, say: (text: string) => void,
 *   signal?: AbortSignal | undefined, unpack?: typeof unpackDebianPackages }} options
 * @returns {Promise<Record<string, string>>} the version of every package
 * @throws {SetupError} as `unpackDebianPackages`
 */
export async function fetchSuite({ folder, recipe, say, signal, unpack = unpackDebianPackages }) {
  const { packages, suite, installed } = recipe;
  const { versions } = await unpack({ packages, suite, installed, folder, say, signal });
  return versions;
}

/**
 * Makes of the packages of one suite
 * - `<lab>/kernels/<suite>`: `vmlinux`, which a virtual machine starts as it is, `lib/modules/<release>` with what a guest needs,
 *   and `kernel.json`, which describes them;
 * - `<lab>/crius/<suite>`: the CRIU with its own loader and libraries, which the script `criu` runs.
 *
 * @param {{ lab: string, suite: string, folder: string, versions: Record<string, string>,
 *   runTool: import('./lab-tools.mjs').RunTool, say: (text: string) => void }} options `folder` holds the packages and is used up
 * @returns {Promise<MadeSuite>}
 * @throws {SetupError} `LAB_KERNEL_UNKNOWN`, `LAB_KERNEL_UNFIT` or `LAB_TOOL_FAILED`, or as `writeLoaderWrapper`
 */
export async function makeSuite({ lab, suite, folder, versions, runTool, say }) {
  const kernel = join(lab, 'kernels', suite);
  const making = `${kernel}.making`;
  await rm(making, { recursive: true, force: true });
  try {
    await mkdir(making, { recursive: true });
    const { release, modules, image } = await findKernel(folder);
    say(`unpacking the kernel ${release}`);
    await unpackKernel({ image, vmlinux: join(making, 'vmlinux'), runTool });
    const names = await selectModules({ from: modules, to: making, release, runTool });
    const version = String(versions[`linux-image-${release}`]);
    const description = { release, suite, version, modules: names };
    await writeFile(join(making, 'kernel.json'), `${JSON.stringify(description, null, 2)}\n`);
    await replaceFolder(making, kernel);

    for (const name of UNNEEDED) await rm(join(folder, name), { recursive: true, force: true });
    await rm(modules, { recursive: true, force: true });
    await writeLoaderWrapper({ script: join(folder, 'criu'), folder, program: 'usr/sbin/criu' });
    const criu = join(lab, 'crius', suite);
    await mkdir(join(lab, 'crius'), { recursive: true });
    await replaceFolder(folder, criu);
    return { release, version, criu: shortVersion(versions.criu) };
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder with the packages of one kernel
 * @returns {Promise<{ release: string, modules: string, image: string }>}
 */
async function findKernel(folder) {
  for (const base of ['usr/lib/modules', 'lib/modules']) {
    for (const release of existsSync(join(folder, base)) ? await readdir(join(folder, base)) : []) {
      const modules = join(folder, base, release);
      const image = [join(modules, 'vmlinuz'), join(folder, 'boot', `vmlinuz-${release}`)].find((path) =>
        existsSync(path),
      );
      if (image !== undefined) return { release, modules, image };
    }
  }
  throw new SetupError(
    'LAB_KERNEL_UNKNOWN',
    `the packages in ${folder} hold no kernel where a kernel is known to be`,
    'Set CRIUD_SKIP_LAB=1 to do without the lab.',
  );
}

/** @param {string | undefined} version of a Debian package */
function shortVersion(version = '') {
  return /^(?:\d+:)?(\d+\.\d+)/.exec(version)?.[1] ?? version;
}

/**
 * @param {string} from
 * @param {string} to
 */
async function replaceFolder(from, to) {
  await rm(to, { recursive: true, force: true });
  await rename(from, to);
}
