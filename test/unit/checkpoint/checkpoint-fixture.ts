import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type Catalog, openCatalog } from '../../../src/catalog/index.js';
import { type Checkpoints, openCheckpoints } from '../../../src/checkpoint/index.js';
import type { Installation } from '../../../src/criu/index.js';
import { readProcess } from '../../../src/host/index.js';
import { type Operation, type Operations, openOperations } from '../../../src/operations/index.js';
import { scratchFolder } from '../setup/scratch-folder.js';

/** A real catalogue, real operations and a real process; only CRIU is made up. All are others for each test. */
export interface CheckpointFixture {
  readonly catalog: Catalog;
  readonly operations: Operations;
  /** The process to be dumped. */
  readonly child: ChildProcess;
  readonly pid: number;
  /** Where the catalogue is. */
  readonly state: string;
  open(installation: Installation, catalog?: Catalog): Checkpoints;
  /** Names in a folder of the catalogue. */
  namesIn(folder: string): readonly string[];
  /** The operation when it has ended. */
  ended(begun: Operation): Promise<Operation>;
  /** Whether the process is alive and not stopped. */
  isRunning(): boolean;
}

/** Aborted by nobody. */
export const NEVER: AbortSignal = new AbortController().signal;

export function useCheckpoints(): CheckpointFixture {
  let state = '';
  let catalog: Catalog | undefined;
  let operations: Operations | undefined;
  let child: ChildProcess | undefined;

  beforeEach(async () => {
    state = join(scratchFolder(), 'state');
    catalog = await openCatalog(state);
    operations = await openOperations(join(state, 'operations'), {
      resolve: () => Promise.reject(new Error('nothing was interrupted')),
    });
    child = spawn('sleep', ['600'], { stdio: 'ignore' });
    await once(child, 'spawn');
  });

  afterEach(async () => {
    await operations?.close();
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const end = once(child, 'exit');
    child.kill('SIGKILL');
    await end;
  });

  const fixture: CheckpointFixture = {
    get catalog() {
      return present(catalog);
    },
    get operations() {
      return present(operations);
    },
    get child() {
      return present(child);
    },
    get pid() {
      return present(child?.pid);
    },
    get state() {
      return state;
    },
    open: (installation, over = fixture.catalog) =>
      openCheckpoints({
        installation,
        catalog: over,
        operations: fixture.operations,
        terminals: { keep: () => {}, count: 0, close: () => {} },
        settings: { timeout: 60_000, grace: 1_000, allowedOptions: [] },
      }),
    namesIn: (folder) => readdirSync(join(state, folder)),
    ended: ({ id }) => fixture.operations.wait(id, Number.POSITIVE_INFINITY, NEVER),
    isRunning() {
      const facts = readProcess(fixture.pid);
      return facts !== undefined && facts.state !== 'Z' && facts.state !== 'T';
    },
  };
  return fixture;
}

function present<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('there is none outside of a test');
  return part;
}
