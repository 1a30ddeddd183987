import type {
  CatalogServiceService,
  CheckpointFilter as FilterMessage,
  ListCheckpointsResponse,
} from '../../../gen/api/criud/v1/catalog_service.js';
import { CheckpointKind, Checkpoint as CheckpointMessage } from '../../../gen/api/criud/v1/checkpoint.js';
import {
  type CheckpointFilter,
  type CheckpointSummary,
  type Manifest,
  positionOf,
} from '../../catalog/index.js';
import { checkpointMessage, summaryMessage } from '../checkpoint-message.js';
import type { Handlers } from '../handler.js';
import { checkpointName } from '../messages.js';
import {
  PAGE_BYTES,
  parseRequest,
  type Reject,
  readLabels,
  readName,
  readPageSize,
  readTimestamp,
} from '../request.js';
import { pageTokenOf, readPageToken } from './page-token.js';
import type { CatalogParts } from './parts.js';

export function checkpointMethods({
  catalog,
}: CatalogParts): Pick<
  Handlers<CatalogServiceService>,
  'getCheckpoint' | 'listCheckpoints' | 'updateCheckpoint' | 'deleteCheckpoint'
> {
  return {
    async getCheckpoint({ name }) {
      const id = parseRequest((reject) => readName('name', 'checkpoints', name, reject));
      const { manifest } = await catalog.get(id);
      return { checkpoint: checkpointMessage(manifest) };
    },

    async listCheckpoints({ filter, pageSize, pageToken }) {
      const request = parseRequest((reject) => ({
        filter: readFilter(filter, reject),
        size: readPageSize(pageSize, reject),
        after: readPageToken(pageToken, filter, reject),
      }));
      const { size, after } = request;
      const { checkpoints, more } = await catalog.list(request.filter, { size, ...(after && { after }) });
      return pageOf(checkpoints, more, filter);
    },

    async updateCheckpoint({ name, setLabels, removeLabels }) {
      const { id, set, removed } = parseRequest((reject) => {
        for (const key of removeLabels) {
          if (Object.hasOwn(setLabels, key)) reject('remove_labels', `has ${key}, which is to be set too`);
        }
        return {
          id: readName('name', 'checkpoints', name, reject),
          set: readLabels(setLabels, reject, 'set_labels'),
          removed: new Set(removeLabels),
        };
      });
      const { manifest } = await catalog.label(id, (labels) => {
        const kept = Object.entries(labels).filter(([key]) => !removed.has(key));
        return parseRequest((reject) =>
          readLabels({ ...Object.fromEntries(kept), ...set }, reject, 'set_labels'),
        );
      });
      return { checkpoint: checkpointMessage(manifest) };
    },

    async deleteCheckpoint({ name, cascade }) {
      const id = parseRequest((reject) => readName('name', 'checkpoints', name, reject));
      const removed = await catalog.remove(id, { cascade });
      return {
        removed: removed.map((each) => checkpointName(each.id)),
        freedBytes: removed.reduce((sum, { bytes }) => sum + BigInt(bytes), 0n),
      };
    },
  };
}

function readFilter(filter: FilterMessage | undefined, reject: Reject): CheckpointFilter {
  if (filter === undefined) return {};
  const { labels, kind, host, pid, startTime, createdFrom, createdBefore, parent } = filter;
  if (pid < 0) reject('filter.pid', `must not be negative, and is ${pid}`);
  const from = readTimestamp('filter.created_from', createdFrom, reject);
  const before = readTimestamp('filter.created_before', createdBefore, reject);
  const meant = readKind(kind, reject);
  return {
    labels: readLabels(labels, reject, 'filter.labels'),
    ...(meant && { kind: meant }),
    ...(host !== '' && { host }),
    ...(pid !== 0 && { pid }),
    ...(startTime !== undefined && { startTime: String(startTime) }),
    ...(from !== undefined && { createdFrom: from }),
    ...(before !== undefined && { createdBefore: before }),
    ...(parent !== '' && { parent: readName('filter.parent', 'checkpoints', parent, reject) }),
  };
}

function readKind(kind: CheckpointKind, reject: Reject): Manifest['kind'] | undefined {
  switch (kind) {
    case CheckpointKind.UNSPECIFIED:
      return undefined;
    case CheckpointKind.DUMP:
      return 'dump';
    case CheckpointKind.PRE_DUMP:
      return 'pre-dump';
    default:
      reject('filter.kind', `is no CheckpointKind: ${kind}`);
      return undefined;
  }
}

/** At least one checkpoint, so that who follows the tokens comes to the end. */
function pageOf(
  checkpoints: readonly CheckpointSummary[],
  more: boolean,
  filter: FilterMessage | undefined,
): ListCheckpointsResponse {
  const page: CheckpointMessage[] = [];
  let bytes = 0;
  for (const checkpoint of checkpoints) {
    const message = summaryMessage(checkpoint);
    bytes += CheckpointMessage.encode(message).finish().length;
    if (bytes > PAGE_BYTES && page.length > 0) break;
    page.push(message);
  }
  const last = checkpoints[page.length - 1];
  const isLast = last === undefined || (page.length === checkpoints.length && !more);
  return { checkpoints: page, nextPageToken: isLast ? '' : pageTokenOf(positionOf(last), filter) };
}
