import type { CatalogServiceService } from '../../../gen/api/criud/v1/catalog_service.js';
import { Failure } from '../../failure/index.js';
import type { Handlers } from '../handler.js';
import type { CatalogParts } from './parts.js';

export function checkpointMethods(
  _: CatalogParts,
): Pick<
  Handlers<CatalogServiceService>,
  'getCheckpoint' | 'listCheckpoints' | 'updateCheckpoint' | 'deleteCheckpoint'
> {
  return {
    async getCheckpoint() {
      throw new Failure('OBJECT_UNSUPPORTED', 'not there yet');
    },
    async listCheckpoints() {
      throw new Failure('OBJECT_UNSUPPORTED', 'not there yet');
    },
    async updateCheckpoint() {
      throw new Failure('OBJECT_UNSUPPORTED', 'not there yet');
    },
    async deleteCheckpoint() {
      throw new Failure('OBJECT_UNSUPPORTED', 'not there yet');
    },
  };
}
