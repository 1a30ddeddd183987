import type { Catalog, Durability } from '../catalog/index.js';
import type { ConvergencePolicy } from '../convergence/index.js';
import type { Installation } from '../criu/index.js';
import type { TargetRequest } from '../host/index.js';
import type { GivenAnswer, Operations } from '../operations/index.js';
import type { HookRequest } from './hooks.js';
import type { CheckpointOptions } from './options.js';
import type { Terminals } from './terminals.js';

export type DumpFinalState = 'dead' | 'running' | 'stopped';
export type RestoreFinalState = 'running' | 'stopped';

/** What every request that begins an operation has. */
export interface OperationRequest {
  readonly requestId?: string;
  /** Of the whole request, to tell a repetition from another request. */
  readonly fingerprint: string;
  /** Milliseconds. Absent: what criud was started with. */
  readonly timeout?: number;
}

/** What every request has that takes something of a tree. */
export interface TreeRequest extends OperationRequest {
  readonly target: TargetRequest;
  readonly options: CheckpointOptions;
  readonly skipInspection: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly durability: Durability;
}

export interface PreDumpRequest extends TreeRequest {
  /** Id of the checkpoint that has what has not changed since. */
  readonly parent?: string;
}

export interface DumpRequest extends PreDumpRequest {
  readonly finalState: DumpFinalState;
  readonly hooks: readonly HookRequest[];
}

export interface IterativeDumpRequest extends TreeRequest {
  readonly finalState: DumpFinalState;
  readonly hooks: readonly HookRequest[];
  readonly policy: ConvergencePolicy;
  readonly whenNotConverged: 'dump' | 'give-up';
}

export interface RestoreRequest extends OperationRequest {
  readonly checkpoint: string;
  readonly finalState: RestoreFinalState;
  readonly options: CheckpointOptions;
  /** Milliseconds to wait for a pid that a zombie holds. */
  readonly pidWait: number;
  /** The images are not looked at. */
  readonly skipVerification: boolean;
  readonly hooks: readonly HookRequest[];
}

export interface FlattenRequest extends OperationRequest {
  readonly checkpoint: string;
  /** Of the new one. None: those of the checkpoint. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What a client says at a hook. */
export interface HookAnswerRequest extends GivenAnswer {
  /** Id of the operation. */
  readonly operation: string;
  /** Sequence number of the event that told of the hook. */
  readonly hook: number;
}

/** What the work on checkpoints needs. */
export interface CheckpointParts {
  readonly installation: Installation;
  readonly catalog: Catalog;
  readonly operations: Operations;
  readonly terminals: Terminals;
  readonly settings: CheckpointSettings;
}

export interface CheckpointSettings {
  /** Milliseconds for an operation whose request names no timeout. */
  readonly timeout: number;
  /** Milliseconds from the end of that time to SIGKILL for a CRIU that cannot be refused. */
  readonly grace: number;
  /** Dangerous options that clients may use, `field=value` each. */
  readonly allowedOptions: readonly string[];
}
