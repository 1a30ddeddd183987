export type {
  Operation,
  OperationEvent,
  OperationKind,
  Outcome,
  Phase,
  PhaseReport,
  RestoredTree,
  RoundReport,
  Run,
  TreeState,
  Warning,
} from './operation.js';
export type { SuccessfulOutcome } from './perform.js';
export { type NewOperation, type Operations, type OperationsSettings, openOperations } from './registry.js';
