import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, runCommand } from './command.mjs';
import { findLoader } from './loader-wrapper.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Runs a program of unpacked packages until it has ended well.
 *
 * @typedef {(program: string, args: string[], options?: { as?: string }) => Promise<void>} RunTool `as` is the name under which
 *   the program is told to work, where it has several
 */

/** What is compressed, how its file is named, and what unpacks any number of such files in place. */
export const COMPRESSIONS = {
  gzip: { suffix: '.gz', program: 'gzip', args: ['-d', '-f'] },
  xz: { suffix: '.xz', program: 'xz', args: ['-d', '-f', '-T1'] },
  zstd: { suffix: '.zst', program: 'zstd', args: ['-d', '-f', '-q', '--rm'] },
  lz4: { suffix: '.lz4', program: 'lz4', args: ['-d', '-f', '-q', '--rm', '-m'] },
};

/**
 * The programs of unpacked packages, run with the loader and the libraries of those packages, so that the system needs none.
 *
 * @param {{ folder: string, signal?: AbortSignal | undefined }} options `folder` holds the packages
 * @returns {Promise<RunTool>} which throws a SetupError `LAB_TOOL_FAILED`
 * @throws {SetupError} `LOADER_MISSING`
 */
export async function openTools({ folder, signal }) {
  const { loader, libraries } = await findLoader(folder);
  return async (program, args, { as = program } = {}) => {
    const path = ['usr/bin', 'usr/sbin', 'bin', 'sbin']
      .map((name) => join(folder, name, program))
      .find((each) => existsSync(each));
    const result = await runCommand(
      join(folder, loader),
      [
        '--library-path',
        libraries.map((library) => join(folder, library)).join(':'),
        '--argv0',
        as,
        path ?? program,
        ...args,
      ],
      { signal },
    );
    if (result.code !== 0) {
      throw new SetupError(
        'LAB_TOOL_FAILED',
        `${as} failed:\n${lastLines(result)}`,
        `See that there is space on the disk of ${folder}, and run the same command again.`,
      );
    }
  };
}
