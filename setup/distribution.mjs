import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { lastLines, runCommand } from './command.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * A distribution whose packages the setup can unpack.
 *
 * @typedef {object} Distribution
 * @property {'debian' | 'ubuntu'} id
 * @property {string} codename of the running release, which is also the name of a suite
 * @property {string} name for a person
 */

/**
 * What differs between the two: where a newer CRIU is found (in this order), which components hold CRIU and the test programs,
 * and which key signs the archive where apt itself does not say.
 */
const ARCHIVES = {
  debian: {
    newerSuites: ['forky', 'sid'],
    aliases: ['stable', 'oldstable', 'testing', 'unstable', 'sid'],
    components: ['main'],
    keyring: '/usr/share/keyrings/debian-archive-keyring.gpg',
  },
  ubuntu: {
    newerSuites: ['devel'],
    aliases: ['devel'],
    components: ['main', 'universe'],
    keyring: '/usr/share/keyrings/ubuntu-archive-keyring.gpg',
  },
};

/**
 * @param {string} [path] a file as os-release(5) describes it
 * @returns {Promise<Distribution | undefined>} undefined when it is neither Debian nor Ubuntu
 */
export async function readDistribution(path = '/etc/os-release') {
  return existsSync(path) ? parseOsRelease(await readFile(path, 'utf8')) : undefined;
}

/**
 * @param {string} text as in os-release(5)
 * @returns {Distribution | undefined}
 */
export function parseOsRelease(text) {
  /** @type {Record<string, string>} */
  const fields = {};
  for (const line of text.split('\n')) {
    const field = /^([A-Z_]+)=(["']?)(.*)\2\s*$/.exec(line);
    if (field?.[1] !== undefined) fields[field[1]] = field[3] ?? '';
  }
  const { ID: id, VERSION_CODENAME: codename, PRETTY_NAME: name } = fields;
  if ((id !== 'debian' && id !== 'ubuntu') || codename === undefined || codename === '') return undefined;
  return { id, codename, name: name ?? `${id} ${codename}` };
}

/**
 * The suites that hold a newer CRIU than the running release, the first to be tried first.
 *
 * @param {Distribution} distribution
 */
export function newerSuites({ id }) {
  return ARCHIVES[id].newerSuites;
}

/**
 * Suites of the distribution's own archive, as a source for apt: the mirror is the one that this machine uses anyway.
 *
 * @param {{ distribution: Distribution, suites: string[], signal?: AbortSignal | undefined }} options
 * @returns {Promise<string>} in the format of sources.list(5), "deb822-style"
 * @throws {SetupError} `APT_NO_MIRROR`
 */
export async function archiveSource({ distribution, suites, signal }) {
  // Printing what an update would fetch works before the first update, too, and reads every form of configuration.
  const apt = await runCommand('apt-get', ['--print-uris', 'update'], { signal });
  const mirror = pickMirror(apt.stdout, distribution);
  if (mirror === undefined) {
    throw new SetupError(
      'APT_NO_MIRROR',
      `apt of this machine names no mirror of ${distribution.name}:\n${lastLines(apt, 5)}`,
      `Add one to /etc/apt/sources.list.d (see sources.list(5)) and run the same command again.`,
    );
  }
  const { components, keyring } = ARCHIVES[distribution.id];
  return [
    'Types: deb',
    `URIs: ${mirror}`,
    `Suites: ${suites.join(' ')}`,
    `Components: ${components.join(' ')}`,
    'Targets: Packages',
    'Languages: none',
    ...(existsSync(keyring) ? [`Signed-By: ${keyring}`] : []),
    '',
  ].join('\n');
}

/**
 * The mirror of the distribution itself among all that apt is configured with. Others also publish under the release's name;
 * the distribution is the one that publishes updates to it at the same place.
 *
 * @param {string} printedUris of `apt-get --print-uris update`
 * @param {Pick<Distribution, 'id' | 'codename'>} distribution
 * @returns {string | undefined}
 */
export function pickMirror(printedUris, { id, codename }) {
  const releases = [...printedUris.matchAll(/^'(.+)\/dists\/([^'/]+)\/InRelease'/gm)].map(
    ([, uri = '', suite = '']) => ({ uri, suite }),
  );
  const own = releases.filter(({ suite }) => suite === codename || ARCHIVES[id].aliases.includes(suite));
  const updated = own.find(({ uri, suite }) =>
    releases.some((other) => other.uri === uri && other.suite === `${suite}-updates`),
  );
  return (updated ?? own[0])?.uri;
}
