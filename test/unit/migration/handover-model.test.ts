import { describe, expect, it } from 'vitest';
import {
  advanceSource,
  advanceTarget,
  recoverSource,
  recoverTarget,
  type SourceEffect,
  type TargetEffect,
} from '../../../src/migration/handover/index.js';
import { type Bounds, type Exploration, explore } from './handover-exploration.js';
import type { Fault, Lie, Machines } from './handover-world.js';

const SOUND: Machines = { advanceSource, advanceTarget, recoverSource, recoverTarget };

const KILLS: readonly Fault[] = [
  'kill -9 source criud',
  'kill -9 target criud',
  'kill -9 source CRIU',
  'kill -9 target CRIU',
];

/** The endings to which the operator had to lead. */
function byOperator({ endings }: Exploration): readonly string[] {
  return [...endings.keys()].filter((ending) => ending.endsWith('by the operator'));
}

describe('a handover over a network that loses, repeats and reorders', () => {
  it('ends by itself where nothing else fails, at either host', () => {
    const exploration = explore(SOUND, { faults: 0, operator: false });
    expect(exploration.violation).toBeUndefined();
    expect([...exploration.endings.keys()].sort()).toEqual(['aborted / discarded', 'done / running']);
  });

  it('has one live copy through any two faults, and comes to rest with it', () => {
    const exploration = explore(SOUND, { faults: 2 });
    expect(exploration.violation).toBeUndefined();
    // So that a world that has come to a standstill does not pass for one that was explored.
    expect(exploration.states).toBeGreaterThan(150_000);
  });

  it('has one live copy however often either criud and its CRIU are killed', () => {
    const exploration = explore(SOUND, { faults: 4, kinds: KILLS, operator: false });
    expect(exploration.violation).toBeUndefined();
    expect(exploration.states).toBeGreaterThan(15_000);
  });

  it('needs no operator where only a criud is killed, as often as may be', () => {
    const kinds = KILLS.slice(0, 2);
    const exploration = explore(SOUND, { faults: 5, kinds, operator: false });
    expect(exploration.violation).toBeUndefined();
    expect(byOperator(exploration)).toEqual([]);
  });

  it('waits for the operator where the source host is lost after COMMITTING, and runs after COMMITTED', () => {
    const exploration = explore(SOUND, {
      faults: 1,
      kinds: ['source host lost for good'],
      operator: false,
    });
    expect(exploration.violation).toBeUndefined();
    expect([...exploration.endings.keys()]).toEqual(
      expect.arrayContaining(['lost / discarded', 'lost / running', 'lost / running, by the operator']),
    );
  });
});

describe('an operator who does not tell the truth', () => {
  const told = (lie: Lie) => explore(SOUND, { faults: 1, lies: [lie] }).violation?.message;

  it('makes two copies by saying at the target that the source is dead', () => {
    expect(told('target: run-here, the source is dead')).toMatch(/^Two copies/);
  });

  it('makes two copies by saying at the source that the target is dead, and restoring there', () => {
    expect(told('source: target-is-dead')).toMatch(/^Two copies/);
  });

  it('makes no second copy by a discard', () => {
    expect(told('target: discard, the source has aborted')).toBeUndefined();
  });
});

type SourceAt = Parameters<Machines['advanceSource']>;
type SourceStep = ReturnType<Machines['advanceSource']>;
type TargetAt = Parameters<Machines['advanceTarget']>;
type TargetStep = ReturnType<Machines['advanceTarget']>;

/** A source that does something else where `change` says so. */
function sourceWith(change: (...at: SourceAt) => SourceStep | undefined): Partial<Machines> {
  return { advanceSource: (...at) => change(...at) ?? advanceSource(...at) };
}

/** A target that does something else where `change` says so. */
function targetWith(change: (...at: TargetAt) => TargetStep | undefined): Partial<Machines> {
  return { advanceTarget: (...at) => change(...at) ?? advanceTarget(...at) };
}

const record = (phase: 'committing' | 'committed' | 'aborting'): SourceEffect => ({
  kind: 'journal',
  record: { phase },
});
const discarding: readonly TargetEffect[] = [
  { kind: 'refuse-criu' },
  { kind: 'journal', record: 'discarded' },
];

const DEFECTS: readonly (readonly [string, RegExp, Partial<Machines>, Partial<Bounds>?])[] = [
  [
    'the source tells the target to commit before it has seen the tree dead',
    /^Two copies/,
    sourceWith((migration, state, event) => {
      const step = advanceSource(migration, state, event);
      const isLetGo = step.effects.some(({ kind }) => kind === 'let-criu-go');
      return isLetGo ? { ...step, effects: [...step.effects, { kind: 'call', call: 'commit' }] } : undefined;
    }),
  ],
  [
    'the source does not wait for the target to be prepared',
    /^The tree is killed before/,
    sourceWith((_migration, _state, event) => {
      if (event.kind !== 'dump-held') return undefined;
      return { state: { phase: 'committing', letGo: false }, effects: [record('committing')] };
    }),
  ],
  [
    'the source lets CRIU go before COMMITTING is on the disk',
    /^needed the operator/,
    sourceWith((_migration, state, event) => {
      if (state.phase !== 'held' || event.kind !== 'answered' || event.standing !== 'prepared')
        return undefined;
      const effects: SourceEffect[] = [{ kind: 'let-criu-go' }, record('committing')];
      return { state: { phase: 'committing', letGo: true }, effects };
    }),
    { kinds: KILLS.slice(0, 2), operator: false },
  ],
  [
    'the source can be cancelled after it has let CRIU go',
    /^0 copies/,
    sourceWith((_migration, state, event) => {
      if (state.phase !== 'committing' || event.kind !== 'abort') return undefined;
      return { state: { phase: 'aborting', recorded: false }, effects: [record('aborting')] };
    }),
  ],
  [
    'the source takes a tree of which a part lives for dead',
    /^Two copies/,
    sourceWith((_migration, state, event) => {
      if (state.phase !== 'committing' || event.kind !== 'dump-ended' || event.tree !== 'partial')
        return undefined;
      return { state: { phase: 'committed', recorded: false }, effects: [record('committed')] };
    }),
  ],
  [
    'the source commits a death that it has not seen to be CRIU’s work',
    /^The tree goes back/,
    sourceWith((migration, state, event) => {
      if (event.kind !== 'dump-ended' || event.tree !== 'ended') return undefined;
      return advanceSource(migration, state, { ...event, tree: 'killed' });
    }),
    { faults: 3 },
  ],
  [
    'the source, started anew at COMMITTING, does not look',
    /^Two copies/,
    {
      recoverSource: (journal) =>
        recoverSource(journal.phase === 'committing' ? { phase: 'committed' } : journal),
    },
  ],
  [
    'the source releases its images before that is on the disk',
    /^The network of a living tree/,
    sourceWith((migration, state, event) => {
      const step = advanceSource(migration, state, event);
      if (step.state.phase !== 'released') return undefined;
      return { ...step, effects: [{ kind: 'release-images' }, ...step.effects] };
    }),
    { faults: 2, kinds: ['kill -9 source criud', 'target host lost for good'] },
  ],
  [
    'the target, started anew at PREPARED, runs the tree',
    /^Two copies/,
    {
      recoverTarget: (journal) =>
        journal === 'prepared'
          ? { state: { phase: 'committed', at: 'restoring' }, effects: [{ kind: 'restore' }] }
          : recoverTarget(journal),
    },
  ],
  [
    'the target, started anew at COMMITTED, restores without a look',
    /^The tree is to run twice|^A restore over/,
    {
      recoverTarget: (journal) =>
        journal === 'committed'
          ? { state: { phase: 'committed', at: 'restoring' }, effects: [{ kind: 'restore' }] }
          : recoverTarget(journal),
    },
  ],
  [
    'the target, started anew at DISCARDED, has forgotten it',
    /^A restore without images/,
    {
      recoverTarget: (journal) =>
        journal === 'discarded' ? { state: { phase: 'receiving' }, effects: [] } : recoverTarget(journal),
    },
  ],
  [
    'the target discards after it has committed',
    /^The tree is lost|^A tree that runs is cleared away/,
    targetWith((_migration, state, event) => {
      if (state.phase !== 'committed' || event.kind !== 'operator' || event.word !== 'discard') {
        if (state.phase !== 'committed' || event.kind !== 'called' || event.call !== 'discard')
          return undefined;
      }
      return { state: { phase: 'discarding', at: 'recording' }, effects: discarding };
    }),
  ],
  [
    'the target answers before PREPARED is on the disk',
    /^The tree is killed before/,
    targetWith((migration, state, event) => {
      const step = advanceTarget(migration, state, event);
      const isReady = step.effects.some(
        (effect) => effect.kind === 'journal' && effect.record === 'prepared',
      );
      if (!isReady) return undefined;
      return { ...step, effects: [...step.effects, { kind: 'answer', standing: 'prepared' }] };
    }),
  ],
  [
    'the target is prepared before its images are durable',
    /^The tree is killed before/,
    targetWith((migration, state, event) => {
      if (event.kind === 'images-durable') return { state, effects: [] };
      if (state.phase !== 'preparing' || event.kind !== 'built') return undefined;
      return advanceTarget(migration, { ...state, durable: true }, event);
    }),
  ],
  [
    'the target gives up while it is in doubt',
    /^The tree is killed before|^The tree is lost/,
    targetWith((_migration, state, event) => {
      if (state.phase !== 'prepared' || event.kind !== 'failed') return undefined;
      return { state: { phase: 'discarding', at: 'recording' }, effects: discarding };
    }),
  ],
  [
    'the target lets CRIU go before COMMITTED is on the disk',
    /^A restore over a tree that runs/,
    targetWith((_migration, state, event) => {
      if (state.phase !== 'prepared' || !state.built || event.kind !== 'called' || event.call !== 'commit') {
        return undefined;
      }
      const effects: TargetEffect[] = [{ kind: 'let-criu-go' }, { kind: 'journal', record: 'committed' }];
      return { state: { phase: 'committed', at: 'resuming', again: false }, effects };
    }),
  ],
];

describe('the exploration', () => {
  it.each(DEFECTS.map(([name, ...defect]) => [name, defect] as const))('finds that %s', (_name, defect) => {
    const [message, machines, bounds] = defect;
    const exploration = explore({ ...SOUND, ...machines }, { faults: 1, ...bounds });
    const needed = byOperator(exploration).map((ending) => `needed the operator: ${ending}`);
    expect(exploration.violation?.message ?? needed[0]).toMatch(message);
  });
});
