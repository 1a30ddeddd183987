export type { OperationRecord } from './change.js';
export type { GivenAnswer, Hook } from './hook.js';
export type { JournalDamage } from './journal.js';
export {
  type ByteProgress,
  type HookAnswer,
  type HookAnswerer,
  type HookVerdict,
  LEFT_TO_THE_NEXT,
  type Operation,
  type OperationEvent,
  type OperationKind,
  type Outcome,
  type Phase,
  type PhaseReport,
  type PostCopyReport,
  type RestoredTree,
  type RoundReport,
  type Run,
  type Trace,
  type Traces,
  type WaitingHook,
  type Warning,
} from './operation.js';
export type { SuccessfulOutcome } from './perform.js';
export { type NewOperation, type Operations, type OperationsSettings, openOperations } from './registry.js';
