import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './command.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * The part of a package-lock.json that says what is to be installed; npm writes the same for what it has installed.
 *
 * @typedef {{ packages?: Record<string, { version?: string, integrity?: string, optional?: boolean }> }} Lockfile
 */

/**
 * Installs the packages of a folder's package-lock.json with `npm ci`, unless they are there. No code of theirs runs.
 *
 * npm records in node_modules/.package-lock.json what it has installed, as its last act. That record decides, and it is removed
 * before anything else is, so an installation that was cut short is never taken for a whole one.
 *
 * @param {{ folder: string, say: (text: string) => void, signal?: AbortSignal | undefined }} options
 * @returns {Promise<void>}
 * @throws {SetupError} `NPM_FAILED` with the beginning of what npm said
 */
export async function installNpmPackages({ folder, say, signal }) {
  const record = join(folder, 'node_modules', '.package-lock.json');
  const wanted = await readLockfile(join(folder, 'package-lock.json'));
  const installed = await readLockfile(record);
  if (wanted !== undefined && installed !== undefined && isInstalled(wanted, installed)) return;

  say('installing with npm ci');
  await rm(record, { force: true });
  const npm = await runCommand(
    'npm',
    [
      ...['ci', '--prefix', folder, '--ignore-scripts', '--include=dev', '--include=optional'],
      ...['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'],
    ],
    { cwd: folder, signal },
  );
  if (npm.code !== 0) {
    // After the cause npm explains itself at length.
    const cause = npm.stderr.split('\n').slice(0, 12).join('\n  ').trimEnd();
    throw new SetupError(
      'NPM_FAILED',
      `npm ci failed in ${folder}:\n  ${cause}`,
      'See that npm reaches its registry from here, and run the same command again.',
    );
  }
}

/**
 * @param {string} path
 * @returns {Promise<Lockfile | undefined>} undefined when it is missing or was cut short
 */
async function readLockfile(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Whether all that is wanted is installed, in the same versions, and nothing else is. An optional package may be missing: it can
 * be one for another processor.
 *
 * @param {Lockfile} wanted
 * @param {Lockfile} installed
 */
export function isInstalled(wanted, installed) {
  const wantedPackages = { ...wanted.packages };
  delete wantedPackages[''];
  const installedPackages = installed.packages ?? {};
  return (
    Object.entries(wantedPackages).every(([path, { optional }]) => optional || path in installedPackages) &&
    Object.entries(installedPackages).every(
      ([path, { version, integrity }]) =>
        wantedPackages[path]?.version === version && wantedPackages[path]?.integrity === integrity,
    )
  );
}
