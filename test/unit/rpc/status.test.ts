import { once } from 'node:events';
import { connect as connectHttp2, type IncomingHttpHeaders } from 'node:http2';
import { connect as connectSocket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CriudError, Reason as ReasonMessage, TreeState } from '../../../src/client/index.js';
import { Failure, type FailureClass, REASONS, type Reason } from '../../../src/failure/index.js';
import { type RpcFixture, rejection, startRpc } from './rpc-fixture.js';

let rpc: RpcFixture;
beforeAll(async () => {
  rpc = await startRpc();
});
afterAll(() => rpc[Symbol.asyncDispose]());

const CODES: Readonly<Record<FailureClass, string>> = {
  'invalid-argument': 'INVALID_ARGUMENT',
  'not-found': 'NOT_FOUND',
  'already-exists': 'ALREADY_EXISTS',
  'failed-precondition': 'FAILED_PRECONDITION',
  'permission-denied': 'PERMISSION_DENIED',
  'resource-exhausted': 'RESOURCE_EXHAUSTED',
  aborted: 'ABORTED',
  cancelled: 'CANCELLED',
  'deadline-exceeded': 'DEADLINE_EXCEEDED',
  unimplemented: 'UNIMPLEMENTED',
  unavailable: 'UNAVAILABLE',
  'data-loss': 'DATA_LOSS',
  internal: 'INTERNAL',
};

/** The error of a call that fails so. */
async function failedCall(error: unknown): Promise<CriudError> {
  rpc.refuse = () => {
    throw error;
  };
  const rejected = await rejection(rpc.client.checkpoints.dump({ target: { pid: 4711 } }));
  expect(rejected).toBeInstanceOf(CriudError);
  return rejected as CriudError;
}

describe('reasons', () => {
  it('are the same in src/failure and in criud.v1', () => {
    const messages = Object.keys(ReasonMessage).filter((name) => Number.isNaN(Number(name)));
    const own = messages.filter((name) => name !== 'UNSPECIFIED' && name !== 'UNRECOGNIZED');
    expect(own.sort()).toEqual(Object.keys(REASONS).sort());
  });

  it.each(Object.entries(REASONS))('%s goes out as %s', async (name, failureClass) => {
    const error = await failedCall(new Failure(name as Reason, 'It failed.', { cure: 'Do this.' }));
    expect(error).toMatchObject({
      code: CODES[failureClass],
      reason: name,
      message: 'It failed. Do this.',
      cure: 'Do this.',
      treeState: TreeState.UNSPECIFIED,
    });
  });
});

describe('the details of a failure', () => {
  it('reach the client', async () => {
    const error = await failedCall(
      new Failure('CRIU_FAILED', 'CRIU could not dump 4711.', {
        cure: 'Look at the log.',
        metadata: { pid: '4711' },
        violations: [{ field: 'options.tcp', description: 'is odd' }],
        criu: { errno: 17, causeLine: 'Error (x.c:1): Bäh', excerpt: ['one', 'two'], ending: 'exit 1' },
      }),
    );
    expect(error).toMatchObject({
      code: 'INTERNAL',
      metadata: { pid: '4711' },
      violations: [{ field: 'options.tcp', description: 'is odd' }],
      criu: { errno: 17, causeLine: 'Error (x.c:1): Bäh', excerpt: ['one', 'two'], ending: 'exit 1' },
    });
  });

  it('name the precondition and the resource in the words of google.rpc', async () => {
    const precondition = await failedCall(
      new Failure('MEMORY_TRACKING_UNAVAILABLE', 'No.', {
        metadata: { kernel_option: 'CONFIG_MEM_SOFT_DIRTY' },
      }),
    );
    const resource = await failedCall(
      new Failure('CHECKPOINT_NOT_FOUND', 'No.', { metadata: { checkpoint: 'abc' } }),
    );
    const [first, second] = [precondition, resource].map(({ cause }) => detailText(cause));
    expect(first).toContain('type.googleapis.com/google.rpc.PreconditionFailure');
    expect(first).toContain('CONFIG_MEM_SOFT_DIRTY');
    expect(second).toContain('type.googleapis.com/google.rpc.ResourceInfo');
    expect(second).toContain('checkpoints/abc');
  });

  it('say nothing of CRIU where it had no part', async () => {
    expect((await failedCall(new Failure('TREE_BUSY', 'Busy.'))).criu).toBeUndefined();
  });
});

describe('what is not a failure on purpose', () => {
  it('goes out without its text and into the log with it', async () => {
    const defect = new TypeError('the secret of the house');
    const error = await failedCall(defect);
    expect(error).toMatchObject({ code: 'INTERNAL', reason: 'INTERNAL' });
    expect(`${error.message} ${detailText(error.cause)}`).not.toContain('secret');
    expect(rpc.log).toContainEqual(
      expect.objectContaining({ level: 'error', event: 'call.defect', err: defect }),
    );
  });
});

describe('the log', () => {
  it('has one line for each call, with nothing of the request', async () => {
    rpc.log.length = 0;
    rpc.refuse = () => {};
    const { operation } = await rpc.client.checkpoints.dump({
      target: { pid: 4711 },
      labels: { a: 'private' },
    });
    await failedCall(new Failure('PROCESS_NOT_FOUND', 'No.', { metadata: { pid: '4711' } }));
    const method = 'criud.v1.CheckpointService/Dump';
    const ms = expect.any(Number);
    const common = { level: 'info', text: 'call ended', event: 'call.ended', method, ms };
    expect(rpc.log).toEqual([
      { ...common, code: 'OK', operation: operation?.name },
      { ...common, code: 'NOT_FOUND', reason: 'PROCESS_NOT_FOUND' },
    ]);
  });
});

describe('the trailers of a failed call', () => {
  const long = (letter: string) => letter.repeat(20_000);
  const immense = (letter: string) =>
    new Failure('PROCESS_IS_TRACED', long(letter), {
      cure: long(letter),
      metadata: Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`${letter}${i}`, long(letter)])),
      violations: Array.from({ length: 300 }, () => ({ field: long(letter), description: long(letter) })),
      criu: {
        errno: -1,
        causeLine: long(letter),
        excerpt: Array.from({ length: 300 }, () => long(letter)),
        ending: long(letter),
      },
    });

  it.each(['a', '%', 'é', '語', '😀', '\n'])('stay below 8 KiB, whatever %j it is about', async (letter) => {
    rpc.refuse = () => {
      throw immense(letter);
    };
    const headers = await rawDump();
    const bytes = Object.entries(headers)
      .map(([name, value]) => name.length + String(value).length + 32)
      .reduce((sum, each) => sum + each);
    expect(headers['grpc-status']).toBe('9');
    expect(bytes).toBeLessThan(8_192);
    expect(bytes).toBeGreaterThan(1_000);
  });

  it('are cut without breaking a character', async () => {
    const error = await failedCall(immense('語'));
    expect(error.message).not.toContain('\uFFFD');
    expect(error.metadata.語0).toMatch(/^語+…$/);
  });

  it('lose the excerpt before the cause', async () => {
    const excerpt = Array.from({ length: 200 }, (_, i) => `(00.1) Error (file.c:${i}): ${'x'.repeat(60)}`);
    const error = await failedCall(
      new Failure('CRIU_FAILED', 'm'.repeat(900), {
        cure: 'c'.repeat(400),
        criu: { causeLine: 'cause', excerpt },
      }),
    );
    expect(error.message).toBe(`${'m'.repeat(900)} ${'c'.repeat(400)}`);
    expect(error.criu?.causeLine).toBe('cause');
    const kept = error.criu?.excerpt ?? [];
    expect(kept.length).toBeLessThan(excerpt.length);
    expect(kept).toEqual(excerpt.slice(excerpt.length - kept.length));
  });
});

/** The bytes that came in the trailer, as text. */
function detailText(cause: unknown): string {
  const { metadata } = cause as { metadata: { get(key: string): readonly Buffer[] } };
  return Buffer.concat(metadata.get('grpc-status-details-bin')).toString();
}

/** A Dump of pid 1 by bare HTTP/2: the headers of its failure. */
async function rawDump(): Promise<IncomingHttpHeaders> {
  const session = connectHttp2('http://localhost', { createConnection: () => connectSocket(rpc.socket) });
  const stream = session.request({
    ':method': 'POST',
    ':path': '/criud.v1.CheckpointService/Dump',
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  stream.end(Buffer.from([0, 0, 0, 0, 4, 0x0a, 2, 0x08, 1]));
  const [headers] = await once(stream, 'response');
  session.close();
  return headers;
}
