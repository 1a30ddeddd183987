import type { CatalogServiceService } from '../../../gen/api/criud/v1/catalog_service.js';
import { Failure } from '../../failure/index.js';
import type { Handlers } from '../handler.js';
import type { CatalogParts } from './parts.js';

export function transferMethods(
  _: CatalogParts,
): Pick<Handlers<CatalogServiceService>, 'pullCheckpoint' | 'pushCheckpoint' | 'listStoredCheckpoints'> {
  return {
    async pullCheckpoint() {
      throw new Failure('OBJECT_UNSUPPORTED', 'not there yet');
    },
    async pushCheckpoint() {
      throw new Failure('OBJECT_UNSUPPORTED', 'not there yet');
    },
    async listStoredCheckpoints() {
      throw new Failure('OBJECT_UNSUPPORTED', 'not there yet');
    },
  };
}
