import type { CatalogServiceService } from '../../../gen/api/criud/v1/catalog_service.js';
import { Failure } from '../../failure/index.js';
import type { Handlers } from '../handler.js';
import type { CatalogParts } from './parts.js';

export function flatteningMethods(
  _: CatalogParts,
): Pick<Handlers<CatalogServiceService>, 'flattenCheckpoint'> {
  return {
    async flattenCheckpoint() {
      throw new Failure('OBJECT_UNSUPPORTED', 'not there yet');
    },
  };
}
