import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Catalog, openCatalog } from '../../../src/catalog/index.js';
import { readRetentionFlags } from '../../../src/cli/retention-flags.js';
import { runRetention } from '../../../src/cli/retention-run.js';
import { makeCheckpoint } from '../catalog/facts.js';
import { scratchFolder } from '../setup/scratch-folder.js';

const MIB = 1024 * 1024;
const DAY = 24 * 3_600_000;

describe('the flags of retention', () => {
  it('make a policy', () => {
    expect(readRetentionFlags({})).toBeUndefined();
    expect(
      readRetentionFlags({
        'retain-age': '1.5',
        'retain-count': '3',
        'retain-count-by': 'app',
        'retain-size': '10',
        'retain-free': '20',
        'retain-label': ['keep', 'by=a=b'],
      }),
    ).toEqual({
      maxAge: 1.5 * DAY,
      maxCount: 3,
      groupLabel: 'app',
      maxBytes: 10 * MIB,
      minFreeBytes: 20 * MIB,
      keepLabels: { keep: '', by: 'a=b' },
    });
  });

  it.each([
    [{ 'retain-age': '0' }, '--retain-age'],
    [{ 'retain-age': 'old' }, '--retain-age'],
    [{ 'retain-count': '1.5' }, '--retain-count'],
    [{ 'retain-size': '-1' }, '--retain-size'],
    [{ 'retain-count-by': 'app' }, '--retain-count-by'],
    [{ 'retain-label': ['keep'] }, '--retain-label'],
  ])('%j are refused', (flags, field) => {
    expect(() => readRetentionFlags(flags)).toThrow(
      expect.objectContaining({
        reason: 'INVALID_REQUEST',
        violations: [expect.objectContaining({ field })],
      }),
    );
  });
});

describe('retention that runs by itself', () => {
  let catalog: Catalog;
  let lines: Readonly<Record<string, unknown>>[];
  const log = {
    info: (line: object) => void lines.push({ ...line }),
    warn: (line: object) => void lines.push({ ...line }),
  };
  const events = (event: string) => lines.filter((line) => line.event === event);

  beforeEach(async () => {
    lines = [];
    catalog = await openCatalog(join(scratchFolder(), 'state'));
  });

  it('removes at the start and after each commit, and tells what', async () => {
    const first = await makeCheckpoint(catalog);
    await makeCheckpoint(catalog);
    await using _running = runRetention(catalog, { maxCount: 1 }, log);
    await expect.poll(() => events('retention.applied')).toHaveLength(1);
    expect(events('retention.removed')).toEqual([
      expect.objectContaining({
        rule: 'count',
        bytes: 10_009,
        checkpoint: expect.stringMatching(/^checkpoints\//),
      }),
    ]);
    expect(events('retention.applied')).toEqual([
      expect.objectContaining({ removed: 1, spared: 0, freed: 10_009 }),
    ]);
    const left = (await catalog.list({}, { size: 9 })).checkpoints;
    expect(left).toHaveLength(1);

    while (new Date().toISOString() <= first.manifest.createdAt) await new Promise(setImmediate);
    await makeCheckpoint(catalog);
    await expect.poll(() => events('retention.applied')).toHaveLength(2);
    expect((await catalog.list({}, { size: 9 })).checkpoints).toHaveLength(1);
  });

  it('looks once more, and not once for each, where many come at a time', async () => {
    let looks = 0;
    const counting: Catalog = {
      ...catalog,
      list: (...asked) => {
        looks += 1;
        return catalog.list(...asked);
      },
    };
    await using running = runRetention(counting, { maxCount: 2 }, log);
    await Promise.all(Array.from({ length: 20 }, () => makeCheckpoint(catalog)));
    await expect.poll(async () => (await catalog.list({}, { size: 99 })).checkpoints.length).toBe(2);
    await running[Symbol.asyncDispose]();
    expect(looks).toBeLessThanOrEqual(21);
    expect(events('retention.removed')).toHaveLength(18);
  });

  it('goes on after a failure, and tells it', async () => {
    let isBroken = true;
    const failing: Catalog = {
      ...catalog,
      remove: (...asked) => (isBroken ? Promise.reject(new Error('i/o error')) : catalog.remove(...asked)),
    };
    await makeCheckpoint(catalog);
    await makeCheckpoint(catalog);
    await using _running = runRetention(failing, { maxCount: 1 }, log);
    await expect.poll(() => events('retention.failed')).toHaveLength(1);
    isBroken = false;
    await makeCheckpoint(catalog);
    await expect.poll(() => events('retention.removed')).toHaveLength(2);
  });

  it('comes again by the clock', async () => {
    await makeCheckpoint(catalog);
    const later = await makeCheckpoint(catalog);
    const id = (await catalog.list({}, { size: 2 })).checkpoints[1]?.id ?? later.manifest.id;
    const lease = catalog.leases.take([id], 'a reader');
    await using _running = runRetention(catalog, { maxCount: 1 }, log, 10);
    lease[Symbol.dispose]();
    await expect.poll(() => events('retention.removed')).toHaveLength(1);
  });
});
