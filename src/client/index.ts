export { type Checkpoint, CheckpointKind } from '../../gen/api/criud/v1/checkpoint.js';
export { FinalState } from '../../gen/api/criud/v1/checkpoint_service.js';
export { Reason, TreeState } from '../../gen/api/criud/v1/failure.js';
export { CriuTransport } from '../../gen/api/criud/v1/host_service.js';
export {
  type IterationPolicy,
  type Judgement,
  type Round,
  type RoundMeasurements,
  Verdict,
  WhenNotConverged,
} from '../../gen/api/criud/v1/iteration.js';
export {
  type Operation,
  type OperationEvent,
  OperationKind,
  OperationState,
  Phase,
} from '../../gen/api/criud/v1/operation_service.js';
export { CgroupMode, NetworkLock, PreDumpMode } from '../../gen/api/criud/v1/options.js';
export { type Finding, type Process, Severity } from '../../gen/api/criud/v1/process_service.js';
export { type CallOptions, type Client, connect } from './connection.js';
export { CriudError } from './criud-error.js';
