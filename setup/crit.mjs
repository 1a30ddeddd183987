import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackDebianPackages } from './debian-packages.mjs';
import { newerSuites, readDistribution } from './distribution.mjs';
import { writeLoaderWrapper } from './loader-wrapper.mjs';
import { SetupError } from './setup-error.mjs';

const PACKAGES = ['python3-pycriu'];

/**
 * Unpacks CRIU's own reader of images, `crit`, from the newest release of the distribution into `.cache/crit/packages`, with a
 * Python of its own which the script `.cache/crit/python3` runs: `python3 -m crit`. It reads the images of older CRIUs, too.
 * What is there already stays.
 *
 * @param {{ root: string, say: (text: string) => void, signal?: AbortSignal | undefined, suites?: string[],
 *   unpack?: typeof unpackDebianPackages }} options
 * @returns {Promise<void>}
 * @throws {SetupError} `CRIT_UNAVAILABLE`, saying what was tried and why each failed
 */
export async function unpackCrit({ root, say, signal, suites, unpack = unpackDebianPackages }) {
  const place = join(root, '.cache/crit');
  const folder = join(place, 'packages');
  // Written when all else is in place, so what it describes is whole.
  const record = join(folder, 'unpacked.json');
  const description = `${JSON.stringify({ packages: PACKAGES })}\n`;
  if (existsSync(record) && (await readFile(record, 'utf8')) === description) return;

  const distribution = await readDistribution();
  /** @type {string[]} */
  const failures = [];
  await mkdir(place, { recursive: true });
  for (const suite of suites ?? (distribution === undefined ? [] : newerSuites(distribution))) {
    try {
      await unpack({ packages: PACKAGES, suite, folder, say, signal });
      const environment = { PYTHONHOME: 'usr' };
      await writeLoaderWrapper({
        script: join(place, 'python3'),
        folder,
        program: 'usr/bin/python3',
        environment,
      });
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      failures.push(`${suite}: ${error.message}`);
      continue;
    }
    await writeFile(`${record}.incoming`, description);
    await rename(`${record}.incoming`, record);
    return;
  }
  throw new SetupError(
    'CRIT_UNAVAILABLE',
    failures.length === 0
      ? `the tests need ${PACKAGES.join(', ')}, which the setup takes from Debian or Ubuntu, and this is neither`
      : `no release of the distribution gave ${PACKAGES.join(', ')}. Tried:\n  ${failures.join('\n  ')}`,
    'See that apt-get update reaches its mirror from here, and run the same command again.',
  );
}
