import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { Failure } from '../failure/index.js';

/**
 * The path of a program: a name is looked up in PATH, a path is taken as it is.
 * An empty folder in PATH, which means the current one to a shell, means none.
 *
 * @throws Failure CRIU_NOT_FOUND
 */
export function findProgram(name: string): string {
  const folders = name.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  for (const folder of folders) {
    const path = resolve(join(folder, name));
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile()) return path;
    } catch {
      // The next folder may have it.
    }
  }
  throw new Failure('CRIU_NOT_FOUND', `There is no program ${name}.`, {
    metadata: { program: name },
    cure: 'Install CRIU, or name its program with --criu or CRIUD_CRIU.',
  });
}
