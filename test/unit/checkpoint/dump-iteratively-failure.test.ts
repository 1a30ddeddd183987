import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { verifyCheckpoint } from '../../../src/catalog/index.js';
import type * as treeStates from '../../../src/checkpoint/tree-state.js';
import { readProcess } from '../../../src/host/index.js';
import { NEVER, useCheckpoints } from './checkpoint-fixture.js';
import {
  dumpOf,
  failureOf,
  phasesOf,
  play,
  policyOf,
  request,
  round,
  roundsOf,
  type Story,
} from './iterative-story.js';
import { scriptInstallation } from './scripted-installation.js';

// A tree that should be dead and lives is looked at for that long.
vi.mock('../../../src/checkpoint/tree-state.js', async (original) => ({
  ...(await original<typeof treeStates>()),
  CONFIRMATION: 200,
}));

const fixture = useCheckpoints();

describe('an iterative dump that does not converge', () => {
  const growing = [round(10_000), round(2_000), round(40_000)];

  it('is dumped all the same where the policy says so', async () => {
    const { operation, kept } = await play(fixture, [...growing, round(40_000)]);
    expect(operation.rounds?.at(-1)?.judgement.verdict).toBe('growing');
    expect(dumpOf(operation).checkpoint.parent).toBe(roundsOf(operation).at(-1));
    expect(kept).toHaveLength(4);
  });

  it('is given up where the policy says so: the tree runs, and the rounds are gone', async () => {
    const removed = vi.spyOn(fixture.catalog, 'remove');
    const { operation, criu, kept } = await play(fixture, growing, { whenNotConverged: 'give-up' });
    const { failure, tree } = failureOf(operation);
    expect(failure).toMatchObject({
      reason: 'NOT_CONVERGED',
      message: expect.stringContaining('Round 3 wrote 40000 pages'),
      metadata: { verdict: 'growing' },
      cure: expect.stringContaining('WHEN_NOT_CONVERGED_DUMP'),
    });
    expect(tree?.overall).toBe('running');
    expect(fixture.isRunning()).toBe(true);
    expect(criu.asked).toHaveLength(3);
    expect(kept).toEqual([]);
    // The last first, so that none is ever without its parent.
    expect(removed.mock.calls.map(([id]) => id)).toEqual(roundsOf(operation).toReversed());
    expect(fixture.namesIn('tracking')).toEqual([]);
    expect(operation.warnings).toBeUndefined();
  });

  it('but has done so in time is not given up', async () => {
    const { operation } = await play(fixture, [round(10_000), round(10), round(5)], {
      whenNotConverged: 'give-up',
    });
    expect(dumpOf(operation).checkpoint.parent).toBe(roundsOf(operation)[1]);
  });

  it.each([
    ['max-rounds', { maxRounds: 2 }],
    ['growing', { maxGrowthPercent: -90 }],
    ['max-duration', { maxDurationMilliseconds: 0.001 }],
  ] as const)('and ends with %s is given up too', async (verdict, policy) => {
    const { operation, kept } = await play(fixture, [round(10_000), round(9_000)], {
      whenNotConverged: 'give-up',
      policy: policyOf(policy),
    });
    expect(failureOf(operation).failure).toMatchObject({ reason: 'NOT_CONVERGED', metadata: { verdict } });
    expect(kept).toEqual([]);
  });
});

describe('an iterative dump of which something fails', () => {
  it('in the third round has none of the first two left', async () => {
    const { operation, criu, kept } = await play(fixture, [round(10_000), round(2_000), { fails: true }]);
    const { failure, tree } = failureOf(operation);
    expect(failure.reason).toBe('CRIU_FAILED');
    expect(tree?.overall).toBe('running');
    expect(operation.rounds).toHaveLength(2);
    expect(criu.asked).toHaveLength(3);
    expect(kept).toEqual([]);
    expect(fixture.namesIn('tracking'), 'the marks are gone').toEqual([]);
  });

  it('in a round of which nothing was measured has none left', async () => {
    const { operation, kept } = await play(fixture, [round(10_000), { measuresNothing: true }]);
    expect(failureOf(operation).failure).toMatchObject({
      reason: 'CHECKPOINT_DAMAGED',
      message: expect.stringContaining('stats-dump'),
    });
    expect(kept).toEqual([]);
  });

  it('in the final dump has no rounds left', async () => {
    const { operation, kept } = await play(fixture, [round(10_000), round(10), { fails: true }]);
    const { failure, tree } = failureOf(operation);
    expect([failure.reason, tree?.overall]).toEqual(['CRIU_FAILED', 'running']);
    expect(operation.rounds).toHaveLength(2);
    expect(kept).toEqual([]);
  });

  it.each([
    ['a round', 2_000],
    ['the last round', 10],
  ])('because its tree has ended in %s has no rounds left, and CRIU is not asked again', async (_, pages) => {
    const end = once(fixture.child, 'exit');
    const die = async () => {
      fixture.child.kill('SIGKILL');
      await end;
    };
    const { operation, criu, kept } = await play(fixture, [round(10_000), round(pages, { meanwhile: die })]);
    const { failure, tree } = failureOf(operation);
    expect([failure.reason, tree?.overall]).toEqual(['PROCESS_NOT_FOUND', 'gone']);
    expect(criu.asked).toHaveLength(2);
    expect(phasesOf(operation).at(-1)).toBe('pre-dumping');
    expect(kept).toEqual([]);
  });

  it('after the final checkpoint was kept keeps the rounds, which that needs', async () => {
    const { operation, kept } = await play(fixture, [round(10_000), round(10), { lets: 'the tree live' }], {
      finalState: 'dead',
    });
    const { failure, tree } = failureOf(operation);
    expect(failure).toMatchObject({ reason: 'CRIU_FAILED', message: expect.stringContaining('lives') });
    expect(tree?.overall).toBe('running');
    const { checkpoint = '' } = operation;
    const ids = [checkpoint, ...roundsOf(operation).toReversed()];
    expect([...kept].sort()).toEqual([...ids].sort());
    const chain = await fixture.catalog.chain(await fixture.catalog.get(checkpoint));
    expect(chain.map(({ manifest }) => manifest.id)).toEqual(ids);
    for (const each of chain) await verifyCheckpoint(each);
    expect(operation.warnings).toBeUndefined();
  });

  it('and whose rounds cannot be removed says so, and fails for its own reason', async () => {
    vi.spyOn(fixture.catalog, 'remove').mockRejectedValue(new Error('broken'));
    const { operation, kept } = await play(fixture, [round(10_000), { fails: true }]);
    expect(failureOf(operation).failure.reason).toBe('CRIU_FAILED');
    expect(operation.warnings).toMatchObject([{ reason: 'INTERNAL' }]);
    expect(kept).toEqual(roundsOf(operation));
  });

  it('because the marks were taken away by another since the last round does not go on over it', async () => {
    const outdated = () =>
      fixture.catalog.tracking.restart([readProcess(fixture.pid)].filter((each) => each !== undefined));
    const count = fixture.catalog.tracking.countFrom;
    vi.spyOn(fixture.catalog.tracking, 'countFrom').mockImplementation(async (...args) => {
      await count(...args);
      await outdated();
    });
    const { operation, criu, kept } = await play(fixture, [round(10_000), round(10)]);
    expect(failureOf(operation).failure.reason).toBe('PARENT_OUTDATED');
    expect(criu.asked).toHaveLength(1);
    expect(kept).toEqual([]);
  });
});

describe('cancelling an iterative dump', () => {
  function expectCancelled({ operation, kept }: Story): void {
    const { failure, tree } = failureOf(operation);
    expect([failure.reason, tree?.overall]).toEqual(['CANCELLED', 'running']);
    expect(fixture.isRunning()).toBe(true);
    expect(kept).toEqual([]);
    expect(fixture.namesIn('tracking')).toEqual([]);
    expect(operation.warnings).toBeUndefined();
  }

  it('inside a round ends it and removes the rounds', async () => {
    const story = await play(fixture, (id) => [
      round(10_000),
      round(2_000, { meanwhile: () => fixture.operations.cancel(id()) }),
    ]);
    expectCancelled(story);
    expect(story.operation.rounds).toHaveLength(1);
    expect(story.criu.asked).toHaveLength(2);
  });

  it.each([
    ['a round', 2_000],
    ['the last round', 10],
  ])(
    'inside %s that ends well all the same has it told and removed, and goes no further',
    async (_, pages) => {
      const story = await play(fixture, (id) => [
        round(10_000),
        round(pages, { meanwhile: () => fixture.operations.cancel(id()), isPastStopping: true }),
      ]);
      expectCancelled(story);
      expect(story.operation.rounds).toHaveLength(2);
      expect(story.criu.asked).toHaveLength(2);
      expect(phasesOf(story.operation)).toEqual(['pre-dumping', 'pre-dumping']);
    },
  );

  it('in the pause between two rounds does not wait for its end, nor begin another', async () => {
    const criu = scriptInstallation([round(10_000)]);
    const day = 24 * 60 * 60 * 1_000;
    const { id } = await fixture
      .open(criu)
      .dumpIteratively(request(fixture, { policy: policyOf({ intervalMilliseconds: day }) }));
    for await (const event of fixture.operations.watch(id, 0, NEVER)) {
      if (event.kind === 'phase' && event.phase === 'pausing') fixture.operations.cancel(id);
    }
    const operation = fixture.operations.get(id);
    expectCancelled({ operation, criu, kept: fixture.namesIn('checkpoints') });
    expect(phasesOf(operation)).toEqual(['pre-dumping', 'pausing']);
    expect(operation.rounds).toHaveLength(1);
    expect(criu.asked).toHaveLength(1);
  });

  it('in the final dump before its commit removes the rounds', async () => {
    const story = await play(
      fixture,
      (id) => [round(10_000), round(10), { meanwhile: () => fixture.operations.cancel(id()) }],
      { finalState: 'dead' },
    );
    expectCancelled(story);
    expect(story.operation.rounds).toHaveLength(2);
  });

  it('after the commit of the final dump is too late: the dump has succeeded, without digests', async () => {
    const criu = scriptInstallation([round(10_000), round(10), round(5)]);
    const { id } = await fixture.open(criu).dumpIteratively(request(fixture));
    for await (const event of fixture.operations.watch(id, 0, NEVER)) {
      if (event.kind === 'phase' && event.phase === 'confirming') fixture.operations.cancel(id);
    }
    const { checkpoint } = dumpOf(fixture.operations.get(id));
    const chain = await fixture.catalog.chain(await fixture.catalog.get(checkpoint.id));
    expect(chain).toHaveLength(3);
    for (const each of chain) {
      expect(each.manifest.files.some(({ sha256 }) => sha256 !== undefined)).toBe(false);
      await verifyCheckpoint(each);
    }
  });

  it('by its timeout has the same end, for another reason', async () => {
    const untilStopped = (signal: AbortSignal) => once(signal, 'abort');
    const { operation, kept } = await play(
      fixture,
      [round(10_000), round(2_000, { meanwhile: untilStopped })],
      {
        timeout: 500,
      },
    );
    expect(failureOf(operation)).toMatchObject({
      failure: { reason: 'DEADLINE_EXCEEDED' },
      tree: { overall: 'running' },
    });
    expect(kept).toEqual([]);
  });
});
