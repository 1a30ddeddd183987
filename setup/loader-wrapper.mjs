import { readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { SetupError } from './setup-error.mjs';

/**
 * Where unpacked packages keep their dynamic loader and their libraries, relative to the folder.
 *
 * @typedef {{ loader: string, libraries: string[] }} Loader
 */

/**
 * Finds the loader of unpacked packages. Up to Debian 12 the C library is packaged in lib/<architecture>, since then in
 * usr/lib/<architecture>, and other libraries may be in either; the loader is beside the C library in every case.
 *
 * @param {string} folder
 * @returns {Promise<Loader>}
 * @throws {SetupError} `LOADER_MISSING`
 */
export async function findLoader(folder) {
  /** @type {string[]} */
  const libraries = [];
  /** @type {string | undefined} */
  let loader;
  for (const base of ['usr/lib', 'lib']) {
    for (const entry of await entriesOf(join(folder, base))) {
      if (!entry.isDirectory() || !entry.name.includes('-linux-')) continue;
      const library = `${base}/${entry.name}`;
      libraries.push(library);
      const names = (await entriesOf(join(folder, library))).map(({ name }) => name);
      const name = names.find((each) => /^ld-linux.*\.so\.\d+$/.test(each));
      if (name !== undefined) loader = `${library}/${name}`;
    }
  }
  if (loader === undefined) {
    throw new SetupError(
      'LOADER_MISSING',
      `the packages in ${folder} bring no dynamic loader`,
      'Remove the folder and run the same command again.',
    );
  }
  return { loader, libraries };
}

/** @param {string} folder */
async function entriesOf(folder) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/**
 * Writes a script that runs a program of unpacked packages with the loader and the libraries of those packages, so that it works
 * beside the system's older ones. The script finds the packages from its own place, through symbolic links to it too, and so may
 * be moved together with them. Its process becomes the program. The file appears at once and whole.
 *
 * @param {{ script: string, folder: string, program: string, environment?: Record<string, string>, ownName?: boolean,
 *   lastArgument?: { option: string, path: string } }} options `folder` holds the packages; `program`, the values of
 *   `environment` and the path of `lastArgument`, which comes after the caller's arguments, are relative to it; with `ownName`
 *   the program sees the script as its name and so starts itself again through it (needs glibc 2.33)
 * @returns {Promise<void>}
 * @throws {SetupError} `LOADER_MISSING`
 */
export async function writeLoaderWrapper({
  script,
  folder,
  program,
  environment = {},
  ownName = false,
  lastArgument,
}) {
  const { loader, libraries } = await findLoader(folder);
  // As often as the way from the script to the packages goes up, a name is cut off the script's own path.
  const way = relative(dirname(script), folder).split('/');
  const up = way.filter((name) => name === '..');
  const down = way.slice(up.length).filter((name) => name !== '');
  const text = [
    '#!/bin/sh',
    'here=$(readlink -f -- "$0")',
    ['packages=${here%/*', ...up.map(() => '/*'), '}', ...down.map((name) => `/${quoted(name)}`)].join(''),
    ...Object.entries(environment).map(([name, path]) => `export ${name}="$packages"/${quoted(path)}`),
    [
      `exec "$packages"/${quoted(loader)}`,
      `--library-path ${libraries.map((library) => `"$packages"/${quoted(library)}`).join(':')}`,
      ...(ownName ? ['--argv0 "$here"'] : []),
      `"$packages"/${quoted(program)} "$@"`,
      ...(lastArgument === undefined
        ? []
        : [`${quoted(lastArgument.option)}"$packages"/${quoted(lastArgument.path)}`]),
    ].join(' '),
    '',
  ].join('\n');
  const incoming = `${script}.incoming`;
  await writeFile(incoming, text, { mode: 0o755 });
  await rename(incoming, script);
}

/** @param {string} text */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
