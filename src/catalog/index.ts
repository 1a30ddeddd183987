export {
  type Catalog,
  type CommitFacts,
  type Draft,
  openCatalog,
  type StoredCheckpoint,
  sizeOf,
} from './catalog.js';
export { digestFiles } from './digest.js';
export type { CheckpointKind, FileEntry, JsonObject, JsonValue, Manifest } from './manifest.js';
export type { TrackedProcess, Tracking } from './tracking.js';
export { verifyCheckpoint } from './verify.js';
