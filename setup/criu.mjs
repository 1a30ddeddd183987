import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { findProgram } from './command.mjs';
import { unpackCriuPackage, unpackedCrius } from './criu-package.mjs';
import { openVerdictCache, tryCriu } from './criu-verdict.mjs';
import { newerSuites, readDistribution } from './distribution.mjs';
import { SetupError } from './setup-error.mjs';

/** @typedef {import('./criu-verdict.mjs').Verdict} Verdict */

/** Debian's criu is in a folder for root's programs, which is not on every root's PATH. */
const PROGRAMS_OF_ROOT = '/usr/local/sbin:/usr/sbin:/sbin';

/**
 * Chooses a CRIU that really works on the running kernel: the one named by the environment's CRIUD_CRIU and no other, else the one on
 * PATH, else one that was unpacked before, else a newer package of the distribution, unpacked into `.cache/criu` of the project.
 * Each is judged by a trial once; the verdict is kept in `.cache/criu/verdict.json` until the program or the kernel changes.
 * When none works nothing is kept, and about the one that is named only a good verdict counts, so that the next run tries again.
 *
 * @param {object} options
 * @param {string} options.root of the project
 * @param {(text: string) => void} options.say
 * @param {AbortSignal | undefined} [options.signal]
 * @param {NodeJS.ProcessEnv} [options.environment] where CRIUD_CRIU and PATH are looked up
 * @param {string} [options.kernel] release, by default of the running kernel
 * @param {string[]} [options.suites] to take a newer CRIU from, by default those of this machine's distribution
 * @param {(program: string) => Promise<Verdict>} [options.judge] by default `criud check`
 * @param {(suite: string) => Promise<string>} [options.unpack] by default from the suite's Debian packages
 * @returns {Promise<{ program: string, version: string }>} `program` is an absolute path
 * @throws {SetupError} `CRIU_UNUSABLE`, saying what was tried and why each failed
 */
export async function chooseCriu({
  root,
  say,
  signal,
  environment = process.env,
  kernel,
  suites,
  judge = (program) => tryCriu({ root, program, signal }),
  unpack = (suite) => unpackCriuPackage({ suite, folder: join(root, '.cache/criu'), say, signal }),
}) {
  const folder = join(root, '.cache/criu');
  await mkdir(folder, { recursive: true });
  const verdicts = await openVerdictCache({
    path: join(folder, 'verdict.json'),
    ...(kernel === undefined ? {} : { kernel }),
  });
  const searchPath = [environment.PATH, PROGRAMS_OF_ROOT].join(':');
  const wish = environment.CRIUD_CRIU || undefined;
  const named = wish === undefined ? undefined : findProgram(wish, searchPath);

  /** @type {Set<string>} */
  const tried = new Set();
  /** @type {string[]} */
  const failures = [];

  /** @param {string} program */
  const works = async (program) => {
    if (tried.has(program)) return undefined;
    tried.add(program);
    let verdict = await verdicts.find(program);
    if (verdict === undefined || (!verdict.ok && program === named)) {
      say(`trying ${nameOf(root, program)}: a dump and a restore`);
      verdict = await judge(program);
      await verdicts.keep(program, verdict);
      if (verdict.ok) await verdicts.save();
    }
    const version = verdict.version ?? 'of unknown version';
    if (verdict.ok) return { program, version };
    failures.push(failureOf(`${nameOf(root, program)} (${version})`, verdict.findings));
    return undefined;
  };

  if (wish !== undefined) {
    if (named === undefined) failures.push(`${wish}: there is no such program`);
    const chosen = named === undefined ? undefined : await works(named);
    if (chosen !== undefined) return chosen;
    throw new SetupError(
      'CRIU_UNUSABLE',
      `the CRIU that CRIUD_CRIU names does not work on this kernel:\n  ${failures.join('\n  ')}`,
      'Name another one, or unset CRIUD_CRIU and let the setup choose.',
    );
  }

  const installed = findProgram('criu', searchPath);
  for (const program of [...(installed === undefined ? [] : [installed]), ...(await unpackedCrius(folder))]) {
    const chosen = await works(program);
    if (chosen !== undefined) return chosen;
  }

  const distribution = await readDistribution();
  for (const suite of suites ?? (distribution === undefined ? [] : newerSuites(distribution))) {
    try {
      const chosen = await works(await unpack(suite));
      if (chosen !== undefined) return chosen;
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      failures.push(failureOf(`the package of ${suite}`, [error]));
    }
  }

  await verdicts.forget();
  throw new SetupError(
    'CRIU_UNUSABLE',
    failures.length === 0
      ? 'there is no CRIU on this machine, and it is neither Debian nor Ubuntu, from which the setup could take one'
      : `no CRIU works on this kernel. Tried:\n  ${failures.join('\n  ')}`,
    'Install or build a CRIU that is newer than the kernel, and name it: CRIUD_CRIU=/path/to/criu',
  );
}

/**
 * @param {string} what
 * @param {{ reason: string, message: string, cure: string }[]} findings
 */
function failureOf(what, findings) {
  const causes = findings.flatMap(({ reason, message, cure }) => [`${reason}: ${message}`, cure]);
  return [what, ...causes.map((cause) => `  ${cause}`)].join('\n').replaceAll('\n', '\n  ');
}

/**
 * @param {string} root
 * @param {string} program
 */
function nameOf(root, program) {
  return program.startsWith(`${root}/`) ? relative(root, program) : program;
}
