import {
  type CatalogServiceService,
  FlattenCheckpointRequest,
} from '../../../gen/api/criud/v1/catalog_service.js';
import type { Handlers } from '../handler.js';
import { operationAnswer } from '../operation-answer.js';
import {
  fingerprintOf,
  parseRequest,
  readLabels,
  readName,
  readOperationFields,
  readWait,
} from '../request.js';
import type { CatalogParts } from './parts.js';

export function flatteningMethods({
  checkpoints,
  operations,
}: CatalogParts): Pick<Handlers<CatalogServiceService>, 'flattenCheckpoint'> {
  return {
    async flattenCheckpoint(message, context) {
      const { request, wait } = parseRequest((reject) => ({
        request: {
          checkpoint: readName('name', 'checkpoints', message.name, reject),
          labels: readLabels(message.labels, reject),
          ...readOperationFields(message, reject),
          fingerprint: fingerprintOf(FlattenCheckpointRequest, 'FlattenCheckpoint', message),
        },
        wait: readWait(message.wait, reject),
      }));
      return operationAnswer(operations, await checkpoints.flatten(request), wait, context);
    },
  };
}
