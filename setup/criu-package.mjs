import { existsSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackDebianPackages } from './debian-packages.mjs';
import { writeLoaderWrapper } from './loader-wrapper.mjs';

/**
 * The CRIUs that were unpacked before, each in a folder named after its package version, the newest first.
 *
 * @param {string} folder where the versions are
 * @returns {Promise<string[]>} paths of programs
 */
export async function unpackedCrius(folder) {
  const versions = existsSync(folder) ? await readdir(folder) : [];
  return versions
    .filter((version) => /^\d/.test(version))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((version) => join(folder, version, 'criu'))
    .filter((program) => existsSync(program));
}

/**
 * Unpacks the CRIU of a suite with its libraries into `<folder>/<package version>`, where the script `criu` runs it.
 *
 * @param {{ suite: string, folder: string, say: (text: string) => void, signal?: AbortSignal | undefined }} options
 * @returns {Promise<string>} path of the program, which may be one that was there before
 * @throws {import('./setup-error.mjs').SetupError} as `unpackDebianPackages` and `writeLoaderWrapper`
 */
export async function unpackCriuPackage({ suite, folder, say, signal }) {
  const unpacked = join(folder, 'unpacked');
  const { versions } = await unpackDebianPackages({
    packages: ['criu'],
    suite,
    folder: unpacked,
    say,
    signal,
  });
  const whole = join(folder, String(versions.criu));
  await writeLoaderWrapper({ script: join(unpacked, 'criu'), folder: unpacked, program: 'usr/sbin/criu' });
  if (existsSync(join(whole, 'criu'))) await rm(unpacked, { recursive: true });
  else await rename(unpacked, whole);
  return join(whole, 'criu');
}
