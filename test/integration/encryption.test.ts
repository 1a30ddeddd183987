import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DefectKind } from '../../gen/api/criud/v1/catalog_service.js';
import { FinalState, HookAnswer, type Operation, OperationState } from '../../src/client/index.js';
import { failureOf, failureOfOperation, PATIENCE, succeeded } from './call-failure.js';
import { type Daemon, runCriud, startDaemon } from './daemon.js';
import { goesOn } from './round-trip.js';
import { waitingHook } from './waiting-hook.js';
import { compiledProgram, startWorkload, until, type Workload } from './workload.js';

/** In every page of the workload; nowhere else on this machine but in its program. */
const SECRET = 'criud-secret-page';
const MEBIBYTES = 48;
const MEMORY = BigInt(MEBIBYTES) * 1024n * 1024n;

let folder: string;
let ring: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'criud-keys-'));
  ring = join(folder, 'ring');
  keep(['one', ONE]);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ONE = randomBytes(32);
const TWO = randomBytes(32);

/** Puts these keys on the ring, the first as the current one. */
function keep(...keys: readonly (readonly [id: string, key: Buffer])[]): void {
  const lines = keys.map(([id, key]) => `${id} ${key.toString('base64')}\n`);
  writeFileSync(ring, `# keys of a test\n${lines.join('')}`, { mode: 0o600 });
}

/** A daemon whose state outlives it, as it does on a host. */
async function serve(...flags: readonly string[]): Promise<Daemon> {
  const under = [await compiledProgram('reaper')];
  const keys = flags.includes('--keys') ? [] : ['--keys', ring];
  return startDaemon({ under, stateFolder: join(folder, 'state'), flags: [...keys, ...flags] });
}

/** SIGKILL, and the end of the process. */
async function kill(daemon: Daemon): Promise<void> {
  process.kill(daemon.pid, 'SIGKILL');
  await until('the end of criud', 10_000, () => !existsSync(`/proc/${daemon.pid}/fd/0`) || undefined);
  daemon.client.close();
}

function workingAreaOf(daemon: Daemon): string {
  const line = daemon.log.find(({ event }) => event === 'encryption.on');
  const places: unknown = line?.workingArea;
  if (Array.isArray(places) && typeof places[0] === 'string') return places[0];
  throw new Error('the daemon has no working area');
}

function below(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.map((entry) => join(entry.parentPath, entry.name));
}

/** The files that have a page of the workload in them. */
function plainFiles(folder: string): readonly string[] {
  return below(folder).filter((path) => {
    try {
      return statSync(path).isFile() && readFileSync(path).includes(SECRET);
    } catch {
      // It was removed between the two looks.
      return false;
    }
  });
}

async function dump(daemon: Daemon, { pid }: Workload, request = {}): Promise<Operation | undefined> {
  const answer = await daemon.client.checkpoints.dump({ target: { pid }, wait: PATIENCE, ...request });
  return answer.operation;
}

async function restore(daemon: Daemon, checkpoint: string): Promise<Operation | undefined> {
  return (await daemon.client.checkpoints.restore({ checkpoint, wait: PATIENCE })).operation;
}

function imagesOf(daemon: Daemon, checkpoint: string): string {
  return join(daemon.stateFolder, checkpoint, 'images');
}

describe('With keys', () => {
  it('a tree is dumped and restored, and no page of it is on the disk', async () => {
    await using daemon = await serve();
    await using workload = await startWorkload('secrets', [String(MEBIBYTES)]);
    const dumped = succeeded(await dump(daemon, workload, { finalState: FinalState.DEAD }));
    const checkpoint = dumped.outcome?.$case === 'dump' ? dumped.outcome.value.checkpoint : undefined;
    expect(checkpoint).toMatchObject({ encryptionKey: 'one' });
    const { sizeBytes = 0n } = checkpoint ?? {};
    expect(sizeBytes).toBeGreaterThan(MEMORY);
    expect(plainFiles(daemon.stateFolder)).toEqual([]);
    expect(below(workingAreaOf(daemon))).toEqual([]);
    for (const path of [daemon.stateFolder, ...below(daemon.stateFolder)]) {
      // CRIU's own log and statistics have modes of its choice, in a folder that nobody else can enter.
      if (basename(dirname(path)) !== 'work') expect(statSync(path).mode & 0o077, path).toBe(0);
    }

    const count = workload.count();
    succeeded(await restore(daemon, dumped.checkpoint));
    await goesOn(workload, count);
    expect(plainFiles(daemon.stateFolder)).toEqual([]);
    expect(below(workingAreaOf(daemon))).toEqual([]);
  });

  it('nothing is left of a dump that is refused, before its checkpoint and after it', async () => {
    await using daemon = await serve();
    await using workload = await startWorkload('secrets', [String(MEBIBYTES)]);
    for (const finalState of [FinalState.DEAD, FinalState.RUNNING]) {
      const hooks = [{ notification: 'post-dump', timeLimit: PATIENCE }];
      const begun = await dump(daemon, workload, { finalState, hooks, wait: undefined });
      const { name = '' } = begun ?? {};
      const { hook } = await waitingHook(daemon.client, name);
      expect(plainFiles(workingAreaOf(daemon))).not.toEqual([]);
      await daemon.client.operations.answerHook({ name, hook, answer: HookAnswer.REFUSE });
      const { operation } = await daemon.client.operations.waitOperation({ name, wait: PATIENCE });
      expect(failureOfOperation(operation)).toMatchObject({ reason: 'HOOK_REFUSED' });
      expect(plainFiles(daemon.stateFolder)).toEqual([]);
      expect(below(workingAreaOf(daemon))).toEqual([]);
      await goesOn(workload);
    }
  });

  /** Moments of a dump and of a restore, each as what can be seen of it in the state or in the working area. */
  const grows = (part: number) => (folder: string) =>
    below(folder).some((path) => basename(path) === 'pages-1.img' && sizeOf(path) > Number(MEMORY) * part);
  it.each<[string, 'dump' | 'restore', (state: string, area: string) => boolean]>([
    ['CRIU writes', 'dump', (_, area) => grows(0.3)(area)],
    [
      'encryption begins',
      'dump',
      (state) => below(join(state, 'incoming')).some((path) => path.endsWith('.img')),
    ],
    ['half of the memory is encrypted', 'dump', (state) => grows(0.5)(join(state, 'incoming'))],
    ['half of the memory is decrypted', 'restore', (_, area) => grows(0.5)(area)],
  ])('nothing plain is left after SIGKILL when %s, and criud goes on', async (_, undertaking, isNow) => {
    await using workload = await startWorkload('secrets', [String(MEBIBYTES)]);
    let daemon = await serve();
    const area = workingAreaOf(daemon);
    const dumped =
      undertaking === 'dump'
        ? undefined
        : succeeded(await dump(daemon, workload, { finalState: FinalState.DEAD }));
    const count = workload.count();
    const request = { wait: undefined };
    const begun =
      dumped === undefined
        ? await dump(daemon, workload, { finalState: FinalState.DEAD, ...request })
        : (await daemon.client.checkpoints.restore({ checkpoint: dumped.checkpoint })).operation;
    await until('that moment', 20_000, () => isNow(daemon.stateFolder, area) || undefined);
    await kill(daemon);
    expect(plainFiles(daemon.stateFolder)).toEqual([]);

    daemon = await serve();
    await using ending = daemon;
    const { operation } = await ending.client.operations.waitOperation({
      name: begun?.name ?? '',
      wait: PATIENCE,
    });
    expect(operation?.state).toBe(OperationState.FAILED);
    expect(plainFiles(ending.stateFolder)).toEqual([]);
    expect(below(area)).toEqual([]);
    if (dumped !== undefined) succeeded(await restore(ending, dumped.checkpoint));
    await goesOn(workload, count);
  });

  it('restores what other keys have closed only with these, also when they have been rotated', async () => {
    await using workload = await startWorkload('secrets', ['4']);
    let checkpoint = '';
    {
      await using daemon = await serve();
      checkpoint = succeeded(await dump(daemon, workload, { finalState: FinalState.DEAD })).checkpoint;
      const keys = join(folder, 'no-keys');
      writeFileSync(keys, 'one nonsense', { mode: 0o600 });
      const refused = await runCriud('serve', '--keys', keys, '--criu', process.env.CRIUD_CRIU ?? 'criu');
      expect(refused).toMatchObject({ stderr: expect.stringContaining('line 1') });
      expect(refused.stderr).not.toContain('nonsense');
    }
    const count = workload.count();
    for (const keys of [[['one', TWO]], [['two', TWO]]] as const) {
      keep(...keys);
      await using daemon = await serve();
      const operation = await restore(daemon, checkpoint);
      expect(failureOfOperation(operation)).toMatchObject({
        reason: 'ENCRYPTION_KEY_MISSING',
        code: 'FAILED_PRECONDITION',
        metadata: { key: 'one' },
      });
      // Digests are of what is stored: it can be verified by who cannot read it.
      const verified = await daemon.client.catalog.verifyCheckpoint({ name: checkpoint });
      expect(verified).toMatchObject({ valid: true, defects: [{ kind: DefectKind.NO_KEY }] });
      expect(await daemon.client.catalog.rotateKeys({})).toMatchObject(
        keys[0][0] === 'one' ? { rotated: 0 } : { rotated: 0, skipped: expect.arrayContaining([checkpoint]) },
      );
    }
    {
      keep(['two', TWO], ['one', ONE]);
      await using daemon = await serve();
      const { rotated, skipped } = await daemon.client.catalog.rotateKeys({});
      expect(rotated).toBeGreaterThan(0);
      expect(skipped).toEqual([]);
    }
    keep(['two', TWO]);
    await using daemon = await serve();
    const verified = await daemon.client.catalog.verifyCheckpoint({ name: checkpoint });
    expect(verified).toMatchObject({ valid: true, defects: [] });
    succeeded(await restore(daemon, checkpoint));
    await goesOn(workload, count);
  });

  it('refuses to restore what was altered', async () => {
    await using daemon = await serve();
    await using workload = await startWorkload('secrets', ['4']);
    const { checkpoint } = succeeded(await dump(daemon, workload, { finalState: FinalState.RUNNING }));
    const pages = join(imagesOf(daemon, checkpoint), 'pages-1.img');
    const bytes = readFileSync(pages);
    bytes.writeUInt8(bytes.readUInt8(300_000) ^ 1, 300_000);
    writeFileSync(pages, bytes);
    expect(failureOfOperation(await restore(daemon, checkpoint))).toMatchObject({
      reason: 'CHECKPOINT_DAMAGED',
      metadata: { file: 'pages-1.img' },
    });
    await goesOn(workload);
  });

  it('are needed for rotation, and asked of a command too', async () => {
    await using keyless = await startDaemon();
    const error = await failureOf(keyless.client.catalog.rotateKeys({}));
    expect(error).toMatchObject({ reason: 'ENCRYPTION_KEY_MISSING' });
    await using daemon = await startDaemon({ flags: ['--keys-command', `grep -v '#' ${ring}`] });
    expect(daemon.log).toContainEqual(expect.objectContaining({ event: 'encryption.on', key: 'one' }));
    expect(JSON.stringify(daemon.log)).not.toContain(ONE.toString('base64').slice(0, 10));
    expect(await daemon.client.catalog.rotateKeys({})).toMatchObject({ rotated: 0, skipped: [] });
  });
});

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
