import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lastLines, runCommand } from './command.mjs';
import { archiveSource, readDistribution } from './distribution.mjs';
import { SetupError } from './setup-error.mjs';

/** What a package brings for readers and packagers, which no program needs to run. */
const UNNEEDED = ['doc', 'man', 'info', 'locale', 'lintian', 'bug'].map((name) => `usr/share/${name}`);

/** Commands of the system's apt configuration that would act on the system and not on the private folder. */
const HOOKS = ['APT::Update', 'DPkg'].flatMap((scope) =>
  ['Pre-Invoke', 'Post-Invoke', 'Post-Invoke-Success', 'Pre-Install-Pkgs'].map((hook) => `${scope}::${hook}`),
);

/**
 * Unpacks packages of Debian or Ubuntu, with all that they depend on down to the C library, into a folder of their own. Nothing
 * of the system is touched: apt works on lists, a cache and a status of its own, and no package is installed or configured.
 * The mirror, proxies and certificates are those of the machine's apt.
 *
 * The folder appears at once and whole. It replaces what was there under its name; a folder `<folder>.incoming` beside it is
 * used meanwhile, and one that was left there by a killed setup is removed. The caller sees to it that no other process does
 * the same at the same time.
 *
 * @param {{ packages: string[], suite: string, base?: string | undefined, installed?: string[], folder: string,
 *   say: (text: string) => void, signal?: AbortSignal | undefined }} options `suite` is one of the distribution that this
 *   machine runs; `base` is the suite to which that is an addition, as a release is to its backports, and from which comes what
 *   the addition does not hold; `installed` are packages that count as installed, so that neither they nor what only they need
 *   is unpacked
 * @returns {Promise<{ versions: Record<string, string> }>} the version of every package in the folder
 * @throws {SetupError} `DISTRIBUTION_UNKNOWN`, `APT_NO_MIRROR`, `APT_FAILED` or `UNPACK_FAILED`
 */
export async function unpackDebianPackages({ packages, suite, base, installed = [], folder, say, signal }) {
  const distribution = await readDistribution();
  if (distribution === undefined) {
    throw new SetupError(
      'DISTRIBUTION_UNKNOWN',
      `cannot unpack ${packages.join(', ')}: this is neither Debian nor Ubuntu`,
      `Install ${packages.join(', ')} by the means of this distribution.`,
    );
  }

  const incoming = `${folder}.incoming`;
  const apt = join(incoming, 'apt');
  const whole = join(incoming, 'whole');
  await rm(incoming, { recursive: true, force: true });
  try {
    for (const name of ['lists/partial', 'archives/partial', 'log', 'tmp']) {
      await mkdir(join(apt, name), { recursive: true });
    }
    await mkdir(whole, { recursive: true });
    await writeFile(join(apt, 'status'), statusOf(installed));
    await writeFile(join(apt, 'apt.conf'), HOOKS.map((hook) => `#clear ${hook};\n`).join(''));
    const suites = base === undefined ? [suite] : [base, suite];
    await writeFile(join(apt, 'archive.sources'), await archiveSource({ distribution, suites, signal }));

    say(`reading the package lists of ${suite}`);
    await runApt({ apt, args: ['update'], signal });
    const others = packages.length > 1 ? ` and ${packages.length - 1} more` : '';
    say(`downloading ${packages[0]}${others} of ${suite} with all that is needed to run`);
    // An addition may rank below its base, and then has to be asked for.
    const wanted =
      base === undefined
        ? packages
        : packages.map((name) => (name.includes('/') ? name : `${name}/${suite}`));
    await runApt({ apt, args: ['install', '--download-only', '--yes', ...wanted], signal });

    const archives = (await readdir(join(apt, 'archives'))).filter((name) => name.endsWith('.deb')).sort();
    say(`unpacking ${archives.length} packages of ${suite}`);
    /** @type {Record<string, string>} */
    const versions = {};
    for (const archive of archives) {
      const unpacked = await runCommand('dpkg-deb', ['-x', join(apt, 'archives', archive), whole], {
        signal,
      });
      if (unpacked.code !== 0) {
        throw new SetupError(
          'UNPACK_FAILED',
          `dpkg-deb could not unpack ${archive}:\n${lastLines(unpacked)}`,
          `See that there is space on the disk of ${incoming}, and run the same command again.`,
        );
      }
      // The name of a package file is package_version_architecture.deb, percent-encoded where need be.
      const [name = archive, version = ''] = archive.split('_').map(decodeURIComponent);
      versions[name] = version;
    }
    for (const name of UNNEEDED) await rm(join(whole, name), { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
    await rename(whole, folder);
    return { versions };
  } finally {
    await rm(incoming, { recursive: true, force: true });
  }
}

/**
 * What dpkg would have on record if it had installed these packages, in versions that satisfy everybody.
 *
 * @param {string[]} packages
 */
function statusOf(packages) {
  return packages
    .map((name) =>
      [
        `Package: ${name}`,
        'Status: install ok installed',
        'Maintainer: nobody',
        'Architecture: all',
        // The architecture need not be that of the package which depends on it.
        'Multi-Arch: allowed',
        'Version: 999:999',
        'Description: counts as installed',
        '',
      ].join('\n'),
    )
    .join('\n');
}

/**
 * @param {{ apt: string, args: string[], signal?: AbortSignal | undefined }} options `apt` is the folder which takes the place
 *   of all that apt keeps on the system
 */
async function runApt({ apt, args, signal }) {
  /** @type {Record<string, string>} */
  const settings = {
    'Dir::State': apt,
    'Dir::State::lists': join(apt, 'lists'),
    // Nothing counts as installed but what was asked for to count so: every other dependency is fetched. It may not be
    // /dev/null, since apt puts its locks beside it.
    'Dir::State::status': join(apt, 'status'),
    'Dir::Cache': apt,
    'Dir::Cache::archives': join(apt, 'archives'),
    'Dir::Cache::pkgcache': '',
    'Dir::Cache::srcpkgcache': '',
    'Dir::Log': join(apt, 'log'),
    'Dir::Etc::SourceList': join(apt, 'archive.sources'),
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::Etc::Preferences': '/dev/null',
    'Dir::Etc::PreferencesParts': '/dev/null',
    // The folder need not be open to apt's own user.
    'APT::Sandbox::User': 'root',
    'APT::Architectures': '',
    'APT::Install-Recommends': 'false',
    'APT::Install-Suggests': 'false',
    'APT::Update::Error-Mode': 'any',
    'Acquire::Retries': '3',
    'Acquire::http::Timeout': '20',
    'Acquire::https::Timeout': '20',
  };
  const result = await runCommand(
    'apt-get',
    [
      '-q',
      '-c',
      join(apt, 'apt.conf'),
      ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
      ...args,
    ],
    {
      env: { ...process.env, LC_ALL: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive', TMPDIR: join(apt, 'tmp') },
      signal,
    },
  );
  if (result.code !== 0) {
    const errors = (result.stderr.match(/^E: .*$/gm) ?? []).map((line) => `  ${line}`).join('\n');
    throw new SetupError(
      'APT_FAILED',
      `apt-get ${args.join(' ')} failed:\n${errors === '' ? lastLines(result, 8) : errors}`,
      'See that apt-get update reaches its mirror from here, and run the same command again.',
    );
  }
}
