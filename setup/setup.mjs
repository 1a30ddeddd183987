#!/usr/bin/env node
// From a fresh clone to a running demo or a running test suite, with nothing there but Node.js, a C compiler and, on Debian and
// Ubuntu, apt. What has been done once is not done again. Nothing is written outside the project but npm's own cache and Go's.

import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { unpackCrit } from './crit.mjs';
import { chooseCriu } from './criu.mjs';
import { Interrupted, watchInterruption } from './interruption.mjs';
import { runJob } from './job.mjs';
import { prepareLab } from './lab.mjs';
import { acquireLock } from './lock.mjs';
import { requireNodeVersion } from './node-version.mjs';
import { installNpmPackages } from './npm-packages.mjs';
import { installObjectStore } from './object-store.mjs';
import { openProgress } from './progress.mjs';
import { installRuntimes } from './runtimes.mjs';
import { SetupError } from './setup-error.mjs';
import { requireSuperuser } from './superuser.mjs';
import { unpackTestPrograms } from './test-programs.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const progress = openProgress(process.stderr);

/** What can be run once the setup is done; without a name the setup is all. */
const JOBS = new Map([
  ['demo', join(root, 'dist/demo/demo.js')],
  ['test', join(root, 'setup/run-tests.mjs')],
  ['criud', join(root, 'dist/src/cli/criud.js')],
  ['lab', join(root, 'test/lab/main.mjs')],
  ['faults', join(root, 'test/faults/main.mjs')],
  ['bench', join(root, 'test/bench/main.mjs')],
]);

/**
 * @param {string | undefined} job
 * @returns {Promise<{ program: string, version: string }>} the CRIU to work with
 */
async function setUp(job) {
  requireNodeVersion({ version: process.versions.node, platform: process.platform });
  requireSuperuser({ userId: process.geteuid?.() });

  const { signal, stop } = watchInterruption();
  try {
    const lock = await progress.step('lock', (say) =>
      acquireLock({ path: join(root, '.cache/setup.lock'), say, signal }),
    );
    try {
      await progress.step('npm packages', (say) => installNpmPackages({ folder: root, say, signal }));
      await progress.step('addon', async (say) => {
        const { compileAddon } = await import('./addon.mjs');
        await compileAddon({ root, say, signal });
      });
      await progress.step('build', (say) => build({ root, say, signal }));
      const criu = await progress.step('CRIU', (say) => chooseCriu({ root, say, signal }));
      if (job === 'test' || job === 'faults') {
        await progress.step('test programs', (say) => unpackTestPrograms({ root, say, signal }));
      }
      if (job === 'test') {
        await progress.step('crit', (say) => unpackCrit({ root, say, signal }));
        await progress.step('Node.js for tests', (say) => installRuntimes({ root, say, signal }));
      }
      if (job === 'test') {
        await progress.step('object store', (say) => installObjectStore({ root, say, signal }));
      }
      if (job === 'test' || job === 'lab') {
        if (process.env.CRIUD_SKIP_LAB === '1') {
          progress.tell('lab: NOT PREPARED, since CRIUD_SKIP_LAB=1: nothing is tested in virtual machines');
        } else {
          await progress.step('lab', (say) => prepareLab({ root, say, signal }));
        }
      }
      return criu;
    } finally {
      await lock.release();
    }
  } finally {
    stop();
  }
}

/**
 * @param {string[]} words of the command line
 * @returns {Promise<number>} the exit code
 */
async function main([job, ...args]) {
  if (job !== undefined && !JOBS.has(job)) {
    progress.tell(`usage: node setup/setup.mjs [${[...JOBS.keys()].join(' | ')}] [arguments of the job]`);
    return 2;
  }
  const start = Date.now();
  const criu = await setUp(job);
  progress.tell(
    `ready in ${((Date.now() - start) / 1000).toFixed(1)} s: CRIU ${criu.version}, ${criu.program}`,
  );

  const script = JOBS.get(job ?? '');
  if (script === undefined) return 0;
  // Behind what the machine has itself.
  const path = [process.env.PATH, join(root, '.cache/programs/bin')].join(delimiter);
  return runJob({ script, args, environment: { ...process.env, PATH: path, CRIUD_CRIU: criu.program } });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof SetupError) {
    progress.tell(`setup failed: ${error.message}\n${error.cure}`);
    process.exitCode = 1;
  } else if (error instanceof Interrupted) {
    progress.tell(error.message);
    process.exitCode = error.exitCode;
  } else {
    throw error;
  }
}
