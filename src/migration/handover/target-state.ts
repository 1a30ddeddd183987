import type { Call, MigrationIdentity, Standing } from './protocol.js';

/**
 * Where the handover stands at the target:
 *
 *     receiving ──▶ preparing ──▶ prepared ──▶ committed ──▶ running
 *         │             │            │             │ ▲
 *         │             │            │             ▼ │ (the operator: once more)
 *         ▼             ▼            ▼        restore-failed
 *         discarding ◀───────────────┴─────────────┘ (only by the operator)
 *             └──▶ discarded
 *
 * The target decides nothing. Until `prepared` it may give up by itself, since the
 * source does not let the tree die before; from there on it waits for a call or
 * for the operator, however long.
 */
export type TargetState =
  /** Images come in. */
  | { readonly phase: 'receiving' }
  /** Images are being flushed while CRIU builds the tree; then that is recorded. */
  | { readonly phase: 'preparing'; readonly durable: boolean; readonly built: boolean }
  /**
   * In doubt, for a moment or for long. `built`: CRIU waits at `post-restore`. If not (that CRIU or that criud
   * has died), a commit restores again from the images.
   */
  | { readonly phase: 'prepared'; readonly built: boolean }
  /** The commit is being recorded; nothing has run. `before` is what it goes back to when the disk refuses. */
  | {
      readonly phase: 'committed';
      readonly at: 'recording';
      readonly before: 'built' | 'unbuilt' | 'restore-failed';
    }
  /** CRIU builds the tree again. */
  | { readonly phase: 'committed'; readonly at: 'restoring' }
  /** CRIU was let go. `again`: should it fail before anything has run, it is not tried once more. */
  | { readonly phase: 'committed'; readonly at: 'resuming'; readonly again: boolean }
  /** After a restart: does the tree run? */
  | { readonly phase: 'committed'; readonly at: 'looking' }
  /**
   * Held for the operator with its images. `failed`: CRIU could not restore it, nothing has run. `unclear`: a
   * part of it runs, or it may have run before the host was booted anew.
   */
  | { readonly phase: 'restore-failed'; readonly why: 'failed' | 'unclear' }
  /** The tree runs, or has ended by itself since. */
  | { readonly phase: 'running'; readonly recorded: boolean }
  /** Recorded first; `unrecorded`: the disk refused, the next call, word or `failed` tries again. Then all goes. */
  | { readonly phase: 'discarding'; readonly at: 'recording' | 'unrecorded' | 'clearing' }
  /** Nothing is left but this record, which answers late calls. */
  | { readonly phase: 'discarded' };

/**
 * What is seen of the tree after the CRIU that restores it has ended. Only the last restore that was begun
 * counts: each has its own work directory, and so its own log.
 *
 * - `running`: every process of it, resumed.
 * - `never-ran`: nothing of it runs, and nothing has: the log of CRIU ends before the resume, or what is left
 *   stands still as CRIU leaves it half restored.
 * - `ended`: nothing of it runs, and the log of CRIU says that it was resumed: it has ended since.
 * - `unclear`: a part of it runs; or nothing does, and the host was booted since COMMITTED was recorded, so that
 *   it may have run. To restore it again could repeat what it has done: that is for the operator to say.
 */
export type TargetTree = 'running' | 'never-ran' | 'ended' | 'unclear';

/** What the journal of the target holds of the handover: the last of these that was written and flushed. */
export type TargetRecord =
  | 'receiving'
  | 'prepared'
  | 'committed'
  | 'restore-failed'
  | 'running'
  | 'discarded';

/**
 * The operator's word at the target. Both are taken on trust where the target is in doubt.
 *
 * - `run-here` (prepared): the tree is dead at the source, and nobody restores it there. If that is not so, two
 *   copies live. (restore failed): try once more; what may have run of it is killed first. Needs no trust.
 * - `discard` (prepared): the source has not committed and will not. If that is not so, the tree is lost, though
 *   never doubled. (restore failed): the images are given up, with whatever runs of them.
 */
export type TargetWord = 'run-here' | 'discard';

export type TargetEvent =
  | { readonly kind: 'called'; readonly by: MigrationIdentity; readonly call: Call }
  /** Images and manifest are flushed. */
  | { readonly kind: 'images-durable' }
  /** CRIU waits at `post-restore`. */
  | { readonly kind: 'built' }
  /** The CRIU of the restore has ended, and then the tree was looked at. Also the report of `look`. */
  | { readonly kind: 'restore-ended'; readonly tree: TargetTree }
  /** What came is of no use, or nothing comes any more: images, rounds, deadline. Not after `prepared`. */
  | { readonly kind: 'failed' }
  /** The record is on the disk. Records are written one by one, in the order of the effects. */
  | { readonly kind: 'journaled'; readonly record: TargetRecord }
  /** It could not be written, or it is not known whether it was. */
  | { readonly kind: 'journal-failed'; readonly record: TargetRecord }
  /** The report of `clear-away`. */
  | { readonly kind: 'cleared' }
  | { readonly kind: 'operator'; readonly word: TargetWord };

export type TargetEffect =
  /** Write and flush; reports `journaled` or `journal-failed`. */
  | { readonly kind: 'journal'; readonly record: TargetRecord }
  /** Flush images and directory, write the manifest; reports `images-durable` or `failed`. */
  | { readonly kind: 'secure-images' }
  /**
   * Wait until an earlier CRIU of this migration has ended, kill what is left of its tree, then restore with a
   * hold at `post-restore`; reports `built` and, in any case, `restore-ended`.
   */
  | { readonly kind: 'restore' }
  /** Answer CRIU at `post-restore`: the tree runs. There is no way back. */
  | { readonly kind: 'let-criu-go' }
  /** Refuse at the notification where CRIU waits, or at its next: it kills what it has built. */
  | { readonly kind: 'refuse-criu' }
  /** Wait until CRIU has ended, also that of an earlier criud, and look; reports `restore-ended`. */
  | { readonly kind: 'look' }
  /** Wait until CRIU has ended, kill what is left of its tree, remove images; repeatable; reports `cleared`. */
  | { readonly kind: 'clear-away' }
  /** The answer to every call of this migration that waits for one. */
  | { readonly kind: 'answer'; readonly standing: Standing };
