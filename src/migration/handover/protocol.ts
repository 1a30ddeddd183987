/**
 * The tree that a migration moves, on the host where it ran before: what both
 * sides compare on every call and every answer, so that neither takes a word
 * about another migration, another boot or another process with the same pid.
 */
export interface MigrationIdentity {
  readonly migrationId: string;
  /** /proc/sys/kernel/random/boot_id of the source. */
  readonly sourceBootId: string;
  readonly rootPid: number;
  /** Field 22 of /proc/[pid]/stat, in clock ticks since the boot. */
  readonly rootStartTime: bigint;
}

/** Whether two identities are the same in every part. */
export function isSameMigration(one: MigrationIdentity, other: MigrationIdentity): boolean {
  return (
    one.migrationId === other.migrationId &&
    one.sourceBootId === other.sourceBootId &&
    one.rootPid === other.rootPid &&
    one.rootStartTime === other.rootStartTime
  );
}

/**
 * What the source asks of the target. Every call may be lost, late, out of order
 * or repeated without harm: the target answers with where it stands.
 *
 * - `prepare`: make the images durable and build the tree, held at `post-restore`.
 *   Called when the last image is on its way.
 * - `commit`: the tree is dead here, run it. Called only after it was seen dead.
 * - `discard`: do not run it, not ever.
 */
export type Call = 'prepare' | 'commit' | 'discard';

/**
 * Where the target stands: its answer to every call alike. A call that comes
 * between two of these waits for the next one.
 *
 * - `prepared`: images durable, tree built, nothing of it has run.
 * - `unbuilt`: images durable, but the tree is not built any more; a commit restores it again.
 * - `not-prepared`: a commit came before any preparation, or a discard cannot be recorded now.
 * - `committed`: it is about to run; it does not discard any more.
 * - `restore-failed`: committed, and the restore has failed: held for the operator with its images.
 * - `running`: the tree runs, or has run and ended by itself. For good.
 * - `discarded`: the tree will never run here. For good.
 */
export type Standing =
  | 'prepared'
  | 'unbuilt'
  | 'not-prepared'
  | 'committed'
  | 'restore-failed'
  | 'running'
  | 'discarded';

/**
 * Why an event was refused. Whoever sent it gets this back, and nothing has changed.
 *
 * - `fenced`: it is about another migration, boot or process.
 * - `too-late`: the point up to which it could be asked for has passed.
 * - `not-applicable`: this word of the operator decides nothing where the handover stands.
 * - `out-of-order`: nothing can have caused it here: a defect of whoever drives the machine.
 */
export interface Refusal {
  readonly reason: 'fenced' | 'too-late' | 'not-applicable' | 'out-of-order';
  readonly message: string;
}

/**
 * What an event leads to. The effects are carried out in their order; those that
 * take time report by an event. A step that is refused has the state as it was
 * and no effects.
 */
export interface Step<State, Effect> {
  readonly state: State;
  readonly effects: readonly Effect[];
  readonly refusal?: Refusal;
}

/** The step that an event leads to where it is taken. */
export function step<State, Effect>(state: State, ...effects: readonly Effect[]): Step<State, Effect> {
  return { state, effects };
}

/** The step of an event that is not taken. */
export function refuse<State>(state: State, reason: Refusal['reason'], message: string): Step<State, never> {
  return { state, effects: [], refusal: { reason, message } };
}
