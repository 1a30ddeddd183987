import { describe, expect, it } from 'vitest';
import { type AppliedRetention, applyRetention, verifyCheckpoint } from '../../../src/catalog/index.js';
import { PreDumpMode } from '../../../src/criu/index.js';
import { useCheckpoints } from './checkpoint-fixture.js';
import { dumpOf, phasesOf, play, policyOf, request, round, roundsOf } from './iterative-story.js';
import { scriptInstallation } from './scripted-installation.js';

const fixture = useCheckpoints();

describe('an iterative dump', () => {
  it('has rounds until the policy is content, then a dump over the last of them', async () => {
    const frozen = { frozenMicroseconds: 1_500, memoryWriteMicroseconds: 20_000 };
    const { operation, criu, kept } = await play(fixture, [
      round(100_000, frozen),
      round(2_000, frozen),
      round(50, frozen),
      round(40, frozen),
    ]);
    const { checkpoint, predictedFrozenMilliseconds } = dumpOf(operation);
    const rounds = operation.rounds ?? [];
    expect(rounds.map(({ number, judgement }) => [number, judgement.round, judgement.verdict])).toEqual([
      [1, 1, 'continue'],
      [2, 2, 'continue'],
      [3, 3, 'converged'],
    ]);
    expect(rounds[2]?.measurements).toEqual({
      pagesScanned: 100_000,
      pagesSkippedParent: 99_950,
      pagesWritten: 50,
      sharedPages: 0,
      frozenMilliseconds: 1.5,
      writeMilliseconds: expect.any(Number),
      durationMilliseconds: expect.any(Number),
      sincePreviousMilliseconds: expect.any(Number),
    });
    expect(rounds[2]?.measurements.writeMilliseconds).toBeGreaterThan(20);
    expect(predictedFrozenMilliseconds).toBe(rounds[2]?.judgement.predictedFrozenMilliseconds);
    expect(predictedFrozenMilliseconds).toBeGreaterThan(1.5);

    const ids = [...roundsOf(operation), checkpoint.id];
    expect([...kept].sort()).toEqual([...ids].sort());
    expect(
      (await fixture.catalog.chain(await fixture.catalog.get(checkpoint.id))).map(
        ({ manifest }) => manifest.id,
      ),
    ).toEqual(ids.toReversed());
    expect(operation).toMatchObject({ kind: 'dump-iteratively', checkpoint: checkpoint.id });
    expect(phasesOf(operation)).toEqual([
      ...['pre-dumping', 'pre-dumping', 'pre-dumping'],
      ...['preparing', 'dumping', 'releasing', 'confirming', 'committing', 'digesting'],
    ]);
    expect(criu.asked.map(({ request: each }) => each)).toEqual([
      ...['SINGLE_PRE_DUMP', 'SINGLE_PRE_DUMP', 'SINGLE_PRE_DUMP'],
      'DUMP',
    ]);
    expect(operation.warnings).toBeUndefined();
    expect(fixture.isRunning()).toBe(true);
  });

  it('has its rounds as long as it goes on, whatever retention would keep', async () => {
    const runs: Promise<AppliedRetention>[] = [];
    fixture.catalog.onCommit(() => runs.push(applyRetention(fixture.catalog, { maxAge: 0 })));
    const { operation, kept } = await play(fixture, [round(100_000), round(900), round(10), round(5)]);
    const ids = [...roundsOf(operation), dumpOf(operation).checkpoint.id];
    expect([...kept].sort()).toEqual([...ids].sort());
    const applied = await Promise.all(runs);
    expect(applied.map(({ retired }) => retired)).toEqual([[], [], [], []]);
    // When it has ended they are like any other.
    expect((await applyRetention(fixture.catalog, { maxAge: 0 })).retired).toHaveLength(4);
  });

  it('tells CRIU of each parent, and always to track memory', async () => {
    const { operation, criu } = await play(fixture, [round(100_000), round(900), round(10), round(5)]);
    const parents = roundsOf(operation).map((id) => `../../../checkpoints/${id}/images`);
    const pid = fixture.pid;
    expect(criu.asked.map(({ options }) => options)).toEqual([
      { pid, trackMem: true },
      { pid, trackMem: true, parentImg: parents[0] },
      { pid, trackMem: true, parentImg: parents[1] },
      { pid, trackMem: true, parentImg: parents[2], leaveRunning: true, networkLock: expect.any(Number) },
    ]);
  });

  it('leaves manifests from which everything can be checked: labels, statistics, digests', async () => {
    const { operation } = await play(fixture, [round(100_000), round(10), round(5)]);
    const chain = await fixture.catalog.chain(await fixture.catalog.get(dumpOf(operation).checkpoint.id));
    expect(chain.map(({ manifest }) => [manifest.kind, manifest.statistics?.pagesWritten])).toEqual([
      ['dump', 5],
      ['pre-dump', 10],
      ['pre-dump', 100_000],
    ]);
    for (const each of chain) {
      expect(each.manifest).toMatchObject({ labels: { service: 'counter' }, memoryTracked: true });
      expect(each.manifest.files.every(({ sha256 }) => sha256 !== undefined)).toBe(true);
      await verifyCheckpoint(each);
    }
  });

  it('that leaves the tree running leaves a dump from which changes are counted', async () => {
    const { operation } = await play(fixture, [round(100_000), round(10), round(5)]);
    expect(fixture.catalog.tracking.isNewest(dumpOf(operation).checkpoint.id)).toBe(true);
    for (const id of roundsOf(operation)) expect(fixture.catalog.tracking.isNewest(id)).toBe(false);
  });

  it('that kills the tree has it dead, and nothing is counted any more', async () => {
    const { operation, criu } = await play(fixture, [round(100_000), round(10), round(5)], {
      finalState: 'dead',
    });
    expect(criu.asked.at(-1)?.options).toMatchObject({ leaveRunning: false });
    expect(phasesOf(operation).slice(2)).toEqual([
      ...['preparing', 'dumping', 'committing', 'releasing', 'confirming', 'digesting'],
    ]);
    expect(dumpOf(operation).checkpoint.parent).toBe(roundsOf(operation).at(-1));
    expect(fixture.isRunning()).toBe(false);
    expect(fixture.namesIn('tracking')).toEqual([]);
  });

  it('of one round allowed has one, and the dump over it', async () => {
    const { operation, criu } = await play(fixture, [round(100_000), round(90_000)], {
      policy: policyOf({ maxRounds: 1 }),
    });
    expect(operation.rounds?.map(({ judgement }) => judgement.verdict)).toEqual(['max-rounds']);
    expect(dumpOf(operation)).not.toHaveProperty('predictedFrozenMilliseconds');
    expect(criu.asked).toHaveLength(2);
    expect(criu.asked[1]?.options.parentImg).toContain(roundsOf(operation)[0]);
  });

  it('waits between two rounds where that is asked for, and not before the dump', async () => {
    const { operation } = await play(fixture, [round(100_000), round(2_000), round(10), round(5)], {
      policy: policyOf({ intervalMilliseconds: 1 }),
    });
    expect(phasesOf(operation).slice(0, 6)).toEqual([
      ...['pre-dumping', 'pausing', 'pre-dumping', 'pausing', 'pre-dumping', 'preparing'],
    ]);
  });

  it('of a CRIU before 3.17 has its rounds as the first of a chain each', async () => {
    const criu = scriptInstallation([round(100_000), round(10), round(5)]);
    criu.known = { ...criu.known, version: { major: 3, minor: 16, sublevel: 1 } };
    const begun = await fixture.open(criu).dumpIteratively(request(fixture));
    dumpOf(await fixture.ended(begun));
    expect(criu.asked.map(({ request: each }) => each)).toEqual(['PRE_DUMP', 'PRE_DUMP', 'DUMP']);
  });

  it('has a warning of every round, and of a dump, that wrote most of what its parent has', async () => {
    const all = { pagesScanned: 9_000, pagesWritten: 9_000 };
    const { operation } = await play(fixture, [all, all, all], { policy: policyOf({ maxRounds: 2 }) });
    const parents = roundsOf(operation);
    expect(operation.warnings).toMatchObject([
      { reason: 'PARENT_NOT_USED', metadata: { parent: parents[0], pages_promised: '9000' } },
      { reason: 'PARENT_NOT_USED', metadata: { parent: parents[1], pages_promised: '9000' } },
    ]);
  });

  it('is refused on a kernel that does not track memory, before anything begins', async () => {
    const criu = scriptInstallation([]);
    criu.known = { ...criu.known, memoryTracking: false };
    await expect(fixture.open(criu).dumpIteratively(request(fixture))).rejects.toMatchObject({
      reason: 'MEMORY_TRACKING_UNAVAILABLE',
    });
    expect(fixture.operations.list()).toEqual([]);
  });
});

describe('the options of an iterative dump', () => {
  it('reach the rounds and the dump, as far as they apply', async () => {
    const { operation, criu } = await play(fixture, [round(100_000), round(900), round(10), round(5)], {
      options: { preDumpMode: 'read', autoDedup: true, ghostLimitBytes: 4_096 },
    });
    expect(
      criu.asked.map(({ options: { preDumpMode, autoDedup, ghostLimit } }) => [
        preDumpMode,
        autoDedup,
        ghostLimit,
      ]),
    ).toEqual([
      [PreDumpMode.VM_READ, undefined, 4_096],
      [PreDumpMode.VM_READ, true, 4_096],
      [PreDumpMode.VM_READ, true, 4_096],
      [undefined, true, 4_096],
    ]);
    expect(dumpOf(operation).checkpoint.options).not.toHaveProperty('preDumpMode');
    const [first, second] = await Promise.all(roundsOf(operation).map((id) => fixture.catalog.get(id)));
    expect(first?.manifest.options).toEqual({ preDumpMode: 'read', ghostLimitBytes: 4_096 });
    expect(second?.manifest.options).toMatchObject({ preDumpMode: 'read', autoDedup: true });
  });

  it('that cut pages out of parents leave parents with the digests of what they are now', async () => {
    const { operation } = await play(fixture, [round(100_000), round(10), round(5)], {
      options: { autoDedup: true },
    });
    const chain = await fixture.catalog.chain(await fixture.catalog.get(dumpOf(operation).checkpoint.id));
    expect(chain).toHaveLength(3);
    for (const each of chain) {
      expect(each.manifest.files.every(({ sha256 }) => sha256 !== undefined)).toBe(true);
      await verifyCheckpoint(each);
    }
  });

  it('may not forbid what a round cannot do without', async () => {
    const refused = fixture
      .open(scriptInstallation([]))
      .dumpIteratively(request(fixture, { options: { trackMemory: false } }));
    await expect(refused).rejects.toMatchObject({
      reason: 'INVALID_REQUEST',
      violations: [{ field: 'options.memory.track' }],
    });
  });
});
