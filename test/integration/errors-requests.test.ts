import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, FinalState, HookAnswer, OperationState } from '../../src/client/index.js';
import { expectFailure, failureOf, PATIENCE, succeeded } from './call-failure.js';
import { type Daemon, startDaemon } from './daemon.js';
import { waitingHook } from './waiting-hook.js';
import { startWorkload, type Workload } from './workload.js';

type DumpRequest = Parameters<Client['checkpoints']['dump']>[0];
type PreDumpRequest = Parameters<Client['checkpoints']['preDump']>[0];
type RestoreRequest = Parameters<Client['checkpoints']['restore']>[0];

let daemon: Daemon;
let workload: Workload;
beforeAll(async () => {
  daemon = await startDaemon();
  workload = await startWorkload('counter');
});
afterAll(async () => {
  await workload?.stop();
  await daemon?.[Symbol.asyncDispose]();
});

const ID = '01234567-89ab-cdef-0123-456789abcdef';

/** A valid request but for what a test puts in; the tree survives it if it should be taken. */
const dump = (wrong: DumpRequest) =>
  daemon.client.checkpoints.dump({
    target: { pid: workload.pid },
    finalState: FinalState.RUNNING,
    wait: PATIENCE,
    ...wrong,
  });
const preDump = (wrong: PreDumpRequest) =>
  daemon.client.checkpoints.preDump({ target: { pid: workload.pid }, ...wrong });
const restore = (wrong: RestoreRequest) =>
  daemon.client.checkpoints.restore({ checkpoint: `checkpoints/${ID}`, ...wrong });

const seconds = (count: bigint, nanos = 0) => ({ seconds: count, nanos });
const labels = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));
/** A number that no enum has; the type is a claim, as a client of another version would make it. */
const unknownNumber = 99 as never;

/** What is wrong, the call, and the paths of the fields to blame. */
const MALFORMED: readonly (readonly [string, () => Promise<unknown>, ...string[]])[] = [
  ['a dump without a target', () => dump({ target: undefined }), 'target'],
  ['a target without a pid', () => dump({ target: {} }), 'target.pid'],
  ['a negative pid', () => dump({ target: { pid: -7 } }), 'target.pid'],
  ['a pid that no kernel gives', () => dump({ target: { pid: 2 ** 22 + 1 } }), 'target.pid'],
  ['an unknown final state', () => dump({ finalState: unknownNumber }), 'final_state'],
  ['65 labels', () => dump({ labels: labels(65) }), 'labels'],
  ['a long label', () => dump({ labels: { name: 'x'.repeat(257) } }), 'labels'],
  ['a label that is long in bytes only', () => dump({ labels: { ['ä'.repeat(129)]: '' } }), 'labels'],
  ['a long request id', () => dump({ requestId: 'x'.repeat(129) }), 'request_id'],
  ['a request id with a line break', () => dump({ requestId: 'one\ntwo' }), 'request_id'],
  ['a request id that is not ASCII', () => dump({ requestId: 'für' }), 'request_id'],
  ['a negative wait', () => dump({ wait: seconds(-1n) }), 'wait'],
  ['a wait of more than an hour', () => dump({ wait: seconds(3_601n) }), 'wait'],
  ['a wait with too many nanos', () => dump({ wait: seconds(0n, 1_000_000_000) }), 'wait'],
  ['a wait with negative nanos', () => dump({ wait: seconds(0n, -1) }), 'wait'],
  ['a timeout of nothing', () => dump({ timeout: seconds(0n) }), 'timeout'],
  ['a negative timeout', () => dump({ timeout: seconds(-5n) }), 'timeout'],
  ['a timeout of more than a day', () => dump({ timeout: seconds(86_401n) }), 'timeout'],
  [
    'an unknown way to lock the network',
    () => dump({ options: { tcp: { networkLock: unknownNumber } } }),
    'options.tcp.network_lock',
  ],
  [
    'an unknown way with control groups',
    () => dump({ options: { cgroups: { mode: unknownNumber } } }),
    'options.cgroups.mode',
  ],
  [
    'an empty path in a list',
    () => dump({ options: { namespaces: { skipMounts: ['/one', ''] } } }),
    'options.namespaces.skip_mounts[1]',
  ],
  [
    'a name with a NUL',
    () => dump({ options: { namespaces: { enableFilesystems: ['ext4\0'] } } }),
    'options.namespaces.enable_filesystems[0]',
  ],
  [
    'a name that is too long',
    () => dump({ options: { cgroups: { dumpControllers: ['x'.repeat(4_097)] } } }),
    'options.cgroups.dump_controllers[0]',
  ],
  [
    'too many names',
    () => dump({ options: { namespaces: { skipMounts: Array(257).fill('/x') } } }),
    'options.namespaces.skip_mounts',
  ],
  [
    'an empty external resource',
    () => dump({ options: { namespaces: { external: [''] } } }),
    'options.namespaces.external[0]',
  ],
  [
    'an empty freezer group',
    () => dump({ options: { cgroups: { freezeCgroup: '' } } }),
    'options.cgroups.freeze_cgroup',
  ],
  [
    'an option of a restore at a dump',
    () => dump({ options: { files: { skipModeCheck: true } } }),
    'options.files.skip_mode_check',
  ],
  ['a root at a dump', () => dump({ options: { namespaces: { root: '/srv' } } }), 'options.namespaces.root'],
  [
    'several faults at once',
    () => dump({ target: { pid: 0 }, wait: seconds(-1n), timeout: seconds(0n) }),
    'target.pid',
    'timeout',
    'wait',
  ],
  ['a pre-dump without a target', () => preDump({ target: undefined }), 'target'],
  ['a pre-dump that shall kill', () => preDump({ finalState: FinalState.DEAD }), 'final_state'],
  ['a pre-dump that shall stop', () => preDump({ finalState: FinalState.STOPPED }), 'final_state'],
  ['a pre-dump that shall run', () => preDump({ finalState: FinalState.RUNNING }), 'final_state'],
  ['a restore without a checkpoint', () => restore({ checkpoint: '' }), 'checkpoint'],
  ['a checkpoint without its collection', () => restore({ checkpoint: ID }), 'checkpoint'],
  ['a checkpoint of another collection', () => restore({ checkpoint: `operations/${ID}` }), 'checkpoint'],
  ['a checkpoint that is a path', () => restore({ checkpoint: 'checkpoints/../../etc' }), 'checkpoint'],
  ['a restore to DEAD', () => restore({ finalState: FinalState.DEAD }), 'final_state'],
  ['a restore to an unknown state', () => restore({ finalState: unknownNumber }), 'final_state'],
  ['a long wait for a pid', () => restore({ pidWait: seconds(601n) }), 'pid_wait'],
  ['a negative wait for a pid', () => restore({ pidWait: seconds(-1n) }), 'pid_wait'],
  ['an empty root', () => restore({ options: { namespaces: { root: '' } } }), 'options.namespaces.root'],
  ['an operation without a name', () => daemon.client.operations.getOperation({ name: '' }), 'name'],
  [
    'an operation that is a checkpoint',
    () => daemon.client.operations.waitOperation({ name: `checkpoints/${ID}` }),
    'name',
  ],
  [
    'a page of less than nothing',
    () => daemon.client.operations.listOperations({ pageSize: -1 }),
    'page_size',
  ],
  ['a page of 1001', () => daemon.client.operations.listOperations({ pageSize: 1_001 }), 'page_size'],
  [
    'a page after one that never was',
    () => daemon.client.operations.listOperations({ pageToken: 'never' }),
    'page_token',
  ],
  ['an inspection of nothing', () => daemon.client.processes.inspectTree({}), 'target'],
  ['a stop of process 0', () => daemon.client.processes.stopTree({ target: { pid: 0 } }), 'target.pid'],
  ['a continuation of nothing', () => daemon.client.processes.continueTree({}), 'target'],
];

describe('a malformed request names its fields', () => {
  const cases = MALFORMED.map(([what, call, ...fields]) => ({ what, call, fields }));
  it.each(cases)('$what', async ({ call, fields }) => {
    const error = await failureOf(call());
    expectFailure(error, { code: 'INVALID_ARGUMENT', reason: 'INVALID_REQUEST', cure: 'named fields' });
    expect(error.violations.map(({ field }) => field).sort()).toEqual(fields);
    for (const { field, description } of error.violations) {
      expect(description).not.toBe('');
      expect(error.message).toContain(`${field}: ${description}`);
    }
  });

  it('and begins nothing', async () => {
    const { operations } = await daemon.client.operations.listOperations({});
    expect(operations).toEqual([]);
    await workload.advancesFrom(workload.count());
  });
});

describe('what does not exist is said to be unknown', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['at GetOperation', () => daemon.client.operations.getOperation({ name: `operations/${ID}` })],
    ['at WaitOperation', () => daemon.client.operations.waitOperation({ name: `operations/${ID}` })],
    ['at WatchOperation', () => daemon.client.operations.watchOperation({ name: `operations/${ID}` }).next()],
  ])('an operation %s', async (_, call) => {
    const error = await failureOf(call());
    expectFailure(error, { code: 'NOT_FOUND', reason: 'OPERATION_NOT_FOUND', cure: 'ListOperations' });
  });
});

describe('an option that reaches the host needs leave of the operator', () => {
  it.each<[string, string, () => Promise<unknown>]>([
    [
      'an external resource',
      'namespaces.external=mnt[/etc]:etc',
      () => dump({ options: { namespaces: { external: ['mnt[/etc]:etc'] } } }),
    ],
    [
      'a freezer group',
      'cgroups.freeze_cgroup=/sys/fs/cgroup/x',
      () => dump({ options: { cgroups: { freezeCgroup: '/sys/fs/cgroup/x' } } }),
    ],
    ['a root', 'namespaces.root=/srv', () => restore({ options: { namespaces: { root: '/srv' } } })],
  ])('%s', async (_, option, call) => {
    const error = await failureOf(call());
    expectFailure(error, {
      code: 'PERMISSION_DENIED',
      reason: 'OPTION_NOT_ALLOWED',
      cure: `--allow-option '${option}'`,
    });
    expect(`${error.metadata.option}=${error.metadata.value}`).toBe(option);
  });

  it('and has it for the values that were named, and for no other', async () => {
    await using other = await startDaemon({ flags: ['--allow-option', 'namespaces.root=/srv'] });
    const ask = (root: string) =>
      failureOf(
        other.client.checkpoints.restore({
          checkpoint: `checkpoints/${ID}`,
          options: { namespaces: { root } },
        }),
      );
    expect((await ask('/srv')).reason).toBe('CHECKPOINT_NOT_FOUND');
    expect((await ask('/srv/more')).reason).toBe('OPTION_NOT_ALLOWED');
  });
});

describe('while a tree is being dumped', () => {
  it('no other operation may work on it', async () => {
    const held = await startWorkload('counter');
    try {
      const target = { pid: held.pid };
      const hooks = [{ notification: 'post-dump', timeLimit: PATIENCE }];
      const { operation: first } = await dump({ target, hooks, wait: undefined });
      expect(first?.state).toBe(OperationState.RUNNING);
      const name = first?.name ?? '';
      const { hook } = await waitingHook(daemon.client, name);
      const error = await failureOf(dump({ target, skipInspection: true }));
      expectFailure(error, { code: 'ABORTED', reason: 'TREE_BUSY', cure: 'WaitOperation' });
      expect(error.metadata).toEqual({ pid: String(held.pid), operation: name });

      await daemon.client.operations.answerHook({ name, hook, answer: HookAnswer.PROCEED });
      const { operation: ended } = await daemon.client.operations.waitOperation({ name });
      expect(succeeded(ended).name).toBe(name);
      await held.advancesFrom(held.count());
    } finally {
      await held.stop();
    }
  });
});

describe('a request that is repeated with its id', () => {
  it('gets the operation that it began, also when the tree is dead', async () => {
    const tree = await startWorkload('counter');
    try {
      const request = {
        target: { pid: tree.pid },
        finalState: FinalState.DEAD,
        requestId: 'dump once',
        labels: { one: '1', two: '2' },
      };
      const [first, twin] = await Promise.all([dump(request), dump(request)]);
      expect(succeeded(first.operation).requestId).toBe('dump once');
      expect(twin.operation?.name).toBe(first.operation?.name);
      expect(tree.isGone()).toBe(true);

      const again = await dump({ ...request, labels: { two: '2', one: '1' }, wait: undefined });
      expect(again.operation).toEqual(first.operation);

      const other = await failureOf(dump({ ...request, finalState: FinalState.RUNNING }));
      expectFailure(other, {
        code: 'ALREADY_EXISTS',
        reason: 'REQUEST_ID_REUSED',
        cure: 'a new request_id for a new request',
      });
      expect(other.metadata).toEqual({ request_id: 'dump once' });
    } finally {
      await tree.stop();
    }
  });

  it('is looked at anew when the first was refused', async () => {
    const request = { requestId: 'refused once', options: { cgroups: { freezeCgroup: '/x' } } };
    expect((await failureOf(dump(request))).reason).toBe('OPTION_NOT_ALLOWED');
    const { operation } = await dump({ requestId: 'refused once' });
    expect(succeeded(operation).requestId).toBe('refused once');
  });
});
