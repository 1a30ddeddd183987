import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { lastLines, runCommand } from './command.mjs';
import { digestOf } from './lab-record.mjs';
import { finishUserland } from './lab-userland.mjs';
import { findLoader } from './loader-wrapper.mjs';
import { SetupError } from './setup-error.mjs';

/** What the image can hold; the file takes only the place of what is in it. */
const IMAGE_SIZE = '4096M';

/**
 * @param {{ suite: string, node: string, suites: Record<string, import('./lab-suite.mjs').MadeSuite> }} options `suite` is that
 *   of the running release; `node` is the program that the guests get; `suites` is what came of each
 */
export async function systemRecipe({ suite, node, suites }) {
  const { size, mtimeMs } = await stat(node);
  return {
    code: digestOf(
      import.meta.url,
      new URL('lab-userland.mjs', import.meta.url).href,
      new URL('lab-configuration.mjs', import.meta.url).href,
    ),
    suite,
    node: { program: node, version: process.version, size, mtimeMs },
    suites,
  };
}

/**
 * Makes of the unpacked programs of the running release `<lab>/system.img`, the file system that all guests start from. It also
 * holds the modules of the kernels, the CRIUs as `/opt/criu/<version>/criu` (and under the name of their suite), and the Node.js
 * of the recipe as `/usr/local/bin/node`.
 *
 * @param {{ lab: string, folder: string, recipe: Awaited<ReturnType<typeof systemRecipe>>,
 *   runTool: import('./lab-tools.mjs').RunTool, say: (text: string) => void,
 *   signal?: AbortSignal | undefined }} options `folder` holds the programs and is used up
 * @returns {Promise<{ crius: Record<string, string> }>} where in a guest the CRIU of each suite is
 * @throws {SetupError} `LAB_SYSTEM_FAILED` or `LAB_TOOL_FAILED`
 */
export async function makeSystem({ lab, folder, recipe, runTool, say, signal }) {
  const image = join(lab, 'system.img');
  const making = `${image}.making`;
  say('assembling the system of the guests');
  await finishUserland(folder);
  await addNode({ folder, node: recipe.node.program, signal });

  /** @type {Record<string, string>} */
  const crius = {};
  await mkdir(join(folder, 'opt/criu'), { recursive: true });
  for (const [suite, { criu, release }] of Object.entries(recipe.suites)) {
    await copyTree(join(lab, 'crius', suite), join(folder, 'opt/criu', criu), signal);
    await symlink(criu, join(folder, 'opt/criu', suite));
    const modules = join('lib/modules', release);
    await copyTree(join(lab, 'kernels', suite, modules), join(folder, 'usr', modules), signal);
    crius[suite] = `/opt/criu/${criu}/criu`;
  }

  await run(join(folder, 'usr/sbin/ldconfig'), ['-r', folder], signal);

  say('writing the image of the guests');
  await rm(making, { force: true });
  try {
    // Guests write into a layer of their own which nobody reads again: a journal would only cost.
    const options = ['-q', '-F', '-t', 'ext4', '-O', '^has_journal', '-m', '0', '-L', 'system'];
    await runTool('mke2fs', [...options, '-d', folder, making, IMAGE_SIZE]);
    await rename(making, image);
  } finally {
    await rm(making, { force: true });
  }
  return { crius };
}

/**
 * Copies Node.js, and what it was linked to and the system has not.
 *
 * @param {{ folder: string, node: string, signal?: AbortSignal | undefined }} options
 */
async function addNode({ folder, node, signal }) {
  const place = join(folder, 'usr/local/bin/node');
  await mkdir(join(folder, 'usr/local/bin'), { recursive: true });
  await mkdir(join(folder, 'usr/local/lib'), { recursive: true });
  await copyFile(node, place);
  await chmod(place, 0o755);
  await symlink('/usr/local/bin/node', join(folder, 'usr/bin/node'));

  const here = await librariesOf('ldd', [node], signal);
  const { loader, libraries } = await findLoader(folder);
  const path = libraries.map((library) => join(folder, library)).join(':');
  const there = await librariesOf(join(folder, loader), ['--library-path', path, '--list', place], signal);
  for (const [name, found] of there) {
    if (found !== undefined) continue;
    const library = here.get(name);
    if (library === undefined) {
      throw new SetupError(
        'LAB_SYSTEM_FAILED',
        `${node} needs ${name}, which is nowhere to be found`,
        'Run the setup with a Node.js that starts.',
      );
    }
    await copyFile(library, join(folder, 'usr/local/lib', name));
  }
  // A distribution may keep parts of Node.js in files of their own.
  const parts = /** @type {{ node_builtin_shareable_builtins?: string[] }} */ (process.config.variables);
  for (const part of parts.node_builtin_shareable_builtins ?? []) {
    if (!part.startsWith('/') || !existsSync(part)) continue;
    await mkdir(join(folder, part, '..'), { recursive: true });
    await copyFile(part, join(folder, part));
  }
}

/**
 * @param {string} program ldd(1), or a loader that is asked the same
 * @param {string[]} args
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<Map<string, string | undefined>>} the path of each library, which is undefined where there is none
 */
async function librariesOf(program, args, signal) {
  const { stdout } = await runCommand(program, args, { signal });
  return new Map(
    [...stdout.matchAll(/^\s*(\S+) => (not found|\S+)/gm)].map(([, name = '', found]) => [
      name,
      found === 'not found' ? undefined : found,
    ]),
  );
}

/**
 * Copies a folder to a place where nothing is, giving the same files another name.
 *
 * @param {string} from
 * @param {string} to
 * @param {AbortSignal | undefined} signal
 */
async function copyTree(from, to, signal) {
  await mkdir(dirname(to), { recursive: true });
  await run('cp', ['-al', from, to], signal);
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {AbortSignal | undefined} signal
 * @throws {SetupError} `LAB_SYSTEM_FAILED`
 */
async function run(program, args, signal) {
  const result = await runCommand(program, args, { signal });
  if (result.code === 0) return;
  throw new SetupError(
    'LAB_SYSTEM_FAILED',
    `${basename(program)} ${args.join(' ')} failed:\n${lastLines(result)}`,
    'See that there is space on the disk, and run the same command again.',
  );
}
