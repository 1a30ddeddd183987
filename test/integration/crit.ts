import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const PYTHON = join(import.meta.dirname, '../../.cache/crit/python3');
const PROGRAM = join(import.meta.dirname, 'crit-show.py');

/** The images that tell of a tree; the others are raw, or of what nobody asks here. */
const SHOWN =
  /^(?:(?:core|ids|mm|fs|fdinfo|pagemap|mountpoints)-.*|pstree|files|memfd|remap-fpath|inventory)\.img$/;

/** An entry of an image as `crit show` prints it: flags and states are words, and addresses hexadecimal. */
export type Shown = Readonly<Record<string, unknown>>;

/** The images of a folder, by file name; undefined entries where there is no such image. */
export type ShownImages = ReadonlyMap<string, readonly Shown[]>;

/** What CRIU's own reader says of the images of some folders. Setup has unpacked it. */
export async function critShow(folders: readonly string[]): Promise<ReadonlyMap<string, ShownImages>> {
  const paths = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => SHOWN.test(name))
      .map((name) => join(folder, name)),
  );
  const { stdout } = await promisify(execFile)(PYTHON, [PROGRAM, ...paths], {
    maxBuffer: 256 * 1024 * 1024,
    timeout: 60_000,
  });
  const shown: Record<string, readonly Shown[]> = JSON.parse(stdout);
  return new Map(
    folders.map((folder) => [
      folder,
      new Map(
        Object.entries(shown)
          .filter(([path]) => join(folder, basename(path)) === path)
          .map(([path, entries]) => [basename(path), entries]),
      ),
    ]),
  );
}
