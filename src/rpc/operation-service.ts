import {
  type ListOperationsResponse,
  Operation as OperationMessage,
  type OperationServiceService,
} from '../../gen/api/criud/v1/operation_service.js';
import type { Checkpoints } from '../checkpoint/index.js';
import { invalidRequest } from '../failure/index.js';
import type { Operation, Operations } from '../operations/index.js';
import type { Handlers } from './handler.js';
import { readAnswer } from './hook-message.js';
import { operationName } from './messages.js';
import { eventMessage, operationMessage } from './operation-message.js';
import { PAGE_BYTES, parseRequest, readName, readPageSize, readWait } from './request.js';

export function operationService(
  operations: Operations,
  checkpoints: Pick<Checkpoints, 'answerHook'>,
): Handlers<OperationServiceService> {
  return {
    async getOperation({ name }, context) {
      const id = parseRequest((reject) => readName('name', 'operations', name, reject));
      context.concerns(operationName(id));
      return { operation: operationMessage(operations.get(id)) };
    },

    async listOperations({ pageSize, pageToken }) {
      const page = parseRequest((reject) => ({
        size: readPageSize(pageSize, reject),
        after: pageToken === '' ? undefined : Buffer.from(pageToken, 'base64url').toString(),
      }));
      return pageOf(operations.list(), page.size, page.after);
    },

    async waitOperation(message, context) {
      const { id, wait } = parseRequest((reject) => ({
        id: readName('name', 'operations', message.name, reject),
        wait: readWait(message.wait, reject) ?? Number.POSITIVE_INFINITY,
      }));
      context.concerns(operationName(id));
      return { operation: operationMessage(await operations.wait(id, wait, context.signal)) };
    },

    async cancelOperation({ name }, context) {
      const id = parseRequest((reject) => readName('name', 'operations', name, reject));
      context.concerns(operationName(id));
      return { operation: operationMessage(operations.cancel(id)) };
    },

    async answerHook({ name, hook, answer, external }, context) {
      const request = parseRequest((reject) => {
        const given = readAnswer('answer', answer, reject);
        if (given === undefined) reject('answer', 'is required');
        if (hook === 0n) reject('hook', 'is required');
        return {
          operation: readName('name', 'operations', name, reject),
          hook: Number(hook),
          answer: given ?? 'refuse',
          external,
        };
      });
      context.concerns(operationName(request.operation));
      return { operation: operationMessage(checkpoints.answerHook(request)) };
    },

    async *watchOperation({ name, afterSequence }, context) {
      const id = parseRequest((reject) => readName('name', 'operations', name, reject));
      context.concerns(operationName(id));
      for await (const event of operations.watch(id, Number(afterSequence), context.signal)) {
        yield { event: eventMessage(event) };
      }
    },
  };
}

/** At least one operation, so that who follows the tokens comes to the end. */
function pageOf(all: readonly Operation[], size: number, after: string | undefined): ListOperationsResponse {
  const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && start === 0) {
    throw invalidRequest([
      {
        field: 'page_token',
        description: 'is not a next_page_token, or its operation is forgotten: begin again without it',
      },
    ]);
  }
  const page: OperationMessage[] = [];
  let bytes = 0;
  for (const operation of all.slice(start, start + size)) {
    const message = operationMessage(operation);
    bytes += OperationMessage.encode(message).finish().length;
    if (bytes > PAGE_BYTES && page.length > 0) break;
    page.push(message);
  }
  const last = all[start + page.length - 1];
  const more = start + page.length < all.length && last !== undefined;
  return {
    operations: page,
    nextPageToken: more ? Buffer.from(last.id).toString('base64url') : '',
  };
}
