import type { CatalogServiceService } from '../../../gen/api/criud/v1/catalog_service.js';
import { Failure } from '../../failure/index.js';
import type { Handlers } from '../handler.js';
import type { CatalogParts } from './parts.js';

export function verificationMethods(
  _: CatalogParts,
): Pick<Handlers<CatalogServiceService>, 'verifyCheckpoint'> {
  return {
    async verifyCheckpoint() {
      throw new Failure('OBJECT_UNSUPPORTED', 'not there yet');
    },
  };
}
