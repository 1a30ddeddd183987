import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useCheckpoints } from './checkpoint-fixture.js';
import { dumpOf, failureOf, play, policyOf, round, roundsOf } from './iterative-story.js';
import type { Act, Asked } from './scripted-installation.js';

const fixture = useCheckpoints();

/** What CRIU does over a parent that has other memory than the tree, as after an exec. */
const BROKEN: Act = {
  fails: true,
  log: readFileSync(join(import.meta.dirname, '../../fixtures/criu-logs/parent-lacks-pages.log'), 'utf8'),
};

const FORGOTTEN = {
  reason: 'PARENT_LACKS_PAGES',
  metadata: expect.anything(),
  cure: expect.stringMatching(/./),
};

/** What was asked for, with a star where it had a parent. */
function shapes(asked: readonly Asked[]): readonly string[] {
  return asked.map(({ request, options }) => `${request}${options.parentImg === undefined ? '' : '*'}`);
}

describe('a chain of rounds that breaks', () => {
  it('in a round is begun anew with what is left, and nothing stays of it but a warning', async () => {
    const { operation, criu, kept } = await play(fixture, [
      round(10_000),
      round(2_000),
      BROKEN,
      round(10_000),
      round(10),
      round(5),
    ]);
    expect(shapes(criu.asked)).toEqual([
      ...['SINGLE_PRE_DUMP', 'SINGLE_PRE_DUMP*', 'SINGLE_PRE_DUMP*'],
      ...['SINGLE_PRE_DUMP', 'SINGLE_PRE_DUMP*', 'DUMP*'],
    ]);
    expect(operation.rounds?.map(({ judgement: { verdict, round: each } }) => [each, verdict])).toEqual([
      [1, 'continue'],
      [2, 'continue'],
      // Judged against the rounds of their own chain alone: this is no growth.
      [1, 'continue'],
      [2, 'converged'],
    ]);
    expect(operation.warnings).toMatchObject([FORGOTTEN]);
    const { checkpoint } = dumpOf(operation);
    const ids = [checkpoint.id, ...roundsOf(operation).slice(2).toReversed()];
    const chain = await fixture.catalog.chain(await fixture.catalog.get(checkpoint.id));
    expect(chain.map(({ manifest }) => manifest.id)).toEqual(ids);
    expect([...kept].sort()).toEqual([...ids].sort());
  });

  it('in the final dump is begun anew too', async () => {
    const { operation, criu, kept } = await play(fixture, [
      round(10_000),
      round(10),
      BROKEN,
      round(10_000),
      round(10),
      round(5),
    ]);
    expect(shapes(criu.asked).slice(2)).toEqual(['DUMP*', 'SINGLE_PRE_DUMP', 'SINGLE_PRE_DUMP*', 'DUMP*']);
    expect(operation.warnings).toMatchObject([FORGOTTEN]);
    expect(dumpOf(operation).checkpoint.parent).toBe(roundsOf(operation).at(-1));
    expect(kept).toHaveLength(3);
    expect(fixture.isRunning()).toBe(true);
  });

  it('has no more rounds in all its chains than are allowed', async () => {
    const { operation, criu } = await play(
      fixture,
      [round(10_000), BROKEN, round(10_000), round(9_000), round(9_000)],
      { policy: policyOf({ maxRounds: 4 }) },
    );
    expect(shapes(criu.asked)).toHaveLength(5);
    expect(operation.rounds?.at(-1)?.judgement.verdict).toBe('max-rounds');
    expect(dumpOf(operation).checkpoint.parent).toBe(roundsOf(operation).at(-1));
  });

  it('in the last round allowed is followed by a dump of everything', async () => {
    const { operation, criu, kept } = await play(fixture, [round(10_000), BROKEN, round(10_000)], {
      policy: policyOf({ maxRounds: 2 }),
      options: { autoDedup: true, preDumpMode: 'read' },
    });
    expect(shapes(criu.asked)).toEqual(['SINGLE_PRE_DUMP', 'SINGLE_PRE_DUMP*', 'DUMP']);
    expect(criu.asked[2]?.options).not.toHaveProperty('autoDedup');
    const { checkpoint, predictedFrozenMilliseconds } = dumpOf(operation);
    expect([checkpoint.parent, predictedFrozenMilliseconds]).toEqual([undefined, undefined]);
    expect(kept).toEqual([checkpoint.id]);
  });

  it('in the last round allowed is given up where the policy says so', async () => {
    const { operation, kept } = await play(fixture, [round(10_000), BROKEN], {
      policy: policyOf({ maxRounds: 2 }),
      whenNotConverged: 'give-up',
    });
    expect(failureOf(operation).failure).toMatchObject({
      reason: 'NOT_CONVERGED',
      metadata: { verdict: 'max-rounds' },
    });
    expect(kept).toEqual([]);
  });

  it('without a round in it is no chain: the operation fails, and does not try for ever', async () => {
    const { operation, criu, kept } = await play(fixture, [BROKEN]);
    expect(failureOf(operation).failure.reason).toBe('PARENT_LACKS_PAGES');
    expect(criu.asked).toHaveLength(1);
    expect(kept).toEqual([]);
  });
});
