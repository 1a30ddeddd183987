import type { JsonObject, Manifest } from '../catalog/index.js';
import type { Judgement, Round } from '../convergence/index.js';
import type { RestoreStatistics } from '../criu/index.js';
import type { Failure, Reason } from '../failure/index.js';
import type { ProcessIdentity, TreeCondition } from '../host/index.js';
import type { MeasuredMigration, MigrationStrategy } from '../report/index.js';

export type OperationKind =
  | 'dump'
  | 'pre-dump'
  | 'dump-iteratively'
  | 'restore'
  | 'migrate'
  | 'receive'
  | 'flatten'
  | 'pull'
  | 'push';

/** The parts of operations; `criud.v1.Phase` tells what each one is. */
export type Phase =
  | 'preparing'
  | 'dumping'
  | 'committing'
  | 'releasing'
  | 'confirming'
  | 'verifying'
  | 'waiting-for-pid'
  | 'restoring'
  | 'resuming'
  | 'pre-dumping'
  | 'pausing'
  | 'digesting'
  | 'queued'
  | 'resolving'
  | 'held'
  | 'checking'
  | 'handing-over'
  | 'receiving'
  | 'in-doubt'
  | 'fetching-memory'
  | 'flattening'
  | 'transferring';

export interface PhaseReport {
  readonly phase: Phase;
  readonly startedAt: Date;
  /** Absent while it goes on, and for the phase that criud itself ended in. */
  readonly milliseconds?: number;
}

/** A round of an iterative dump, and what the policy made of it. */
export interface RoundReport {
  /** 1 for the first. */
  readonly number: number;
  /** Id of the pre-dump that it made; empty for one of a migration, which is at the other host. */
  readonly checkpoint: string;
  readonly measurements: Round;
  readonly judgement: Judgement;
}

/** Something that a person should know about an operation that goes well. */
export interface Warning {
  readonly reason: Reason;
  readonly message: string;
  readonly cure: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** How CRIU is told to go on where it stands still. */
export type HookAnswer = 'proceed' | 'refuse';

/** Where CRIU is held until somebody answers. */
export interface WaitingHook {
  /** CRIU's name of the notification. */
  readonly notification: string;
  /** Sequence number of the event that told of it. */
  readonly hook: number;
  /** When it is answered by itself. */
  readonly deadline: Date;
  /** How it is answered then. */
  readonly otherwise: HookAnswer;
  /** Root of the tree that is being built, in criud's pid namespace, where CRIU tells it. */
  readonly pid?: number;
}

/** Who has answered a hook; `operation` is one that must not go on. */
export type HookAnswerer = 'client' | 'time-limit' | 'operation';

export interface RestoredTree {
  /** Root of the tree, in criud's pid namespace. */
  readonly pid: number;
  /** Clock ticks after boot, field 22 of /proc/PID/stat. */
  readonly startTime: bigint;
  readonly statistics?: RestoreStatistics;
  /** criud holds the other end of the tree's terminal. */
  readonly keepsTerminal: boolean;
}

/** Where a tree is to go, and how. */
export interface Move {
  /** As in the outcome. */
  readonly destination: string;
  readonly strategy: MigrationStrategy;
}

/** How the memory of a tree came when it ran already. */
export interface PostCopyReport {
  /** Pages that came one by one, as a task that waits for one asks. */
  readonly faulted: number;
  /** Pages that came in greater pieces, before anybody asked for them. */
  readonly fetched: number;
  /** From the answer that the tree runs to the last page; absent where another criud has seen it run. */
  readonly milliseconds?: number;
}

export type Outcome =
  | { readonly kind: 'failed'; readonly failure: Failure; readonly tree?: TreeCondition }
  | {
      readonly kind: 'dump';
      readonly checkpoint: Manifest;
      /** Of an iterative dump: what was expected of the final one after the last round. */
      readonly predictedFrozenMilliseconds?: number;
    }
  | { readonly kind: 'pre-dump'; readonly checkpoint: Manifest }
  | {
      readonly kind: 'migrate';
      /** Where the tree runs now, as it was asked for. */
      readonly destination: string;
      /** Root of the tree there, in the pid namespace of the criud there. */
      readonly pid?: number;
      /** From the beginning of the final dump to the answer that the tree runs, as the source saw it. */
      readonly blackoutMilliseconds?: number;
      /** Absent where a later criud has ended the migration. */
      readonly measured?: MeasuredMigration;
      readonly postCopy?: PostCopyReport;
    }
  | { readonly kind: 'restore'; readonly tree: RestoredTree }
  | { readonly kind: 'flatten'; readonly checkpoint: Manifest }
  | {
      readonly kind: 'pull';
      readonly checkpoint: Manifest;
      /** How many checkpoints have come. */
      readonly fetched: number;
      readonly transferredBytes: number;
    }
  | {
      readonly kind: 'push';
      /** Name of the object store, and of the object in it. */
      readonly store: string;
      readonly object: string;
      readonly bytes: number;
      readonly transferredBytes: number;
    };

/** How far a copy is. */
export interface ByteProgress {
  readonly done: number;
  /** Of all; 0 while that is not known. */
  readonly total: number;
}

/** An operation as it stands at one moment. */
export interface Operation {
  readonly id: string;
  readonly kind: OperationKind;
  readonly requestId?: string;
  readonly createdAt: Date;
  readonly endedAt?: Date;
  /** Root of the tree; of a restore, once it is known. */
  readonly pid?: number;
  /** Of a tree that comes from another host: the id of the migration, which is that of the operation there. */
  readonly migration?: string;
  /** Of a migration: what was asked for. */
  readonly move?: Move;
  /** Id of the checkpoint that is made or restored, once it is there. */
  readonly checkpoint?: string | undefined;
  readonly phases: readonly PhaseReport[];
  /** Of an iterative dump, so far. */
  readonly rounds?: readonly RoundReport[];
  readonly warnings?: readonly Warning[];
  /** Where CRIU is held now. */
  readonly waitingHook?: WaitingHook;
  /** Of one that copies bytes. */
  readonly progress?: ByteProgress;
  /** Absent while it goes on. */
  readonly outcome?: Outcome;
}

export type OperationEvent = {
  /** 1 for the first event of an operation, then without a gap. */
  readonly sequence: number;
  readonly time: Date;
} & (
  | { readonly kind: 'phase'; readonly phase: Phase }
  | { readonly kind: 'notification'; readonly name: string; readonly proceeded: boolean }
  | { readonly kind: 'round'; readonly round: RoundReport }
  | { readonly kind: 'warning'; readonly warning: Warning }
  | { readonly kind: 'progress'; readonly progress: ByteProgress }
  | { readonly kind: 'hook-waiting'; readonly waiting: WaitingHook }
  | {
      readonly kind: 'hook-answered';
      readonly hook: number;
      readonly answer: HookAnswer;
      readonly answerer: HookAnswerer;
    }
  | { readonly kind: 'ended'; readonly operation: Operation }
);

/** What a later criud has to know to find out what became of an operation that this one did not end. */
export interface Traces {
  /** Of the host: after another boot none of the processes is there any more. */
  readonly bootId: string;
  /** The tree that is being dumped, as it was at the beginning. */
  readonly processes: readonly ProcessIdentity[];
  /** What the tree is to be in the end. */
  readonly finalState?: 'dead' | 'running' | 'stopped';
  /** Ids of the checkpoints that were begun, in this order, be they in the catalogue or not. */
  readonly drafts: readonly string[];
  /** The CRIU that was started last. */
  readonly criu?: ProcessIdentity;
  /** Root of the tree that is being restored, once CRIU has told it. */
  readonly root?: ProcessIdentity;
  /** Of a migration: how far its handover is, in the words of src/migration. */
  readonly handover?: JsonObject;
}

/** Something that can outlive this criud. */
export type Trace =
  | { readonly draft: string }
  | { readonly handover: JsonObject }
  | { readonly criu: ProcessIdentity }
  | { readonly root: ProcessIdentity };

/** What came of a hook: how to answer CRIU, and why the operation fails then. */
export type HookVerdict =
  | { readonly answer: 'proceed'; readonly external: readonly string[] }
  | { readonly answer: 'refuse'; readonly failure: Failure };

/**
 * What the work of an operation rejects with when criud ends and the operation
 * does not: no outcome is recorded, so that the next criud takes it up.
 */
export const LEFT_TO_THE_NEXT = Symbol('left to the next criud');

/** What the work of an operation tells while it goes on. */
export interface Run {
  readonly id: string;
  /** Aborted when the operation must not go on; its reason is the Failure that says why. */
  readonly signal: AbortSignal;
  /** Aborted when criud ends, whatever `signal` has been aborted for before. */
  readonly leaving: AbortSignal;
  enter(phase: Phase): void;
  notified(name: string, proceeded: boolean): void;
  judged(round: RoundReport): void;
  warns(warning: Warning): void;
  /** May be told as often as there is something to tell: at every hundredth part it is passed on. */
  progresses(progress: ByteProgress): void;
  /** Undefined takes back what was said of the checkpoint. */
  isAbout(facts: { readonly pid?: number; readonly checkpoint?: string | undefined }): void;
  /**
   * Has to be told before what it tells of can outlive this criud: a draft before
   * anything is written into it, a CRIU before it gets its request. Resolves when
   * it is remembered, a draft and a handover also beyond a loss of power.
   *
   * @throws Failure DISK_FULL or STATE_DIRECTORY_UNUSABLE
   */
  traces(facts: Trace): Promise<void>;
  /** Waits for an answer where a hook was asked for, and else proceeds at once. */
  hold(notification: string, pid?: number): Promise<HookVerdict>;
  /** What became of the tree, for the report of a failure. */
  leavesTree(condition: TreeCondition): void;
}
