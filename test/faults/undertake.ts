import {
  type Checkpoint,
  type Client,
  Durability,
  FinalState,
  HookAnswer,
  type Operation,
} from '../../src/client/index.js';
import type { Undertaking } from './moment.js';
import type { Stage } from './stage.js';
import type { Subject } from './subject.js';

/** For every operation that is not to be cut short. */
export const PATIENCE = { seconds: 60n, nanos: 0 };

/** The disk is not the matter of most cells. */
const OPTIONS = { durability: Durability.PAGE_CACHE, options: { tcp: { established: true } } };

/** What a cell asks for beyond its undertaking. */
export interface Extras {
  readonly requestId?: string;
  /** Of CRIU: where it is held until somebody answers. */
  readonly hook?: string | undefined;
  /** Milliseconds. */
  readonly timeout?: number | undefined;
  /** Wait for the end. */
  readonly toTheEnd?: boolean;
}

/** Begins what is undertaken, and returns as the call does. */
export async function undertake(
  { checkpoints }: Client,
  { kind, finalState }: Undertaking,
  subject: Subject,
  checkpoint: string | undefined,
  { requestId = '', hook, timeout, toTheEnd = false }: Extras = {},
): Promise<Operation | undefined> {
  const common = {
    finalState,
    requestId,
    hooks:
      hook === undefined ? [] : [{ notification: hook, timeLimit: PATIENCE, otherwise: HookAnswer.REFUSE }],
    ...(timeout !== undefined && { timeout: { seconds: 0n, nanos: Math.round(timeout * 1_000_000) } }),
    ...(toTheEnd && { wait: PATIENCE }),
  };
  if (kind === 'restore') {
    const { operation } = await checkpoints.restore({ ...common, checkpoint: checkpoint ?? '' });
    return operation;
  }
  const { operation } = await checkpoints.dump({ ...common, ...OPTIONS, target: { pid: subject.tree.pid } });
  return operation;
}

/** Dumps a tree without any fault. @returns the name of the checkpoint. */
export async function dumpCleanly(
  stage: Stage,
  subject: Subject,
  finalState = FinalState.DEAD,
): Promise<Checkpoint> {
  const undertaking: Undertaking = { kind: 'dump', finalState };
  const operation = await undertake(stage.daemon.client, undertaking, subject, undefined, { toTheEnd: true });
  if (operation?.outcome?.$case !== 'dump' || operation.outcome.value.checkpoint === undefined) {
    throw new Error(`a dump without a fault failed: ${messageOf(operation)}`);
  }
  stage.durations.note(undertaking, operation);
  return operation.outcome.value.checkpoint;
}

/** Restores a tree without any fault. */
export async function restoreCleanly(
  stage: Stage,
  subject: Subject,
  checkpoint: string,
  finalState = FinalState.RUNNING,
): Promise<void> {
  const undertaking: Undertaking = { kind: 'restore', finalState };
  const operation = await undertake(stage.daemon.client, undertaking, subject, checkpoint, {
    toTheEnd: true,
  });
  if (operation?.outcome?.$case !== 'restore') {
    throw new Error(`a restore without a fault failed: ${messageOf(operation)}`);
  }
  stage.durations.note(undertaking, operation);
  subject.restored();
}

/** Why an operation failed, for a person. */
export function messageOf(operation: Operation | undefined): string {
  if (operation === undefined) return 'no operation';
  return operation.outcome?.$case === 'error' ? operation.outcome.value.message : 'it goes on';
}
