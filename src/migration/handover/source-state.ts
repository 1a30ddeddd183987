import type { Call, MigrationIdentity, Standing } from './protocol.js';

/**
 * Where the handover stands at the source:
 *
 *     rounds ──▶ freezing ──▶ held ──▶ committing ──▶ committed ──▶ done
 *       │           │          │           │              │ ▲
 *       │           │          │           │              ▼ │ (the target has committed)
 *       ▼           ▼          ▼           ▼         taking-back ──▶ released
 *       aborting ◀─────────────────────────┘ (the tree lives)
 *          └──▶ aborted
 *
 * The death of the tree is the commit: what was called for and what is in the
 * journal say only what to look at. `looking` is where a restart begins and where
 * the tree has to be looked at again; `in-doubt` is where looking gave no answer.
 */
export type SourceState =
  /** Pre-dumps. Nothing is frozen, the target cannot be prepared. */
  | { readonly phase: 'rounds' }
  /** The final dump is written down, then runs; CRIU has not come to `post-dump`. */
  | { readonly phase: 'freezing'; readonly dumping: boolean }
  /** CRIU waits at `post-dump`, the tree is frozen, the target is asked to prepare. */
  | { readonly phase: 'held' }
  /** The target is prepared. Recorded first; then CRIU is let go, and kills the tree. */
  | { readonly phase: 'committing'; readonly letGo: boolean }
  /** The tree is dead. Recorded first; then the target is told until it answers that the tree runs. */
  | { readonly phase: 'committed'; readonly recorded: boolean }
  /** The tree is dead, and the operator wants it back: the target is told to discard, and decides. */
  | { readonly phase: 'taking-back' }
  /** The tree goes on here. Recorded first; then the target is told to discard until it answers. */
  | { readonly phase: 'aborting'; readonly recorded: boolean }
  /** The tree is being looked at, when the CRIU that dumped it has ended. */
  | { readonly phase: 'looking'; readonly after: 'freezing' | 'committing' | 'aborting' }
  | { readonly phase: 'looking'; readonly after: 'in-doubt'; readonly why: Doubt }
  /** Held for the operator. Nobody is told anything, nothing is removed. */
  | { readonly phase: 'in-doubt'; readonly why: Doubt }
  /** The tree runs at the target. */
  | { readonly phase: 'done' }
  /** The tree has not been moved, and the target will not run it. */
  | { readonly phase: 'aborted' }
  /** The tree is dead, and the target will not run it. Recorded first; then the images kept here are free. */
  | { readonly phase: 'released'; readonly recorded: boolean };

/**
 * Why the source cannot tell by itself where the tree has to live.
 *
 * - `partial`: its CRIU has ended and some of its processes live. It is not what it was, so it is not left
 *   running as if nothing were; and it is not dead, so the target may not run it.
 * - `died-uncommitted`: it is dead, but not by this handover: killed by somebody while frozen, or dead with
 *   the host. It may have run on after the images were made, and they may be all that is left of it.
 * - `died-unwitnessed`: COMMITTING was recorded, it is dead, and nothing shows that CRIU killed it. As above.
 * - `target-committed`: it lives here, and the target has committed by the word of its operator.
 */
export type Doubt = 'partial' | 'died-uncommitted' | 'died-unwitnessed' | 'target-committed';

/**
 * What is seen of the tree (pid, start time and boot id of each of its tasks)
 * after the CRIU that dumped it has ended. A zombie is dead.
 *
 * - `alive`: every process of it lives.
 * - `partial`: some do.
 * - `killed`: none does, and CRIU has killed it: DUMP was answered with success, or the stats-dump of this dump
 *   is there (CRIU writes it after the kill, and not when it rolls back; each dump has its own work directory),
 *   or the criud that looks is the one that let CRIU go, saw it alive after that, and has waited for its end.
 * - `ended`: none does, and nothing shows that CRIU killed it: it may have run on meanwhile. So it is after
 *   another boot, unless the stats-dump was flushed.
 */
export type SourceTree = 'alive' | 'partial' | 'killed' | 'ended';

/** What the journal of the source holds of the handover: the last of these that was written and flushed. */
export type SourceRecord =
  | {
      readonly phase:
        | 'rounds'
        | 'freezing'
        | 'committing'
        | 'committed'
        | 'taking-back'
        | 'aborting'
        | 'done'
        | 'aborted'
        | 'released';
    }
  | { readonly phase: 'in-doubt'; readonly why: Doubt };

/**
 * The operator's word at the source.
 *
 * - `run-there` (in doubt): what the target has is to run. It is not taken on trust: criud looks once more and
 *   commits only when nothing of the tree lives here.
 * - `discard` (in doubt): what lives here, if anything, is the tree; what the target has is thrown away. Said
 *   where nothing lives, the tree is lost, though never doubled.
 * - `take-back` (committed): the tree is to be restored here from the images that were kept. The target decides:
 *   if it has not committed it discards, and only then the images are released. Needs no trust.
 * - `target-is-dead` (committed, taking back, aborting): the target host or its state directory is lost for good.
 *   Taken on trust: if its journal comes back, the tree can run there and, restored from the images kept here,
 *   here as well.
 */
export type SourceWord = 'run-there' | 'discard' | 'take-back' | 'target-is-dead';

export type SourceEvent =
  /** The rounds are over: time for the final dump. */
  | { readonly kind: 'freeze' }
  /** CRIU waits at `post-dump`, and all its images are on their way. */
  | { readonly kind: 'dump-held' }
  /** The CRIU of the final dump has ended, and then the tree was looked at. Also the report of `look`. */
  | { readonly kind: 'dump-ended'; readonly tree: SourceTree }
  /** The record is on the disk. Records are written one by one, in the order of the effects. */
  | { readonly kind: 'journaled'; readonly record: SourceRecord }
  /** It could not be written, or it is not known whether it was. */
  | { readonly kind: 'journal-failed'; readonly record: SourceRecord }
  /** An answer to any call of this handover, however old. */
  | { readonly kind: 'answered'; readonly by: MigrationIdentity; readonly standing: Standing }
  /** A call failed or its time is over: it is made again. The pace is the driver's. */
  | { readonly kind: 'unanswered' }
  /** A cancel, a failure, or the end of the time that the tree may be frozen. */
  | { readonly kind: 'abort' }
  | { readonly kind: 'operator'; readonly word: SourceWord };

export type SourceEffect =
  /** Write and flush; reports `journaled` or `journal-failed`. */
  | { readonly kind: 'journal'; readonly record: SourceRecord }
  /** Begin the final dump with a hold at `post-dump`; reports `dump-held` and, in any case, `dump-ended`. */
  | { readonly kind: 'dump' }
  /** Answer CRIU at `post-dump`: it kills the tree. There is no way back. */
  | { readonly kind: 'let-criu-go' }
  /** Refuse at the notification where CRIU waits, or at its next: it rolls back. Nothing, where none is left. */
  | { readonly kind: 'refuse-criu' }
  /** Wait until the CRIU of the final dump has ended, also that of an earlier criud, look; reports `dump-ended`. */
  | { readonly kind: 'look' }
  /** Undo what a CRIU that died without rolling back has left: freezer, network lock, sockets in repair. */
  | { readonly kind: 'repair-tree' }
  /** Call the target; reports `answered` or `unanswered`. An earlier call need not be waited for. */
  | { readonly kind: 'call'; readonly call: Call }
  /** Remove CRIU's network lock of a tree that is dead here and runs there. Repeatable. */
  | { readonly kind: 'unlock-network' }
  /** From now on the images that were kept here, if any, may be restored like any others. Repeatable. */
  | { readonly kind: 'release-images' }
  /** Remove the images here. Repeatable. */
  | { readonly kind: 'remove-images' };
