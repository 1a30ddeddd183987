import type { Checkpoint, IterationPolicy, Operation } from '../../src/client/index.js';
import { succeeded } from '../integration/call-failure.js';
import type { LabCriud } from './criud.js';
import type { LabHost } from './host.js';

/** Long enough for every operation in a guest, on a machine with more to do. */
export const LAB_PATIENCE = { seconds: 150n, nanos: 0 };

/** A policy by which rounds end at the sixty-fourth only. */
export const ENDLESS = {
  maxRounds: 64,
  minDirtyPages: 0n,
  maxGrowthPercent: 1e9,
  bandwidthBytesPerSecond: 1n << 50n,
} satisfies Partial<IterationPolicy>;

/** The statistics of a checkpoint, all of them. */
export type Statistics = NonNullable<Checkpoint['statistics']>;

/** What a dump, a pre-dump or an iterative dump that succeeded has made. */
export interface Made {
  readonly operation: Operation;
  readonly checkpoint: Checkpoint;
  readonly statistics: Statistics;
}

/** Throws the error of an operation that has failed, and fails on one that goes on. */
export function made(operation: Operation | undefined): Made {
  const ended = succeeded(operation);
  const { outcome } = ended;
  if (outcome?.$case !== 'dump' && outcome?.$case !== 'preDump') {
    throw new Error(`the outcome is that of a ${outcome?.$case}`);
  }
  const { checkpoint } = outcome.value;
  if (checkpoint?.statistics === undefined) throw new Error('a checkpoint without statistics');
  return { operation: ended, checkpoint, statistics: checkpoint.statistics };
}

/** The id in a name `checkpoints/ID`. */
export function idOf(name: string): string {
  return name.replace('checkpoints/', '');
}

/** The folder of a checkpoint on the host of a criud. */
export function folderOf({ stateFolder }: LabCriud, name: string): string {
  return `${stateFolder}/${name}`;
}

/** The manifest in the folder of a checkpoint. */
export async function manifestOf(host: LabHost, folder: string): Promise<Record<string, unknown>> {
  return JSON.parse((await host.readFile(`${folder}/manifest.json`)).toString());
}

/** What is on the disk of a criud: ids of checkpoints, and of those that have been begun. */
export async function checkpointsOn(host: LabHost, { stateFolder }: LabCriud) {
  const [checkpoints, incoming] = await Promise.all([
    host.list(`${stateFolder}/checkpoints`),
    host.list(`${stateFolder}/incoming`),
  ]);
  return { checkpoints, incoming };
}
