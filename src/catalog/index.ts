export { type AppliedRetention, applyRetention, type RetentionOptions } from './apply-retention.js';
export {
  ARCHIVE_CHUNK,
  type Archive,
  type ArchiveReceiver,
  type UploadLimits,
  type Uploads,
} from './archive.js';
export { openArchive } from './archive-reading.js';
export {
  type Catalog,
  type CatalogSettings,
  type ListedCheckpoints,
  openCatalog,
  type Page,
} from './catalog.js';
export type { CheckpointFilter } from './checkpoint-filter.js';
export { type Position, positionOf } from './checkpoint-index.js';
export { digestFiles } from './digest.js';
export type { CommitFacts, Draft, Durability } from './draft.js';
export { type KeySource, type Keys, openKeys } from './encryption/index.js';
export { type Defect, type DefectKind, examineCheckpoint, type Tally } from './examine.js';
export { flushFiles, flushFolder } from './flush.js';
export type { KeyRotation } from './key-rotation.js';
export type { Leases } from './lease.js';
export type { CheckpointKind, Encryption, FileEntry, JsonObject, JsonValue, Manifest } from './manifest.js';
export { isEncrypted, type PlainImages } from './plain-images.js';
export type { RemovedCheckpoint } from './removal.js';
export {
  hasRule,
  planRetention,
  type RetentionPlan,
  type RetentionPolicy,
  type RetentionRule,
  type RetiredCheckpoint,
  type Store,
} from './retention.js';
export type { Room } from './room.js';
export { type StoredCheckpoint, sizeOf } from './stored-checkpoint.js';
export { type CheckpointSummary, hasLabels, summaryOf } from './summary.js';
export type { TrackedProcess, Tracking } from './tracking.js';
export { openUploads } from './uploads.js';
export { verifyCheckpoint } from './verify.js';
