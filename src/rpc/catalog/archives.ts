import type { CatalogServiceService } from '../../../gen/api/criud/v1/catalog_service.js';
import { Failure } from '../../failure/index.js';
import type { Handlers } from '../handler.js';
import type { CatalogParts } from './parts.js';

export function archiveMethods(
  _: CatalogParts,
): Pick<
  Handlers<CatalogServiceService>,
  'downloadCheckpoint' | 'uploadCheckpoint' | 'getUpload' | 'deleteUpload'
> {
  return {
    // biome-ignore lint/correctness/useYield: not there yet
    async *downloadCheckpoint() {
      throw new Failure('OBJECT_UNSUPPORTED', 'not there yet');
    },
    // biome-ignore lint/correctness/useYield: not there yet
    async *uploadCheckpoint() {
      throw new Failure('OBJECT_UNSUPPORTED', 'not there yet');
    },
    async getUpload() {
      throw new Failure('OBJECT_UNSUPPORTED', 'not there yet');
    },
    async deleteUpload() {
      throw new Failure('OBJECT_UNSUPPORTED', 'not there yet');
    },
  };
}
