import type { Operation as OperationMessage } from '../../gen/api/criud/v1/operation_service.js';
import type { Operation, Operations } from '../operations/index.js';
import type { CallContext } from './handler.js';
import { operationName } from './messages.js';
import { operationMessage } from './operation-message.js';

/**
 * The answer of every method that begins an operation: the operation when it has
 * ended, or as it stands when the wait is over; at once where there is none.
 */
export async function operationAnswer(
  operations: Operations,
  operation: Operation,
  wait: number | undefined,
  context: CallContext,
): Promise<{ operation: OperationMessage }> {
  context.concerns(operationName(operation.id));
  if (wait === undefined) return { operation: operationMessage(operation) };
  return { operation: operationMessage(await operations.wait(operation.id, wait, context.signal)) };
}
