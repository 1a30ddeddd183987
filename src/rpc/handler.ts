import { type EventEmitter, once } from 'node:events';
import {
  type handleBidiStreamingCall,
  type handleClientStreamingCall,
  type handleServerStreamingCall,
  type handleUnaryCall,
  type MethodDefinition,
  type Server,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceDefinition,
  type StatusObject,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { asFailure, Failure } from '../failure/index.js';
import type { Log } from './log.js';
import { ForeignStatus, failedCall } from './status.js';

/** A call as a handler sees it. */
export interface CallContext {
  /** Aborted when the client has gone or its deadline has passed; its reason is the Failure that says which. */
  readonly signal: AbortSignal;
  /** Tells the log which operation the call is about. */
  concerns(operation: string): void;
}

export type UnaryHandler<Request, Response> = (request: Request, context: CallContext) => Promise<Response>;
export type StreamHandler<Request, Response> = (
  request: Request,
  context: CallContext,
) => AsyncIterable<Response>;

/** A handler for each method of a generated service. */
export type Handlers<Service> = {
  readonly [Name in keyof Service]: Service[Name] extends MethodDefinition<infer Request, infer Response>
    ? Service[Name] extends { readonly requestStream: true }
      ? Service[Name] extends { readonly responseStream: true }
        ? StreamHandler<AsyncIterable<Request>, Response>
        : UnaryHandler<AsyncIterable<Request>, Response>
      : Service[Name] extends { readonly responseStream: true }
        ? StreamHandler<Request, Response>
        : UnaryHandler<Request, Response>
    : never;
};

/** What all calls of a server share. */
export interface Surroundings {
  readonly log: Log;
  /** Aborted when the server begins to end: nothing new is taken, and streams without an end of their own end. */
  readonly closing: AbortSignal;
}

/** Beyond it Node's timers fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

type Method = MethodDefinition<unknown, unknown>;
type Call =
  | ServerUnaryCall<Buffer, unknown>
  | ServerReadableStream<Buffer, unknown>
  | ServerWritableStream<Buffer, unknown>
  | ServerDuplexStream<Buffer, unknown>;

/**
 * Adds a service to a server. Requests reach the handlers decoded; what the
 * handlers throw reaches the client as a status with details.
 */
export function addService<Service extends ServiceDefinition>(
  server: Server,
  service: Service,
  handlers: NoInfer<Handlers<Service>>,
  surroundings: Surroundings,
): void {
  const definition: Record<string, Method> = {};
  const implementation: UntypedServiceImplementation = {};
  for (const [name, method] of Object.entries<Method>(service)) {
    // The bytes are decoded below: grpc-js would answer with INTERNAL what is the fault of the client.
    definition[name] = { ...method, requestDeserialize: (bytes) => bytes };
    // Object.entries forgets that the handler of a name is of the kind of its method.
    const handler = handlers[name] as unknown;
    if (method.requestStream && !method.responseStream) {
      implementation[name] = clientStream(
        method,
        handler as UnaryHandler<AsyncIterable<unknown>, unknown>,
        surroundings,
      );
    } else if (method.requestStream) {
      implementation[name] = bidiStream(
        method,
        handler as StreamHandler<AsyncIterable<unknown>, unknown>,
        surroundings,
      );
    } else if (method.responseStream) {
      implementation[name] = serverStream(method, handler as StreamHandler<unknown, unknown>, surroundings);
    } else {
      implementation[name] = unary(method, handler as UnaryHandler<unknown, unknown>, surroundings);
    }
  }
  server.addService(definition, implementation);
}

function unary(
  method: Method,
  handler: UnaryHandler<unknown, unknown>,
  surroundings: Surroundings,
): handleUnaryCall<Buffer, unknown> {
  return async (call, respond) => {
    let response: unknown;
    const failed = await perform(call, surroundings, async (context) => {
      response = await handler(decode(method, call.request), context);
    });
    if (failed) respond(failed);
    else respond(null, response);
  };
}

function serverStream(
  method: Method,
  handler: StreamHandler<unknown, unknown>,
  surroundings: Surroundings,
): handleServerStreamingCall<Buffer, unknown> {
  return async (call) => {
    const failed = await perform(call, surroundings, (context) =>
      send(handler(decode(method, call.request), context), call, context.signal),
    );
    endStream(call, failed);
  };
}

function clientStream(
  method: Method,
  handler: UnaryHandler<AsyncIterable<unknown>, unknown>,
  surroundings: Surroundings,
): handleClientStreamingCall<Buffer, unknown> {
  return async (call, respond) => {
    let response: unknown;
    const failed = await perform(call, surroundings, async (context) => {
      response = await handler(requestsOf(method, call, surroundings.closing), context);
    });
    if (failed) respond(failed);
    else respond(null, response);
  };
}

function bidiStream(
  method: Method,
  handler: StreamHandler<AsyncIterable<unknown>, unknown>,
  surroundings: Surroundings,
): handleBidiStreamingCall<Buffer, unknown> {
  return async (call) => {
    const failed = await perform(call, surroundings, (context) =>
      send(handler(requestsOf(method, call, surroundings.closing), context), call, context.signal),
    );
    endStream(call, failed);
  };
}

/** Writes messages as fast as the client takes them; grpc-js holds at most 16 of them. */
async function send(
  messages: AsyncIterable<unknown>,
  call: ServerWritableStream<Buffer, unknown> | ServerDuplexStream<Buffer, unknown>,
  signal: AbortSignal,
): Promise<void> {
  for await (const message of messages) {
    signal.throwIfAborted();
    if (!call.write(message)) await once(call, 'drain', { signal });
  }
}

function endStream(
  call: ServerWritableStream<Buffer, unknown> | ServerDuplexStream<Buffer, unknown>,
  failed: StatusObject | undefined,
): void {
  if (call.destroyed) return;
  // How a stream of grpc-js is told its status.
  if (failed) call.emit('error', failed);
  else call.end();
}

async function* requestsOf(
  method: Method,
  call: ServerReadableStream<Buffer, unknown> | ServerDuplexStream<Buffer, unknown>,
  closing: AbortSignal,
): AsyncGenerator<unknown, void> {
  // The other direction must live on when no more requests are read.
  const requests = call.iterator({ destroyOnReturn: false });
  let end: () => void = () => {};
  const stop = () => end();
  // Not a race with one promise for all: that would hold on to something of every request.
  const nextOrEnd = () =>
    new Promise<IteratorResult<unknown, undefined>>((resolve, reject) => {
      end = () => resolve({ done: true, value: undefined });
      requests.next().then(resolve, reject);
    });
  closing.addEventListener('abort', stop);
  try {
    while (!closing.aborted) {
      const next = await nextOrEnd();
      if (next.done) return;
      yield decode(method, next.value);
    }
  } finally {
    closing.removeEventListener('abort', stop);
  }
}

/** Does the work of a call and logs how it ended; gives the status to answer with, unless it succeeded. */
async function perform(
  call: Call,
  { log, closing }: Surroundings,
  work: (context: CallContext) => Promise<void>,
): Promise<StatusObject | undefined> {
  const began = performance.now();
  const method = call.getPath().slice(1);
  const interruption = watchInterruption(call);
  let operation: string | undefined;
  let failure: Failure | ForeignStatus | undefined;
  try {
    if (closing.aborted) throw shuttingDown();
    await work({
      signal: interruption.signal,
      concerns: (name) => {
        operation = name;
      },
    });
    interruption.signal.throwIfAborted();
  } catch (error) {
    const cause = isInterruption(error) ? interruption.signal.reason : error;
    failure = cause instanceof ForeignStatus ? cause : asFailure(cause);
  } finally {
    interruption.close();
  }
  if (failure instanceof Failure && failure.reason === 'INTERNAL') {
    log.error({ event: 'call.defect', method, operation, err: failure.cause ?? failure }, 'defect in a call');
  }
  const reason = failure instanceof Failure ? failure.reason : undefined;
  const answer = failure && (failure instanceof Failure ? failedCall(failure) : failure.status);
  const milliseconds = Math.round(performance.now() - began);
  log.info(
    {
      event: 'call.ended',
      method,
      code: status[answer?.code ?? status.OK],
      ms: milliseconds,
      ...(reason && { reason }),
      ...(operation && { operation }),
    },
    'call ended',
  );
  return answer;
}

/**
 * The end of a call from outside. grpc-js says `cancelled` at the end of every
 * call, also of one that succeeded: who has answered stops listening.
 */
function watchInterruption(call: EventEmitter & Pick<Call, 'getDeadline'>): {
  readonly signal: AbortSignal;
  close(): void;
} {
  const controller = new AbortController();
  const deadline = Number(call.getDeadline());
  const left = deadline - Date.now();
  const expire = () => controller.abort(deadlineExceeded());
  const cancel = () => controller.abort(Date.now() < deadline ? cancelled() : deadlineExceeded());
  const timer = left <= LONGEST_TIMER ? setTimeout(expire, left) : undefined;
  call.once('cancelled', cancel);
  return {
    signal: controller.signal,
    close() {
      clearTimeout(timer);
      call.off('cancelled', cancel);
    },
  };
}

/** What waiting ends with when the signal is aborted or grpc-js has destroyed the stream. */
function isInterruption(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'ABORT_ERR' || error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

/** @throws Failure INVALID_REQUEST */
function decode(method: Method, bytes: unknown): unknown {
  try {
    // In the definition that was given to grpc-js a request is its bytes.
    return method.requestDeserialize(bytes as Buffer);
  } catch (cause) {
    throw new Failure('INVALID_REQUEST', `The request is not a message of ${method.path.slice(1)}.`, {
      cure: 'Send the message that criud.v1 defines for this method, in the encoding of protobuf.',
      cause,
    });
  }
}

function shuttingDown(): Failure {
  return new Failure('SHUTTING_DOWN', 'criud is about to end and takes no new calls.', {
    cure: 'Send the request again when criud runs again.',
  });
}

function cancelled(): Failure {
  return new Failure('CANCELLED', 'The client has cancelled the call.', {
    cure: 'An operation that the call began goes on: see ListOperations.',
  });
}

function deadlineExceeded(): Failure {
  return new Failure('DEADLINE_EXCEEDED', 'The deadline of the call has passed.', {
    cure: 'An operation that the call began goes on: see ListOperations.',
  });
}
