import type { CatalogServiceService } from '../../../gen/api/criud/v1/catalog_service.js';
import type { Handlers } from '../handler.js';
import { checkpointName } from '../messages.js';
import type { CatalogParts } from './parts.js';

export function keyMethods({ catalog }: CatalogParts): Pick<Handlers<CatalogServiceService>, 'rotateKeys'> {
  return {
    async rotateKeys() {
      const { rotated, skipped } = await catalog.rotateKeys();
      return { rotated: rotated.length, skipped: skipped.map(checkpointName) };
    },
  };
}
