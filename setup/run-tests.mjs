import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Runs every check and every test, each part after the other because the
 * machine is small, and ends with one line that counts them:
 *
 *     N passed, N failed, N skipped
 *
 * Arguments are names of parts; without any, all parts run.
 */

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const results = join(root, '.cache', 'test-results');
const bin = join(root, 'node_modules', '.bin');

/** How much of a failure is said again at the end: who reads only that has to know what to look for. */
const FAILURE_LINES = 8;

/** @typedef {{ passed: number, failed: number, skipped: number, failures?: string[] }} Count */
/** @typedef {{ name: string, run: () => Promise<Count> }} Part */

/** @type {Part[]} */
const PARTS = [
  gate('format-and-lint', 'biome', ['ci', '--colors=off', '.']),
  gate('proto-lint', 'buf', ['lint']),
  gate('proto-format', 'buf', ['format', '--diff', '--exit-code']),
  gate('generated', process.execPath, [join(root, 'setup', 'generate.mjs'), '--check']),
  gate('types', 'tsc', ['-p', 'tsconfig.test.json']),
  tests('tests', process.execPath, ['unit', 'integration']),
  ...['24', '26'].map((line) =>
    tests(`tests-node-${line}`, join(root, '.cache/programs/bin', `node-${line}`), ['unit', 'integration']),
  ),
  tests('clients', process.execPath, ['clients']),
  tests('faults', process.execPath, ['faults']),
  inLab(tests('lab', process.execPath, ['lab'])),
  inLab(tests('migration', process.execPath, ['migration'])),
  tests('soak', process.execPath, ['soak']),
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => PARTS.every((part) => part.name !== name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. Parts: ${PARTS.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const failedParts = [];
/** @type {string[]} */
const failures = [];
for (const part of PARTS) {
  if (wanted.length > 0 && !wanted.includes(part.name)) continue;
  const begin = Date.now();
  console.log(`\n== ${part.name}`);
  const count = await part.run();
  if (count.failed > 0) failedParts.push(part.name);
  failures.push(...(count.failures ?? []).map((failure) => `${part.name}: ${failure}`));
  console.log(`== ${part.name}: ${say(count)} in ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
}
for (const failure of failures) console.log(`\n${failure}`);
if (failedParts.length > 0) console.log(`\nFailed parts: ${failedParts.join(', ')}`);
console.log(`\n${say(total)}`);
process.exit(total.failed > 0 ? 1 : 0);

/** @param {Count} count */
function say({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * A command that must succeed; it counts as one test.
 *
 * @param {string} name
 * @param {string} command
 * @param {string[]} args
 * @returns {Part}
 */
function gate(name, command, args) {
  return {
    name,
    async run() {
      const passed = (await run(command, args)) === 0;
      return { passed: Number(passed), failed: Number(!passed), skipped: 0 };
    },
  };
}

/**
 * Projects of vitest under one Node.
 *
 * @param {string} name
 * @param {string} node
 * @param {string[]} projects
 * @returns {Part}
 */
function tests(name, node, projects) {
  return {
    name,
    async run() {
      if (!existsSync(node)) {
        console.log(`skipped: ${node} is not there; setup said why`);
        return { passed: 0, failed: 0, skipped: 1 };
      }
      const file = join(results, `${name}.json`);
      const status = await run(node, [
        join(root, 'node_modules', 'vitest', 'vitest.mjs'),
        'run',
        ...projects.flatMap((project) => ['--project', project]),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
      ]);
      if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
      const report = JSON.parse(readFileSync(file, 'utf8'));
      const failed = report.numFailedTests;
      return {
        passed: report.numPassedTests,
        // A file that does not load has no failed test, and is a failure all the same.
        failed: failed === 0 && status !== 0 ? 1 : failed,
        skipped: report.numPendingTests + report.numTodoTests,
        failures: failuresOf(report),
      };
    },
  };
}

/**
 * @param {{ testResults: { name: string, message: string, assertionResults: { status: string, fullName: string,
 *   failureMessages: string[] }[] }[] }} report
 * @returns {string[]} one for each failed test, and for each file that failed without one
 */
function failuresOf(report) {
  return report.testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    const said = failed.map(({ fullName, failureMessages }) => [fullName, ...failureMessages].join('\n'));
    if (failed.length === 0 && message !== '') said.push(message);
    return said.map(
      (text) => `${relative(root, name)}: ${text.split('\n').slice(0, FAILURE_LINES).join('\n')}`,
    );
  });
}

/**
 * A part that needs virtual machines, unless somebody wants to do without.
 *
 * @param {Part} part
 * @returns {Part}
 */
function inLab(part) {
  if (process.env.CRIUD_SKIP_LAB !== '1') return part;
  return {
    name: part.name,
    async run() {
      console.log('SKIPPED: CRIUD_SKIP_LAB=1, so that nothing is tested in virtual machines');
      return { passed: 0, failed: 0, skipped: 1 };
    },
  };
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<number>}
 */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    });
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(127);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}
