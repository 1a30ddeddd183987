import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type CriudError,
  Durability,
  FinalState,
  HookAnswer,
  type OperationEvent,
  OperationKind,
  type Operation as OperationMessage,
  Phase,
  PreDumpMode,
  Reason,
  Verdict,
  WhenNotConverged,
} from '../../../src/client/index.js';
import { Failure } from '../../../src/failure/index.js';
import { roundReport, WARNING } from '../operations/work.js';
import { DUMPED, MANIFEST, type RpcFixture, rejection, startRpc } from './rpc-fixture.js';

let rpc: RpcFixture;
beforeAll(async () => {
  rpc = await startRpc();
});
afterAll(() => rpc[Symbol.asyncDispose]());
beforeEach(() => {
  rpc.work = async () => DUMPED;
  rpc.asked.length = 0;
});

const target = { pid: 4711 };
const minute = { seconds: 60n, nanos: 0 };
const milliseconds = (count: number) => ({ seconds: 0n, nanos: count * 1_000_000 });
const parent = 'checkpoints/11111111-2222-4333-8444-555555555555';
// A client of a later version may send a value that this one does not have.
const unknown = 99 as never;

type Policy = NonNullable<Parameters<RpcFixture['client']['checkpoints']['dumpIteratively']>[0]['policy']>;

function present(operation: OperationMessage | undefined): OperationMessage {
  if (operation === undefined) throw new Error('the answer has no operation');
  return operation;
}

async function eventsOf(name: string): Promise<readonly OperationEvent[]> {
  const all: OperationEvent[] = [];
  for await (const event of rpc.client.operations.watchOperation({ name })) all.push(event);
  return all;
}

describe('DumpIteratively', () => {
  it('reaches src/checkpoint with the documented defaults', async () => {
    await rpc.client.checkpoints.dumpIteratively({ target });
    expect(rpc.asked).toEqual([
      {
        target: { pid: 4711 },
        options: {},
        skipInspection: false,
        labels: {},
        durability: 'disk',
        hooks: [],
        finalState: 'dead',
        policy: { maxRounds: 8, minDirtyPages: 64, maxGrowthPercent: 10, intervalMilliseconds: 0 },
        whenNotConverged: 'dump',
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  it('reaches src/checkpoint with everything that it says, zeros too', async () => {
    await rpc.client.checkpoints.dumpIteratively({
      target: { pid: 4711, startTime: 7n },
      finalState: FinalState.STOPPED,
      options: { memory: { preDumpMode: PreDumpMode.READ, track: true, autoDedup: false } },
      skipInspection: true,
      labels: { app: 'redis' },
      requestId: 'r',
      timeout: minute,
      durability: Durability.PAGE_CACHE,
      hooks: [
        { notification: 'post-dump', timeLimit: minute, otherwise: HookAnswer.PROCEED },
        { notification: 'pre-dump' },
      ],
      policy: {
        maxRounds: 64,
        minDirtyPages: 0n,
        goalPercent: 2.5,
        maxGrowthPercent: -12.5,
        targetDowntime: { seconds: 1n, nanos: 500_000_000 },
        bandwidthBytesPerSecond: 125_000_000n,
        maxDuration: minute,
        interval: milliseconds(250),
        whenNotConverged: WhenNotConverged.GIVE_UP,
      },
    });
    expect(rpc.asked).toEqual([
      {
        target: { pid: 4711, startTime: 7n },
        finalState: 'stopped',
        options: { preDumpMode: 'read', trackMemory: true, autoDedup: false },
        skipInspection: true,
        labels: { app: 'redis' },
        requestId: 'r',
        timeout: 60_000,
        durability: 'page-cache',
        hooks: [
          { notification: 'post-dump', timeLimit: 60_000, otherwise: 'proceed' },
          { notification: 'pre-dump', timeLimit: 60_000 },
        ],
        policy: {
          maxRounds: 64,
          minDirtyPages: 0,
          goalPercent: 2.5,
          maxGrowthPercent: -12.5,
          targetDowntimeMilliseconds: 1_500,
          bandwidthBytesPerSecond: 125_000_000,
          maxDurationMilliseconds: 60_000,
          intervalMilliseconds: 250,
        },
        whenNotConverged: 'give-up',
        fingerprint: expect.stringMatching(/./),
      },
    ]);
  });

  it.each([
    [WhenNotConverged.UNSPECIFIED, 'dump'],
    [WhenNotConverged.DUMP, 'dump'],
    [WhenNotConverged.GIVE_UP, 'give-up'],
  ])('says with %i what happens without success', async (whenNotConverged, wanted) => {
    await rpc.client.checkpoints.dumpIteratively({ target, policy: { whenNotConverged } });
    expect(rpc.asked).toMatchObject([{ whenNotConverged: wanted }]);
  });

  it.each([
    [PreDumpMode.UNSPECIFIED, {}],
    [PreDumpMode.SPLICE, { preDumpMode: 'splice' }],
    [PreDumpMode.READ, { preDumpMode: 'read' }],
  ])('says with %i how memory is taken', async (preDumpMode, options) => {
    await rpc.client.checkpoints.dumpIteratively({ target, options: { memory: { preDumpMode } } });
    expect(rpc.asked.map((asked) => 'options' in asked && asked.options)).toStrictEqual([options]);
  });

  it('is told from a Dump of the same, and from another policy, by its fingerprint', async () => {
    await rpc.client.checkpoints.dump({ target });
    await rpc.client.checkpoints.dumpIteratively({ target });
    await rpc.client.checkpoints.dumpIteratively({ target, policy: { maxRounds: 3 } });
    await rpc.client.checkpoints.dumpIteratively({ target, policy: { minDirtyPages: 0n } });
    await rpc.client.checkpoints.dumpIteratively({ target, wait: minute, requestId: 'again' });
    const fingerprints = rpc.asked.map(({ fingerprint }) => fingerprint);
    expect(new Set(fingerprints).size).toBe(4);
    expect(fingerprints[4]).toBe(fingerprints[1]);
  });
});

describe('a policy or a field of memory that is not valid', () => {
  const policies: readonly (readonly [what: string, fields: readonly string[], policy: Policy])[] = [
    ['no round', ['policy.max_rounds'], { maxRounds: 0 }],
    ['65 rounds', ['policy.max_rounds'], { maxRounds: 65 }],
    ['more pages than a number holds', ['policy.min_dirty_pages'], { minDirtyPages: 2n ** 64n - 1n }],
    ['a goal of 0 %', ['policy.goal_percent'], { goalPercent: 0 }],
    ['a goal above 100 %', ['policy.goal_percent'], { goalPercent: 100.5 }],
    ['a goal that is no number', ['policy.goal_percent'], { goalPercent: Number.NaN }],
    ['a growth below -100 %', ['policy.max_growth_percent'], { maxGrowthPercent: -101 }],
    ['an endless growth', ['policy.max_growth_percent'], { maxGrowthPercent: Number.POSITIVE_INFINITY }],
    ['no downtime', ['policy.target_downtime'], { targetDowntime: milliseconds(0) }],
    ['a negative downtime', ['policy.target_downtime'], { targetDowntime: milliseconds(-1) }],
    ['no bandwidth', ['policy.bandwidth_bytes_per_second'], { bandwidthBytesPerSecond: 0n }],
    ['no duration', ['policy.max_duration'], { maxDuration: milliseconds(0) }],
    ['a duration above a day', ['policy.max_duration'], { maxDuration: { seconds: 86_401n, nanos: 0 } }],
    ['a negative interval', ['policy.interval'], { interval: milliseconds(-1) }],
    ['an interval with a second of nanos', ['policy.interval'], { interval: { seconds: 0n, nanos: 1e9 } }],
    ['an unknown end', ['policy.when_not_converged'], { whenNotConverged: unknown }],
    [
      'several faults',
      ['policy.max_rounds', 'policy.goal_percent', 'policy.interval', 'policy.when_not_converged'],
      { maxRounds: 0, goalPercent: -1, interval: milliseconds(-1), whenNotConverged: unknown },
    ],
  ];

  async function expectViolations(call: Promise<unknown>, fields: readonly string[]): Promise<void> {
    const error = await rejection(call);
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'INVALID_REQUEST' });
    // Just looked at.
    const { violations } = error as CriudError;
    expect(violations.map(({ field }) => field).sort()).toEqual([...fields].sort());
    expect(violations.every(({ description }) => description !== '')).toBe(true);
    expect(rpc.asked).toEqual([]);
  }

  it.each(policies)('with %s is refused and names %j', async (_, fields, policy) => {
    await expectViolations(rpc.client.checkpoints.dumpIteratively({ target, policy }), fields);
    // What happens at the end is nothing to a dry run.
    const judged = fields.filter((field) => field !== 'policy.when_not_converged');
    if (judged.length > 0) {
      await expectViolations(rpc.client.checkpoints.judgeRounds({ policy, rounds: [{}] }), judged);
    }
  });

  it('is told together with everything else that is wrong', async () => {
    await expectViolations(
      rpc.client.checkpoints.dumpIteratively({ policy: { maxRounds: 0 }, timeout: milliseconds(0) }),
      ['target', 'policy.max_rounds', 'timeout'],
    );
    await expectViolations(rpc.client.checkpoints.judgeRounds({ policy: { maxRounds: 0 } }), [
      'policy.max_rounds',
      'rounds',
    ]);
  });

  it('is refused where it is an unknown pre-dump mode or a parent that is no name', async () => {
    const memory = { preDumpMode: unknown };
    await expectViolations(rpc.client.checkpoints.preDump({ target, options: { memory } }), [
      'options.memory.pre_dump_mode',
    ]);
    for (const name of ['latest', parent.slice(12), `${parent}/images`, parent.replace('check', 'check/')]) {
      await expectViolations(rpc.client.checkpoints.dump({ target, parent: name }), ['parent']);
      await expectViolations(rpc.client.checkpoints.preDump({ target, parent: name }), ['parent']);
    }
  });
});

describe('a parent', () => {
  it('reaches src/checkpoint by its id, from Dump and from PreDump, and is absent otherwise', async () => {
    const { checkpoints } = rpc.client;
    await checkpoints.dump({ target, parent });
    await checkpoints.preDump({ target, parent });
    await checkpoints.dump({ target });
    await checkpoints.preDump({ target });
    expect(rpc.asked.map((asked) => ('parent' in asked ? asked.parent : 'absent'))).toEqual([
      MANIFEST.id,
      MANIFEST.id,
      'absent',
      'absent',
    ]);
    expect(new Set(rpc.asked.map(({ fingerprint }) => fingerprint)).size).toBe(4);
  });

  it('is told of a checkpoint, and whether it can be one itself', async () => {
    const checkpoint = { ...MANIFEST, parent: 'dd0eab5c-6e9c-4a6c-8a6a-6a3b6f0f3f11', memoryTracked: true };
    rpc.work = async () => ({ kind: 'pre-dump', checkpoint });
    const { operation } = await rpc.client.checkpoints.preDump({ target, wait: minute });
    expect(present(operation).outcome).toMatchObject({
      $case: 'preDump',
      value: { checkpoint: { parent: `checkpoints/${checkpoint.parent}`, memoryTracked: true } },
    });
  });
});

describe('an operation of rounds', () => {
  const nothing = { seconds: 0n, nanos: 0 };

  it('has its rounds, its warnings and what was predicted, and tells each as it comes', async () => {
    rpc.work = async (run) => {
      run.enter('pre-dumping');
      run.judged(roundReport(1));
      run.warns(WARNING);
      run.judged(roundReport(2));
      return { kind: 'dump', checkpoint: MANIFEST, predictedFrozenMilliseconds: 1_234.5 };
    };
    const { operation } = await rpc.client.checkpoints.dumpIteratively({ target, wait: minute });
    const { name, rounds, warnings, outcome, kind } = present(operation);
    const measurements = {
      pagesScanned: 65_536n,
      pagesSkippedParent: 60_000n,
      sharedPages: 12n,
      frozen: { seconds: 0n, nanos: 1_250_000 },
      write: { seconds: 0n, nanos: 20_500_000 },
      duration: { seconds: 0n, nanos: 31_125_000 },
    };
    expect(rounds).toEqual([
      {
        number: 1,
        checkpoint: 'checkpoints/c-1',
        measurements: { ...measurements, pagesWritten: 5_536n, sincePrevious: undefined },
        judgement: {
          verdict: Verdict.CONTINUE,
          dirtyPages: 5_548n,
          growthPercent: undefined,
          dirtyPagesPerSecond: undefined,
          predictedFrozen: undefined,
          explanation: 'Round 1 wrote 5548 pages.',
        },
      },
      {
        number: 2,
        checkpoint: 'checkpoints/c-2',
        measurements: {
          ...measurements,
          pagesWritten: 2_768n,
          sincePrevious: { seconds: 0n, nanos: 333_333_333 },
        },
        judgement: {
          verdict: Verdict.CONVERGED,
          dirtyPages: 5_548n,
          growthPercent: -100 / 3,
          dirtyPagesPerSecond: 16_608.25,
          // Present and 0 is another thing than absent.
          predictedFrozen: nothing,
          explanation: 'Round 1 wrote 5548 pages.',
        },
      },
    ]);
    expect(warnings).toEqual([{ ...WARNING, reason: Reason.PARENT_NOT_USED }]);
    expect(outcome).toMatchObject({
      $case: 'dump',
      value: { predictedFrozen: { seconds: 1n, nanos: 234_500_000 } },
    });
    expect(kind).toBe(OperationKind.DUMP_ITERATIVELY);

    const events = await eventsOf(name);
    expect(events.map(({ event }) => event)).toEqual([
      { $case: 'phaseStarted', value: Phase.PRE_DUMPING },
      { $case: 'round', value: rounds[0] },
      { $case: 'warning', value: warnings[0] },
      { $case: 'round', value: rounds[1] },
      { $case: 'ended', value: expect.objectContaining({ name, rounds, warnings }) },
    ]);
  });

  it('may have a failure as a warning, of which no more is told', async () => {
    rpc.work = async (run) => {
      run.warns(new Failure('DISK_FULL', 'Full.', { cure: 'Make room.', metadata: { errno: 'ENOSPC' } }));
      return DUMPED;
    };
    const { operation } = await rpc.client.checkpoints.dumpIteratively({ target, wait: minute });
    expect(present(operation).warnings).toEqual([
      { reason: Reason.DISK_FULL, message: 'Full.', cure: 'Make room.', metadata: { errno: 'ENOSPC' } },
    ]);
  });

  it('has neither where there are none', async () => {
    const { operation } = await rpc.client.checkpoints.dump({ target, wait: minute });
    expect(present(operation)).toMatchObject({ rounds: [], warnings: [] });
  });
});
