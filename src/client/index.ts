export {
  type CheckpointFilter,
  type Defect,
  DefectKind,
  type RetentionPolicy,
  RetentionRule,
  type VerifyCheckpointResponse,
} from '../../gen/api/criud/v1/catalog_service.js';
export { type Checkpoint, CheckpointKind } from '../../gen/api/criud/v1/checkpoint.js';
export { Durability, FinalState } from '../../gen/api/criud/v1/checkpoint_service.js';
export {
  ConnectionLockKind,
  Reason,
  type TaskCondition,
  type TreeCondition,
  TreeState,
} from '../../gen/api/criud/v1/failure.js';
export { HookAnswer, HookAnswerer, type WaitingHook } from '../../gen/api/criud/v1/hook.js';
export { CriuTransport } from '../../gen/api/criud/v1/host_service.js';
export { InspectedProcessState, type Inspection } from '../../gen/api/criud/v1/inspection.js';
export {
  type IterationPolicy,
  type Judgement,
  type Round,
  type RoundMeasurements,
  Verdict,
  WhenNotConverged,
} from '../../gen/api/criud/v1/iteration.js';
export {
  type Blackout,
  BlackoutSide,
  type BlackoutStep,
  BlackoutStepKind,
  type MigrationReport,
  type ReportedDump,
  type ReportedRound,
} from '../../gen/api/criud/v1/migration_report.js';
export {
  type Migration,
  MigrationReportFormat,
  MigrationSide,
  MigrationState,
  MigrationWord,
  type PreflightFinding,
  PreflightSeverity,
} from '../../gen/api/criud/v1/migration_service.js';
export { MigrationStrategy } from '../../gen/api/criud/v1/migration_strategy.js';
export {
  type Operation,
  type OperationEvent,
  OperationKind,
  OperationState,
  Phase,
} from '../../gen/api/criud/v1/operation_service.js';
export { CgroupMode, NetworkLock, PreDumpMode } from '../../gen/api/criud/v1/options.js';
export {
  type Finding,
  type Process,
  Repair,
  RepairOutcome,
  type RepairResult,
  Severity,
} from '../../gen/api/criud/v1/process_service.js';
export { type CallOptions, type Client, connect } from './connection.js';
export { CriudError } from './criud-error.js';
export {
  type ArchiveFacts,
  type ArchivePiece,
  type DownloadOptions,
  download,
  downloadToFile,
} from './download.js';
export { type UploadOptions, uploadFile } from './upload.js';
