import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BlackoutSide,
  BlackoutStepKind,
  MigrationReportFormat,
  MigrationStrategy,
} from '../../src/client/index.js';
import { PATIENCE, succeeded } from './call-failure.js';
import { type Host, startSource, startTarget } from './two-hosts.js';
import { startWorkload } from './workload.js';

let source: Host;
let target: Host;

beforeAll(async () => {
  [source, target] = await Promise.all([startSource(), startTarget()]);
});
afterAll(async () => {
  await Promise.all([source?.stop(), target?.stop()]);
});

type Time = { readonly seconds: bigint; readonly nanos: number } | undefined;

function milliseconds(time: Time): number {
  if (time === undefined) throw new Error('there is no time');
  return Number(time.seconds) * 1_000 + time.nanos / 1e6;
}

describe('The report of a migration', () => {
  it('tells what CRIU measured, and the blackout with its steps at both hosts', async () => {
    await using workload = await startWorkload('counter', ['4']);
    const { operation } = await source.client.migrations.migrate({
      target: { pid: workload.pid },
      destination: target.address,
      strategy: MigrationStrategy.STOP_AND_COPY,
      wait: PATIENCE,
    });
    const moved = succeeded(operation);
    const result = moved.outcome?.$case === 'migration' ? moved.outcome.value : undefined;
    const report = result?.report;
    expect(report).toMatchObject({
      ...{ operation: moved.name, destination: target.address, rounds: [], failure: '' },
      strategy: MigrationStrategy.STOP_AND_COPY,
    });
    const { finalDump: dump, blackout } = report ?? {};
    expect(dump?.pagesWritten).toBeGreaterThan(0n);
    expect(report?.pageBytes).toBe(dump?.pageBytes);
    expect(report?.otherImageBytes).toBeGreaterThan(0n);
    expect(result?.blackout).toEqual(blackout?.duration);
    const begin = milliseconds(blackout?.begin);
    const end = begin + milliseconds(blackout?.duration);
    expect(end).toBeLessThanOrEqual(milliseconds(report?.duration) + 1);
    // It was frozen until it was dead, which is before it was known to run.
    expect(milliseconds(dump?.frozen)).toBeLessThan(end - begin);

    const steps = blackout?.steps ?? [];
    for (const step of steps) {
      const isHere = step.side === BlackoutSide.SOURCE;
      // The clock of the target is read back from when its answer came.
      expect(milliseconds(step.begin)).toBeGreaterThanOrEqual(isHere ? begin : begin - 50);
      expect(milliseconds(step.begin) + milliseconds(step.duration)).toBeLessThanOrEqual(end + 1);
    }
    const kinds = (side: BlackoutSide) =>
      new Set(steps.filter((step) => step.side === side).map(({ kind }) => BlackoutStepKind[kind]));
    expect(kinds(BlackoutSide.SOURCE)).toEqual(
      new Set(['DUMP', 'PAGES', 'IMAGES', 'PREPARE', 'RECORD', 'KILL', 'COMMIT']),
    );
    expect(kinds(BlackoutSide.TARGET)).toEqual(new Set(['FLUSH', 'RESTORE', 'RESUME']));

    const name = moved.name.replace('operations', 'migrations');
    const { content } = await source.client.migrations.getMigrationReport({
      ...{ name, format: MigrationReportFormat.TEXT },
    });
    expect(content).toContain('stop-and-copy');
    expect(content).toMatch(/^target +Tree is restored, and held /m);
    await workload.advancesFrom(workload.count());
  });
});
