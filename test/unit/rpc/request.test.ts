import { Client, credentials, Metadata } from '@grpc/grpc-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CgroupMode, CriudError, FinalState, NetworkLock } from '../../../src/client/index.js';
import { type RpcFixture, rejection, startRpc } from './rpc-fixture.js';

let rpc: RpcFixture;
beforeAll(async () => {
  rpc = await startRpc();
});
afterAll(() => rpc[Symbol.asyncDispose]());
beforeEach(() => {
  rpc.asked.length = 0;
});

const target = { pid: 4711 };
const checkpoint = 'checkpoints/11111111-2222-4333-8444-555555555555';
const seconds = (count: number) => ({ seconds: BigInt(count), nanos: 0 });
const labels = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 'v']));
// A client of a later version may send a value that this one does not have.
const unknown = 99 as never;

type Case = readonly [what: string, fields: readonly string[], call: (rpc: RpcFixture) => Promise<unknown>];
type Dump = Parameters<RpcFixture['client']['checkpoints']['dump']>[0];
type Restore = Parameters<RpcFixture['client']['checkpoints']['restore']>[0];

const dump = (what: string, fields: readonly string[], request: Dump): Case => [
  `Dump with ${what}`,
  fields,
  ({ client }) => client.checkpoints.dump(request),
];
const restore = (what: string, fields: readonly string[], request: Restore): Case => [
  `Restore with ${what}`,
  fields,
  ({ client }) => client.checkpoints.restore(request),
];

const refused: readonly Case[] = [
  dump('no target', ['target'], {}),
  dump('pid 0', ['target.pid'], { target: { pid: 0 } }),
  dump('a negative pid', ['target.pid'], { target: { pid: -1 } }),
  dump('a pid that no kernel has', ['target.pid'], { target: { pid: 2 ** 22 + 1 } }),
  dump('an unknown final state', ['final_state'], { target, finalState: unknown }),
  dump('65 labels', ['labels'], { target, labels: labels(65) }),
  dump('a label of 257 bytes', ['labels'], { target, labels: { k: `${'é'.repeat(128)}x` } }),
  dump('a request_id of 129 characters', ['request_id'], { target, requestId: 'x'.repeat(129) }),
  dump('a line break in the request_id', ['request_id'], { target, requestId: 'a\nb' }),
  dump('a negative wait', ['wait'], { target, wait: { seconds: 0n, nanos: -1 } }),
  dump('nanos of a second', ['wait'], { target, wait: { seconds: 0n, nanos: 1_000_000_000 } }),
  dump('a wait above an hour', ['wait'], { target, wait: { seconds: 3600n, nanos: 1 } }),
  dump('timeout 0', ['timeout'], { target, timeout: seconds(0) }),
  dump('a negative timeout', ['timeout'], { target, timeout: seconds(-5) }),
  dump('a timeout above a day', ['timeout'], { target, timeout: seconds(86_401) }),
  dump('a timeout of 2^63 s', ['timeout'], { target, timeout: { seconds: 2n ** 63n - 1n, nanos: 0 } }),
  dump('an unknown network lock', ['options.tcp.network_lock'], {
    target,
    options: { tcp: { networkLock: unknown } },
  }),
  dump('an unknown cgroup mode', ['options.cgroups.mode'], {
    target,
    options: { cgroups: { mode: unknown } },
  }),
  dump('a NUL in a path', ['options.namespaces.external[1]'], {
    target,
    options: { namespaces: { external: ['mnt[/a]:a', 'mnt[/b]:b\0'] } },
  }),
  dump('an empty path', ['options.cgroups.freeze_cgroup'], {
    target,
    options: { cgroups: { freezeCgroup: '' } },
  }),
  dump('several faults', ['target.pid', 'timeout', 'final_state', 'wait'], {
    target: { pid: -7 },
    finalState: unknown,
    timeout: seconds(0),
    wait: seconds(-1),
  }),
  [
    'PreDump with a final state',
    ['final_state'],
    ({ client }) => client.checkpoints.preDump({ target, finalState: FinalState.RUNNING }),
  ],
  [
    'PreDump with an unknown final state',
    ['final_state'],
    ({ client }) => client.checkpoints.preDump({ target, finalState: unknown }),
  ],
  restore('no checkpoint', ['checkpoint'], {}),
  restore('a bare id', ['checkpoint'], { checkpoint: checkpoint.slice('checkpoints/'.length) }),
  restore('a name of another kind', ['checkpoint'], {
    checkpoint: checkpoint.replace('checkpoints', 'operations'),
  }),
  restore('a path', ['checkpoint'], { checkpoint: 'checkpoints/../../etc' }),
  restore('more behind the name', ['checkpoint'], { checkpoint: `${checkpoint}/images` }),
  restore('final state DEAD', ['final_state'], { checkpoint, finalState: FinalState.DEAD }),
  restore('an unknown final state', ['final_state'], { checkpoint, finalState: unknown }),
  restore('a pid_wait above ten minutes', ['pid_wait'], { checkpoint, pidWait: seconds(601) }),
  restore('an empty root', ['options.namespaces.root'], {
    checkpoint,
    options: { namespaces: { root: '' } },
  }),
  [
    'GetOperation with another name',
    ['name'],
    ({ client }) => client.operations.getOperation({ name: 'operations/1' }),
  ],
  ['WaitOperation without a name', ['name'], ({ client }) => client.operations.waitOperation({})],
  [
    'WatchOperation without a name',
    ['name'],
    async ({ client }) => {
      for await (const event of client.operations.watchOperation({})) return event;
      return undefined;
    },
  ],
  [
    'ListOperations with a page of 1001',
    ['page_size'],
    ({ client }) => client.operations.listOperations({ pageSize: 1001 }),
  ],
  [
    'ListOperations with a negative page',
    ['page_size'],
    ({ client }) => client.operations.listOperations({ pageSize: -1 }),
  ],
  [
    'ListOperations with a token of its own making',
    ['page_token'],
    ({ client }) => client.operations.listOperations({ pageToken: 'bm9uc2Vuc2U' }),
  ],
  [
    'InspectTree with pid 0',
    ['target.pid'],
    ({ client }) => client.processes.inspectTree({ target: { pid: 0 } }),
  ],
  ['StopTree without a target', ['target'], ({ client }) => client.processes.stopTree({})],
  ['ContinueTree without a target', ['target'], ({ client }) => client.processes.continueTree({})],
];

describe('a request that is not valid', () => {
  it.each(refused)('%s is refused and names %j', async (_what, fields, call) => {
    const error = await rejection(call(rpc));
    expect(error).toBeInstanceOf(CriudError);
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'INVALID_REQUEST' });
    const { violations, cure } = error as CriudError;
    expect(violations.map(({ field }) => field).sort()).toEqual([...fields].sort());
    expect(violations.every(({ description }) => description !== '')).toBe(true);
    expect(cure).not.toBe('');
    expect(rpc.asked).toEqual([]);
  });

  it('is the fault of the client also where it is no protobuf at all', async () => {
    const raw = new Client(`unix:${rpc.socket}`, credentials.createInsecure());
    const error = await rejection(
      new Promise((resolve, reject) => {
        raw.makeUnaryRequest(
          '/criud.v1.CheckpointService/Dump',
          (bytes: Buffer) => bytes,
          (bytes) => bytes,
          Buffer.from([0x0a, 0xff, 0xff]),
          new Metadata(),
          (failure, response) => (failure ? reject(CriudError.ofCall(failure)) : resolve(response)),
        );
      }),
    );
    raw.close();
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'INVALID_REQUEST' });
    expect(rpc.asked).toEqual([]);
  });
});

describe('a request', () => {
  it('that says nothing but its target has the documented defaults', async () => {
    await rpc.client.checkpoints.dump({ target });
    await rpc.client.checkpoints.preDump({ target });
    await rpc.client.checkpoints.restore({ checkpoint });
    const fingerprint = expect.stringMatching(/^[0-9a-f]{64}$/);
    const common = {
      target: { pid: 4711 },
      options: {},
      durability: 'disk',
      skipInspection: false,
      labels: {},
      fingerprint,
    };
    expect(rpc.asked).toEqual([
      { ...common, finalState: 'dead', hooks: [] },
      common,
      {
        checkpoint: '11111111-2222-4333-8444-555555555555',
        finalState: 'running',
        options: {},
        pidWait: 10_000,
        skipVerification: false,
        hooks: [],
        fingerprint,
      },
    ]);
  });

  it('reaches src/checkpoint with everything that it says', async () => {
    await rpc.client.checkpoints.dump({
      target: { pid: 2 ** 22, startTime: 2n ** 64n - 1n },
      finalState: FinalState.STOPPED,
      skipInspection: true,
      labels: { app: 'redis', empty: '' },
      requestId: 'a request',
      timeout: { seconds: 1n, nanos: 1 },
    });
    await rpc.client.checkpoints.restore({ checkpoint, finalState: FinalState.STOPPED, pidWait: seconds(0) });
    expect(rpc.asked).toMatchObject([
      {
        target: { pid: 2 ** 22, startTime: 2n ** 64n - 1n },
        finalState: 'stopped',
        skipInspection: true,
        labels: { app: 'redis', empty: '' },
        requestId: 'a request',
        timeout: 1001,
      },
      { finalState: 'stopped', pidWait: 0 },
    ]);
  });

  it('carries every option over, the false ones and zeros too', async () => {
    await rpc.client.checkpoints.dump({
      target,
      options: {
        files: {
          fileLocks: false,
          ghostLimitBytes: 0,
          linkRemap: true,
          forceIrmap: true,
          evasiveDevices: true,
        },
        tcp: { established: true, close: false, skipInFlight: true, networkLock: NetworkLock.SKIP },
        sockets: { externalUnix: true },
        terminal: { shellJob: true },
        namespaces: {
          external: ['mnt[/a]:a'],
          emptyNetwork: true,
          autoExternalMounts: true,
          externalSharing: true,
          externalMasters: false,
          skipMounts: ['/proc/x'],
          enableFilesystems: ['all'],
        },
        cgroups: { mode: CgroupMode.IGNORE, dumpControllers: ['cpu'], freezeCgroup: '/sys/fs/cgroup/a' },
        freezeTimeoutSeconds: 0,
      },
    });
    await rpc.client.checkpoints.restore({
      checkpoint,
      options: {
        files: { skipModeCheck: true },
        namespaces: { root: '/srv', mountCompatibility: false },
        weakSysctls: true,
      },
    });
    const [ofDump, ofRestore] = rpc.asked.map((asked) => ('options' in asked ? asked.options : undefined));
    expect(ofDump).toStrictEqual({
      fileLocks: false,
      ghostLimitBytes: 0,
      linkRemap: true,
      forceIrmap: true,
      evasiveDevices: true,
      tcpEstablished: true,
      tcpClose: false,
      tcpSkipInFlight: true,
      networkLock: 'skip',
      externalUnixSockets: true,
      shellJob: true,
      external: ['mnt[/a]:a'],
      emptyNetwork: true,
      autoExternalMounts: true,
      externalSharing: true,
      externalMasters: false,
      skipMounts: ['/proc/x'],
      enableFilesystems: ['all'],
      cgroupMode: 'ignore',
      cgroupDumpControllers: ['cpu'],
      freezeCgroup: '/sys/fs/cgroup/a',
      freezeTimeoutSeconds: 0,
    });
    expect(ofRestore).toStrictEqual({
      skipModeCheck: true,
      root: '/srv',
      mountCompatibility: false,
      weakSysctls: true,
    });
  });
});

describe('the fingerprint of a request', () => {
  async function fingerprints(...requests: readonly Dump[]): Promise<ReadonlySet<string>> {
    for (const request of requests) await rpc.client.checkpoints.dump(request);
    return new Set(rpc.asked.map(({ fingerprint }) => fingerprint));
  }

  it('leaves out how long the client waits, the id, and the order of labels', async () => {
    const same = await fingerprints(
      { target, labels: { a: '1', b: '2' } },
      { target, labels: { b: '2', a: '1' } },
      { target, labels: { a: '1', b: '2' }, requestId: 'x', wait: seconds(1) },
    );
    expect(same.size).toBe(1);
  });

  it('is another one for another request', async () => {
    const different = await fingerprints(
      { target },
      { target: { pid: 4712 } },
      { target: { pid: 4711, startTime: 0n } },
      { target, finalState: FinalState.RUNNING },
      { target, options: { tcp: { close: false } } },
      { target, labels: { a: '1' } },
      { target, timeout: seconds(1) },
    );
    expect(different.size).toBe(7);
  });

  it('is another one for another method', async () => {
    await rpc.client.checkpoints.dump({ target });
    await rpc.client.checkpoints.preDump({ target });
    expect(rpc.asked[0]?.fingerprint).not.toBe(rpc.asked[1]?.fingerprint);
  });
});
