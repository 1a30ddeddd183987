export {
  asFailure,
  type CriuEvidence,
  Failure,
  type FailureDetails,
  type FieldViolation,
  invalidRequest,
} from './failure.js';
export { classOf, type FailureClass, REASONS, type Reason } from './reason.js';
export { storageFailure } from './storage-failure.js';
