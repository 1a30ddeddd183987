import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Operation } from '../../src/client/index.js';
import { PATIENCE, succeeded } from './call-failure.js';
import type { Daemon } from './daemon.js';

type Pull = Parameters<Daemon['client']['catalog']['pullCheckpoint']>[0];
type Push = Parameters<Daemon['client']['catalog']['pushCheckpoint']>[0];

/** Bytes of a part, as src/transfer/parts.ts has them. */
export const PART = 16 * 1024 * 1024;

export async function pull(daemon: Daemon, request: Pull): Promise<Operation | undefined> {
  return (await daemon.client.catalog.pullCheckpoint({ wait: PATIENCE, ...request })).operation;
}

export async function push(daemon: Daemon, request: Push): Promise<Operation | undefined> {
  return (await daemon.client.catalog.pushCheckpoint({ wait: PATIENCE, ...request })).operation;
}

/** What a pull that succeeded says of itself. */
export function pulled(operation: Operation | undefined) {
  const { outcome } = succeeded(operation);
  if (outcome?.$case !== 'pull') throw new Error(`${outcome?.$case} instead of a pull`);
  return outcome.value;
}

/** The same of a push. */
export function pushed(operation: Operation | undefined) {
  const { outcome } = succeeded(operation);
  if (outcome?.$case !== 'push') throw new Error(`${outcome?.$case} instead of a push`);
  return outcome.value;
}

/** Ids of the checkpoints that are on a daemon's disk. */
export function checkpointsOf({ stateFolder }: Daemon): readonly string[] {
  return readdirSync(join(stateFolder, 'checkpoints')).sort();
}

/** Archives of which something has come. */
export function uploadsOf({ stateFolder }: Daemon): readonly string[] {
  return readdirSync(join(stateFolder, 'uploads'));
}

/** The images of a checkpoint, byte for byte, are the same at both. */
export function expectSameImages(name: string, one: Daemon, other: Daemon): void {
  const digests = [one, other].map(({ stateFolder }) => {
    const folder = join(stateFolder, name, 'images');
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [
        entry.name,
        createHash('sha256')
          .update(readFileSync(join(folder, entry.name)))
          .digest('hex'),
      ])
      .sort();
  });
  expect(digests[0]?.length).toBeGreaterThan(3);
  expect(digests[0]).toEqual(digests[1]);
}
