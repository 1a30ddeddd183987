import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SYSTEM_IMAGE } from './files.js';

const GUEST = join(import.meta.dirname, 'guest');
const FOLDER = 0o040755;
const PROGRAM = 0o100755;

/**
 * The initrd of every guest, whatever its kernel: busybox as the system has it, the first program, and /lab. What is
 * tried out in /lab needs no new disk.
 */
export async function makeInitrd(): Promise<Buffer> {
  const guestFile = (name: string) => readFile(join(GUEST, name));
  return archive([
    { path: 'bin', mode: FOLDER },
    { path: 'bin/busybox', mode: PROGRAM, content: await readBusybox() },
    { path: 'init', mode: PROGRAM, content: await guestFile('init.sh') },
    { path: 'lab', mode: FOLDER },
    { path: 'lab/start.sh', mode: PROGRAM, content: await guestFile('start.sh') },
    { path: 'lab/agent.mjs', mode: PROGRAM, content: await guestFile('agent.mjs') },
  ]);
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
