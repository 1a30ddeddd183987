import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { lastLines, runCommand } from './command.mjs';

/** A trial dump and restore takes about a second; a CRIU that hangs is as useless as one that fails. */
const CHECK_TIMEOUT_MS = 60_000;

/**
 * What became of trying a CRIU on the running kernel.
 *
 * @typedef {object} Verdict
 * @property {boolean} ok
 * @property {string} [version] as CRIU itself says; absent when it did not come so far
 * @property {{ reason: string, message: string, cure: string }[]} findings why not, when it is not ok
 */

/**
 * Verdicts that outlive the setup, each for one program file on one kernel.
 *
 * @typedef {object} VerdictCache
 * @property {(program: string) => Promise<Verdict | undefined>} find undefined when the program or the kernel has changed since
 * @property {(program: string, verdict: Verdict) => Promise<void>} keep
 * @property {() => Promise<void>} save
 * @property {() => Promise<void>} forget all, of earlier runs too
 */

/**
 * Tries a CRIU with criud itself: CHECK over CRIU's RPC, then a dump and a restore of a small process with a TCP socket.
 *
 * @param {{ root: string, program: string, signal?: AbortSignal | undefined }} options `program` is the path of a CRIU; criud
 *   must have been built
 * @returns {Promise<Verdict>}
 */
export async function tryCriu({ root, program, signal }) {
  const check = await runCommand(
    process.execPath,
    [join(root, 'dist/src/cli/criud.js'), 'check', '--criu', program, '--json'],
    { cwd: root, timeoutMs: CHECK_TIMEOUT_MS, signal },
  ).catch((error) => {
    signal?.throwIfAborted();
    return { code: null, stdout: '', stderr: String(error.message) };
  });
  const answer = parseAnswer(check.stdout);
  if (answer === undefined) {
    const finding = {
      reason: 'CHECK_UNANSWERED',
      message: `criud check gave no answer (exit code ${check.code}):\n${lastLines(check)}`,
      cure: `Run it by hand: node dist/src/cli/criud.js check --criu ${program}`,
    };
    return { ok: false, findings: [finding] };
  }
  const version = answer.criu?.version;
  // What criud can do without is no reason against a CRIU.
  const findings = (answer.findings ?? [])
    .filter(({ fatal }) => fatal !== false)
    .map(({ reason, message, cure, causeLine }) => ({
      reason,
      message: causeLine === undefined ? message : `${message}\n${causeLine}`,
      cure,
    }));
  return { ok: answer.ok && check.code === 0, ...(version ? { version } : {}), findings };
}

/**
 * @param {string} text
 * @returns {{ ok: boolean, criu?: { version?: string }, findings?: (Verdict['findings'][number] &
 *   { fatal?: boolean, causeLine?: string })[] } | undefined}
 */
function parseAnswer(text) {
  try {
    const answer = JSON.parse(text);
    return typeof answer?.ok === 'boolean' ? answer : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Opens the kept verdicts. A file that is missing or cannot be read counts as an empty one.
 *
 * @param {{ path: string, kernel?: string }} options `kernel` defaults to the running kernel's release
 * @returns {Promise<VerdictCache>}
 */
export async function openVerdictCache({ path, kernel = release() }) {
  /** @type {Record<string, Verdict & { identity: string }>} */
  let verdicts = {};
  try {
    verdicts = JSON.parse(await readFile(path, 'utf8'));
  } catch {
    // Every program is tried again.
  }

  /** @param {string} program */
  const identify = async (program) => {
    const { mtimeMs, size } = await stat(program);
    return `${size} bytes of ${mtimeMs} on ${kernel}`;
  };

  return {
    async find(program) {
      const kept = verdicts[program];
      return kept?.identity === (await identify(program)) ? kept : undefined;
    },
    async keep(program, verdict) {
      verdicts[program] = { ...verdict, identity: await identify(program) };
    },
    async save() {
      await writeFile(`${path}.incoming`, `${JSON.stringify(verdicts, null, 2)}\n`);
      await rename(`${path}.incoming`, path);
    },
    async forget() {
      await rm(path, { force: true });
    },
  };
}
