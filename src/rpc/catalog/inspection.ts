import type { CatalogServiceService } from '../../../gen/api/criud/v1/catalog_service.js';
import { refuseWithoutLeave } from '../../checkpoint/index.js';
import { inspectImages } from '../../criu/index.js';
import { Failure } from '../../failure/index.js';
import type { Handlers } from '../handler.js';
import { inspectionMessage } from '../inspection-message.js';
import { parseRequest, readName } from '../request.js';
import type { CatalogParts } from './parts.js';

export function inspectionMethods({
  catalog,
  allowedOptions,
}: Pick<CatalogParts, 'catalog' | 'allowedOptions'>): Pick<
  Handlers<CatalogServiceService>,
  'inspectCheckpoint'
> {
  return {
    async inspectCheckpoint({ name, environment }, { signal }) {
      const id = parseRequest((reject) => readName('name', 'checkpoints', name, reject));
      if (environment) {
        const when = 'if clients may read the environment of what was dumped, with the secrets in it';
        refuseWithoutLeave('inspect.environment', 'true', allowedOptions, when);
      }
      const checkpoint = await catalog.get(id);
      if (checkpoint.manifest.kind === 'pre-dump') throw hasNoTree(id);
      const chain = await catalog.chain(checkpoint);
      using _lease = catalog.leases.take(
        chain.map(({ manifest }) => manifest.id),
        'an inspection',
      );
      // It may have been removed before the lease was there.
      for (const { manifest } of chain) await catalog.get(manifest.id);
      await using images = await catalog.plainImages(chain);
      const inspection = await inspectImages(images.imagesFolder, { environment }, signal);
      return { inspection: inspectionMessage(inspection) };
    },
  };
}

function hasNoTree(id: string): Failure {
  return new Failure(
    'CHECKPOINT_NOT_RESTORABLE',
    `Checkpoint ${id} is a pre-dump: it has memory and no tree.`,
    {
      metadata: { checkpoint: id },
      cure: 'Look into a checkpoint that a dump has made.',
    },
  );
}
