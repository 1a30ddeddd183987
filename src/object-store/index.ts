export {
  type FoundObject,
  type ListedObject,
  type ListedPage,
  type ObjectStore,
  openObjectStore,
  type PartedUpload,
  type SentPart,
  type StoreSettings,
} from './object-store.js';
