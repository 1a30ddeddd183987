export {
  type CheckpointParts,
  type CheckpointSettings,
  type Checkpoints,
  type DumpFinalState,
  type DumpRequest,
  openCheckpoints,
  type PreDumpRequest,
  type RestoreFinalState,
  type RestoreRequest,
} from './checkpoints.js';
export { type CheckpointOptions, OPTION_FACTS } from './options.js';
export { openTerminals, type Terminals } from './terminals.js';
