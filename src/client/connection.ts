import {
  Client as Channel,
  credentials,
  Metadata,
  type MethodDefinition,
  type ServiceError,
} from '@grpc/grpc-js';
import {
  ApplyRetentionRequest,
  CatalogServiceService,
  DeleteCheckpointRequest,
  DeleteUploadRequest,
  DownloadCheckpointRequest,
  FlattenCheckpointRequest,
  GetCheckpointRequest,
  GetUploadRequest,
  InspectCheckpointRequest,
  ListCheckpointsRequest,
  ListStoredCheckpointsRequest,
  PullCheckpointRequest,
  PushCheckpointRequest,
  RotateKeysRequest,
  UpdateCheckpointRequest,
  UploadCheckpointRequest,
  VerifyCheckpointRequest,
} from '../../gen/api/criud/v1/catalog_service.js';
import {
  CheckpointServiceService,
  type DeepPartial,
  DumpIterativelyRequest,
  DumpRequest,
  JudgeRoundsRequest,
  PreDumpRequest,
  RestoreRequest,
} from '../../gen/api/criud/v1/checkpoint_service.js';
import { CheckHostRequest, GetHostRequest, HostServiceService } from '../../gen/api/criud/v1/host_service.js';
import {
  GetMigrationReportRequest,
  GetMigrationRequest,
  ListMigrationsRequest,
  MigrateRequest,
  MigrationServiceService,
  PreflightRequest,
  ResolveMigrationRequest,
} from '../../gen/api/criud/v1/migration_service.js';
import {
  AnswerHookRequest,
  CancelOperationRequest,
  GetOperationRequest,
  ListOperationsRequest,
  type OperationEvent,
  OperationServiceService,
  WaitOperationRequest,
  WatchOperationRequest,
} from '../../gen/api/criud/v1/operation_service.js';
import {
  ContinueTreeRequest,
  InspectTreeRequest,
  ProcessServiceService,
  RepairTreeRequest,
  StopTreeRequest,
} from '../../gen/api/criud/v1/process_service.js';
import { FLOW_WINDOW, withChunkCodec } from '../wire/index.js';
import { CriudError } from './criud-error.js';

/** Bytes; a little more than criud ever answers. */
const LARGEST_ANSWER = 64 * 1024 * 1024;

export interface CallOptions {
  /** Ends the call, and never the operation that it began. */
  readonly signal?: AbortSignal;
  /** Milliseconds from now after which the call fails with DEADLINE_EXCEEDED. Default: none. */
  readonly deadlineMs?: number;
}

/** A connection to a criud: its services with their methods. Every failure is a CriudError. */
export type Client = ReturnType<typeof connect>;

/**
 * @param address `unix:/run/criud/criud.sock`, or `127.0.0.1:4711`. It is
 *   connected to at the first call, and again when the connection was lost.
 */
export function connect(address: string) {
  const client = new Channel(address, credentials.createInsecure(), {
    'grpc.keepalive_time_ms': 30_000,
    'grpc.keepalive_timeout_ms': 15_000,
    'grpc.keepalive_permit_without_calls': 1,
    'grpc-node.flow_control_window': FLOW_WINDOW,
    // A connection that was lost is tried again soon: a transfer waits for it.
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 2_000,
    // An inspection of a large tree has more than the 4 MiB that are the default.
    'grpc.max_receive_message_length': LARGEST_ANSWER,
    // A host is talked to directly, whatever http_proxy says; and close() closes.
    'grpc.enable_http_proxy': 0,
    'grpc.use_local_subchannel_pool': 1,
  });
  const checkpoint = CheckpointServiceService;
  const catalog = withChunkCodec(CatalogServiceService);
  const operation = OperationServiceService;
  const process = ProcessServiceService;
  const migration = MigrationServiceService;
  const host = HostServiceService;
  const watch = serverStream(client, operation.watchOperation, WatchOperationRequest);
  return {
    checkpoints: {
      dump: unary(client, checkpoint.dump, DumpRequest),
      preDump: unary(client, checkpoint.preDump, PreDumpRequest),
      dumpIteratively: unary(client, checkpoint.dumpIteratively, DumpIterativelyRequest),
      judgeRounds: unary(client, checkpoint.judgeRounds, JudgeRoundsRequest),
      restore: unary(client, checkpoint.restore, RestoreRequest),
    },
    catalog: {
      getCheckpoint: unary(client, catalog.getCheckpoint, GetCheckpointRequest),
      listCheckpoints: unary(client, catalog.listCheckpoints, ListCheckpointsRequest),
      updateCheckpoint: unary(client, catalog.updateCheckpoint, UpdateCheckpointRequest),
      deleteCheckpoint: unary(client, catalog.deleteCheckpoint, DeleteCheckpointRequest),
      verifyCheckpoint: unary(client, catalog.verifyCheckpoint, VerifyCheckpointRequest),
      inspectCheckpoint: unary(client, catalog.inspectCheckpoint, InspectCheckpointRequest),
      /** The messages as they come; `download` goes on over lost connections. To leave the loop ends the call. */
      downloadCheckpoint: serverStream(client, catalog.downloadCheckpoint, DownloadCheckpointRequest),
      /** Sends the messages as fast as they are taken; `uploadFile` goes on over lost connections. */
      uploadCheckpoint: clientStream(client, catalog.uploadCheckpoint, UploadCheckpointRequest),
      getUpload: unary(client, catalog.getUpload, GetUploadRequest),
      deleteUpload: unary(client, catalog.deleteUpload, DeleteUploadRequest),
      flattenCheckpoint: unary(client, catalog.flattenCheckpoint, FlattenCheckpointRequest),
      pullCheckpoint: unary(client, catalog.pullCheckpoint, PullCheckpointRequest),
      pushCheckpoint: unary(client, catalog.pushCheckpoint, PushCheckpointRequest),
      listStoredCheckpoints: unary(client, catalog.listStoredCheckpoints, ListStoredCheckpointsRequest),
      applyRetention: unary(client, catalog.applyRetention, ApplyRetentionRequest),
      rotateKeys: unary(client, catalog.rotateKeys, RotateKeysRequest),
    },
    operations: {
      getOperation: unary(client, operation.getOperation, GetOperationRequest),
      listOperations: unary(client, operation.listOperations, ListOperationsRequest),
      waitOperation: unary(client, operation.waitOperation, WaitOperationRequest),
      cancelOperation: unary(client, operation.cancelOperation, CancelOperationRequest),
      answerHook: unary(client, operation.answerHook, AnswerHookRequest),
      /** The events; to leave the loop ends the call. */
      async *watchOperation(
        request: DeepPartial<WatchOperationRequest>,
        options?: CallOptions,
      ): AsyncGenerator<OperationEvent, void> {
        for await (const { event } of watch(request, options)) if (event) yield event;
      },
    },
    migrations: {
      preflight: unary(client, migration.preflight, PreflightRequest),
      migrate: unary(client, migration.migrate, MigrateRequest),
      getMigration: unary(client, migration.getMigration, GetMigrationRequest),
      getMigrationReport: unary(client, migration.getMigrationReport, GetMigrationReportRequest),
      listMigrations: unary(client, migration.listMigrations, ListMigrationsRequest),
      resolveMigration: unary(client, migration.resolveMigration, ResolveMigrationRequest),
    },
    processes: {
      inspectTree: unary(client, process.inspectTree, InspectTreeRequest),
      stopTree: unary(client, process.stopTree, StopTreeRequest),
      continueTree: unary(client, process.continueTree, ContinueTreeRequest),
      repairTree: unary(client, process.repairTree, RepairTreeRequest),
    },
    hosts: {
      getHost: unary(client, host.getHost, GetHostRequest),
      checkHost: unary(client, host.checkHost, CheckHostRequest),
    },
    /** Begins no more calls, and ends the connection when those that go on have ended. */
    close: () => client.close(),
  };
}

/** How a message is made from a part of its fields. */
interface MessageType<Message> {
  fromPartial(partial: DeepPartial<Message>): Message;
}

function unary<Request, Response>(
  client: Channel,
  method: MethodDefinition<Request, Response>,
  type: MessageType<Request>,
) {
  return (request: DeepPartial<Request>, { signal, deadlineMs }: CallOptions = {}): Promise<Response> =>
    new Promise((resolve, reject) => {
      const call = client.makeUnaryRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        type.fromPartial(request),
        new Metadata(),
        withDeadline(deadlineMs),
        (error, response) => {
          listenNoMore();
          if (response === undefined) reject(error ? CriudError.ofCall(error) : new Error('no response'));
          else resolve(response);
        },
      );
      const listenNoMore = cancelOnAbort(call, signal);
    });
}

function serverStream<Request, Response>(
  client: Channel,
  method: MethodDefinition<Request, Response>,
  type: MessageType<Request>,
) {
  return async function* (
    request: DeepPartial<Request>,
    { signal, deadlineMs }: CallOptions = {},
  ): AsyncGenerator<Response, void> {
    const call = client.makeServerStreamRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      type.fromPartial(request),
      new Metadata(),
      withDeadline(deadlineMs),
    );
    const listenNoMore = cancelOnAbort(call, signal);
    try {
      yield* call;
    } catch (error) {
      throw isServiceError(error) ? CriudError.ofCall(error) : error;
    } finally {
      listenNoMore();
      call.on('error', () => {});
      call.cancel();
    }
  };
}

function clientStream<Request, Response>(
  client: Channel,
  method: MethodDefinition<Request, Response>,
  type: MessageType<Request>,
) {
  return async (
    requests: AsyncIterable<DeepPartial<Request>>,
    { signal, deadlineMs }: CallOptions = {},
  ): Promise<Response> => {
    let isOver = false;
    let wake = () => {};
    const { promise: answered, resolve, reject } = withResolvers<Response>();
    const call = client.makeClientStreamRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      new Metadata(),
      withDeadline(deadlineMs),
      (error, response) => {
        isOver = true;
        wake();
        if (response === undefined) reject(error ? CriudError.ofCall(error) : new Error('no response'));
        else resolve(response);
      },
    );
    // Whoever waits for it is told below.
    answered.catch(() => {});
    call.on('error', () => {});
    const listenNoMore = cancelOnAbort(call, signal);
    const iterator = requests[Symbol.asyncIterator]();
    try {
      // An answer before the last request is one all the same.
      while (!isOver) {
        // Not a race with one promise for all: that would hold on to something of every request.
        const next = await new Promise<IteratorResult<DeepPartial<Request>> | undefined>(
          (resolve, reject) => {
            wake = () => resolve(undefined);
            iterator.next().then(resolve, reject);
          },
        );
        if (next === undefined || next.done) break;
        if (isOver || call.write(type.fromPartial(next.value))) continue;
        await new Promise<void>((resolve) => {
          wake = resolve;
          call.once('drain', resolve);
        });
      }
      call.end();
      return await answered;
    } finally {
      listenNoMore();
      // Not waited for: it may be waiting for what never comes.
      iterator.return?.().catch(() => {});
      if (!isOver) call.cancel();
    }
  };
}

/** Promise.withResolvers of a newer Node. */
function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve, reject };
}

/** @returns what ends the listening. */
function cancelOnAbort(call: { cancel(): void }, signal: AbortSignal | undefined): () => void {
  const cancel = () => call.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  return () => signal?.removeEventListener('abort', cancel);
}

function withDeadline(milliseconds: number | undefined) {
  return milliseconds === undefined ? {} : { deadline: Date.now() + milliseconds };
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' && 'details' in error;
}
