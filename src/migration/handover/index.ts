/**
 * The handover of a live migration, as two state machines without input or
 * output: whoever drives them carries the effects out and reports what came of it.
 *
 * Why there are no two copies. The target lets the tree run only from COMMITTED,
 * to which it comes by a commit or by the operator's `run-here`. The source calls
 * to commit only after it has seen the tree dead, and what is dead stays dead, but
 * for images kept at the source: those are released only when the target has
 * recorded that it discards, which it does not take back, or by the operator's
 * `target-is-dead`. So two words can make a second copy by being untrue, and no
 * others: `run-here` in doubt, and `target-is-dead`.
 *
 * Why none is lost. The source lets its CRIU kill only after the target has its
 * images and PREPARED on the disk, and from there on the target gives them up for
 * a call or for the operator only; the source calls to discard only while the tree
 * lives, or for the operator. So `discard` can lose the tree by being untrue.
 */
export {
  type Call,
  isSameMigration,
  type MigrationIdentity,
  type Refusal,
  type Standing,
  type Step,
} from './protocol.js';
export { advanceSource, recoverSource, SOURCE_START } from './source.js';
export type {
  Doubt,
  SourceEffect,
  SourceEvent,
  SourceRecord,
  SourceState,
  SourceTree,
  SourceWord,
} from './source-state.js';
export { advanceTarget, recoverTarget, TARGET_START } from './target.js';
export type {
  TargetEffect,
  TargetEvent,
  TargetRecord,
  TargetState,
  TargetTree,
  TargetWord,
} from './target-state.js';
