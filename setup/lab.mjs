import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readDistribution } from './distribution.mjs';
import { makeQemu, qemuRecipe } from './lab-qemu.mjs';
import { openLabRecord } from './lab-record.mjs';
import { fetchSuite, makeSuite, SUITES, suiteRecipe } from './lab-suite.mjs';
import { makeSystem, systemRecipe } from './lab-system.mjs';
import { openTools } from './lab-tools.mjs';
import { fetchUserland } from './lab-userland.mjs';
import { SetupError } from './setup-error.mjs';

/** @typedef {import('./distribution.mjs').Distribution} Distribution */
/** @typedef {import('./lab-suite.mjs').MadeSuite} MadeSuite */

/** How each part of the lab is fetched and made; tests put others in their place. */
const MAKERS = { makeQemu, fetchUserland, openTools, fetchSuite, makeSuite, makeSystem };

/** Failures that say that a suite cannot be had here, and not that something in it is wrong. */
const UNREACHABLE = ['APT_NO_MIRROR', 'APT_FAILED'];

/** What to do where the lab cannot be had. */
const ELSEWHERE =
  'Run the same command on Debian 12 or newer on x86-64, or set CRIUD_SKIP_LAB=1 to do without the tests that need virtual machines.';

/**
 * Fetches and makes what is missing of the lab, the virtual machines in which CRIU meets kernels other than the running one. In
 * `.cache/lab` of the project are then
 * - `qemu/qemu-system-x86_64`, described by `qemu/qemu.json`: see `makeQemu`;
 * - `kernels/<suite>` and `crius/<suite>` of three releases of Debian: see `makeSuite`;
 * - `system.img`, the file system of all guests: see `makeSystem`;
 * - `lab.json`, which says what each of them was made from: a part that was made from something else is made again.
 *
 * Each appears at once and whole. The caller sees to it that no other process does the same at the same time.
 *
 * @param {{ root: string, say: (text: string) => void, signal?: AbortSignal | undefined, architecture?: string,
 *   distribution?: Distribution | undefined, node?: string, makers?: Partial<typeof MAKERS> }} options `root` of the project;
 *   `architecture` and `distribution` are by default this machine's, and `node`, which the guests get, is the one that runs this
 * @returns {Promise<string | undefined>} what was made, for a person, or undefined when all was there
 * @throws {SetupError} `LAB_UNAVAILABLE` where it cannot be had, and as the functions that make the parts
 */
export async function prepareLab({
  root,
  say,
  signal,
  architecture = process.arch,
  distribution,
  node = process.execPath,
  makers = {},
}) {
  const { makeQemu, fetchUserland, openTools, fetchSuite, makeSuite, makeSystem } = { ...MAKERS, ...makers };
  const machine = distribution ?? (await readDistribution());
  if (architecture !== 'x64' || machine?.id !== 'debian') {
    const here = `${machine?.name ?? 'another distribution'} on ${architecture}`;
    throw new SetupError(
      'LAB_UNAVAILABLE',
      `the lab is made of Debian's packages for x86-64, and this is ${here}`,
      ELSEWHERE,
    );
  }

  const lab = join(root, '.cache/lab');
  const unpacked = join(lab, 'unpacked');
  await mkdir(lab, { recursive: true });
  const record = await openLabRecord(join(lab, 'lab.json'));

  const qemu = qemuRecipe(machine.codename);
  const hasQemu = existsSync(join(lab, 'qemu/qemu.json')) && record.find('qemu', qemu) !== undefined;
  /** @type {Map<string, MadeSuite>} */
  const suites = new Map();
  for (const suite of SUITES) {
    const isThere = [`kernels/${suite}/kernel.json`, `crius/${suite}/criu`].every((path) =>
      existsSync(join(lab, path)),
    );
    const made = record.find(suite, suiteRecipe(suite));
    // The record holds what `makeSuite` returned for this recipe.
    if (isThere && made !== undefined) suites.set(suite, /** @type {MadeSuite} */ (made));
  }
  /** In the order of the suites, whichever was made first. */
  const systemOf = () =>
    systemRecipe({
      suite: machine.codename,
      node,
      suites: Object.fromEntries(
        SUITES.flatMap((suite) => {
          const made = suites.get(suite);
          return made === undefined ? [] : [[suite, made]];
        }),
      ),
    });
  const hasSystem =
    suites.size === SUITES.length &&
    existsSync(join(lab, 'system.img')) &&
    record.find('system', await systemOf()) !== undefined;
  if (hasQemu && hasSystem) return undefined;

  const failure = new AbortController();
  const stop = signal === undefined ? failure.signal : AbortSignal.any([signal, failure.signal]);
  const fetching = { say, signal: stop };

  /**
   * @template {Record<string, unknown>} Made
   * @param {string} name
   * @param {unknown} recipe
   * @param {() => Promise<Made>} work
   */
  const make = async (name, recipe, work) => {
    await record.forget(name);
    const made = await work();
    await record.keep(name, { recipe, made });
    return made;
  };

  /**
   * What fails ends the others, so that nothing is left at work.
   *
   * @template {readonly Promise<unknown>[]} Work
   * @param {[...Work]} work
   */
  const together = async (work) => {
    try {
      return await Promise.all(work);
    } catch (error) {
      failure.abort(error);
      await Promise.allSettled(work);
      throw error;
    }
  };

  const makeGuests = async () => {
    const userland = join(unpacked, 'userland');
    const tools = fetchUserland({ folder: userland, suite: machine.codename, ...fetching }).then(() =>
      openTools({ folder: userland, signal: stop }),
    );
    const missing = SUITES.filter((suite) => !suites.has(suite));
    await together([
      tools,
      ...missing.map(async (suite) => {
        const recipe = suiteRecipe(suite);
        const folder = join(unpacked, suite);
        const [versions, runTool] = await together([fetchSuite({ folder, recipe, ...fetching }), tools]);
        const made = await make(suite, recipe, () =>
          makeSuite({ lab, suite, folder, versions, runTool, say }),
        );
        suites.set(suite, made);
      }),
    ]);
    const recipe = await systemOf();
    const runTool = await tools;
    await make('system', recipe, () => makeSystem({ lab, folder: userland, recipe, runTool, ...fetching }));
  };

  await rm(unpacked, { recursive: true, force: true });
  try {
    await together([
      hasQemu ? Promise.resolve() : make('qemu', qemu, () => makeQemu({ lab, recipe: qemu, ...fetching })),
      hasSystem ? Promise.resolve() : makeGuests(),
    ]);
  } catch (error) {
    if (!(error instanceof SetupError) || !UNREACHABLE.includes(error.reason)) throw error;
    throw new SetupError(
      'LAB_UNAVAILABLE',
      `the packages that the lab is made of cannot be had here:\n${error.message}`,
      `${error.cure}\n${ELSEWHERE}`,
      { cause: error },
    );
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
  const kernels = SUITES.map((suite) => suites.get(suite)?.release).join(', ');
  return `QEMU, a system, and the kernels ${kernels}`;
}
