import type { Manifest } from '../catalog/index.js';
import type { Judgement, Round } from '../convergence/index.js';
import type { RestoreStatistics } from '../criu/index.js';
import type { Failure, Reason } from '../failure/index.js';

export type OperationKind = 'dump' | 'pre-dump' | 'dump-iteratively' | 'restore';

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
  | 'digesting';

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
  /** Id of the pre-dump that it made. */
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

/** What the root of a tree is, as far as anybody can see from outside. */
export type TreeState = 'running' | 'stopped' | 'traced' | 'gone';

export interface RestoredTree {
  /** Root of the tree, in criud's pid namespace. */
  readonly pid: number;
  /** Clock ticks after boot, field 22 of /proc/PID/stat. */
  readonly startTime: bigint;
  readonly statistics?: RestoreStatistics;
  /** criud holds the other end of the tree's terminal. */
  readonly keepsTerminal: boolean;
}

export type Outcome =
  | { readonly kind: 'failed'; readonly failure: Failure; readonly treeState?: TreeState }
  | {
      readonly kind: 'dump';
      readonly checkpoint: Manifest;
      /** Of an iterative dump: what was expected of the final one after the last round. */
      readonly predictedFrozenMilliseconds?: number;
    }
  | { readonly kind: 'pre-dump'; readonly checkpoint: Manifest }
  | { readonly kind: 'restore'; readonly tree: RestoredTree };

/** An operation as it stands at one moment. */
export interface Operation {
  readonly id: string;
  readonly kind: OperationKind;
  readonly requestId?: string;
  readonly createdAt: Date;
  readonly endedAt?: Date;
  /** Root of the tree; of a restore, once it is known. */
  readonly pid?: number;
  /** Id of the checkpoint that is made or restored, once it is there. */
  readonly checkpoint?: string | undefined;
  readonly phases: readonly PhaseReport[];
  /** Of an iterative dump, so far. */
  readonly rounds?: readonly RoundReport[];
  readonly warnings?: readonly Warning[];
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
  | { readonly kind: 'ended'; readonly operation: Operation }
);

/** What the work of an operation tells while it goes on. */
export interface Run {
  readonly id: string;
  /** Aborted when the operation must not go on; its reason is the Failure that says why. */
  readonly signal: AbortSignal;
  enter(phase: Phase): void;
  notified(name: string, proceeded: boolean): void;
  judged(round: RoundReport): void;
  warns(warning: Warning): void;
  /** Undefined takes back what was said of the checkpoint. */
  isAbout(facts: { readonly pid?: number; readonly checkpoint?: string | undefined }): void;
  /** What became of the tree, for the report of a failure. */
  leavesTree(state: TreeState): void;
}
