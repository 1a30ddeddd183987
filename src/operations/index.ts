export type { OperationRecord } from './change.js';
export type { GivenAnswer, Hook } from './hook.js';
export type { JournalDamage } from './journal.js';
export type {
  HookAnswer,
  HookAnswerer,
  HookVerdict,
  Operation,
  OperationEvent,
  OperationKind,
  Outcome,
  Phase,
  PhaseReport,
  RestoredTree,
  RoundReport,
  Run,
  Trace,
  Traces,
  WaitingHook,
  Warning,
} from './operation.js';
export type { SuccessfulOutcome } from './perform.js';
export { type NewOperation, type Operations, type OperationsSettings, openOperations } from './registry.js';
