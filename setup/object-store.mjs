import { existsSync } from 'node:fs';
import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { findProgram, lastLines, runCommand } from './command.mjs';
import { SetupError } from './setup-error.mjs';

/** The S3-compatible store that the tests start: a Go module. It keeps its objects in a folder. */
const MODULE = 'github.com/versity/versitygw/cmd/versitygw';
const VERSION = 'v1.8.0';

/** What its go.mod asks for: an older Go would look for another one elsewhere. */
const LEAST_GO = [1, 25];

/** To compile it takes two minutes of processor time where Go's own caches have nothing of it. */
const TIMEOUT_MS = 1_500_000;

/**
 * Compiles the store into `.cache/programs` and links it as `.cache/programs/bin/versitygw`, unless it is there. On a machine
 * without a Go that can do that it says so and does nothing: the tests that need a store are skipped then, and counted.
 *
 * @param {{ root: string, say: (text: string) => void, signal?: AbortSignal | undefined, searchPath?: string }} options
 * @returns {Promise<void>}
 * @throws {SetupError} `OBJECT_STORE_FAILED` with what Go said, or as `runCommand`
 */
export async function installObjectStore({ root, say, signal, searchPath = process.env.PATH ?? '' }) {
  const programs = join(root, '.cache/programs');
  const folder = join(programs, `versitygw-${VERSION}`);
  const program = join(folder, 'versitygw');
  if (!existsSync(program)) {
    const go = findProgram('go', searchPath);
    const version = go === undefined ? undefined : await versionOf(go, signal);
    if (go === undefined || version === undefined || !isEnough(version)) {
      const found = go === undefined ? 'there is no Go here' : `${go} is too old`;
      say(
        `NOT INSTALLED: ${found}, and ${LEAST_GO.join('.')} is needed: nothing is tested against an object store`,
      );
      return;
    }
    say('compiling the object store of the tests, for a minute or two');
    const incoming = `${folder}.incoming`;
    await rm(incoming, { recursive: true, force: true });
    await mkdir(incoming, { recursive: true });
    const environment = { ...process.env, ...{ GOBIN: incoming, GOTOOLCHAIN: 'local', CGO_ENABLED: '0' } };
    const result = await runCommand(go, ['install', '-trimpath', '-ldflags=-s -w', `${MODULE}@${VERSION}`], {
      ...{ cwd: incoming, env: environment, timeoutMs: TIMEOUT_MS, signal },
    });
    if (result.code !== 0) {
      throw new SetupError(
        'OBJECT_STORE_FAILED',
        `${MODULE} ${VERSION} could not be compiled:\n${lastLines(result)}`,
        'See that Go reaches its module proxy from here, and run the same command again.',
      );
    }
    await rm(folder, { recursive: true, force: true });
    await rename(incoming, folder);
  }
  const link = join(programs, 'bin/versitygw');
  await mkdir(join(programs, 'bin'), { recursive: true });
  await rm(`${link}.incoming`, { force: true });
  await symlink(relative(join(programs, 'bin'), program), `${link}.incoming`);
  await rename(`${link}.incoming`, link);
}

/**
 * @param {string} go
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<number[] | undefined>} such as 1, 25
 */
async function versionOf(go, signal) {
  const { stdout } = await runCommand(go, ['env', 'GOVERSION'], { timeoutMs: 30_000, signal });
  return /^go(\d+)\.(\d+)/.exec(stdout)?.slice(1).map(Number);
}

/** @param {number[]} version */
function isEnough([major = 0, minor = 0]) {
  const [leastMajor = 0, leastMinor = 0] = LEAST_GO;
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
