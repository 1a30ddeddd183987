import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, type CriudError, FinalState, PreDumpMode } from '../../src/client/index.js';
import { failureOf, failureOfOperation, succeeded } from '../integration/call-failure.js';
import { forgedManifest } from '../unit/catalog/forged-manifest.js';
import type { LabCriud } from './criud.js';
import { verifiedWrites } from './dirtier.js';
import { folderOf, idOf, LAB_PATIENCE, type Made, made } from './dumps.js';
import type { LabHost } from './host.js';
import { type Lab, openLab } from './lab.js';
import type { LabWorkload } from './workload.js';

type DumpRequest = Parameters<Client['checkpoints']['dump']>[0];
type PreDumpRequest = Parameters<Client['checkpoints']['preDump']>[0];

const wait = LAB_PATIENCE;
const { RUNNING, DEAD } = FinalState;

let lab: Lab;
let host: LabHost;
/** With another kernel. */
let other: LabHost;
let criud: LabCriud;
/** Two processes of 8 MiB, most of which stay as they are for as long as all of this takes. */
let dirtier: LabWorkload;
let older: Made;
let newest: Made;

beforeAll(async () => {
  lab = await openLab('refusals');
  [host, other] = await Promise.all([lab.host(), lab.host({ kernel: 'bookworm' })]);
  criud = await host.startCriud();
  dirtier = await host.workload('dirtier', ['8', '5', '--processes', '2']);
  older = await preDump({});
  newest = await preDump({ parent: older.checkpoint.name });
});
afterAll(() => lab?.end());

async function preDump(request: PreDumpRequest): Promise<Made> {
  const target = { pid: dirtier.pid };
  return made((await criud.client.checkpoints.preDump({ target, wait, ...request })).operation);
}

async function dump(request: DumpRequest): Promise<Made> {
  const target = { pid: dirtier.pid };
  return made((await criud.client.checkpoints.dump({ target, wait, ...request })).operation);
}

/** The error of a call that begins no operation, and during which the tree goes on. */
async function refusal(call: () => Promise<unknown>): Promise<CriudError> {
  const before = await criud.client.operations.listOperations({});
  const count = await dirtier.count();
  const failure = await failureOf(call());
  expect(await criud.client.operations.listOperations({})).toEqual(before);
  await dirtier.advancesFrom(count);
  return failure;
}

/** What a dump and a pre-dump say to this parent, which must be the same. */
async function refusalOf(parent: string): Promise<CriudError> {
  const ofDump = await refusal(() => dump({ parent, finalState: RUNNING }));
  const ofPreDump = await refusal(() => preDump({ parent }));
  expect(ofPreDump.message).toBe(ofDump.message);
  return ofDump;
}

describe('A dump is refused', () => {
  it('over a parent that does not exist', async () => {
    const failure = await refusalOf('checkpoints/01234567-89ab-cdef-0123-456789abcdef');
    expect(failure).toMatchObject({ code: 'NOT_FOUND', reason: 'CHECKPOINT_NOT_FOUND' });
  });

  it('over a parent of another process', async () => {
    await using counter = await host.workload('counter');
    const { checkpoint } = await preDump({ target: { pid: counter.pid } });
    expect(await refusalOf(checkpoint.name)).toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'PARENT_OF_OTHER_TREE',
      metadata: { checkpoint: idOf(checkpoint.name) },
    });
  });

  it('over a parent that was made under another kernel', async () => {
    const there = await other.startCriud();
    const counter = await other.workload('counter');
    const { checkpoints } = there.client;
    const { checkpoint } = made(
      (await checkpoints.preDump({ target: { pid: counter.pid }, wait })).operation,
    );
    await other.copyTo(host, folderOf(there, checkpoint.name));
    await other.end();
    const failure = await refusalOf(checkpoint.name);
    expect(failure.reason).toBe('PARENT_OF_OTHER_KERNEL');
    expect(failure.message).toContain(`under kernel ${checkpoint.kernel} of ${other.name}`);
  });

  it('over a parent that was made before the host was started again', async () => {
    const folder = folderOf(criud, newest.checkpoint.name);
    const good = await host.readFile(`${folder}/manifest.json`);
    const bad = forgedManifest(good, (manifest) => ({
      host: { ...manifest.host, bootId: 'that of another boot' },
    }));
    await host.writeFile(`${folder}/manifest.json`, bad, 0o600);
    const failure = await refusalOf(newest.checkpoint.name);
    await host.writeFile(`${folder}/manifest.json`, good, 0o600);
    expect(failure.reason).toBe('PARENT_OF_OTHER_KERNEL');
    expect(failure.message).toContain('before its last boot');
  });

  it('over a dump from which no changes were counted, and over a pre-dump that is not the newest', async () => {
    const { checkpoint } = await dump({ finalState: RUNNING });
    expect(checkpoint.memoryTracked).toBe(false);
    expect((await refusalOf(checkpoint.name)).reason).toBe('PARENT_NOT_TRACKED');
    expect((await refusalOf(older.checkpoint.name)).reason).toBe('PARENT_OUTDATED');
  });

  it.each([
    ['auto_dedup', () => preDump({ options: { memory: { autoDedup: true } } })],
    ['auto_dedup', () => dump({ finalState: RUNNING, options: { memory: { autoDedup: true } } })],
    ['track', () => dump({ parent: newest.checkpoint.name, options: { memory: { track: false } } })],
    ['track', () => preDump({ options: { memory: { track: false } } })],
    ['track', () => dump({ finalState: DEAD, options: { memory: { track: true } } })],
    [
      'pre_dump_mode',
      () => dump({ finalState: RUNNING, options: { memory: { preDumpMode: PreDumpMode.READ } } }),
    ],
  ])('with a memory option %s that cannot be meant', async (field, call) => {
    const failure = await refusal(call);
    expect(failure).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'INVALID_REQUEST' });
    expect(failure.violations.map((violation) => violation.field)).toEqual([`options.memory.${field}`]);
  });

  it('no more over the newest, which none of that has touched', async () => {
    const running = await dump({
      parent: newest.checkpoint.name,
      finalState: RUNNING,
      options: { memory: { track: true } },
    });
    expect(running.statistics.pagesSkippedParent).toBeGreaterThan(2 * 8 * 128);
    expect(running.operation.warnings).toEqual([]);
    await dirtier.advancesFrom(await dirtier.count());

    const dead = await dump({ parent: running.checkpoint.name });
    expect(dead.checkpoint.parent).toBe(running.checkpoint.name);
    expect(dead.statistics.pagesSkippedParent).toBeGreaterThan(2 * 8 * 128);
    const writes = await dirtier.reported('writes');
    const { checkpoint } = dead;
    succeeded((await criud.client.checkpoints.restore({ checkpoint: checkpoint.name, wait })).operation);
    expect(await verifiedWrites(dirtier)).toBeGreaterThanOrEqual(writes);
  });
});

describe('The changes of memory', () => {
  it('are counted anew for a part of the tree by a pre-dump of that part', async () => {
    const whole = await preDump({});
    const child = Number((await host.run('pgrep', ['-P', String(dirtier.pid)])).stdout);
    const ofChild = { target: { pid: child }, options: { terminal: { shellJob: true } } };
    const part = await preDump(ofChild);
    expect(part.checkpoint).toMatchObject({ pid: child, processes: 1 });
    expect((await refusalOf(whole.checkpoint.name)).reason).toBe('PARENT_OUTDATED');
    expect((await refusalOf(part.checkpoint.name)).reason).toBe('PARENT_OF_OTHER_TREE');
    const more = await preDump({ ...ofChild, parent: part.checkpoint.name });
    expect(more.statistics.pagesSkippedParent).toBeGreaterThan(8 * 128);
    await preDump({});
    expect((await refusal(() => preDump({ ...ofChild, parent: more.checkpoint.name }))).reason).toBe(
      'PARENT_OUTDATED',
    );
  });

  it('are still counted when criud was killed between two pre-dumps', async () => {
    const before = await preDump({});
    await criud.kill();
    criud = await host.startCriud();
    const after = await preDump({ parent: before.checkpoint.name });
    expect(after.statistics.pagesSkippedParent).toBeGreaterThan(2 * 8 * 128);
    newest = after;
  });

  it('are not counted any more when criud was killed within a pre-dump', async () => {
    const parent = newest.checkpoint.name;
    const midway = host.shell(`
      until compgen -G '${criud.stateFolder}/incoming/*/work/*.log' >/dev/null; do :; done
      criu=$(< /proc/${criud.pid}/task/${criud.pid}/children)
      kill -STOP $criu
      echo $criu`);
    const { operation } = await criud.client.checkpoints.preDump({ target: { pid: dirtier.pid }, parent });
    const criu = (await midway).trim();
    await criud.kill();
    // It goes on without criud, if it was not killed with it.
    await host.run('kill', ['-CONT', criu], { mayFail: true });
    criud = await host.startCriud();

    const { waitOperation } = criud.client.operations;
    const interrupted = (await waitOperation({ name: operation?.name ?? '', wait })).operation;
    expect(failureOfOperation(interrupted).reason).toBe('OPERATION_INTERRUPTED');
    expect((await refusalOf(parent)).reason).toBe('PARENT_OUTDATED');
    const anew = await preDump({});
    expect(anew.statistics.pagesWritten).toBeGreaterThan(2 * 8 * 255);
    await verifiedWrites(dirtier);
  });
});
