import type { Catalog } from '../../catalog/index.js';
import type { Checkpoints } from '../../checkpoint/index.js';
import type { Operations } from '../../operations/index.js';

/** What the methods of CatalogService work with. */
export interface CatalogParts {
  readonly catalog: Catalog;
  readonly checkpoints: Checkpoints;
  readonly operations: Operations;
}
