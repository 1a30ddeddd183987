export {
  type Catalog,
  type Draft,
  openCatalog,
  type StoredCheckpoint,
  sizeOf,
  verifyCheckpoint,
} from './catalog.js';
export type { CheckpointKind, FileEntry, JsonObject, JsonValue, Manifest } from './manifest.js';
