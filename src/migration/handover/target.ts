import { type Call, isSameMigration, type MigrationIdentity, refuse, type Step, step } from './protocol.js';
import type {
  TargetEffect,
  TargetEvent,
  TargetRecord,
  TargetState,
  TargetTree,
  TargetWord,
} from './target-state.js';

type TargetStep = Step<TargetState, TargetEffect>;

/** The first state, to be recorded as `receiving` before the first image is taken. */
export const TARGET_START: TargetState = { phase: 'receiving' };

/** Where a target goes on that was started anew: `record` is the last in its journal. */
export function recoverTarget(record: TargetRecord): TargetStep {
  switch (record) {
    case 'receiving':
      // What was coming in came over connections that are gone.
      return discard();
    case 'prepared':
      return step({ phase: 'prepared', built: false });
    case 'committed':
      return step({ phase: 'committed', at: 'looking' }, { kind: 'look' });
    case 'restore-failed':
      return step({ phase: 'restore-failed', why: 'unclear' });
    case 'running':
      return step({ phase: 'running', recorded: true });
    case 'discarded':
      return step({ phase: 'discarding', at: 'clearing' }, { kind: 'clear-away' });
  }
}

/** What an event leads to at the target of a migration. Pure; throws nothing. */
export function advanceTarget(
  migration: MigrationIdentity,
  state: TargetState,
  event: TargetEvent,
): TargetStep {
  switch (event.kind) {
    case 'called':
      if (isSameMigration(migration, event.by)) return afterCall(state, event.call);
      return refuse(state, 'fenced', `The call is about ${event.by.migrationId}, in another incarnation.`);
    case 'images-durable':
      if (state.phase === 'preparing') return prepare({ ...state, durable: true });
      return isDiscard(state) ? step(state) : outOfOrder(state, event);
    case 'built':
      if (state.phase === 'preparing') return prepare({ ...state, built: true });
      if (state.phase === 'committed' && state.at === 'restoring') return resume(true);
      return isDiscard(state) ? step(state) : outOfOrder(state, event);
    case 'restore-ended':
      return afterRestore(state, event.tree);
    case 'failed':
      if (state.phase === 'receiving' || state.phase === 'preparing') return discard();
      if (isUnrecorded(state)) return discard();
      if (isDiscard(state)) return step(state);
      return refuse(state, 'too-late', `The target is ${state.phase}: it does not give up by itself.`);
    case 'journaled':
      return afterRecord(state, event.record);
    case 'journal-failed':
      return afterLostRecord(state, event.record);
    case 'cleared':
      if (state.phase !== 'discarding' || state.at !== 'clearing') return outOfOrder(state, event);
      return step({ phase: 'discarded' }, { kind: 'answer', standing: 'discarded' });
    case 'operator':
      return afterWord(state, event.word);
  }
}

function afterCall(state: TargetState, call: Call): TargetStep {
  switch (state.phase) {
    case 'receiving':
      if (call === 'discard') return discard();
      if (call === 'commit') return step(state, { kind: 'answer', standing: 'not-prepared' });
      return step(
        { phase: 'preparing', durable: false, built: false },
        { kind: 'secure-images' },
        { kind: 'restore' },
      );
    case 'preparing':
      if (call === 'discard') return discard();
      return call === 'commit' ? step(state, { kind: 'answer', standing: 'not-prepared' }) : step(state);
    case 'prepared':
      if (call === 'discard') return discard();
      if (call === 'commit') return commit(state.built ? 'built' : 'unbuilt');
      return step(state, { kind: 'answer', standing: state.built ? 'prepared' : 'unbuilt' });
    case 'committed':
      // Not on the disk yet, it is nothing to answer with. A discard comes too late in any case.
      if (state.at === 'recording' || call === 'commit') return step(state);
      return step(state, { kind: 'answer', standing: 'committed' });
    case 'restore-failed':
      // Not even a discard: it may be a late one, and these images may be all there is.
      return step(state, { kind: 'answer', standing: 'restore-failed' });
    case 'running':
      return state.recorded ? step(state, { kind: 'answer', standing: 'running' }) : step(state);
    case 'discarding':
      return isUnrecorded(state) ? discard() : step(state);
    case 'discarded':
      return step(state, { kind: 'answer', standing: 'discarded' });
  }
}

function afterRestore(state: TargetState, tree: TargetTree): TargetStep {
  switch (state.phase) {
    case 'preparing':
      return discard();
    case 'prepared':
      return step({ phase: 'prepared', built: false });
    case 'committed':
      switch (state.at) {
        case 'recording':
          return step({ ...state, before: state.before === 'built' ? 'unbuilt' : state.before });
        case 'restoring':
          return tree === 'never-ran' ? hold('failed') : afterResume(tree, false);
        case 'resuming':
          return afterResume(tree, !state.again);
        case 'looking':
          return afterResume(tree, true);
      }
      break;
    case 'discarding':
    case 'discarded':
      return step(state);
  }
  return outOfOrder(state, { kind: 'restore-ended', tree });
}

function afterResume(tree: TargetTree, mayTryAgain: boolean): TargetStep {
  switch (tree) {
    case 'running':
    case 'ended':
      return step({ phase: 'running', recorded: false }, { kind: 'journal', record: 'running' });
    case 'never-ran':
      if (!mayTryAgain) return hold('failed');
      return step({ phase: 'committed', at: 'restoring' }, { kind: 'restore' });
    case 'unclear':
      return hold('unclear');
  }
}

function afterRecord(state: TargetState, record: TargetRecord): TargetStep {
  switch (record) {
    case 'prepared':
      if (state.phase !== 'preparing') return step(state);
      return step({ phase: 'prepared', built: true }, { kind: 'answer', standing: 'prepared' });
    case 'committed':
      if (state.phase !== 'committed' || state.at !== 'recording') return step(state);
      if (state.before === 'built') return resume(false);
      return step({ phase: 'committed', at: 'restoring' }, { kind: 'restore' });
    case 'running':
      if (state.phase !== 'running') return step(state);
      return step({ phase: 'running', recorded: true }, { kind: 'answer', standing: 'running' });
    case 'discarded':
      if (state.phase !== 'discarding' || state.at !== 'recording') return step(state);
      return step({ phase: 'discarding', at: 'clearing' }, { kind: 'clear-away' });
    default:
      return step(state);
  }
}

function afterLostRecord(state: TargetState, record: TargetRecord): TargetStep {
  switch (record) {
    case 'prepared':
      return state.phase === 'preparing' ? discard() : step(state);
    case 'committed':
      // Nothing has run. The source goes on telling, and each time it is tried again.
      if (state.phase !== 'committed' || state.at !== 'recording') return step(state);
      if (state.before === 'restore-failed') return hold('unclear');
      return step({ phase: 'prepared', built: state.before === 'built' });
    case 'discarded':
      // The images stay: the record on the disk may still be that they are there.
      if (state.phase !== 'discarding' || state.at !== 'recording') return step(state);
      return step({ phase: 'discarding', at: 'unrecorded' }, { kind: 'answer', standing: 'not-prepared' });
    default:
      // It runs with or without the record: a restart finds it running, or that it has run.
      return afterRecord(state, record);
  }
}

function afterWord(state: TargetState, word: TargetWord): TargetStep {
  if (state.phase === 'prepared') {
    return word === 'discard' ? discard() : commit(state.built ? 'built' : 'unbuilt');
  }
  if (isUnrecorded(state) && word === 'discard') return discard();
  if (state.phase === 'restore-failed') return word === 'discard' ? discard() : commit('restore-failed');
  return refuse(state, 'not-applicable', `"${word}" decides nothing while the target is ${state.phase}.`);
}

function prepare(state: TargetState & { readonly phase: 'preparing' }): TargetStep {
  if (!state.durable || !state.built) return step(state);
  return step(state, { kind: 'journal', record: 'prepared' });
}

function commit(before: 'built' | 'unbuilt' | 'restore-failed'): TargetStep {
  return step({ phase: 'committed', at: 'recording', before }, { kind: 'journal', record: 'committed' });
}

function resume(again: boolean): TargetStep {
  return step({ phase: 'committed', at: 'resuming', again }, { kind: 'let-criu-go' });
}

function hold(why: 'failed' | 'unclear'): TargetStep {
  return step(
    { phase: 'restore-failed', why },
    { kind: 'journal', record: 'restore-failed' },
    { kind: 'answer', standing: 'restore-failed' },
  );
}

/** CRIU is refused at once; the images go when the record is on the disk, since one that says otherwise needs them. */
function discard(): TargetStep {
  return step(
    { phase: 'discarding', at: 'recording' },
    { kind: 'refuse-criu' },
    { kind: 'journal', record: 'discarded' },
  );
}

function isDiscard(state: TargetState): boolean {
  return state.phase === 'discarding' || state.phase === 'discarded';
}

function isUnrecorded(state: TargetState): boolean {
  return state.phase === 'discarding' && state.at === 'unrecorded';
}

function outOfOrder(state: TargetState, event: TargetEvent): TargetStep {
  return refuse(state, 'out-of-order', `There can be no "${event.kind}" while the target is ${state.phase}.`);
}
