import { Client, credentials, Metadata } from '@grpc/grpc-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  OperationServiceService,
  type WatchOperationResponse,
} from '../../../gen/api/criud/v1/operation_service.js';
import {
  CheckpointKind,
  CriudError,
  OperationKind,
  type Operation as OperationMessage,
  OperationState,
  Phase,
  Reason,
  TreeState,
} from '../../../src/client/index.js';
import { Failure } from '../../../src/failure/index.js';
import type { Operations } from '../../../src/operations/index.js';
import { STOPPED } from '../operations/work.js';
import { DUMPED, gate, MANIFEST, type RpcFixture, rejection, startRpc, until } from './rpc-fixture.js';

let rpc: RpcFixture;
/** How many events the server has taken out of a watch. */
let taken = 0;
beforeAll(async () => {
  rpc = await startRpc(countingWatch);
});
afterAll(() => rpc[Symbol.asyncDispose]());
beforeEach(() => {
  rpc.work = async () => DUMPED;
});

function countingWatch(operations: Operations): Operations {
  return {
    ...operations,
    async *watch(...args) {
      for await (const event of operations.watch(...args)) {
        taken += 1;
        yield event;
      }
    },
  };
}

const target = { pid: 4711 };
const minute = { seconds: 60n, nanos: 0 };

function present(operation: OperationMessage | undefined): OperationMessage {
  if (operation === undefined) throw new Error('the answer has no operation');
  return operation;
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('an operation', () => {
  it('is returned at once, and after a wait when it has ended', async () => {
    const held = gate();
    const preparing = gate();
    rpc.work = async (run) => {
      run.enter('preparing');
      preparing.open();
      await held.opened;
      run.enter('dumping');
      run.isAbout({ checkpoint: MANIFEST.id });
      return DUMPED;
    };
    const begun = present((await rpc.client.checkpoints.dump({ target })).operation);
    expect(begun).toMatchObject({
      kind: OperationKind.DUMP,
      state: OperationState.RUNNING,
      endTime: undefined,
    });
    await preparing.opened;
    const { operation } = await rpc.client.operations.getOperation({ name: begun.name });
    expect(present(operation).phases).toMatchObject([{ phase: Phase.PREPARING, duration: undefined }]);

    held.open();
    const ended = present((await rpc.client.operations.waitOperation({ name: begun.name })).operation);
    expect(ended).toMatchObject({
      name: begun.name,
      state: OperationState.SUCCEEDED,
      checkpoint: `checkpoints/${MANIFEST.id}`,
    });
    expect(ended.phases.map(({ phase }) => phase)).toEqual([Phase.PREPARING, Phase.DUMPING]);
    expect(ended.phases.every(({ duration }) => duration !== undefined)).toBe(true);
    expect(ended.endTime?.seconds).toBeGreaterThanOrEqual(ended.createTime?.seconds ?? 0n);
    expect(ended.outcome).toEqual({
      $case: 'dump',
      value: {
        checkpoint: {
          name: `checkpoints/${MANIFEST.id}`,
          kind: CheckpointKind.DUMP,
          createTime: { seconds: 1767323045n, nanos: 678_000_000 },
          labels: { app: 'counter' },
          host: 'here',
          kernel: '6.18.0',
          criuVersion: '4.2.1',
          pid: 4711,
          startTime: 2n ** 64n - 1n,
          processes: 3,
          sizeBytes: 5_000_000_001n,
          statistics: {
            freezingMicroseconds: 0n,
            frozenMicroseconds: 1234n,
            memoryDumpMicroseconds: 0n,
            memoryWriteMicroseconds: 0n,
            pagesScanned: 0n,
            pagesSkippedParent: 0n,
            pagesWritten: 99n,
            sharedPagesWritten: 0n,
            sharedPagesScanned: 0n,
            sharedPagesSkippedParent: 0n,
            pathSearchMicroseconds: 0n,
          },
          parent: '',
          memoryTracked: false,
          encryptionKey: '',
        },
        predictedFrozen: undefined,
      },
    });
  });

  it('tells what a restore has made', async () => {
    const statistics = {
      forkingMicroseconds: 1,
      restoreMicroseconds: 2,
      pagesCompared: 3,
      pagesSkippedCow: 4,
      pagesRestored: 5,
    };
    rpc.work = async () => ({
      kind: 'restore',
      tree: { pid: 7, startTime: 8n, statistics, keepsTerminal: true },
    });
    const checkpoint = `checkpoints/${MANIFEST.id}`;
    const { operation } = await rpc.client.checkpoints.restore({ checkpoint, wait: minute });
    expect(present(operation).outcome).toEqual({
      $case: 'restore',
      value: {
        pid: 7,
        startTime: 8n,
        keepsTerminal: true,
        statistics: {
          forkingMicroseconds: 1n,
          restoreMicroseconds: 2n,
          pagesCompared: 3n,
          pagesSkippedCopyOnWrite: 4n,
          pagesRestored: 5n,
        },
      },
    });
  });

  it('that failed has the same details as a failed call, and the state of the tree', async () => {
    rpc.work = async (run) => {
      run.leavesTree({ ...STOPPED, overall: 'running' });
      throw new Failure('TCP_CONNECTION', 'There is a connection.', {
        cure: 'Set tcp.established.',
        metadata: { pid: '4711' },
        criu: { causeLine: 'Error: connected' },
      });
    };
    const { operation } = await rpc.client.checkpoints.preDump({ target, wait: minute });
    const { state, outcome } = present(operation);
    expect(state).toBe(OperationState.FAILED);
    if (outcome?.$case !== 'error') throw new Error(`the outcome is ${outcome?.$case}`);
    expect(new CriudError(outcome.value)).toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: Reason[Reason.TCP_CONNECTION],
      message: 'There is a connection. Set tcp.established.',
      cure: 'Set tcp.established.',
      metadata: { pid: '4711' },
      criu: { causeLine: 'Error: connected' },
      treeState: TreeState.RUNNING,
    });
  });

  it('that does not exist is NOT_FOUND, also to a watch', async () => {
    const name = 'operations/11111111-2222-4333-8444-555555555555';
    const { operations } = rpc.client;
    const wanted = { code: 'NOT_FOUND', reason: 'OPERATION_NOT_FOUND' };
    expect(await rejection(operations.getOperation({ name }))).toMatchObject(wanted);
    expect(await rejection(operations.waitOperation({ name }))).toMatchObject(wanted);
    expect(await rejection(operations.watchOperation({ name }).next())).toMatchObject(wanted);
  });
});

describe('an operation outlives', () => {
  async function survives(call: () => Promise<unknown>, code: string): Promise<void> {
    const held = gate();
    let aborted = false;
    rpc.work = async (run) => {
      await held.opened;
      aborted = run.signal.aborted;
      return DUMPED;
    };
    const before = new Set(rpc.operations.list().map(({ id }) => id));
    expect(await rejection(call())).toMatchObject({ code });
    const id = rpc.operations.list().find((operation) => !before.has(operation.id))?.id ?? '';
    expect(rpc.operations.get(id).outcome).toBeUndefined();
    held.open();
    const { operation } = await rpc.client.operations.waitOperation({ name: `operations/${id}` });
    expect(operation?.state).toBe(OperationState.SUCCEEDED);
    expect(aborted).toBe(false);
  }

  it('the deadline of the call that began it', async () => {
    await survives(
      () => rpc.client.checkpoints.dump({ target, wait: minute }, { deadlineMs: 200 }),
      'DEADLINE_EXCEEDED',
    );
  });

  it('the cancelling of the call that began it', async () => {
    const controller = new AbortController();
    await survives(() => {
      const asked = rpc.asked.length;
      const call = rpc.client.checkpoints.dump({ target, wait: minute }, { signal: controller.signal });
      const cancelled = until(() => rpc.asked.length > asked).then(() => controller.abort());
      return Promise.all([call, cancelled]);
    }, 'CANCELLED');
    await until(() => rpc.log.some(({ code, reason }) => code === 'CANCELLED' && reason === 'CANCELLED'));
  });
});

describe('a watch', () => {
  async function eventful(): Promise<string> {
    rpc.work = async (run) => {
      run.enter('dumping');
      run.notified('pre-dump', true);
      run.notified('post-dump', false);
      return DUMPED;
    };
    return present((await rpc.client.checkpoints.dump({ target, wait: minute })).operation).name;
  }

  it('tells the past first and ends with the end', async () => {
    const name = await eventful();
    const events = await collect(rpc.client.operations.watchOperation({ name }));
    expect(events.map(({ sequence, event }) => [sequence, event?.$case])).toEqual([
      [1n, 'phaseStarted'],
      [2n, 'notification'],
      [3n, 'notification'],
      [4n, 'ended'],
    ]);
    expect(events[0]?.event?.value).toBe(Phase.DUMPING);
    expect(events[2]?.event?.value).toEqual({ name: 'post-dump', proceeded: false });
    expect(events[3]?.event?.value).toMatchObject({ name, state: OperationState.SUCCEEDED });
  });

  it('can be broken off and taken up again', async () => {
    const name = await eventful();
    const seen: bigint[] = [];
    for await (const { sequence } of rpc.client.operations.watchOperation({ name })) {
      seen.push(sequence);
      if (sequence === 2n) break;
    }
    for await (const { sequence } of rpc.client.operations.watchOperation({ name, afterSequence: 2n })) {
      seen.push(sequence);
    }
    expect(seen).toEqual([1n, 2n, 3n, 4n]);
  });

  it('sends what happens when it happens, and ends when its signal says so', async () => {
    const held = gate();
    rpc.work = async (run) => {
      run.enter('preparing');
      await held.opened;
      return DUMPED;
    };
    const { name } = present((await rpc.client.checkpoints.dump({ target })).operation);
    const controller = new AbortController();
    const watch = rpc.client.operations.watchOperation({ name }, { signal: controller.signal });
    expect((await watch.next()).value).toMatchObject({ sequence: 1n });
    controller.abort();
    expect(await rejection(watch.next())).toMatchObject({ code: 'CANCELLED' });
    const ended = {
      event: 'call.ended',
      method: 'criud.v1.OperationService/WatchOperation',
      operation: name,
    };
    await until(() =>
      rpc.log.some((line) => Object.entries(ended).every(([key, value]) => line[key] === value)),
    );
    held.open();
  });

  it('takes no more events than a slow reader reads', async () => {
    const count = 2_000;
    const padding = 'x'.repeat(8_192);
    rpc.work = async (run) => {
      for (let index = 1; index < count; index += 1) run.notified(padding, true);
      return DUMPED;
    };
    const { name } = present((await rpc.client.checkpoints.dump({ target, wait: minute })).operation);
    taken = 0;
    const { path, requestSerialize, responseDeserialize } = OperationServiceService.watchOperation;
    const slow = new Client(`unix:${rpc.socket}`, credentials.createInsecure());
    const call = slow.makeServerStreamRequest(
      path,
      requestSerialize,
      responseDeserialize,
      { name, afterSequence: 0n },
      new Metadata(),
    );
    const events = call[Symbol.asyncIterator]();
    // Until it has read once, a client of grpc-js takes whatever comes.
    const first: WatchOperationResponse = (await events.next()).value;
    // A server that does not heed the reader would be through long before these.
    for (let round = 0; round < 100; round += 1) await rpc.client.operations.getOperation({ name });
    expect(taken).toBeLessThan(200);

    const sequences = [first.event?.sequence];
    for await (const { event } of events) sequences.push(event.sequence);
    slow.close();
    expect(sequences).toEqual(Array.from({ length: count }, (_, index) => BigInt(index + 1)));
  });
});

describe('CancelOperation', () => {
  it('tells the operation to stop, and returns without waiting until it has', async () => {
    const held = gate();
    rpc.work = async (run) => {
      await held.opened;
      throw run.signal.reason;
    };
    const { name } = present((await rpc.client.checkpoints.dumpIteratively({ target })).operation);
    const { operation } = await rpc.client.operations.cancelOperation({ name });
    expect(present(operation)).toMatchObject({ name, state: OperationState.RUNNING, outcome: undefined });
    held.open();
    const ended = present((await rpc.client.operations.waitOperation({ name })).operation);
    if (ended.outcome?.$case !== 'error') throw new Error(`the outcome is ${ended.outcome?.$case}`);
    expect(new CriudError(ended.outcome.value)).toMatchObject({ code: 'CANCELLED', reason: 'CANCELLED' });
  });

  it('leaves an operation that has ended as it is', async () => {
    const { operation } = await rpc.client.checkpoints.dump({ target, wait: minute });
    const { name } = present(operation);
    expect((await rpc.client.operations.cancelOperation({ name })).operation).toEqual(operation);
  });

  it('refuses what is no operation, or no name of one', async () => {
    const { operations } = rpc.client;
    const name = 'operations/11111111-2222-4333-8444-555555555555';
    expect(await rejection(operations.cancelOperation({ name }))).toMatchObject({
      code: 'NOT_FOUND',
      reason: 'OPERATION_NOT_FOUND',
    });
    for (const wrong of ['', 'operations/1', `checkpoints/${MANIFEST.id}`]) {
      expect(await rejection(operations.cancelOperation({ name: wrong }))).toMatchObject({
        code: 'INVALID_ARGUMENT',
        violations: [{ field: 'name' }],
      });
    }
  });
});

describe('the list of operations', () => {
  it('comes in pages, the newest first, without a gap', async () => {
    for (let index = 0; index < 7; index += 1) await rpc.client.checkpoints.dump({ target, wait: minute });
    const names: string[] = [];
    let pageToken = '';
    let pages = 0;
    do {
      const page = await rpc.client.operations.listOperations({ pageSize: 3, pageToken });
      expect(page.operations.length).toBeLessThanOrEqual(3);
      names.push(...page.operations.map(({ name }) => name));
      pageToken = page.nextPageToken;
      pages += 1;
    } while (pageToken !== '');
    expect(names).toEqual(rpc.operations.list().map(({ id }) => `operations/${id}`));
    expect(pages).toBe(Math.ceil(names.length / 3));
  });

  it('keeps a page below what a client takes in one message', async () => {
    await using own = await startRpc();
    const excerpt = Array.from({ length: 100 }, () => 'x'.repeat(400));
    own.work = async () => {
      throw new Failure('CRIU_FAILED', 'It failed.', { criu: { excerpt } });
    };
    const began = Array.from({ length: 100 }, () => own.client.checkpoints.dump({ target, wait: minute }));
    await Promise.all(began);
    const first = await own.client.operations.listOperations({ pageSize: 1_000 });
    const second = await own.client.operations.listOperations({
      pageSize: 1_000,
      pageToken: first.nextPageToken,
    });
    expect(first.operations.length).toBeLessThan(100);
    expect(first.operations.length + second.operations.length).toBe(100);
  });
});
