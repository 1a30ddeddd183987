import { existsSync, readlinkSync } from 'node:fs';
import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { installNpmPackages } from './npm-packages.mjs';
import { SetupError } from './setup-error.mjs';

/** The lines of Node.js that the tests run on besides the one that runs the setup. */
const LINES = ['node-24', 'node-26'];

/** Processors for which test/runtimes/package.json names packages, as in `process.arch`. */
const PROCESSORS = ['x64', 'arm64'];

/**
 * Installs the other lines of Node.js from the npm packages in test/runtimes, which ship the binary, and links them as
 * `.cache/programs/bin/node-24` and so on. For a processor without such a package it says so and does nothing.
 *
 * @param {{ root: string, say: (text: string) => void, signal?: AbortSignal | undefined, processor?: string }} options
 * @returns {Promise<void>}
 * @throws {SetupError} `NPM_FAILED` or `RUNTIME_MISSING`
 */
export async function installRuntimes({ root, say, signal, processor = process.arch }) {
  if (!PROCESSORS.includes(processor)) {
    say(`skipping ${LINES.join(' and ')}: there is no package of them for ${processor}`);
    return;
  }
  const folder = join(root, 'test/runtimes');
  await installNpmPackages({ folder, say, signal });

  for (const line of LINES) {
    const binary = join(folder, 'node_modules', `${line}-${processor}`, 'bin/node');
    if (!existsSync(binary)) {
      // To npm a package for one processor is optional, and so is its download.
      await rm(join(folder, 'node_modules/.package-lock.json'), { force: true });
      throw new SetupError(
        'RUNTIME_MISSING',
        `npm left out the package of ${line} for ${processor}`,
        'See that npm reaches its registry from here, and run the same command again.',
      );
    }
    await linkOnce(join(root, '.cache/programs/bin', line), binary);
  }
}

/**
 * @param {string} link
 * @param {string} target absolute; the link is relative, so that the project can be moved
 */
async function linkOnce(link, target) {
  const path = relative(dirname(link), target);
  try {
    if (readlinkSync(link) === path) return;
  } catch {
    // There is none yet.
  }
  await mkdir(dirname(link), { recursive: true });
  await rm(`${link}.incoming`, { force: true });
  await symlink(path, `${link}.incoming`);
  await rename(`${link}.incoming`, link);
}
