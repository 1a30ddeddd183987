import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openCatalog, verifyCheckpoint } from '../../../src/catalog/index.js';
import type { Checkpoints, DumpRequest, PreDumpRequest } from '../../../src/checkpoint/index.js';
import type { Operation } from '../../../src/operations/index.js';
import { useCheckpoints } from './checkpoint-fixture.js';
import { type Act, type ScriptedInstallation, scriptInstallation } from './scripted-installation.js';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

const fixture = useCheckpoints();
let criu: ScriptedInstallation;
let checkpoints: Checkpoints;

beforeEach(() => {
  criu = scriptInstallation([]);
  checkpoints = fixture.open(criu);
});

function preDumpRequest(parts: Partial<PreDumpRequest> = {}): PreDumpRequest {
  return {
    target: { pid: fixture.pid },
    options: {},
    skipInspection: true,
    labels: {},
    durability: 'disk',
    fingerprint: 'f',
    ...parts,
  };
}

function dumpRequest(parts: Partial<DumpRequest> = {}): DumpRequest {
  return { ...preDumpRequest(), finalState: 'running', hooks: [], ...parts };
}

async function preDump(act: Act, parts: Partial<PreDumpRequest> = {}): Promise<Operation> {
  criu.acts.push(act);
  return fixture.ended(await checkpoints.preDump(preDumpRequest(parts)));
}

async function dump(act: Act, parts: Partial<DumpRequest> = {}): Promise<Operation> {
  criu.acts.push(act);
  return fixture.ended(await checkpoints.dump(dumpRequest(parts)));
}

/** The id of what an operation has made. */
function madeBy({ outcome }: Operation): string {
  if (outcome?.kind !== 'pre-dump' && outcome?.kind !== 'dump') {
    throw new Error('nothing was made', { cause: outcome?.kind === 'failed' ? outcome.failure : undefined });
  }
  return outcome.checkpoint.id;
}

const ALL = { pagesScanned: 10_000, pagesWritten: 10_000 };
const FEW = { pagesScanned: 10_000, pagesSkippedParent: 9_990, pagesWritten: 10 };

describe('a chain of pre-dumps', () => {
  it('is written one over the other, and the dump over the last', async () => {
    const first = madeBy(await preDump(ALL));
    const second = madeBy(await preDump(FEW, { parent: first }));
    const operation = await dump(FEW, { parent: second, finalState: 'dead' });
    expect(criu.asked.map(({ options }) => [options.trackMem, options.parentImg])).toEqual([
      [true, undefined],
      [true, `../../../checkpoints/${first}/images`],
      [true, `../../../checkpoints/${second}/images`],
    ]);
    expect(operation.warnings).toBeUndefined();
    const chain = await fixture.catalog.chain(await fixture.catalog.get(madeBy(operation)));
    expect(chain.map(({ manifest }) => manifest.id)).toEqual([madeBy(operation), second, first]);
    for (const each of chain) await verifyCheckpoint(each);
  });

  it('has the newest pre-dump alone as its parent', async () => {
    const first = madeBy(await preDump(ALL));
    const second = madeBy(await preDump(FEW, { parent: first }));
    await expect(checkpoints.dump(dumpRequest({ parent: first }))).rejects.toMatchObject({
      reason: 'PARENT_OUTDATED',
    });
    await expect(checkpoints.preDump(preDumpRequest({ parent: first }))).rejects.toMatchObject({
      reason: 'PARENT_OUTDATED',
    });
    expect(criu.asked).toHaveLength(2);
    expect(madeBy(await dump(FEW, { parent: second }))).toBeDefined();
  });

  it('has no parent any more after a pre-dump that failed, and the next does without', async () => {
    const first = madeBy(await preDump(ALL));
    const { outcome } = await preDump({ fails: true }, { parent: first });
    expect(outcome).toMatchObject({ failure: { reason: 'CRIU_FAILED' }, tree: { overall: 'running' } });
    await expect(checkpoints.preDump(preDumpRequest({ parent: first }))).rejects.toMatchObject({
      reason: 'PARENT_OUTDATED',
    });
    const anew = madeBy(await preDump(ALL));
    expect(fixture.catalog.tracking.isNewest(anew)).toBe(true);
  });

  it('has a warning where CRIU wrote what the parent has, in a pre-dump and in a dump', async () => {
    const first = madeBy(await preDump(ALL));
    const again = await preDump(ALL, { parent: first });
    const final = await dump(ALL, { parent: madeBy(again) });
    expect(again.warnings).toMatchObject([{ reason: 'PARENT_NOT_USED', metadata: { parent: first } }]);
    expect(final.warnings).toMatchObject([
      { reason: 'PARENT_NOT_USED', metadata: { parent: madeBy(again) } },
    ]);
  });

  it('goes on after a restart of criud', async () => {
    const first = madeBy(await preDump(ALL));
    checkpoints = fixture.open(criu, await openCatalog(fixture.state));
    const second = await preDump(FEW, { parent: first });
    expect(madeBy(second)).not.toBe(first);
    await expect(checkpoints.dump(dumpRequest({ parent: first }))).rejects.toMatchObject({
      reason: 'PARENT_OUTDATED',
    });
  });

  it('is not gone on with over a parent that another operation has outdated since it was found', async () => {
    const first = madeBy(await preDump(ALL));
    const { chain } = fixture.catalog;
    // Between the finding and the beginning of the operation.
    vi.spyOn(fixture.catalog, 'chain').mockImplementationOnce(async (...args) => {
      const links = await chain(...args);
      await fixture.catalog.tracking.forget(first);
      return links;
    });
    const { outcome } = await dump(FEW, { parent: first });
    expect(outcome).toMatchObject({ failure: { reason: 'PARENT_OUTDATED' }, tree: { overall: 'running' } });
    expect(criu.asked).toHaveLength(1);
  });
});

describe('a pre-dump of a stopped tree', () => {
  it('has a warning that its memory is left out, which one of a running tree has not', async () => {
    process.kill(fixture.pid, 'SIGSTOP');
    await expect.poll(() => fixture.isRunning()).toBe(false);
    const pids = String(fixture.pid);
    expect((await preDump(ALL)).warnings).toMatchObject([
      { reason: 'PROCESS_STOPPED', message: expect.stringContaining(pids), metadata: { pids } },
    ]);
    process.kill(fixture.pid, 'SIGCONT');
    await expect.poll(() => fixture.isRunning()).toBe(true);
    expect((await preDump(ALL)).warnings).toBeUndefined();
  });
});

describe('a dump', () => {
  it('without a parent has CRIU count nothing, and is no parent', async () => {
    const first = madeBy(await preDump(ALL));
    const id = madeBy(await dump(ALL));
    expect(criu.asked[1]?.options).not.toHaveProperty('trackMem');
    expect(criu.asked[1]?.options).not.toHaveProperty('parentImg');
    expect((await fixture.catalog.get(id)).manifest).toMatchObject({ memoryTracked: false });
    await expect(checkpoints.dump(dumpRequest({ parent: id }))).rejects.toMatchObject({
      reason: 'PARENT_NOT_TRACKED',
    });
    expect(fixture.catalog.tracking.isNewest(id)).toBe(false);
    // It takes no marks away either.
    expect(fixture.catalog.tracking.isNewest(first)).toBe(true);
  });

  it('that was told to count changes is a parent, when it leaves the tree alive', async () => {
    const id = madeBy(await dump(ALL, { options: { trackMemory: true } }));
    expect(criu.asked[0]?.options).toMatchObject({ trackMem: true });
    const over = madeBy(await dump(FEW, { parent: id }));
    expect((await fixture.catalog.get(over)).manifest.parent).toBe(id);
  });

  it('cuts pages out of its parents where it is told to, and they stay whole', async () => {
    const first = madeBy(await preDump(ALL));
    const id = madeBy(await dump(FEW, { parent: first, options: { autoDedup: true } }));
    expect(criu.asked[1]?.options).toMatchObject({ autoDedup: true });
    for (const each of await fixture.catalog.chain(await fixture.catalog.get(id)))
      await verifyCheckpoint(each);
  });
});

describe('what cannot be meant or done', () => {
  it.each([
    ['a pre-dump mode for a dump', 'options.memory.pre_dump_mode', dumpRequest, { preDumpMode: 'read' }],
    ['cutting without a parent', 'options.memory.auto_dedup', dumpRequest, { autoDedup: true }],
    ['counting for a tree that dies', 'options.memory.track', deadRequest, { trackMemory: true }],
  ] as const)('is refused: %s', async (_, field, makeRequest, options) => {
    await expect(checkpoints.dump(makeRequest({ options }))).rejects.toMatchObject({
      reason: 'INVALID_REQUEST',
      violations: [{ field }],
    });
    expect(fixture.operations.list()).toEqual([]);
  });

  it.each([
    ['a pre-dump', () => checkpoints.preDump(preDumpRequest())],
    ['a dump with a parent', () => checkpoints.dump(dumpRequest({ parent: UNKNOWN_ID }))],
    ['a dump that counts', () => checkpoints.dump(dumpRequest({ options: { trackMemory: true } }))],
  ])('is refused on a kernel that does not track memory: %s', async (_, call) => {
    criu.known = { ...criu.known, memoryTracking: false };
    await expect(call()).rejects.toMatchObject({ reason: 'MEMORY_TRACKING_UNAVAILABLE' });
    expect(fixture.operations.list()).toEqual([]);
    expect(fixture.namesIn('checkpoints')).toEqual([]);
  });

  it('is not refused there: a dump of all memory', async () => {
    criu.known = { ...criu.known, memoryTracking: false };
    expect(madeBy(await dump(ALL))).toBeDefined();
  });

  it('is refused: a parent that is not there', async () => {
    await expect(checkpoints.dump(dumpRequest({ parent: UNKNOWN_ID }))).rejects.toMatchObject({
      reason: 'CHECKPOINT_NOT_FOUND',
    });
  });

  it('is refused: restoring what has lost a parent, before anything begins', async () => {
    const first = madeBy(await preDump(ALL));
    const id = madeBy(await dump(FEW, { parent: first }));
    await rename(join(fixture.state, 'checkpoints', first), join(fixture.state, 'away'));
    const count = fixture.operations.list().length;
    await expect(
      checkpoints.restore({
        checkpoint: id,
        finalState: 'running',
        options: {},
        skipVerification: false,
        pidWait: 0,
        hooks: [],
        fingerprint: 'f',
      }),
    ).rejects.toMatchObject({ reason: 'PARENT_MISSING', metadata: { checkpoint: id, parent: first } });
    expect(fixture.operations.list()).toHaveLength(count);
  });
});

function deadRequest(parts: Partial<DumpRequest>): DumpRequest {
  return dumpRequest({ ...parts, finalState: 'dead' });
}
