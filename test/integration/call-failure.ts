import { expect } from 'vitest';
import { CriudError, type Operation, OperationState } from '../../src/client/index.js';

/** The error with which a call must fail. */
export async function failureOf(call: Promise<unknown>): Promise<CriudError> {
  const error = await call.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (error instanceof CriudError) return error;
  throw error ?? new Error('the call did not fail');
}

/** The error with which an operation must have ended. */
export function failureOfOperation(operation: Operation | undefined): CriudError {
  if (operation?.outcome?.$case === 'error') return new CriudError(operation.outcome.value);
  throw new Error(`the operation did not fail: ${operation?.outcome?.$case ?? 'it goes on'}`);
}

/** The operation, if it has ended well. Throws its error otherwise. */
export function succeeded(operation: Operation | undefined): Operation {
  if (operation?.outcome?.$case === 'error') throw new CriudError(operation.outcome.value);
  expect(operation).toMatchObject({
    name: expect.stringMatching(/^operations\/./),
    state: OperationState.SUCCEEDED,
  });
  if (operation === undefined) throw new Error('an answer without an operation');
  return operation;
}

/** What a client has to be told about any failure; `cure` is what it must name. */
export interface ExpectedFailure {
  /** Name of the gRPC code. */
  readonly code: string;
  readonly reason: string;
  readonly cure: string | RegExp;
  /** What the line of CRIU's log says, where CRIU had a part in it; absent, and there must be none. */
  readonly causeLine?: RegExp;
}

/** Compares what a client is told, all at once. */
export function expectFailure(error: CriudError, { code, reason, cure, causeLine }: ExpectedFailure): void {
  expect({ code: error.code, reason: error.reason }, error.message).toEqual({ code, reason });
  expect(error.cure).toMatch(cure);
  // A client that knows nothing of the details is told as well.
  expect(error.message).toContain(error.cure);
  expect(error.criu?.causeLine ?? '').toMatch(causeLine ?? /^$/);
}

/** Long enough for every operation of these tests. */
export const PATIENCE = { seconds: 60n, nanos: 0 };
