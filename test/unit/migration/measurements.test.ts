import { describe, expect, it } from 'vitest';
import type { DumpStatistics } from '../../../src/criu/index.js';
import { startMeasurement, startStopwatch } from '../../../src/migration/measurements.js';

/** A clock that stands still until it is told. */
function clock() {
  let time = 10_000;
  return {
    now: () => time,
    pass(milliseconds: number) {
      time += milliseconds;
    },
  };
}

const STATISTICS: DumpStatistics = {
  ...{ freezingMicroseconds: 1_500, frozenMicroseconds: 271_125, memoryDumpMicroseconds: 1 },
  ...{ memoryWriteMicroseconds: 2, pathSearchMicroseconds: 0, pagesScanned: 99, pagesSkippedParent: 51 },
  ...{ pagesWritten: 48, pagesLazy: 0, sharedPagesScanned: 12, sharedPagesSkippedParent: 0 },
  sharedPagesWritten: 12,
};

describe('a stopwatch', () => {
  it('tells steps that have ended by how long before now they began', () => {
    const { now, pass } = clock();
    const stopwatch = startStopwatch(now);
    const endFlush = stopwatch.begin('flush');
    pass(10);
    stopwatch.begin('restore');
    endFlush();
    pass(5);
    expect(stopwatch.steps()).toEqual([{ kind: 'flush', beforeMilliseconds: 15, durationMilliseconds: 10 }]);
  });

  it('ends a step with its work, also with one that fails', async () => {
    const { now, pass } = clock();
    const stopwatch = startStopwatch(now);
    let fail: (error: Error) => void = () => {};
    const work = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const during = stopwatch.during('images', work);
    pass(7);
    fail(new Error('cut off'));
    await expect(during).rejects.toThrow('cut off');
    expect(stopwatch.steps()).toEqual([{ kind: 'images', beforeMilliseconds: 7, durationMilliseconds: 7 }]);
    expect(await stopwatch.during('images', Promise.resolve('sent'))).toBe('sent');
  });
});

describe('what is measured of a migration', () => {
  it('has the blackout from the freeze to the first answer that the tree runs, and its steps', async () => {
    const { now, pass } = clock();
    const measurement = startMeasurement(now);
    const endRecord = measurement.begin('record');
    pass(100);
    endRecord();
    measurement.freezes();
    const endDump = measurement.begin('dump');
    pass(20);
    endDump();
    measurement.sends(400);
    const endCommit = measurement.begin('commit');
    pass(30);
    endCommit();
    measurement.answered([{ kind: 'restore', beforeMilliseconds: 25, durationMilliseconds: 24 }]);
    measurement.runs();
    pass(40);
    measurement.runs();
    const endLate = measurement.begin('record');
    pass(1);
    endLate();
    measurement.dumped(Promise.resolve(STATISTICS));

    expect(await measurement.result()).toEqual({
      otherImageBytes: 400,
      finalDump: {
        ...{ beginMilliseconds: 100, pagesWritten: 48, sharedPagesWritten: 12, pagesLazy: 0 },
        ...{ freezingMilliseconds: 1.5, frozenMilliseconds: 271.125 },
      },
      blackout: {
        ...{ beginMilliseconds: 100, durationMilliseconds: 50 },
        steps: [
          { kind: 'dump', side: 'source', beginMilliseconds: 100, durationMilliseconds: 20 },
          { kind: 'commit', side: 'source', beginMilliseconds: 120, durationMilliseconds: 30 },
          { kind: 'restore', side: 'target', beginMilliseconds: 125, durationMilliseconds: 24 },
        ],
      },
    });
  });

  it('has no blackout where nothing was frozen here, and no final dump without figures of CRIU', async () => {
    const { now } = clock();
    const resumed = startMeasurement(now);
    resumed.runs();
    expect(await resumed.result()).toEqual({});
    const measurement = startMeasurement(now);
    measurement.freezes();
    measurement.dumped(Promise.reject(new Error('no stats-dump')));
    expect(await measurement.result()).toEqual({});
  });
});
