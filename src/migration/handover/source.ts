import {
  isSameMigration,
  type MigrationIdentity,
  refuse,
  type Standing,
  type Step,
  step,
} from './protocol.js';
import type {
  Doubt,
  SourceEffect,
  SourceEvent,
  SourceRecord,
  SourceState,
  SourceTree,
  SourceWord,
} from './source-state.js';

type SourceStep = Step<SourceState, SourceEffect>;

/** The first state, and the record that is to be on the disk before the first round. */
export const SOURCE_START: SourceState & SourceRecord = { phase: 'rounds' };

/** Where a source goes on that was started anew: `record` is the last in its journal. */
export function recoverSource(record: SourceRecord): SourceStep {
  switch (record.phase) {
    case 'rounds':
      // No final dump was begun: the target cannot be prepared, and nothing of ours can have killed the tree.
      return abort();
    case 'freezing':
    case 'committing':
      return step({ phase: 'looking', after: record.phase }, { kind: 'look' });
    case 'committed':
      return step({ phase: 'committed', recorded: true }, { kind: 'call', call: 'commit' });
    case 'taking-back':
      return step({ phase: 'taking-back' }, { kind: 'call', call: 'discard' });
    case 'aborting':
      return step({ phase: 'aborting', recorded: true }, { kind: 'call', call: 'discard' });
    case 'in-doubt':
      return step(record);
    case 'done':
      return step({ phase: 'done' }, { kind: 'unlock-network' }, { kind: 'remove-images' });
    case 'aborted':
      return step({ phase: 'aborted' }, { kind: 'remove-images' });
    case 'released':
      return step({ phase: 'released', recorded: true }, { kind: 'release-images' });
  }
}

/** What an event leads to at the source of a migration. Pure; throws nothing. */
export function advanceSource(
  migration: MigrationIdentity,
  state: SourceState,
  event: SourceEvent,
): SourceStep {
  switch (event.kind) {
    case 'freeze':
      if (state.phase !== 'rounds') return outOfOrder(state, event);
      // Recorded before anything is frozen, so that the disk costs no frozen time.
      return step({ phase: 'freezing', dumping: false }, { kind: 'journal', record: { phase: 'freezing' } });
    case 'dump-held':
      if (state.phase === 'aborting' || state.phase === 'aborted') return step(state);
      if (state.phase !== 'freezing' || !state.dumping) return outOfOrder(state, event);
      return step({ phase: 'held' }, { kind: 'call', call: 'prepare' });
    case 'dump-ended':
      return afterDump(state, event.tree);
    case 'journaled':
      return afterRecord(state, event.record);
    case 'journal-failed':
      return afterLostRecord(state, event.record);
    case 'answered':
      if (isSameMigration(migration, event.by)) return afterAnswer(state, event.standing);
      return refuse(state, 'fenced', `The answer is about ${event.by.migrationId}, in another incarnation.`);
    case 'unanswered':
      return callAgain(state);
    case 'abort':
      if (state.phase === 'rounds' || state.phase === 'freezing' || state.phase === 'held') return abort();
      if (state.phase === 'aborting' || state.phase === 'aborted') return step(state);
      return refuse(
        state,
        'too-late',
        `The migration is ${state.phase}: only the fate of the tree decides now.`,
      );
    case 'operator':
      return afterWord(state, event.word);
  }
}

function afterDump(state: SourceState, tree: SourceTree): SourceStep {
  switch (state.phase) {
    case 'freezing':
      // CRIU never came to `post-dump`, the target was never asked: whatever is left, it is here.
      return state.dumping ? abort({ kind: 'repair-tree' }) : outOfOrder(state, { kind: 'dump-ended', tree });
    case 'held':
      return decide('freezing', tree);
    case 'committing':
      return decide(state.letGo ? 'committing' : 'freezing', tree);
    case 'looking':
      return state.after === 'in-doubt' ? lookAgain(state.why, tree) : decide(state.after, tree);
    case 'rounds':
      return outOfOrder(state, { kind: 'dump-ended', tree });
    default:
      // The CRIU that was refused has rolled back.
      return step(state);
  }
}

/** What the fate of the tree means after the furthest point that the handover had reached. */
function decide(after: 'freezing' | 'committing' | 'aborting', tree: SourceTree): SourceStep {
  if (after === 'aborting') {
    // The target has committed, and only its operator can have said so.
    const isDead = tree === 'killed' || tree === 'ended';
    return isDead ? commit() : doubt('target-committed');
  }
  if (tree === 'alive') return abort({ kind: 'repair-tree' });
  if (tree === 'partial') return doubt('partial');
  if (after === 'freezing') return doubt('died-uncommitted');
  return tree === 'killed' ? commit() : doubt('died-unwitnessed');
}

function lookAgain(why: Doubt, tree: SourceTree): SourceStep {
  return tree === 'killed' || tree === 'ended' ? commit() : step({ phase: 'in-doubt', why });
}

function afterRecord(state: SourceState, record: SourceRecord): SourceStep {
  if (state.phase !== record.phase) return step(state);
  switch (state.phase) {
    case 'freezing':
      return state.dumping ? step(state) : step({ phase: 'freezing', dumping: true }, { kind: 'dump' });
    case 'committing':
      if (state.letGo) return step(state);
      return step({ phase: 'committing', letGo: true }, { kind: 'let-criu-go' });
    case 'committed':
    case 'aborting':
      if (state.recorded) return step(state);
      return callAgain({ ...state, recorded: true });
    case 'released':
      return step({ phase: 'released', recorded: true }, { kind: 'release-images' });
    default:
      return step(state);
  }
}

function afterLostRecord(state: SourceState, record: SourceRecord): SourceStep {
  if (state.phase !== record.phase) return step(state);
  switch (state.phase) {
    case 'freezing':
      return state.dumping ? step(state) : abort();
    case 'committing':
      // It may be on the disk all the same; a restart then looks, finds the tree alive, and aborts as well.
      return state.letGo ? step(state) : abort();
    case 'released':
      // A restart would go on telling the target to commit, beside a tree restored here: the images stay locked.
      return state.recorded ? step(state) : step({ phase: 'taking-back' }, { kind: 'call', call: 'discard' });
    default:
      // The tree is dead, or lives, with or without the record: a restart comes to the same by looking.
      return afterRecord(state, record);
  }
}

function afterAnswer(state: SourceState, standing: Standing): SourceStep {
  switch (state.phase) {
    case 'held':
      switch (standing) {
        case 'prepared':
        // Committed by the word of its operator. The tree is still frozen: to go forward is the one way to one copy.
        case 'committed':
        case 'running':
          return step(
            { phase: 'committing', letGo: false },
            { kind: 'journal', record: { phase: 'committing' } },
          );
        default:
          return abort();
      }
    case 'committed':
      if (standing === 'running') return finish();
      return standing === 'discarded' ? release() : step(state);
    case 'taking-back':
      if (standing === 'running') return finish();
      if (standing === 'discarded') return release();
      return standing === 'committed' || standing === 'restore-failed' ? commit() : step(state);
    case 'aborting':
      switch (standing) {
        case 'discarded':
          return step(
            { phase: 'aborted' },
            { kind: 'journal', record: { phase: 'aborted' } },
            { kind: 'remove-images' },
          );
        case 'committed':
        case 'running':
        case 'restore-failed':
          return step({ phase: 'looking', after: 'aborting' }, { kind: 'look' });
        default:
          return step(state);
      }
    case 'rounds':
    case 'freezing':
      return refuse(state, 'out-of-order', `The target answers "${standing}", and nothing was asked yet.`);
    default:
      return step(state);
  }
}

function afterWord(state: SourceState, word: SourceWord): SourceStep {
  switch (word) {
    case 'run-there':
      if (state.phase !== 'in-doubt') break;
      return step({ phase: 'looking', after: 'in-doubt', why: state.why }, { kind: 'look' });
    case 'discard':
      if (state.phase !== 'in-doubt') break;
      return abort({ kind: 'repair-tree' });
    case 'take-back':
      if (state.phase !== 'committed') break;
      return step(
        { phase: 'taking-back' },
        { kind: 'journal', record: { phase: 'taking-back' } },
        { kind: 'call', call: 'discard' },
      );
    case 'target-is-dead':
      if (state.phase === 'committed' || state.phase === 'taking-back') return release();
      if (state.phase !== 'aborting') break;
      return step(
        { phase: 'aborted' },
        { kind: 'journal', record: { phase: 'aborted' } },
        { kind: 'remove-images' },
      );
  }
  return refuse(state, 'not-applicable', `"${word}" decides nothing while the source is ${state.phase}.`);
}

function callAgain(state: SourceState): SourceStep {
  switch (state.phase) {
    case 'held':
      return step(state, { kind: 'call', call: 'prepare' });
    case 'committed':
      return state.recorded ? step(state, { kind: 'call', call: 'commit' }) : step(state);
    case 'taking-back':
      return step(state, { kind: 'call', call: 'discard' });
    case 'aborting':
      return state.recorded ? step(state, { kind: 'call', call: 'discard' }) : step(state);
    default:
      return step(state);
  }
}

/** The tree goes on at once; the target is told when that is on the disk, and can never be told to commit after. */
function abort(...before: readonly SourceEffect[]): SourceStep {
  return step<SourceState, SourceEffect>(
    { phase: 'aborting', recorded: false },
    { kind: 'refuse-criu' },
    ...before,
    { kind: 'journal', record: { phase: 'aborting' } },
  );
}

function commit(): SourceStep {
  return step({ phase: 'committed', recorded: false }, { kind: 'journal', record: { phase: 'committed' } });
}

function doubt(why: Doubt): SourceStep {
  return step({ phase: 'in-doubt', why }, { kind: 'journal', record: { phase: 'in-doubt', why } });
}

function finish(): SourceStep {
  return step(
    { phase: 'done' },
    { kind: 'journal', record: { phase: 'done' } },
    { kind: 'unlock-network' },
    { kind: 'remove-images' },
  );
}

function release(): SourceStep {
  return step({ phase: 'released', recorded: false }, { kind: 'journal', record: { phase: 'released' } });
}

function outOfOrder(state: SourceState, event: SourceEvent): SourceStep {
  return refuse(state, 'out-of-order', `There can be no "${event.kind}" while the source is ${state.phase}.`);
}
