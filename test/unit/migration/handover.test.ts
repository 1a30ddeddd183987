import { describe, expect, it } from 'vitest';
import {
  advanceSource,
  advanceTarget,
  type MigrationIdentity,
  recoverSource,
  SOURCE_START,
  type SourceEvent,
  type SourceState,
  type Step,
  TARGET_START,
  type TargetEvent,
  type TargetState,
} from '../../../src/migration/handover/index.js';

const MIGRATION: MigrationIdentity = {
  migrationId: 'm-1',
  sourceBootId: 'b-1',
  rootPid: 4_711,
  rootStartTime: 815n,
};

/** All but one part of it the same. */
const STRANGERS: readonly MigrationIdentity[] = [
  { ...MIGRATION, migrationId: 'm-2' },
  { ...MIGRATION, sourceBootId: 'b-2' },
  { ...MIGRATION, rootPid: 4_712 },
  { ...MIGRATION, rootStartTime: 816n },
];

const SOURCE_STATES: readonly SourceState[] = [
  { phase: 'rounds' },
  { phase: 'freezing', dumping: false },
  { phase: 'freezing', dumping: true },
  { phase: 'held' },
  { phase: 'committing', letGo: false },
  { phase: 'committing', letGo: true },
  { phase: 'committed', recorded: false },
  { phase: 'committed', recorded: true },
  { phase: 'taking-back' },
  { phase: 'aborting', recorded: false },
  { phase: 'aborting', recorded: true },
  { phase: 'looking', after: 'freezing' },
  { phase: 'looking', after: 'committing' },
  { phase: 'looking', after: 'aborting' },
  { phase: 'looking', after: 'in-doubt', why: 'partial' },
  { phase: 'in-doubt', why: 'died-uncommitted' },
  { phase: 'done' },
  { phase: 'aborted' },
  { phase: 'released', recorded: false },
  { phase: 'released', recorded: true },
];

const TARGET_STATES: readonly TargetState[] = [
  { phase: 'receiving' },
  { phase: 'preparing', durable: false, built: false },
  { phase: 'preparing', durable: true, built: true },
  { phase: 'prepared', built: false },
  { phase: 'prepared', built: true },
  { phase: 'committed', at: 'recording', before: 'built' },
  { phase: 'committed', at: 'recording', before: 'unbuilt' },
  { phase: 'committed', at: 'recording', before: 'restore-failed' },
  { phase: 'committed', at: 'restoring' },
  { phase: 'committed', at: 'resuming', again: false },
  { phase: 'committed', at: 'looking' },
  { phase: 'restore-failed', why: 'failed' },
  { phase: 'running', recorded: false },
  { phase: 'running', recorded: true },
  { phase: 'discarding', at: 'recording' },
  { phase: 'discarding', at: 'unrecorded' },
  { phase: 'discarding', at: 'clearing' },
  { phase: 'discarded' },
];

const source = (state: SourceState, event: SourceEvent) => advanceSource(MIGRATION, state, event);
const target = (state: TargetState, event: TargetEvent) => advanceTarget(MIGRATION, state, event);

/** The states in which an event is taken, by their phase. */
function taking<State extends { readonly phase: string }>(
  states: readonly State[],
  advance: (state: State) => Step<State, unknown>,
): readonly string[] {
  const taken = states.filter((state) => advance(state).refusal === undefined);
  return [...new Set(taken.map(({ phase }) => phase))];
}

/** One event after the other; gives what is to be done after each. */
function play<State, Event, Effect>(
  advance: (state: State, event: Event) => Step<State, Effect>,
  first: State,
  events: readonly Event[],
): readonly (readonly Effect[])[] {
  let state = first;
  return events.map((event) => {
    const { effects, refusal, ...step } = advance(state, event);
    expect(refusal).toBeUndefined();
    state = step.state;
    return effects;
  });
}

describe('a handover without a fault', () => {
  it('lets the tree be killed at the source between two records, and has it run there after', () => {
    const effects = play(source, SOURCE_START, [
      { kind: 'freeze' },
      { kind: 'journaled', record: { phase: 'freezing' } },
      { kind: 'dump-held' },
      { kind: 'answered', by: MIGRATION, standing: 'prepared' },
      { kind: 'journaled', record: { phase: 'committing' } },
      { kind: 'dump-ended', tree: 'killed' },
      { kind: 'journaled', record: { phase: 'committed' } },
      { kind: 'unanswered' },
      { kind: 'answered', by: MIGRATION, standing: 'running' },
    ]);
    expect(effects).toEqual([
      [{ kind: 'journal', record: { phase: 'freezing' } }],
      [{ kind: 'dump' }],
      [{ kind: 'call', call: 'prepare' }],
      [{ kind: 'journal', record: { phase: 'committing' } }],
      [{ kind: 'let-criu-go' }],
      [{ kind: 'journal', record: { phase: 'committed' } }],
      [{ kind: 'call', call: 'commit' }],
      [{ kind: 'call', call: 'commit' }],
      [{ kind: 'journal', record: { phase: 'done' } }, { kind: 'unlock-network' }, { kind: 'remove-images' }],
    ]);
  });

  it('flushes the images at the target while the tree is being built', () => {
    const effects = play(target, TARGET_START, [
      { kind: 'called', by: MIGRATION, call: 'prepare' },
      { kind: 'built' },
      { kind: 'images-durable' },
      { kind: 'journaled', record: 'prepared' },
      { kind: 'called', by: MIGRATION, call: 'commit' },
      { kind: 'journaled', record: 'committed' },
      { kind: 'restore-ended', tree: 'running' },
      { kind: 'journaled', record: 'running' },
    ]);
    expect(effects).toEqual([
      [{ kind: 'secure-images' }, { kind: 'restore' }],
      [],
      [{ kind: 'journal', record: 'prepared' }],
      [{ kind: 'answer', standing: 'prepared' }],
      [{ kind: 'journal', record: 'committed' }],
      [{ kind: 'let-criu-go' }],
      [{ kind: 'journal', record: 'running' }],
      [{ kind: 'answer', standing: 'running' }],
    ]);
  });
});

describe('what is refused', () => {
  it.each(STRANGERS)('takes no call and no answer about another tree: %o', (by) => {
    const call = { kind: 'called', by, call: 'commit' } as const;
    for (const state of TARGET_STATES) {
      expect(target(state, call)).toMatchObject({ state, effects: [], refusal: { reason: 'fenced' } });
    }
    const answer = { kind: 'answered', by, standing: 'prepared' } as const;
    for (const state of SOURCE_STATES) {
      expect(source(state, answer)).toMatchObject({ state, effects: [], refusal: { reason: 'fenced' } });
    }
  });

  it('changes nothing and asks for nothing', () => {
    const sourceEvents: readonly SourceEvent[] = [
      { kind: 'freeze' },
      { kind: 'dump-held' },
      { kind: 'dump-ended', tree: 'alive' },
      { kind: 'abort' },
      { kind: 'operator', word: 'run-there' },
    ];
    const targetEvents: readonly TargetEvent[] = [
      { kind: 'images-durable' },
      { kind: 'built' },
      { kind: 'restore-ended', tree: 'running' },
      { kind: 'failed' },
      { kind: 'cleared' },
      { kind: 'operator', word: 'run-here' },
    ];
    const refused = [
      ...SOURCE_STATES.flatMap((state) =>
        sourceEvents.map((event) => ({ state, step: source(state, event) })),
      ),
      ...TARGET_STATES.flatMap((state) =>
        targetEvents.map((event) => ({ state, step: target(state, event) })),
      ),
    ].filter(({ step }) => step.refusal !== undefined);
    expect(refused.length).toBeGreaterThan(50);
    for (const { state, step } of refused) {
      expect(step.state).toBe(state);
      expect(step.effects).toEqual([]);
    }
  });

  it('is a cancel from COMMITTING on', () => {
    const phases = taking(SOURCE_STATES, (state) => source(state, { kind: 'abort' }));
    expect(phases).toEqual(['rounds', 'freezing', 'held', 'aborting', 'aborted']);
    expect(source({ phase: 'committing', letGo: false }, { kind: 'abort' }).refusal?.reason).toBe('too-late');
  });

  it('is every word of the operator but where it decides', () => {
    const atSource = (word: 'run-there' | 'discard' | 'take-back' | 'target-is-dead') =>
      taking(SOURCE_STATES, (state) => source(state, { kind: 'operator', word }));
    const atTarget = (word: 'run-here' | 'discard') =>
      taking(TARGET_STATES, (state) => target(state, { kind: 'operator', word }));
    expect(atSource('run-there')).toEqual(['in-doubt']);
    expect(atSource('discard')).toEqual(['in-doubt']);
    expect(atSource('take-back')).toEqual(['committed']);
    expect(atSource('target-is-dead')).toEqual(['committed', 'taking-back', 'aborting']);
    expect(atTarget('run-here')).toEqual(['prepared', 'restore-failed']);
    expect(atTarget('discard')).toEqual(['prepared', 'restore-failed', 'discarding']);
  });

  it('is a discard once the commit is recorded, with where the target stands', () => {
    const discard = { kind: 'called', by: MIGRATION, call: 'discard' } as const;
    const answers = TARGET_STATES.flatMap((state) =>
      target(state, discard).effects.flatMap((effect) => (effect.kind === 'answer' ? [effect.standing] : [])),
    );
    expect(answers).toEqual([
      'committed',
      'committed',
      'committed',
      'restore-failed',
      'running',
      'discarded',
    ]);
  });
});

describe('the source', () => {
  it('goes forward when the target has committed while the tree is still frozen', () => {
    const step = source({ phase: 'held' }, { kind: 'answered', by: MIGRATION, standing: 'running' });
    expect(step.state).toEqual({ phase: 'committing', letGo: false });
  });

  it('gives up when the tree is not built any more: it still has it alive', () => {
    const step = source({ phase: 'held' }, { kind: 'answered', by: MIGRATION, standing: 'unbuilt' });
    expect(step.effects[0]).toEqual({ kind: 'refuse-criu' });
    expect(step.state.phase).toBe('aborting');
  });

  it.each([
    ['alive', 'aborting'],
    ['partial', 'in-doubt'],
    ['killed', 'committed'],
    ['ended', 'in-doubt'],
  ] as const)('started anew at COMMITTING looks, and where the tree is %s it is %s', (tree, phase) => {
    const { state, effects } = recoverSource({ phase: 'committing' });
    expect(effects).toEqual([{ kind: 'look' }]);
    expect(source(state, { kind: 'dump-ended', tree }).state.phase).toBe(phase);
  });

  it('does not take the operator’s word that the tree may run there: it looks', () => {
    const { state, effects } = source(
      { phase: 'in-doubt', why: 'partial' },
      { kind: 'operator', word: 'run-there' },
    );
    expect(effects).toEqual([{ kind: 'look' }]);
    expect(source(state, { kind: 'dump-ended', tree: 'partial' }).state).toEqual({
      phase: 'in-doubt',
      why: 'partial',
    });
    expect(source(state, { kind: 'dump-ended', tree: 'ended' }).state.phase).toBe('committed');
  });
});

describe('the target', () => {
  it('restores once more when CRIU dies before the tree has run, and then holds it', () => {
    const effects = play(target, { phase: 'committed', at: 'resuming', again: false }, [
      { kind: 'restore-ended', tree: 'never-ran' },
      { kind: 'built' },
      { kind: 'restore-ended', tree: 'never-ran' },
      { kind: 'called', by: MIGRATION, call: 'commit' },
    ]);
    expect(effects).toEqual([
      [{ kind: 'restore' }],
      [{ kind: 'let-criu-go' }],
      [
        { kind: 'journal', record: 'restore-failed' },
        { kind: 'answer', standing: 'restore-failed' },
      ],
      [{ kind: 'answer', standing: 'restore-failed' }],
    ]);
  });

  it('keeps the images until the discard is recorded', () => {
    const effects = play(target, { phase: 'prepared', built: true }, [
      { kind: 'called', by: MIGRATION, call: 'discard' },
      { kind: 'journal-failed', record: 'discarded' },
      { kind: 'called', by: MIGRATION, call: 'discard' },
      { kind: 'journaled', record: 'discarded' },
      { kind: 'cleared' },
    ]);
    expect(effects.flat().map(({ kind }) => kind)).toEqual([
      'refuse-criu',
      'journal',
      'answer',
      'refuse-criu',
      'journal',
      'clear-away',
      'answer',
    ]);
  });
});
