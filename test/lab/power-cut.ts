import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Durability, FinalState } from '../../src/client/index.js';
import { succeeded } from '../integration/call-failure.js';
import { LAB_PATIENCE } from './dumps.js';
import { MKE2FS } from './files.js';
import type { LabHost } from './host.js';
import type { Lab } from './lab.js';
import type { LabWorkload } from './workload.js';

const DISK_BYTES = 1024 * 1024 * 1024;

/** Where workloads have their folders, so that they are on the disk as well. */
const PLACE = '/var/tmp';
const STATE_FOLDER = join(PLACE, 'criud');

/** A pid that nothing has on a host that has just booted. */
const FREE_PID = 20_000;

/** A tree whose host was cut off right after its dump was answered. */
interface Cut {
  readonly workload: LabWorkload;
  readonly operation: string;
  readonly checkpoint: string;
  readonly count: number;
}

export interface PowerCuts {
  readonly tried: number;
  /** Trees of which no checkpoint could be restored after the next boot. */
  readonly lost: number;
  /** Operations of which criud told something else after the next boot than before. */
  readonly untrue: number;
}

/**
 * Dumps a tree with DISK, cuts its host off the moment the answer is there, boots the next host with the same disk, and
 * looks: the operation is told as it was, the checkpoint verifies and restores, and the tree goes on where it was. So
 * many times, one after the other.
 */
export async function cutPower(lab: Lab, times: number, say: (text: string) => void): Promise<PowerCuts> {
  const disk = join(lab.folder, 'disk.ext4');
  await using file = await open(disk, 'w');
  await file.truncate(DISK_BYTES);
  await promisify(execFile)(MKE2FS, ['-q', '-t', 'ext4', disk]);

  let lost = 0;
  let untrue = 0;
  let cut: Cut | undefined;
  for (let number = 0; number <= times; number++) {
    const host = await lab.host({ name: `host-${number}` });
    await host.attachDisk(disk, PLACE);
    const criud = await host.startCriud({ stateFolder: STATE_FOLDER });
    if (cut !== undefined) {
      const { operation, checkpoint, workload, count } = cut;
      const told = (await criud.client.operations.getOperation({ name: operation })).operation;
      const isTrue = told?.outcome?.$case === 'dump' && told.checkpoint === checkpoint;
      if (!isTrue) untrue += 1;
      const isBack = await comesBack(criud.client.checkpoints.restore({ checkpoint, wait: LAB_PATIENCE }));
      const goesOn = isBack && (await countsOver(workload.on(host), count));
      if (!goesOn) lost += 1;
      say(`cut ${number} of ${times}: ${isTrue ? 'told' : 'NOT TOLD'}, ${goesOn ? 'goes on' : 'LOST'}`);
      if (goesOn) await workload.on(host).stop();
    }
    if (number < times) cut = await dumpAndCut(host, criud);
    else await host.end();
    criud.client.close();
  }
  return { tried: times, lost, untrue };
}

async function comesBack(restore: ReturnType<CriudClient['checkpoints']['restore']>): Promise<boolean> {
  return restore.then(
    ({ operation }) => operation?.outcome?.$case === 'restore',
    () => false,
  );
}

type Criud = Awaited<ReturnType<LabHost['startCriud']>>;
type CriudClient = Criud['client'];

async function dumpAndCut(host: LabHost, { client }: Criud): Promise<Cut> {
  await host.shell(`echo ${FREE_PID} > /proc/sys/kernel/ns_last_pid`);
  const workload = await host.workload('counter', ['16']);
  // What the tree has written itself is the tree's to flush: its state file keeps the length that it has now.
  await host.run('sync');
  const count = await workload.count();
  const { operation } = await client.checkpoints.dump({
    target: { pid: workload.pid },
    finalState: FinalState.DEAD,
    durability: Durability.DISK,
    wait: LAB_PATIENCE,
  });
  await host.kill();
  const { name, checkpoint } = succeeded(operation);
  return { workload, operation: name, checkpoint, count };
}

/** Its file can hold an older count, or none, until it has written the next: that was not flushed. */
async function countsOver(workload: LabWorkload, count: number): Promise<boolean> {
  const look = async () => (await workload.count().catch(() => 0)) > count || undefined;
  return workload.host.waitFor(`a count over ${count}`, 30_000, look).then(
    () => true,
    () => false,
  );
}
