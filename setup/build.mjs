import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './command.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Compiles the TypeScript of the project into dist/. The compiler works incrementally: with nothing changed it writes nothing.
 *
 * @param {{ root: string, say: (text: string) => void, signal?: AbortSignal | undefined }} options
 * @returns {Promise<void>}
 * @throws {SetupError} `BUILD_FAILED` with what the compiler said
 */
export async function build({ root, say, signal }) {
  const memory = join(root, 'dist', '.tsbuildinfo');
  const unfinished = join(root, 'dist', '.unfinished');
  // A compiler that was killed may have remembered files that it had not written yet.
  if (existsSync(unfinished)) await rm(memory, { force: true });
  if (!existsSync(memory)) say('compiling TypeScript');

  await mkdir(join(root, 'dist'), { recursive: true });
  await writeFile(unfinished, '');
  const compiler = await runCommand(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.json'], {
    cwd: root,
    signal,
  });
  await rm(unfinished);
  if (compiler.code !== 0) {
    throw new SetupError(
      'BUILD_FAILED',
      `the TypeScript of this checkout does not compile:\n${compiler.stdout}${compiler.stderr}`.trimEnd(),
      'Correct what the compiler names, or go back to a state of the project that compiles.',
    );
  }
}
