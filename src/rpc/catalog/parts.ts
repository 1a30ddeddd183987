import type { Catalog, RetentionPolicy, Uploads } from '../../catalog/index.js';
import type { Checkpoints } from '../../checkpoint/index.js';
import type { Operations } from '../../operations/index.js';
import type { Transfers } from '../../transfer/index.js';

/** What the methods of CatalogService work with. */
export interface CatalogParts {
  readonly catalog: Catalog;
  readonly uploads: Uploads;
  readonly checkpoints: Checkpoints;
  readonly operations: Operations;
  /** What is kept where a request does not say; absent where that is everything. */
  readonly retention?: RetentionPolicy;
  /** What clients may ask for, `field=value` each. */
  readonly allowedOptions: readonly string[];
  readonly transfers: Transfers;
}
