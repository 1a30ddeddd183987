export { type Checkpoints, openCheckpoints } from './checkpoints.js';
export type { HookRequest } from './hooks.js';
export { type CheckpointOptions, OPTION_FACTS } from './options.js';
export type {
  CheckpointParts,
  CheckpointSettings,
  DumpFinalState,
  DumpRequest,
  HookAnswerRequest,
  IterativeDumpRequest,
  PreDumpRequest,
  RestoreFinalState,
  RestoreRequest,
  TreeRequest,
} from './requests.js';
export { resolveInterrupted } from './resolve.js';
export { openTerminals, type Terminals } from './terminals.js';
