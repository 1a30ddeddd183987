import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CriudError, Verdict } from '../../../src/client/index.js';
import { type RpcFixture, rejection, startRpc } from './rpc-fixture.js';

let rpc: RpcFixture;
beforeAll(async () => {
  rpc = await startRpc();
});
afterAll(() => rpc[Symbol.asyncDispose]());

type Request = Parameters<RpcFixture['client']['checkpoints']['judgeRounds']>[0];
type Policy = NonNullable<Request['policy']>;
type Rounds = NonNullable<Request['rounds']>;

const milliseconds = (count: number) => ({ seconds: 0n, nanos: count * 1_000_000 });

describe('JudgeRounds', () => {
  const FIRST = {
    pagesWritten: 10_000n,
    pagesScanned: 10_000n,
    write: milliseconds(100),
    duration: milliseconds(200),
  };
  const SECOND = {
    ...FIRST,
    pagesWritten: 1_000n,
    pagesSkippedParent: 9_000n,
    sharedPages: 24n,
    write: milliseconds(10),
    sincePrevious: milliseconds(500),
    frozen: milliseconds(2),
  };
  const LAST = { ...SECOND, pagesWritten: 10n, pagesSkippedParent: 9_990n };

  it('judges every round up to the one that ends them, and begins nothing', async () => {
    const before = rpc.operations.list().length;
    const { judgements } = await rpc.client.checkpoints.judgeRounds({ rounds: [FIRST, SECOND, LAST, FIRST] });
    expect(judgements.map(({ verdict, dirtyPages }) => [verdict, dirtyPages])).toEqual([
      [Verdict.CONTINUE, 10_000n],
      [Verdict.CONTINUE, 1_024n],
      [Verdict.CONVERGED, 34n],
    ]);
    expect(judgements[0]).toMatchObject({ growthPercent: undefined, dirtyPagesPerSecond: undefined });
    expect(judgements[1]?.growthPercent).toBeCloseTo(-90);
    expect(judgements[1]?.dirtyPagesPerSecond).toBe(2_000);
    expect(judgements[1]?.predictedFrozen?.nanos).toBeGreaterThan(2_000_000);
    expect(judgements.every(({ explanation }) => explanation.startsWith('Round '))).toBe(true);
    expect(rpc.operations.list()).toHaveLength(before);
    expect(rpc.asked).toEqual([]);
  });

  it('judges by the policy that is given', async () => {
    const judge = async (policy: Policy, rounds: Rounds) =>
      (await rpc.client.checkpoints.judgeRounds({ policy, rounds })).judgements.map(({ verdict }) => verdict);
    expect(await judge({ maxRounds: 1 }, [FIRST, SECOND])).toEqual([Verdict.MAX_ROUNDS]);
    expect(await judge({ goalPercent: 20 }, [FIRST, SECOND])).toEqual([
      Verdict.CONTINUE,
      Verdict.GOAL_PERCENT_MET,
    ]);
    expect(await judge({}, [FIRST, { ...SECOND, pagesWritten: 20_000n }])).toEqual([
      Verdict.CONTINUE,
      Verdict.GROWING,
    ]);
    expect(await judge({ maxDuration: milliseconds(250) }, [FIRST])).toEqual([Verdict.MAX_DURATION]);
  });

  it.each([
    ['no rounds', [], ['rounds']],
    ['65 rounds', Array.from({ length: 65 }, () => FIRST), ['rounds']],
    ['a negative time', [FIRST, { ...SECOND, frozen: milliseconds(-1) }], ['rounds[1].frozen']],
    [
      'times above a day',
      [{ ...FIRST, write: { seconds: 86_401n }, duration: { seconds: 86_401n } }],
      ['rounds[0].write', 'rounds[0].duration'],
    ],
    [
      'a negative interval',
      [FIRST, { ...SECOND, sincePrevious: milliseconds(-1) }],
      ['rounds[1].since_previous'],
    ],
    [
      'more pages than there can be',
      [{ ...FIRST, pagesWritten: 2n ** 64n - 1n }],
      ['rounds[0].pages_written'],
    ],
    [
      'more pages of every kind than there can be',
      [
        {
          pagesScanned: 2n ** 46n,
          pagesSkippedParent: 2n ** 46n,
          pagesWritten: 2n ** 46n,
          sharedPages: 2n ** 46n,
        },
      ],
      [
        'rounds[0].pages_scanned',
        'rounds[0].pages_skipped_parent',
        'rounds[0].pages_written',
        'rounds[0].shared_pages',
      ],
    ],
  ] as const)('refuses %s', async (_, rounds, fields) => {
    const error = await rejection(rpc.client.checkpoints.judgeRounds({ rounds: [...rounds] }));
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'INVALID_REQUEST' });
    // Just looked at.
    expect((error as CriudError).violations.map(({ field }) => field).sort()).toEqual([...fields].sort());
  });

  it('has an answer to whatever rounds and policy are made up', async () => {
    const pages = fc.oneof(
      fc.constantFrom(0n, 1n, 2n ** 45n, 2n ** 45n + 1n, 2n ** 64n - 1n),
      fc.bigInt(0n, 2n ** 20n),
    );
    const time = fc.oneof(
      fc.constantFrom({ seconds: 0n, nanos: 0 }, { seconds: 0n, nanos: 1 }, { seconds: 86_400n, nanos: 0 }),
      fc.record({ seconds: fc.bigInt(0n, 100n), nanos: fc.nat(999_999_999) }),
    );
    const round = fc.record(
      {
        pagesScanned: pages,
        pagesSkippedParent: pages,
        pagesWritten: pages,
        sharedPages: pages,
        frozen: time,
        write: time,
        sincePrevious: time,
        duration: time,
      },
      { requiredKeys: [] },
    );
    const policy = fc.record(
      {
        maxRounds: fc.integer({ min: 1, max: 64 }),
        minDirtyPages: fc.bigInt(0n, 2n ** 53n - 1n),
        goalPercent: fc.double({ min: 1e-9, max: 100, noNaN: true }),
        maxGrowthPercent: fc.double({ min: -100, max: 1e308, noNaN: true }),
        targetDowntime: time.filter(({ seconds, nanos }) => seconds > 0n || nanos > 0),
        bandwidthBytesPerSecond: fc.bigInt(1n, 2n ** 64n - 1n),
        maxDuration: time.filter(({ seconds, nanos }) => seconds > 0n || nanos > 0),
        interval: time,
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(policy, fc.array(round, { minLength: 1, maxLength: 4 }), async (made, rounds) => {
        const answer = await rpc.client.checkpoints.judgeRounds({ policy: made, rounds }).then(
          ({ judgements }) => judgements.length,
          (error: unknown) => (error instanceof CriudError ? error.code : error),
        );
        const tooMany = rounds.some((each) =>
          [each.pagesScanned, each.pagesSkippedParent, each.pagesWritten, each.sharedPages].some(
            (count) => (count ?? 0n) > 2n ** 45n,
          ),
        );
        if (tooMany) expect(answer).toBe('INVALID_ARGUMENT');
        else expect(answer).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});
