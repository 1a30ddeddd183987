import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findProgram, lastLines, runCommand } from './command.mjs';
import { SetupError } from './setup-error.mjs';

const FLAGS = [
  ...['-std=c11', '-D_GNU_SOURCE', '-DNAPI_VERSION=8', '-O2', '-fPIC', '-shared', '-fvisibility=hidden'],
  ...['-Wall', '-Wextra', '-Wpedantic', '-Werror'],
];

const COMPILE_TIMEOUT_MS = 120_000;

/**
 * Compiles native/seqpacket.c into .cache/native/, where criud looks for it, unless that was done before with the same source,
 * compiler and flags. One file serves every Node from 20 on.
 *
 * @param {{ root: string, say: (text: string) => void, signal?: AbortSignal | undefined }} options `root` is the folder of
 *   criud's package.json
 * @returns {Promise<string>} path of the compiled file
 * @throws {SetupError} `COMPILER_MISSING`, `COMPILE_FAILED` or `HEADERS_MISSING`
 */
export async function compileAddon({ root, say, signal }) {
  const source = join(root, 'native', 'seqpacket.c');
  const target = join(root, '.cache', 'native', `seqpacket-${process.platform}-${process.arch}.node`);
  const stampFile = `${target}.stamp`;
  const [compiler, ...compilerFlags] = findCompiler();
  const stamp = await stampOf(source, [compiler, ...compilerFlags, ...FLAGS], signal);
  if (existsSync(target) && (await readText(stampFile)) === stamp) return target;

  const headers = await findHeaders(root, say, signal);
  say(`compiling native/seqpacket.c with ${compiler}`);
  await mkdir(dirname(target), { recursive: true });
  const unfinished = `${target}.${process.pid}.tmp`;
  try {
    const arguments_ = [...compilerFlags, ...FLAGS, '-isystem', headers, '-o', unfinished, source];
    const result = await runCommand(compiler, arguments_, { timeoutMs: COMPILE_TIMEOUT_MS, signal });
    if (result.code !== 0) {
      throw new SetupError(
        'COMPILE_FAILED',
        `${compiler} could not compile ${source}:\n${lastLines(result)}`,
        'If a header of the C library is missing, install the development files (Debian and Ubuntu: apt-get install build-essential). CC names another compiler.',
      );
    }
    // The file before its stamp: cut short in between, it is compiled again.
    await rename(unfinished, target);
    await writeFile(stampFile, stamp);
  } finally {
    await rm(unfinished, { force: true });
  }
  return target;
}

/** The words of $CC, which may hold flags as it does for make, or else cc. @returns {[string, ...string[]]} */
function findCompiler() {
  const [compiler = 'cc', ...flags] = (process.env.CC ?? '').split(/\s+/).filter((word) => word !== '');
  if (findProgram(compiler) === undefined) {
    throw new SetupError(
      'COMPILER_MISSING',
      `there is no C compiler: ${compiler} is not on this machine`,
      'Install one (Debian and Ubuntu: apt-get install gcc libc6-dev; Fedora: dnf install gcc; Alpine: apk add build-base) or name one in CC.',
    );
  }
  return [compiler, ...flags];
}

/**
 * @param {string} source
 * @param {[string, ...string[]]} command
 * @param {AbortSignal | undefined} signal
 */
async function stampOf(source, command, signal) {
  const version = await runCommand(command[0], ['--version'], { timeoutMs: COMPILE_TIMEOUT_MS, signal });
  return createHash('sha256')
    .update(JSON.stringify([command, version.stdout]))
    .update(await readFile(source))
    .digest('hex');
}

/**
 * The folder of node_api.h and uv.h. Which version they are of does not matter: both interfaces are stable.
 *
 * @param {string} root
 * @param {(text: string) => void} say
 * @param {AbortSignal | undefined} signal
 */
async function findHeaders(root, say, signal) {
  const packageName = `node-linux-${process.arch}`;
  const fetched = join(root, '.cache', 'node-headers');
  const folders = [
    join(dirname(process.execPath), '..', 'include', 'node'),
    '/usr/include/node',
    join(root, 'test', 'runtimes', 'node_modules', packageName, 'include', 'node'),
    join(root, 'node_modules', packageName, 'include', 'node'),
    join(fetched, 'node_modules', packageName, 'include', 'node'),
  ];
  const found = folders.find(hasHeaders);
  if (found !== undefined) return found;

  const wanted = `${packageName}@${process.versions.node.split('.')[0]}`;
  say(`fetching the headers of Node, ${wanted} from npm`);
  await mkdir(fetched, { recursive: true });
  const result = await runCommand(
    'npm',
    [
      ...['install', '--prefix', fetched, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'],
      ...['--loglevel=error', wanted],
    ],
    { cwd: fetched, signal },
  );
  // Node itself is the bulk of the package.
  await rm(join(fetched, 'node_modules', packageName, 'bin'), { recursive: true, force: true });
  const installed = folders.find(hasHeaders);
  if (installed === undefined) {
    throw new SetupError(
      'HEADERS_MISSING',
      `the headers of Node are not on this machine, and npm install ${wanted} brought none:\n${lastLines(result)}`,
      'Install them (Debian and Ubuntu: apt-get install libnode-dev), or use a Node that comes with its include folder, and run the same command again.',
    );
  }
  return installed;
}

/** @param {string} folder */
function hasHeaders(folder) {
  return existsSync(join(folder, 'node_api.h')) && existsSync(join(folder, 'uv.h'));
}

/** @param {string} path @returns {Promise<string | undefined>} undefined when it is missing */
async function readText(path) {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
