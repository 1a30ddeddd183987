import type { Operation } from '../operations/index.js';
import type { Drive } from './drive.js';
import {
  advanceSource,
  advanceTarget,
  type MigrationIdentity,
  type SourceEvent,
  type SourceState,
  type SourceWord,
  type TargetEvent,
  type TargetState,
  type TargetWord,
} from './handover/index.js';

/** Where a migration stands; `criud.v1.MigrationState` tells what each one is. */
export type Standpoint =
  | 'rounds'
  | 'freezing'
  | 'held'
  | 'committing'
  | 'committed'
  | 'aborting'
  | 'looking'
  | 'in-doubt'
  | 'moved'
  | 'not-moved'
  | 'abandoned'
  | 'receiving'
  | 'preparing'
  | 'prepared'
  | 'resuming'
  | 'restore-failed'
  | 'running'
  | 'discarded';

/**
 * What an operator can say. The handover also knows how to take a tree back,
 * which needs images at the source: with pages that went to the target only,
 * there are none.
 */
export type Word = Exclude<SourceWord, 'take-back'> | TargetWord;

/** A migration, as one of its two hosts sees it. */
export interface Migration {
  /** That of the operation at the source. */
  readonly id: string;
  /** Id of the operation of this host. */
  readonly operation: string;
  readonly side: 'source' | 'target';
  readonly state: Standpoint;
  /** What is not known, where the operator is waited for. */
  readonly doubt?: string;
  /** Those that would be taken now. */
  readonly words: readonly Word[];
}

/** A handover that goes on. */
export interface LiveHandover {
  view(): Migration;
  /** @returns what is wrong with the word, if it decides nothing */
  say(word: Word): string | undefined;
}

/** Is given each handover when it begins; what it gives back is disposed when that is over. */
export type HandoverWatch = (operation: string, handover: LiveHandover) => Disposable;

const SOURCE_WORDS = ['run-there', 'discard', 'target-is-dead'] as const satisfies readonly SourceWord[];
const TARGET_WORDS = ['run-here', 'discard'] as const satisfies readonly TargetWord[];

/** As LiveHandover.say. */
export function sayToSource(machine: Drive<SourceState, SourceEvent>, word: Word): string | undefined {
  const known = SOURCE_WORDS.find((each) => each === word);
  if (known === undefined) return 'This is the source of the tree; the word is one for its target.';
  return machine.emit({ kind: 'operator', word: known })?.message;
}

/** As LiveHandover.say. */
export function sayToTarget(machine: Drive<TargetState, TargetEvent>, word: Word): string | undefined {
  const known = TARGET_WORDS.find((each) => each === word);
  if (known === undefined) return 'This is the target of the tree; the word is one for its source.';
  return machine.emit({ kind: 'operator', word: known })?.message;
}

export function migrationAtSource(
  migration: MigrationIdentity,
  operation: string,
  state: SourceState,
): Migration {
  const words = SOURCE_WORDS.filter(
    (word) => advanceSource(migration, state, { kind: 'operator', word }).refusal === undefined,
  );
  return {
    ...{ id: migration.migrationId, operation, side: 'source', words },
    ...(state.phase === 'in-doubt' && { doubt: state.why }),
    state: standpointOfSource(state),
  };
}

export function migrationAtTarget(
  migration: MigrationIdentity,
  operation: string,
  state: TargetState,
): Migration {
  const words = TARGET_WORDS.filter(
    (word) => advanceTarget(migration, state, { kind: 'operator', word }).refusal === undefined,
  );
  return {
    ...{ id: migration.migrationId, operation, side: 'target', words },
    ...(state.phase === 'restore-failed' && { doubt: state.why }),
    state: standpointOfTarget(state),
  };
}

/** Of an operation that has ended, or has not come to its handover yet. */
export function migrationOf({ id, kind, migration = id, outcome }: Operation): Migration {
  const side = kind === 'receive' ? 'target' : 'source';
  return { ...{ id: migration, operation: id, side, words: [] }, state: standpointOf(side, outcome) };
}

function standpointOf(side: Migration['side'], outcome: Operation['outcome']): Standpoint {
  if (side === 'target') {
    if (outcome === undefined) return 'receiving';
    return outcome.kind === 'failed' ? 'discarded' : 'running';
  }
  if (outcome === undefined) return 'rounds';
  if (outcome.kind !== 'failed') return 'moved';
  if (outcome.failure.reason === 'PAGES_LOST') return 'abandoned';
  return outcome.failure.reason === 'MIGRATION_ABANDONED' ? 'abandoned' : 'not-moved';
}

function standpointOfSource(state: SourceState): Standpoint {
  switch (state.phase) {
    case 'taking-back':
      return 'aborting';
    case 'done':
      return 'moved';
    case 'aborted':
      return 'not-moved';
    case 'released':
      return 'abandoned';
    default:
      return state.phase;
  }
}

function standpointOfTarget(state: TargetState): Standpoint {
  switch (state.phase) {
    case 'committed':
      return 'resuming';
    case 'discarding':
      return 'discarded';
    default:
      return state.phase;
  }
}
