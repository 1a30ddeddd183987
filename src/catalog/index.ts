export {
  type Catalog,
  type CatalogSettings,
  type CommitFacts,
  type Draft,
  type Durability,
  openCatalog,
  type StoredCheckpoint,
  sizeOf,
} from './catalog.js';
export { digestFiles } from './digest.js';
export { flushFiles, flushFolder } from './flush.js';
export type { CheckpointKind, FileEntry, JsonObject, JsonValue, Manifest } from './manifest.js';
export type { Room } from './room.js';
export type { TrackedProcess, Tracking } from './tracking.js';
export { verifyCheckpoint } from './verify.js';
