import {
  type CatalogServiceService,
  PullCheckpointRequest,
  PushCheckpointRequest,
} from '../../../gen/api/criud/v1/catalog_service.js';
import { invalidRequest } from '../../failure/index.js';
import type { PullRequest } from '../../transfer/index.js';
import type { Handlers } from '../handler.js';
import { checkpointName, timestampMessage } from '../messages.js';
import { operationAnswer } from '../operation-answer.js';
import {
  fingerprintOf,
  parseRequest,
  type Reject,
  readAddress,
  readName,
  readOperationFields,
  readPageSize,
  readWait,
} from '../request.js';
import type { CatalogParts } from './parts.js';

/** More than any key that is listed has. */
const LONGEST_TOKEN = 4_096;

const STORE_NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

export function transferMethods({
  transfers,
  operations,
}: CatalogParts): Pick<
  Handlers<CatalogServiceService>,
  'pullCheckpoint' | 'pushCheckpoint' | 'listStoredCheckpoints'
> {
  return {
    async pullCheckpoint(message, context) {
      const { request, wait } = parseRequest((reject) => ({
        request: {
          checkpoint: readName('name', 'checkpoints', message.name, reject),
          from: readSource(message.source, reject),
          ...readOperationFields(message, reject),
          fingerprint: fingerprintOf(PullCheckpointRequest, 'PullCheckpoint', message),
        },
        wait: readWait(message.wait, reject),
      }));
      return operationAnswer(operations, await transfers.pull(request), wait, context);
    },

    async pushCheckpoint(message, context) {
      const { request, wait } = parseRequest((reject) => ({
        request: {
          checkpoint: readName('name', 'checkpoints', message.name, reject),
          store: readStore(message.store, reject),
          ...readOperationFields(message, reject),
          fingerprint: fingerprintOf(PushCheckpointRequest, 'PushCheckpoint', message),
        },
        wait: readWait(message.wait, reject),
      }));
      return operationAnswer(operations, await transfers.push(request), wait, context);
    },

    async listStoredCheckpoints({ store, pageSize, pageToken }, { signal }) {
      const page = parseRequest((reject) => ({
        store: readStore(store, reject),
        size: readPageSize(pageSize, reject),
      }));
      const after = pageToken === '' ? '' : readToken(page.store, pageToken);
      const { checkpoints, next } = await transfers.list(page.store, after, page.size, signal);
      return {
        checkpoints: checkpoints.map(({ checkpoint, bytes, createdAt }) => ({
          name: checkpointName(checkpoint),
          sizeBytes: BigInt(bytes),
          createTime: timestampMessage(createdAt),
        })),
        nextPageToken: next === undefined ? '' : tokenOf(page.store, next),
      };
    },
  };
}

function readSource(source: PullCheckpointRequest['source'], reject: Reject): PullRequest['from'] {
  switch (source?.$case) {
    case 'peer':
      return { peer: readAddress('peer', source.value, reject) };
    case 'store':
      return { store: readStore(source.value, reject) };
    case undefined:
      reject('source', 'is required: a peer or a store');
      return { store: '' };
  }
}

function readStore(store: string, reject: Reject): string {
  if (store === '') reject('store', 'is required');
  else if (!STORE_NAME.test(store)) reject('store', 'must be the name of an object store, such as fleet');
  return store;
}

function tokenOf(store: string, key: string): string {
  return Buffer.from(`${store}/${key}`).toString('base64url');
}

/** @throws Failure INVALID_REQUEST */
function readToken(store: string, token: string): string {
  const text = token.length > LONGEST_TOKEN ? '' : Buffer.from(token, 'base64url').toString();
  if (text.startsWith(`${store}/`)) return text.slice(store.length + 1);
  throw invalidRequest([{ field: 'page_token', description: 'is not one of a page of this store' }]);
}
