import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { compiledProgram } from '../integration/workload.js';
import { bundleCriud, CRIUD_PROGRAM } from './criud-bundle.js';
import { LAB_FOLDER, MKE2FS, PROJECT_IMAGE, ROOT } from './files.js';

const run = promisify(execFile);

/** What criud and the workloads are made of, as far as it is not a package. */
const PARTS = ['dist', 'gen', 'native', 'proto', 'test/workloads', 'package.json', '.cache/native'];

/**
 * Makes the disk that every guest has at /project: the checkout as it is now, without what only writes code. A guest
 * may write to it; that ends with the guest. Guests that run keep the disk that they have.
 */
export async function makeProjectImage(): Promise<void> {
  const workloads = dirname(await compiledProgram('reaper'));
  const parts = [...PARTS, relative(ROOT, workloads), ...(await packageFolders())];
  const making = await mkdtemp(join(LAB_FOLDER, 'project-'));
  try {
    const tree = join(making, 'tree');
    await mkdir(tree);
    await run('cp', ['--archive', '--link', '--parents', ...parts, tree], { cwd: ROOT });

    await bundleCriud(join(tree, dirname(relative('/project', CRIUD_PROGRAM))));

    const image = join(making, 'project.img');
    const format = ['-q', '-t', 'ext4', '-O', '^has_journal', '-m', '0', '-L', 'project'];
    await run(MKE2FS, [...format, '-d', tree, image, '512M']);
    await rename(image, PROJECT_IMAGE);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

/** The folders of the packages that a guest needs, with all that these depend on. */
async function packageFolders(): Promise<readonly string[]> {
  const own = await readPackage('package.json');
  const found = new Set<string>();
  const collect = async (name: string): Promise<void> => {
    const folder = join('node_modules', name);
    if (found.has(folder) || !existsSync(join(ROOT, folder))) return;
    found.add(folder);
    const { dependencies, optionalDependencies } = await readPackage(join(folder, 'package.json'));
    for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) await collect(each);
  };
  for (const name of Object.keys(own.dependencies ?? {})) await collect(name);
  return [...found];
}

interface Package {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

async function readPackage(path: string): Promise<Package> {
  // npm has read this file before, and found a package in it.
  return JSON.parse(await readFile(join(ROOT, path), 'utf8')) as Package;
}
