export { flattenedBytes, flattenImages } from './flatten.js';
export { type Inventory, readInventory } from './inventory.js';
export { mergeImages } from './merge.js';
export { type Pagemap, type PagemapEntry, readPagemap } from './pagemap.js';
export { type DumpedProcess, parseTree, readTree } from './pstree.js';
export {
  type DumpStatistics,
  type RestoreStatistics,
  readDumpStatistics,
  readRestoreStatistics,
} from './stats.js';
export { examineStructure, type StructureDefect } from './structure.js';
