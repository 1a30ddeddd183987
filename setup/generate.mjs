import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Makes gen/ from proto/ with local plugins only. `--check` makes it in a
 * folder of its own and fails when gen/ is not the same.
 */

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const check = process.argv.includes('--check');
const out = check ? join(root, '.cache', 'generated') : root;

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}` },
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

rmSync(join(out, 'gen'), { recursive: true, force: true });
mkdirSync(join(out, 'gen'), { recursive: true });
run('buf', ['generate', '--output', out]);
run('buf', ['generate', '--template', 'buf.gen.criu.yaml', '--output', out]);
// What reflection serves: every file of the API with its comments left out.
run('buf', [
  'build',
  '--exclude-path',
  'proto/criu',
  '--exclude-source-info',
  '--as-file-descriptor-set',
  '--output',
  join(out, 'gen', 'api', 'descriptors.binpb'),
]);

if (check) {
  const result = spawnSync('diff', ['-r', join(out, 'gen'), join(root, 'gen')], { stdio: 'inherit' });
  if (result.status !== 0) {
    console.error('gen/ is not what proto/ makes. Run `npm run generate` and commit the result.');
    process.exit(1);
  }
}
