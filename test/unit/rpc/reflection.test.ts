import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client, credentials, Metadata } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ServerReflectionRequest,
  type ServerReflectionResponse,
  ServerReflectionService,
} from '../../../gen/api/grpc/reflection/v1/reflection.js';
import { type RpcFixture, startRpc } from './rpc-fixture.js';

const BUF = join(import.meta.dirname, '../../../node_modules/.bin/buf');

let rpc: RpcFixture;
beforeAll(async () => {
  rpc = await startRpc();
});
afterAll(() => rpc[Symbol.asyncDispose]());

/** A client that knows nothing of criud but where it listens. */
async function buf(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    BUF,
    [
      'curl',
      '--unix-socket',
      rpc.socket,
      '--protocol',
      'grpc',
      '--http2-prior-knowledge',
      '--reflect',
      ...args,
    ],
    { cwd: rpc.folder, env: { ...process.env, HOME: rpc.folder }, timeout: 30_000 },
  );
  return stdout;
}

/** The answers to several requests on one stream. */
async function ask(
  ...requests: readonly ServerReflectionRequest['messageRequest'][]
): Promise<readonly ServerReflectionResponse[]> {
  const { path, requestSerialize, responseDeserialize } = ServerReflectionService.serverReflectionInfo;
  const client = new Client(`unix:${rpc.socket}`, credentials.createInsecure());
  const call = client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, new Metadata());
  for (const messageRequest of requests) call.write({ host: 'here', messageRequest });
  call.end();
  const answers: ServerReflectionResponse[] = await call.toArray();
  client.close();
  return answers;
}

describe.each(['grpc-v1', 'grpc-v1alpha'])('reflection by %s', (protocol) => {
  it('lets a generic client list the services', async () => {
    const listed = await buf('--reflect-protocol', protocol, '--list-services', 'http://localhost');
    expect(listed.trim().split('\n').sort()).toEqual([
      'criud.v1.CatalogService',
      'criud.v1.CheckpointService',
      'criud.v1.HostService',
      'criud.v1.MigrationService',
      'criud.v1.OperationService',
      'criud.v1.ProcessService',
      'grpc.health.v1.Health',
      'grpc.reflection.v1.ServerReflection',
      'grpc.reflection.v1alpha.ServerReflection',
    ]);
  });

  it('lets a generic client call a method', async () => {
    const url = 'http://localhost/criud.v1.HostService/GetHost';
    const host = JSON.parse(await buf('--reflect-protocol', protocol, url));
    expect(host).toMatchObject({
      criuVersion: '4.2.1',
      criuTransport: 'CRIU_TRANSPORT_SWRK',
      features: { lazyPages: true, pidfdStore: true },
    });
  });
});

describe('reflection', () => {
  it('describes methods with everything that they import, well-known messages too', async () => {
    const url = 'http://localhost/criud.v1.CheckpointService/Dump';
    const request = '{"target": {"pid": 4711}, "wait": "5s", "labels": {"a": "b"}}';
    expect(JSON.parse(await buf('-d', request, url))).toMatchObject({
      operation: { state: 'OPERATION_STATE_SUCCEEDED', createTime: expect.any(String) },
    });
  });

  it('leaves a generic client the details of a failure', async () => {
    const url = 'http://localhost/criud.v1.CheckpointService/Dump';
    const failed = await buf('-d', '{}', url).catch((error: { stderr: string }) => error.stderr);
    const { code, details } = JSON.parse(failed);
    expect(code).toBe('invalid_argument');
    expect(details.map(({ type }: { type: string }) => type)).toEqual([
      'google.rpc.ErrorInfo',
      'criud.v1.FailureDetail',
      'google.rpc.BadRequest',
    ]);
  });

  it('serves a file alone and what it imports by name', async () => {
    const [bySymbol, byMethod, byFile] = await ask(
      { $case: 'fileContainingSymbol', value: 'criud.v1.DumpRequest' },
      { $case: 'fileContainingSymbol', value: 'criud.v1.CheckpointService.Dump' },
      { $case: 'fileByFilename', value: 'google/protobuf/duration.proto' },
    );
    expect(bySymbol?.messageResponse).toMatchObject({ $case: 'fileDescriptorResponse' });
    expect(byMethod?.messageResponse).toEqual(bySymbol?.messageResponse);
    expect(byFile?.messageResponse).toMatchObject({
      $case: 'fileDescriptorResponse',
      value: { fileDescriptorProto: [expect.any(Buffer)] },
    });
  });

  it('answers what is not there with an error, and goes on', async () => {
    const answers = await ask(
      { $case: 'fileContainingSymbol', value: 'criud.v1.Nothing' },
      { $case: 'fileByFilename', value: 'nothing.proto' },
      {
        $case: 'fileContainingExtension',
        value: { containingType: 'criud.v1.Operation', extensionNumber: 1 },
      },
      { $case: 'allExtensionNumbersOfType', value: 'criud.v1.Nothing' },
      undefined,
      { $case: 'allExtensionNumbersOfType', value: 'criud.v1.Operation' },
    );
    const codes = answers.map(({ messageResponse }) =>
      messageResponse?.$case === 'errorResponse' ? messageResponse.value.errorCode : messageResponse?.$case,
    );
    expect(codes).toEqual([5, 5, 5, 5, 3, 'allExtensionNumbersResponse']);
    expect(answers[0]).toMatchObject({
      validHost: 'here',
      originalRequest: { messageRequest: { value: 'criud.v1.Nothing' } },
    });
  });
});
