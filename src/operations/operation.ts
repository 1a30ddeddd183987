import type { Manifest } from '../catalog/index.js';
import type { RestoreStatistics } from '../criu/index.js';
import type { Failure } from '../failure/index.js';

export type OperationKind = 'dump' | 'pre-dump' | 'restore';

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
  | 'resuming';

export interface PhaseReport {
  readonly phase: Phase;
  readonly startedAt: Date;
  /** Absent while it goes on, and for the phase that criud itself ended in. */
  readonly milliseconds?: number;
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
  | { readonly kind: 'dump' | 'pre-dump'; readonly checkpoint: Manifest }
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
  | { readonly kind: 'ended'; readonly operation: Operation }
);

/** What the work of an operation tells while it goes on. */
export interface Run {
  readonly id: string;
  /** Aborted when the operation must not go on; its reason is the Failure that says why. */
  readonly signal: AbortSignal;
  enter(phase: Phase): void;
  notified(name: string, proceeded: boolean): void;
  /** Undefined takes back what was said of the checkpoint. */
  isAbout(facts: { readonly pid?: number; readonly checkpoint?: string | undefined }): void;
  /** What became of the tree, for the report of a failure. */
  leavesTree(state: TreeState): void;
}
