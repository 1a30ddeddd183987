import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CheckpointSummary,
  planRetention,
  type RetentionPlan,
  type RetentionPolicy,
  type Store,
} from '../../../src/catalog/index.js';
import { FACTS } from './facts.js';

const NOW = new Date('2026-06-01T00:00:00.000Z');
const HOUR = 3_600_000;

/** Hours before now. */
function checkpoint(
  id: string,
  age: number,
  more: Partial<Pick<CheckpointSummary, 'parent' | 'labels' | 'bytes'>> = {},
): CheckpointSummary {
  const { host, criu, tree } = FACTS;
  const createdAt = new Date(NOW.getTime() - age * HOUR).toISOString();
  return { kind: 'dump', host, criu, tree, labels: {}, bytes: 10, plainBytes: 10, ...more, id, createdAt };
}

/** Of checkpoints of which the newest comes first. */
function plan(
  policy: RetentionPolicy,
  checkpoints: readonly CheckpointSummary[],
  store: Partial<Store> = {},
) {
  const { retired, spared } = planRetention(policy, {
    ...{ checkpoints, isLeased: () => false, freeBytes: 0, now: NOW },
    ...store,
  });
  return { retired: retired.map(({ checkpoint, rule }) => `${checkpoint.id} ${rule}`), spared };
}

describe('retention', () => {
  const three = [checkpoint('c', 1), checkpoint('b', 2), checkpoint('a', 3)];
  const chain = [
    checkpoint('c', 1, { parent: 'b' }),
    checkpoint('b', 2, { parent: 'a' }),
    checkpoint('a', 3),
  ];

  it('takes what is as old as the age, and not what is younger', () => {
    expect(plan({ maxAge: 2 * HOUR }, three)).toEqual({ retired: ['a age', 'b age'], spared: [] });
    expect(plan({ maxAge: 2 * HOUR + 1 }, three)).toEqual({ retired: ['a age'], spared: [] });
  });

  it('keeps so many, the newest', () => {
    expect(plan({ maxCount: 1 }, three).retired).toEqual(['a count', 'b count']);
    expect(plan({ maxCount: 3 }, three).retired).toEqual([]);
  });

  it('keeps so many of each value of a label, and leaves those without it', () => {
    const mixed = [
      checkpoint('e', 1, { labels: { app: 'x' } }),
      checkpoint('d', 2, { labels: { app: 'y' } }),
      checkpoint('c', 3, { labels: { app: 'x' } }),
      checkpoint('b', 4),
      checkpoint('a', 5, { labels: { app: 'y' } }),
    ];
    expect(plan({ maxCount: 1, groupLabel: 'app' }, mixed).retired).toEqual(['a count', 'c count']);
    expect(plan({ maxCount: 1, groupLabel: 'constructor' }, mixed).retired).toEqual([]);
  });

  it('counts a chain once, and keeps or takes it as a whole', () => {
    const two = [...chain, checkpoint('z', 4, { parent: 'y' }), checkpoint('y', 5)];
    expect(plan({ maxCount: 2 }, two)).toEqual({ retired: [], spared: [] });
    expect(plan({ maxCount: 1 }, two)).toEqual({ retired: ['z count', 'y count'], spared: [] });
  });

  it('spares the parents of what it keeps', () => {
    expect(plan({ maxAge: 2 * HOUR }, chain)).toEqual({ retired: [], spared: ['b', 'a'] });
  });

  it('spares what is read, and its parents', () => {
    const isLeased = (id: string) => id === 'b';
    expect(plan({ maxAge: HOUR }, chain, { isLeased })).toEqual({ retired: ['c age'], spared: ['b', 'a'] });
  });

  it('removes the newest of a chain first, and the oldest chain first', () => {
    const both = [...chain, checkpoint('z', 4, { parent: 'y' }), checkpoint('y', 5)];
    expect(plan({ maxAge: 1 }, both).retired.map((each) => each[0])).toEqual(['z', 'y', 'c', 'b', 'a']);
  });

  it('keeps the newest of so many bytes, and the very newest in any case', () => {
    expect(plan({ maxBytes: 20 }, three).retired).toEqual(['a bytes']);
    expect(plan({ maxBytes: 19 }, three).retired).toEqual(['a bytes', 'b bytes']);
    expect(plan({ maxBytes: 1 }, three).retired).toEqual(['a bytes', 'b bytes']);
    expect(plan({ maxBytes: 1 }, chain).retired).toEqual([]);
  });

  it('takes the oldest until enough is free, and the very newest never', () => {
    expect(plan({ minFreeBytes: 15 }, three).retired).toEqual(['a free', 'b free']);
    expect(plan({ minFreeBytes: 15 }, three, { freeBytes: 5 }).retired).toEqual(['a free']);
    expect(plan({ minFreeBytes: 1000 }, three).retired).toEqual(['a free', 'b free']);
    expect(plan({ minFreeBytes: 15 }, three, { isLeased: (id) => id === 'a' }).retired).toEqual(['b free']);
  });

  it('keeps those with all of the labels, whatever the rules say, and does not count them', () => {
    const labels = { keep: 'yes', by: 'me' };
    const marked = [
      checkpoint('d', 1),
      checkpoint('c', 2, { labels, parent: 'b' }),
      checkpoint('b', 3),
      checkpoint('a', 4),
    ];
    const policy = { maxAge: 1, keepLabels: { keep: '', by: 'me' } };
    expect(plan(policy, marked)).toEqual({ retired: ['a age', 'd age'], spared: [] });
    expect(plan({ ...policy, keepLabels: { keep: 'no' } }, marked).retired).toHaveLength(4);
    const counted = { maxCount: 2, keepLabels: labels };
    expect(plan(counted, marked).retired).toEqual([]);
  });

  it('leaves a damaged chain that comes back to itself', () => {
    const round = [checkpoint('b', 1, { parent: 'a' }), checkpoint('a', 2, { parent: 'b' })];
    expect(plan({ maxAge: 1, minFreeBytes: 100 }, round).retired).toEqual([]);
  });

  it('goes through 100,000 at once, in chains of 10', () => {
    const many = Array.from({ length: 100_000 }, (_, at) =>
      checkpoint(`${at}`, at / 100, at % 10 === 9 ? {} : { parent: `${at + 1}` }),
    );
    expect(plan({ maxCount: 5, maxBytes: 1_000, minFreeBytes: 1 }, many).retired).toHaveLength(99_950);
  });
});

describe('whatever the checkpoints and the policy', () => {
  /** Where the clock has gone back a parent can seem to be younger than its child. */
  const store: fc.Arbitrary<Store> = fc
    .array(
      fc.record({
        age: fc.integer({ min: 0, max: 30 }),
        bytes: fc.integer({ min: 0, max: 20 }),
        parent: fc.option(fc.nat({ max: 30 })),
        label: fc.constantFrom('', 'x', 'y', 'keep'),
        isLeased: fc.boolean().map((leased) => leased),
        leases: fc.integer({ min: 0, max: 9 }),
      }),
      { maxLength: 25 },
    )
    .chain((made) => fc.record({ made: fc.constant(made), freeBytes: fc.integer({ min: 0, max: 100 }) }))
    .map(({ made, freeBytes }) => {
      const leased = new Set<string>();
      const checkpoints = made.map(({ age, bytes, parent, label, leases }, at) => {
        const id = String(at).padStart(2, '0');
        if (leases === 0) leased.add(id);
        return checkpoint(id, age, {
          bytes,
          labels: label === '' ? {} : label === 'keep' ? { keep: 'yes' } : { app: label },
          // A checkpoint can only be the parent of what was made after it.
          ...(parent !== null && parent < at && { parent: String(parent).padStart(2, '0') }),
        });
      });
      checkpoints.sort((a, b) =>
        a.createdAt === b.createdAt ? (a.id < b.id ? 1 : -1) : a.createdAt < b.createdAt ? 1 : -1,
      );
      return { checkpoints, isLeased: (id: string) => leased.has(id), freeBytes, now: NOW };
    });
  const rule = (max: number) => fc.integer({ min: 1, max });
  const policy: fc.Arbitrary<RetentionPolicy> = fc.record(
    {
      maxAge: rule(30).map((hours) => hours * HOUR),
      maxCount: rule(6),
      groupLabel: fc.constant('app'),
      maxBytes: rule(200),
      minFreeBytes: rule(200),
      keepLabels: fc.constant({ keep: '' }),
    },
    { requiredKeys: [] },
  );

  function eachCase(check: (policy: RetentionPolicy, store: Store, plan: RetentionPlan) => void): void {
    fc.assert(
      fc.property(policy, store, (policy, store) => check(policy, store, planRetention(policy, store))),
      { numRuns: 500 },
    );
  }
  const idsOf = ({ retired }: RetentionPlan) => retired.map(({ checkpoint }) => checkpoint.id);
  const keptOf = ({ checkpoints }: Store, plan: RetentionPlan) => {
    const gone = new Set(idsOf(plan));
    return checkpoints.filter(({ id }) => !gone.has(id));
  };
  const sum = (checkpoints: readonly CheckpointSummary[]) =>
    checkpoints.reduce((bytes, each) => bytes + each.bytes, 0);

  it('what is kept keeps its parents, and what is removed goes before its parent', () => {
    eachCase((_, store, plan) => {
      const gone = idsOf(plan);
      for (const { id, parent } of store.checkpoints) {
        if (parent === undefined || !gone.includes(parent)) continue;
        expect(gone).toContain(id);
        expect(gone.indexOf(id)).toBeLessThan(gone.indexOf(parent));
      }
    });
  });

  it('what is read and what has the labels stays', () => {
    eachCase(({ keepLabels }, { isLeased }, { retired }) => {
      for (const { checkpoint } of retired) {
        expect(isLeased(checkpoint.id)).toBe(false);
        if (keepLabels !== undefined) expect(checkpoint.labels).not.toHaveProperty('keep');
      }
    });
  });

  it('a second time takes nothing more', () => {
    eachCase((policy, store, plan) => {
      const left = keptOf(store, plan);
      const freed = sum(plan.retired.map(({ checkpoint }) => checkpoint));
      const again = planRetention(policy, {
        ...store,
        checkpoints: left,
        freeBytes: store.freeBytes + freed,
      });
      expect(again).toEqual({ retired: [], spared: plan.spared });
    });
  });

  it('nothing is taken but what its rule does not keep', () => {
    eachCase((policy, store, plan) => {
      const { maxAge = 0, maxCount = 0, groupLabel, maxBytes = 0, minFreeBytes = 0 } = policy;
      const left = keptOf(store, plan);
      for (const { checkpoint, rule } of plan.retired) {
        const age = NOW.getTime() - Date.parse(checkpoint.createdAt);
        const newer = left.filter(({ createdAt }) => createdAt >= checkpoint.createdAt);
        if (rule === 'age') expect(age).toBeGreaterThanOrEqual(maxAge);
        // By then more were there, of which `free` has taken some.
        if (policy.minFreeBytes !== undefined) continue;
        if (rule === 'count') {
          const group = (each: CheckpointSummary) =>
            groupLabel === undefined ? '' : each.labels[groupLabel];
          expect(group(checkpoint)).toBeDefined();
          const same = newer.filter((each) => group(each) === group(checkpoint));
          expect(same.length).toBeGreaterThanOrEqual(maxCount);
        }
        if (rule === 'bytes') {
          expect(sum(left) + sum(plan.retired.map((each) => each.checkpoint))).toBeGreaterThan(maxBytes);
          expect(checkpoint.id).not.toBe(store.checkpoints[0]?.id);
        }
      }
      const last = plan.retired.findLast(({ rule }) => rule === 'free');
      if (last === undefined) return;
      const others = plan.retired.filter(({ rule }) => rule !== 'free').map((each) => each.checkpoint);
      expect(store.freeBytes).toBeLessThan(minFreeBytes);
      const byFree = plan.retired.filter(({ rule }) => rule === 'free').map((each) => each.checkpoint);
      // Without the last of them it would not have been enough.
      expect(store.freeBytes + sum(byFree) - last.checkpoint.bytes).toBeLessThan(minFreeBytes);
      expect(others.every(({ id }) => id !== last.checkpoint.id)).toBe(true);
    });
  });

  it('what stays is kept by every rule, or is needed by something that is, or is told', () => {
    eachCase((policy, store, plan) => {
      const { maxAge, maxBytes, minFreeBytes, keepLabels } = policy;
      const left = keptOf(store, plan);
      const isParent = new Set(left.map(({ parent }) => parent));
      const free = left.filter(
        ({ id, labels }) =>
          !isParent.has(id) && !plan.spared.includes(id) && !(keepLabels !== undefined && 'keep' in labels),
      );
      if (maxAge !== undefined) {
        for (const { createdAt } of free) expect(NOW.getTime() - Date.parse(createdAt)).toBeLessThan(maxAge);
      }
      const [newest] = store.checkpoints;
      const others = free.filter(({ id }) => id !== newest?.id && !store.isLeased(id));
      if (maxBytes !== undefined && others.length > 0 && plan.spared.length === 0) {
        expect(sum(left)).toBeLessThanOrEqual(maxBytes);
      }
      const freed = sum(plan.retired.map((each) => each.checkpoint));
      if (minFreeBytes !== undefined && others.length > 0) {
        expect(store.freeBytes + freed).toBeGreaterThanOrEqual(minFreeBytes);
      }
    });
  });
});
