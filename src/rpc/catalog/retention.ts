import type { CatalogServiceService } from '../../../gen/api/criud/v1/catalog_service.js';
import { Failure } from '../../failure/index.js';
import type { Handlers } from '../handler.js';
import type { CatalogParts } from './parts.js';

export function retentionMethods(_: CatalogParts): Pick<Handlers<CatalogServiceService>, 'applyRetention'> {
  return {
    async applyRetention() {
      throw new Failure('OBJECT_UNSUPPORTED', 'not there yet');
    },
  };
}
