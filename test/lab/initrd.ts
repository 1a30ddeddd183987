import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { type Kernel, modulesFolder, SYSTEM_IMAGE } from './files.js';

const GUEST = join(import.meta.dirname, 'guest');
const FOLDER = 0o040755;
const FILE = 0o100644;
const PROGRAM = 0o100755;

/** What the kernels have as modules of all that it takes to get at a disk. */
const DISK_MODULES = ['virtio_pci', 'virtio_blk'];

/**
 * The initrd of the guests with a kernel: busybox as the system has it, the first program, the modules for the disks, and
 * /lab. What is tried out in /lab needs no new disk.
 */
export async function makeInitrd(kernel: Kernel): Promise<Buffer> {
  const guestFile = (name: string) => readFile(join(GUEST, name));
  const folder = modulesFolder(kernel);
  const modules = inLoadingOrder(await readFile(join(folder, 'modules.dep'), 'utf8'), DISK_MODULES);
  return archive([
    { path: 'bin', mode: FOLDER },
    { path: 'bin/busybox', mode: PROGRAM, content: await readBusybox() },
    { path: 'init', mode: PROGRAM, content: await guestFile('init.sh') },
    { path: 'lab', mode: FOLDER },
    { path: 'lab/start.sh', mode: PROGRAM, content: await guestFile('start.sh') },
    { path: 'lab/configure.sh', mode: PROGRAM, content: await guestFile('configure.sh') },
    { path: 'lab/agent.mjs', mode: PROGRAM, content: await guestFile('agent.mjs') },
    { path: 'modules', mode: FOLDER },
    ...(await Promise.all(
      modules.map(async (module, index) => ({
        path: `modules/${String(index).padStart(2, '0')}-${basename(module)}`,
        mode: FILE,
        content: await readFile(join(folder, module)),
      })),
    )),
  ]);
}

/**
 * The files of modules and of all that they depend on, each after what it depends on.
 *
 * @param list the file `modules.dep` of depmod(8); what is not in it is a part of the kernel
 */
export function inLoadingOrder(list: string, names: readonly string[]): readonly string[] {
  const needs = new Map<string, readonly string[]>();
  for (const line of list.split('\n')) {
    const [module = '', rest = ''] = line.split(':');
    if (module !== '') needs.set(module, rest.split(' ').filter(Boolean));
  }
  const ordered = new Set<string>();
  for (const name of names) {
    const module = [...needs.keys()].find((path) => basename(path, '.ko').replaceAll('-', '_') === name);
    if (module === undefined) continue;
    // The list has what a module needs from the nearest to the farthest.
    for (const each of (needs.get(module) ?? []).toReversed()) ordered.add(each);
    ordered.add(module);
  }
  return [...ordered];
}

async function readBusybox(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'criud-lab-'));
  try {
    const busybox = join(folder, 'busybox');
    await promisify(execFile)('debugfs', ['-R', `dump /usr/bin/busybox ${busybox}`, SYSTEM_IMAGE]);
    return await readFile(busybox);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Entry {
  readonly path: string;
  /** As in stat(2). */
  readonly mode: number;
  /** Absent for a folder. */
  readonly content?: Buffer;
}

/** A cpio archive in the format "newc", which the kernel unpacks into its first file system. */
function archive(entries: readonly Entry[]): Buffer {
  const last = { path: 'TRAILER!!!', mode: 0 };
  return Buffer.concat(
    [...entries, last].flatMap(({ path, mode, content = Buffer.alloc(0) }: Entry, index) => {
      const name = Buffer.from(`${path}\0`);
      const fields = [
        ...[index + 1, mode, 0, 0, 1, 0], // inode, mode, uid, gid, links, time
        ...[content.length, 0, 0, 0, 0, name.length, 0], // size, four device numbers, length of the name, check sum
      ];
      const header = Buffer.from(
        `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`,
      );
      return [padded(Buffer.concat([header, name])), padded(content)];
    }),
  );
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}
