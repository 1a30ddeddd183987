import type { CatalogServiceService } from '../../gen/api/criud/v1/catalog_service.js';
import { archiveMethods } from './catalog/archives.js';
import { checkpointMethods } from './catalog/checkpoints.js';
import { flatteningMethods } from './catalog/flattening.js';
import { inspectionMethods } from './catalog/inspection.js';
import { keyMethods } from './catalog/keys.js';
import type { CatalogParts } from './catalog/parts.js';
import { retentionMethods } from './catalog/retention.js';
import { transferMethods } from './catalog/transfers.js';
import { verificationMethods } from './catalog/verification.js';
import type { Handlers } from './handler.js';

/** Checkpoints to look at, to check, to move, to protect and to remove: each in a file of `catalog/`. */
export function catalogService(parts: CatalogParts): Handlers<CatalogServiceService> {
  return {
    ...checkpointMethods(parts),
    ...verificationMethods(parts),
    ...inspectionMethods(parts),
    ...archiveMethods(parts),
    ...flatteningMethods(parts),
    ...transferMethods(parts),
    ...retentionMethods(parts),
    ...keyMethods(parts),
  };
}
