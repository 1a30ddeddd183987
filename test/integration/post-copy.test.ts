import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  HookAnswer,
  MigrationState,
  MigrationStrategy,
  MigrationWord,
  type Operation,
  Phase,
  TreeState,
} from '../../src/client/index.js';
import { makeAuthority } from '../unit/migration/channel-certificates.js';
import { failureOfOperation, PATIENCE, succeeded } from './call-failure.js';
import { startDaemon, WITHOUT_SYS_RESOURCE } from './daemon.js';
import { type Machine, startMachine } from './machine.js';
import { type Host, startSource, startTarget } from './two-hosts.js';
import { waitingHook } from './waiting-hook.js';
import { startWorkload, until, type Workload } from './workload.js';

const MIB = 64;
const PAGES = MIB * 256;

/** Bytes a second with which the memory takes longer than any test. */
const SLOWLY = 500_000n;

const PIPE_LIMIT = '/proc/sys/fs/pipe-max-size';

let limitBefore: string;
beforeAll(async () => {
  // Where the machine has no CAP_SYS_RESOURCE to go beyond it.
  limitBefore = await readFile(PIPE_LIMIT, 'utf8');
  await writeFile(PIPE_LIMIT, String(Math.max(Number(limitBefore), 4 * 1024 * 1024)));
});
afterAll(() => writeFile(PIPE_LIMIT, limitBefore));

let source: Host;
let target: Machine;
beforeEach(async () => {
  [source, target] = await Promise.all([startSource(), startMachine()]);
});
afterEach(async () => {
  await target?.[Symbol.asyncDispose]();
  await source?.stop();
});

async function migrate(
  workload: Workload,
  more: Partial<Parameters<Host['client']['migrations']['migrate']>[0]> = {},
): Promise<string> {
  const { operation } = await source.client.migrations.migrate({
    ...{ target: { pid: workload.pid }, destination: target.criud.address },
    strategy: MigrationStrategy.POST_COPY,
    ...more,
  });
  return operation?.name ?? '';
}

async function ended(host: Host, name: string): Promise<Operation | undefined> {
  return (await host.client.operations.waitOperation({ name, wait: PATIENCE })).operation;
}

/** Of the last tree that came there. */
async function received(): Promise<Operation | undefined> {
  const { operations } = await target.criud.client.operations.listOperations({});
  return ended(target.criud, operations[0]?.name ?? '');
}

async function untilPhase(host: Host, name: string, phase: Phase): Promise<void> {
  for await (const { event } of host.client.operations.watchOperation({ name })) {
    if (event?.$case === 'phaseStarted' && event.value === phase) return;
  }
  throw new Error(`${name} ended before ${Phase[phase]}`);
}

/** Its root, wherever it runs: at the target it has the pid of the source inside only. */
function rootOf({ folder }: Workload): number {
  const isRoot = (pid: string): boolean => {
    try {
      if (readFileSync(`/proc/${pid}/comm`, 'latin1') !== 'dirtier\n') return false;
      return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(`CRIUD_WORKLOAD=${folder}`);
    } catch {
      return false;
    }
  };
  const found = readdirSync('/proc').find((name) => /^\d+$/.test(name) && isRoot(name));
  if (found === undefined) throw new Error(`no process of ${folder} lives`);
  return Number(found);
}

/** Has the tree compare every byte of its memory with what it must be. */
async function verifies(workload: Workload): Promise<void> {
  const before = workload.reported('verified');
  process.kill(rootOf(workload), 'SIGUSR1');
  await until(
    'the comparison of all memory',
    30_000,
    () => workload.reported('verified') > before || undefined,
  );
}

/** The child of a criud that has these words on its command line. */
async function childOf(host: Host, words: string): Promise<number> {
  for (const pid of await host.children()) {
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    if (line.includes(words)) return pid;
  }
  const lines = (await host.children()).map((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '),
  );
  throw new Error(`criud has no child with ${words}, but ${lines.join(', ')}`);
}

/** Neither host runs it, and it has never seen memory other than its own. */
function isLost(workload: Workload): void {
  expect(() => rootOf(workload)).toThrow('no process');
  expect(readFileSync(join(workload.folder, 'state'), 'utf8')).not.toContain('failed=');
}

describe('A tree whose memory follows it', () => {
  it('runs at once on the other host, and has all of its memory in the end', async () => {
    await using workload = await startWorkload('dirtier', [String(MIB), '2000']);
    const writes = workload.reported('writes');
    const name = await migrate(workload);
    const moved = succeeded(await ended(source, name));
    if (moved.outcome?.$case !== 'migration') throw new Error('no migration');
    const { postCopy, destination } = moved.outcome.value;
    expect(destination).toBe(target.criud.address);
    expect(postCopy?.pagesFaulted).toBeGreaterThan(0n);
    expect(postCopy?.pagesFetched).toBeGreaterThan(0n);
    expect((postCopy?.pagesFaulted ?? 0n) + (postCopy?.pagesFetched ?? 0n)).toBeGreaterThanOrEqual(PAGES);
    expect(moved.phases.map(({ phase }) => phase)).toContain(Phase.FETCHING_MEMORY);
    expect((await received())?.outcome?.$case).toBe('restore');
    expect(await target.criud.children()).toEqual([]);
    await verifies(workload);
    expect(workload.reported('writes')).toBeGreaterThan(writes);
  });

  it('may have several processes, and come from a host that is known by its certificate', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'criud-post-copy-'));
    const authority = makeAuthority('post-copy');
    const flags = async (name: string): Promise<readonly string[]> => {
      const parts = Object.entries(authority.identify(name));
      const files = parts.map(([part]) => join(folder, `${name}.${part}`));
      await Promise.all(parts.map(([, pem], index) => writeFile(files[index] ?? '', pem, { mode: 0o600 })));
      return parts.flatMap(([part], index) => [`--peer-${part}`, files[index] ?? '']);
    };
    await using to = await startTarget(await flags('target'));
    await using from = await startSource(await flags('source'));
    await using workload = await startWorkload('dirtier', [
      '16',
      '1000',
      '--shared',
      '4',
      '--processes',
      '3',
    ]);
    const { operation } = await from.client.migrations.migrate({
      ...{ target: { pid: workload.pid }, destination: to.address, wait: PATIENCE },
      strategy: MigrationStrategy.POST_COPY,
    });
    succeeded(operation);
    await verifies(workload);
    await rm(folder, { recursive: true });
  });

  it('goes on where it was, when it is refused while it stands still', async () => {
    await using workload = await startWorkload('dirtier', ['4', '500']);
    const name = await migrate(workload, {
      hooks: [{ notification: 'post-dump', timeLimit: PATIENCE, otherwise: HookAnswer.REFUSE }],
    });
    const { hook } = await waitingHook(source.client, name);
    await source.client.operations.answerHook({ name, hook, answer: HookAnswer.REFUSE });
    expect(failureOfOperation(await ended(source, name))).toMatchObject({
      ...{ reason: 'HOOK_REFUSED', treeState: TreeState.RUNNING },
    });
    await workload.advancesFrom(workload.count());
    await verifies(workload);
  });

  it('goes on where it was, when the other host is lost before it is dead here', async () => {
    await using workload = await startWorkload('dirtier', ['4', '500']);
    const name = await migrate(workload, { hooks: [{ notification: 'post-dump', timeLimit: PATIENCE }] });
    const { hook } = await waitingHook(source.client, name);
    await target.lose();
    // CRIU takes the end of its connection for the end of its work.
    await source.client.operations.answerHook({ name, hook, answer: HookAnswer.PROCEED });
    await workload.advancesFrom(workload.count(), 30_000);
    await verifies(workload);
    const migration = name.replace('operations', 'migrations');
    await expect
      .poll(async () => (await source.client.migrations.getMigration({ name: migration })).migration?.state, {
        timeout: 20_000,
      })
      .toBe(MigrationState.ABORTING);
    await source.client.migrations.resolveMigration({ name: migration, word: MigrationWord.TARGET_IS_DEAD });
    expect(failureOfOperation(await ended(source, name)).treeState).toBe(TreeState.RUNNING);
  });

  it('gets the rest although the criud of its source is killed', async () => {
    await using workload = await startWorkload('dirtier', ['16', '500']);
    const name = await migrate(workload, { maxBytesPerSecond: 8_000_000n });
    await untilPhase(source, name, Phase.FETCHING_MEMORY);
    const earlier = source;
    process.kill(earlier.pid, 'SIGKILL');
    source = await startSource(['--peer-insecure'], undefined, earlier.stateFolder);
    succeeded(await ended(source, name));
    await earlier.stop();
    expect((await received())?.outcome?.$case).toBe('restore');
    await verifies(workload);
  });

  const KILLED: readonly (readonly [string, () => Promise<number>])[] = [
    ['the CRIU of its source', () => childOf(source, 'criu: dump')],
    ['the CRIU that fills its memory', () => childOf(target.criud, 'lazy-pages')],
  ];
  for (const [what, find] of KILLED) {
    it(`is ended, and both hosts say that it is lost, when ${what} is killed`, async () => {
      await using workload = await startWorkload('dirtier', [String(MIB), '2000']);
      const name = await migrate(workload, { maxBytesPerSecond: SLOWLY });
      await untilPhase(source, name, Phase.FETCHING_MEMORY);
      process.kill(await find(), 'SIGKILL');
      for (const operation of [await ended(source, name), await received()]) {
        expect(failureOfOperation(operation)).toMatchObject({
          ...{ code: 'DATA_LOSS', reason: 'PAGES_LOST', treeState: TreeState.GONE },
        });
      }
      isLost(workload);
    });
  }

  it('is ended by the next criud of its host, when that was killed meanwhile', async () => {
    await using workload = await startWorkload('dirtier', [String(MIB), '2000']);
    const name = await migrate(workload, { maxBytesPerSecond: SLOWLY });
    await untilPhase(source, name, Phase.FETCHING_MEMORY);
    await target.restart();
    expect(failureOfOperation(await received())).toMatchObject({ reason: 'PAGES_LOST' });
    expect(failureOfOperation(await ended(source, name))).toMatchObject({ reason: 'PAGES_LOST' });
    isLost(workload);
  });

  it('goes on where it was, when the criud of its source is killed while the target builds it', async () => {
    await using workload = await startWorkload('dirtier', ['4', '500']);
    const name = await migrate(workload, { hooks: [{ notification: 'post-dump', timeLimit: PATIENCE }] });
    const { hook } = await waitingHook(source.client, name);
    target.pause();
    await source.client.operations.answerHook({ name, hook, answer: HookAnswer.PROCEED });
    await untilPhase(source, name, Phase.HANDING_OVER);
    const earlier = source;
    process.kill(earlier.pid, 'SIGKILL');
    source = await startSource(['--peer-insecure'], undefined, earlier.stateFolder);
    // Its CRIU serves on, and holds it still.
    await workload.advancesFrom(workload.count(), 30_000);
    target.proceed();
    expect(failureOfOperation(await ended(source, name)).treeState).toBe(TreeState.RUNNING);
    await earlier.stop();
    expect((await received())?.outcome?.$case).toBe('error');
    await verifies(workload);
  });

  it('is moved by the next criud of its source, when it was dead there already', async () => {
    await using workload = await startWorkload('dirtier', ['16', '500']);
    const name = await migrate(workload, { hooks: [{ notification: 'handover', timeLimit: PATIENCE }] });
    await waitingHook(source.client, name);
    const earlier = source;
    process.kill(earlier.pid, 'SIGKILL');
    source = await startSource(['--peer-insecure'], undefined, earlier.stateFolder);
    succeeded(await ended(source, name));
    await earlier.stop();
    expect((await received())?.outcome?.$case).toBe('restore');
    await verifies(workload);
  });

  const LOST_BEFORE: readonly (readonly [string, () => Promise<void>])[] = [
    [
      'the CRIU of its source is killed',
      async () => void process.kill(await childOf(source, 'criu: dump'), 'SIGKILL'),
    ],
    ['the criud of the other host is killed', () => target.restart()],
  ];
  for (const [what, happen] of LOST_BEFORE) {
    it(`is lost, and both hosts say so, when ${what} after its death and before it runs again`, async () => {
      await using workload = await startWorkload('dirtier', ['16', '500']);
      const name = await migrate(workload, { hooks: [{ notification: 'handover', timeLimit: PATIENCE }] });
      const { hook } = await waitingHook(source.client, name);
      await happen();
      await source.client.operations.answerHook({ name, hook, answer: HookAnswer.PROCEED });
      expect(failureOfOperation(await ended(source, name))).toMatchObject({
        ...{ reason: 'PAGES_LOST', treeState: TreeState.GONE },
      });
      expect((await received())?.outcome?.$case).toBe('error');
      isLost(workload);
    });
  }

  it('is not moved by a host whose pipes are too small, and runs on', async () => {
    await using workload = await startWorkload('dirtier', ['4', '500']);
    await using daemon = await startDaemon({ under: WITHOUT_SYS_RESOURCE });
    await writeFile(PIPE_LIMIT, '1048576');
    try {
      const call = daemon.client.migrations.migrate({
        ...{ target: { pid: workload.pid }, destination: target.criud.address, wait: PATIENCE },
        strategy: MigrationStrategy.POST_COPY,
      });
      const { operation } = await call;
      expect(failureOfOperation(operation)).toMatchObject({ reason: 'CAPABILITY_MISSING' });
    } finally {
      await writeFile(PIPE_LIMIT, String(4 * 1024 * 1024));
    }
    await workload.advancesFrom(workload.count());
    expect(existsSync(`/proc/${workload.pid}`)).toBe(true);
  });
});
