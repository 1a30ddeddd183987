export { type ArchiveRequest, archiveCheckpoint } from './archive.js';
export { type Checkpoints, openCheckpoints, refuseWithoutMemoryTracking } from './checkpoints.js';
export { findHalfRestored } from './half-restored.js';
export { type HookRequest, resolveHooks } from './hooks.js';
export {
  type CheckpointOptions,
  criuOptions,
  FIELDS_WITH_LEAVE,
  OPTION_FACTS,
  refuseOptions,
  refuseWithoutLeave,
  restoreOptions,
  withNetworkLock,
} from './options.js';
export { refuseMemoryOptions, restartTracking } from './parent.js';
export type {
  CheckpointParts,
  CheckpointSettings,
  DumpFinalState,
  DumpRequest,
  FlattenRequest,
  HookAnswerRequest,
  IterativeDumpRequest,
  OperationRequest,
  PreDumpRequest,
  RestoreFinalState,
  RestoreRequest,
  TreeRequest,
} from './requests.js';
export { resolveInterrupted } from './resolve.js';
export { makeRounds, refuseNotConverged } from './rounds.js';
export { openTerminals, type Terminals } from './terminals.js';
export { identityOf, traceCriu, tracesOfTree } from './traces.js';
export { refuseStructure, type Verification, verifyChain } from './verify-chain.js';
