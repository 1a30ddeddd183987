export { type Checkpoints, openCheckpoints } from './checkpoints.js';
export { type CheckpointOptions, OPTION_FACTS } from './options.js';
export type {
  CheckpointParts,
  CheckpointSettings,
  DumpFinalState,
  DumpRequest,
  IterativeDumpRequest,
  PreDumpRequest,
  RestoreFinalState,
  RestoreRequest,
  TreeRequest,
} from './requests.js';
export { openTerminals, type Terminals } from './terminals.js';
