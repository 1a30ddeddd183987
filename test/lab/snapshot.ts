import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { acquireLock } from '../../setup/lock.mjs';
import { whenAgentAnswers } from './agent-answer.js';
import { kernelFile, LAB_FOLDER, PROJECT_IMAGE, QEMU_DESCRIPTION, SYSTEM_IMAGE } from './files.js';
import {
  type Machine,
  type MachineKind,
  type MachineOptions,
  machineArguments,
  startMachine,
} from './machine.js';
import { snapshotKey } from './snapshot-key.js';

const SNAPSHOTS_FOLDER = join(LAB_FOLDER, 'snapshots');

/** How long QEMU may take to write or to load the memory of a machine, which is less than a second. */
const TRANSFER_MS = 60_000;

/**
 * The memory and devices of a machine that has booted up to its agent, which has not been told yet who it is. It has
 * written to no disk, and read nothing of the project's.
 */
export interface Snapshot {
  /** The file for `startMachine`. */
  readonly memory: string;
  /** What its console said until then. */
  readonly console: string;
}

interface Files extends Snapshot {
  /** What it was made from. It is written last. */
  readonly key: string;
}

/** There is one for each kind of machine: a newer one takes the place of the older. */
function filesOf({
  kernel,
  memoryMiB,
  cpus,
  withoutFeature,
}: MachineKind): Files & { readonly folder: string } {
  const folder = join(
    SNAPSHOTS_FOLDER,
    [kernel, memoryMiB, cpus, ...(withoutFeature === undefined ? [] : [withoutFeature])].join('-'),
  );
  return { folder, ...filesIn(folder) };
}

function filesIn(folder: string): Files {
  return { memory: join(folder, 'memory'), console: join(folder, 'console.log'), key: join(folder, 'key') };
}

/**
 * The snapshot for a machine, which is made if there is none, or none that was made from what is there now. Whoever else
 * wants the same one at the same time waits for it.
 *
 * @throws when a machine does not boot up to its agent, or QEMU cannot write its memory
 */
export async function snapshotFor(options: MachineOptions): Promise<Snapshot> {
  const files = filesOf(options);
  const key = snapshotKey({
    arguments: machineArguments({ ...options, name: '', initrd: '', network: '', folder: '' }),
    contents: [await readFile(options.initrd)],
    files: [kernelFile(options.kernel), SYSTEM_IMAGE, QEMU_DESCRIPTION],
    sizes: [PROJECT_IMAGE],
  });
  const isThere = async () => (await readFile(files.key, 'utf8').catch(() => '')) === key;
  if (await isThere()) return files;

  const lock = await acquireLock({ path: `${files.folder}.lock`, say: () => {} });
  try {
    if (await isThere()) return files;
    const making = `${files.folder}.making`;
    await rm(making, { recursive: true, force: true });
    await mkdir(making);
    await makeSnapshot({ ...options, folder: making }, filesIn(making).memory);
    await writeFile(filesIn(making).key, key);
    await rm(files.folder, { recursive: true, force: true });
    await rename(making, files.folder);
    return files;
  } finally {
    await lock.release();
  }
}

/** Removes a snapshot that is of no use, so that the next one who wants it makes it anew. */
export async function forgetSnapshot(kind: MachineKind): Promise<void> {
  await rm(filesOf(kind).key, { force: true });
}

/** Boots a machine and writes its memory to a file. */
async function makeSnapshot(options: MachineOptions, memory: string): Promise<void> {
  const machine = await startMachine(options);
  try {
    (await whenAgentAnswers(machine)).close();
    await machine.execute('stop');
    await machine.execute('migrate-set-parameters', { 'max-bandwidth': 2 ** 40 });
    await machine.execute('migrate', { uri: `file:${memory}` });
    await transferred(machine, 'query-migrate', 'completed');
    await assertUnwritten(machine);
  } finally {
    await machine.kill();
  }
}

/** Lets a machine that was started with a snapshot go on, as soon as QEMU has loaded all of it. */
export async function resume(machine: Machine): Promise<void> {
  await transferred(machine, 'query-status', 'paused');
  await machine.execute('cont');
}

async function transferred(machine: Machine, query: string, wanted: string): Promise<void> {
  const deadline = performance.now() + TRANSFER_MS;
  for (;;) {
    // Both queries answer with an object that has a status.
    const answer = (await machine.execute(query)) as { readonly status?: string };
    if (answer.status === wanted) return;
    if (answer.status === 'failed' || performance.now() > deadline) {
      throw new Error(`QEMU does not get to ${wanted}: ${JSON.stringify(answer)}`);
    }
    await pause(10);
  }
}

/** What a disk got would be lost, with the machine knowing nothing of it. */
async function assertUnwritten(machine: Machine): Promise<void> {
  // As QEMU's protocol defines it.
  const disks = (await machine.execute('query-blockstats')) as readonly {
    readonly stats: { readonly wr_operations: number };
  }[];
  const writes = disks.reduce((sum, { stats }) => sum + stats.wr_operations, 0);
  if (disks.length === 0 || writes > 0) {
    throw new Error(`a machine has written to its disks before it was configured: ${JSON.stringify(disks)}`);
  }
}
