import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckpointKind, type Client, FinalState, TreeState } from '../../src/client/index.js';
import {
  type ExpectedFailure,
  expectFailure,
  failureOf,
  failureOfOperation,
  PATIENCE,
  succeeded,
} from './call-failure.js';
import { type Daemon, startDaemon, WITHOUT_SYS_RESOURCE } from './daemon.js';
import { startInTerminal, startWorkload, type Workload } from './workload.js';

type Request = Parameters<Client['checkpoints']['dump']>[0];

/** A tree that CRIU cannot dump as it was asked to. */
interface Case {
  readonly what: string;
  readonly start: () => Promise<Workload>;
  /** The root of the tree that is dumped, where that is not the root of the workload. */
  readonly root?: (workload: Workload) => number;
  readonly options?: Request['options'];
  /** What is said before CRIU is started; absent where nobody can know before. */
  readonly inspected?: ExpectedFailure;
  /** What is said when CRIU has found it. */
  readonly found: ExpectedFailure & { readonly causeLine: RegExp };
  /** With these options it can be dumped; absent where nothing helps. */
  readonly cured?: Request['options'];
}

const code = 'FAILED_PRECONDITION';

const CASES: readonly Case[] = [
  {
    what: 'an established TCP connection',
    start: () => startWorkload('tcp-pair'),
    inspected: { code, reason: 'TCP_CONNECTION', cure: 'tcp.established' },
    found: {
      code,
      reason: 'TCP_CONNECTION',
      cure: 'options.tcp.established',
      causeLine: /Connected TCP socket/,
    },
    cured: { tcp: { established: true } },
  },
  {
    what: 'a terminal whose master is outside',
    start: () => startInTerminal(),
    inspected: { code, reason: 'TERMINAL', cure: 'terminal.shell_job' },
    found: {
      code,
      reason: 'TERMINAL',
      cure: 'options.terminal.shell_job',
      causeLine: /without correspond master peer/,
    },
    cured: { terminal: { shellJob: true } },
  },
  {
    what: 'the terminal of a shell that is outside',
    start: () => startInTerminal('terminal-job', { shell: true }),
    inspected: { code, reason: 'SESSION_LEADER_OUTSIDE', cure: 'Dump the leader' },
    found: { code, reason: 'TERMINAL', cure: 'options.terminal.shell_job', causeLine: /dangling tty/ },
  },
  {
    what: 'a root whose session has its leader outside',
    start: () => startWorkload('pipe-tree'),
    root: (workload) => workload.pids().at(-1) ?? 0,
    inspected: { code, reason: 'SESSION_LEADER_OUTSIDE', cure: 'terminal.shell_job' },
    found: {
      code,
      reason: 'SESSION_LEADER_OUTSIDE',
      cure: 'options.terminal.shell_job',
      causeLine: /not a session leader/,
    },
    cured: { terminal: { shellJob: true } },
  },
  {
    what: 'a deleted file over the limit',
    start: () => startWorkload('deleted-file', [String(2 * 1024 * 1024)]),
    inspected: { code, reason: 'GHOST_FILE_TOO_LARGE', cure: /files\.ghost_limit_bytes to 2097152/ },
    found: {
      code,
      reason: 'GHOST_FILE_TOO_LARGE',
      cure: 'options.files.ghost_limit_bytes',
      causeLine: /deleted of 2097152 size/,
    },
    cured: { files: { ghostLimitBytes: 2 * 1024 * 1024 } },
  },
  {
    what: 'file locks',
    start: () => startWorkload('file-locks'),
    inspected: { code, reason: 'FILE_LOCK', cure: 'files.file_locks' },
    found: { code, reason: 'FILE_LOCK', cure: 'options.files.file_locks', causeLine: /file locks are hold/ },
    cured: { files: { fileLocks: true } },
  },
  {
    what: 'an io_uring',
    start: () => startWorkload('io-uring'),
    inspected: { code, reason: 'IO_URING', cure: 'io_uring' },
    found: { code, reason: 'IO_URING', cure: 'io_uring', causeLine: /send_fds failed \(-22\)/ },
  },
  {
    what: 'an io_uring whose rings are mapped',
    start: () => startWorkload('io-uring', ['--mapped']),
    inspected: { code, reason: 'IO_URING', cure: 'io_uring' },
    found: { code, reason: 'IO_URING', cure: 'io_uring', causeLine: /anon_inode:\[io_uring\]/ },
  },
  {
    what: 'System V shared memory of the host',
    start: () => startWorkload('sysv-shm'),
    inspected: { code, reason: 'SYSV_SHARED_MEMORY', cure: 'IPC namespace of its own' },
    found: {
      code,
      reason: 'SYSV_SHARED_MEMORY',
      cure: 'IPC namespace of its own',
      causeLine: /SysVIPC shmem map/,
    },
  },
  {
    what: 'a process of another user',
    start: () => startWorkload('counter', ['1', '--uid', '65534']),
    inspected: { code, reason: 'PROCESS_OF_OTHER_UID', cure: 'CAP_SYS_RESOURCE' },
    found: { code, reason: 'PROCESS_OF_OTHER_UID', cure: 'CAP_SYS_RESOURCE', causeLine: /Can't get rlimit/ },
  },
  {
    what: 'one end of a unix connection',
    start: () => startWorkload('unix-half'),
    found: {
      code,
      reason: 'UNIX_SOCKET_PEER_OUTSIDE',
      cure: /options\.sockets\.external_unix.*include the peer/,
      causeLine: /External socket is used/,
    },
  },
  {
    what: 'one end of a unix stream, with leave for outer sockets',
    start: () => startWorkload('unix-half'),
    options: { sockets: { externalUnix: true } },
    found: {
      code,
      reason: 'UNIX_SOCKET_PEER_OUTSIDE',
      cure: 'Include the peer in the tree',
      causeLine: /half of stream unix connection/,
    },
  },
];

describe.each(CASES)('a dump of $what', ({ start, root, options, inspected, found, cured }) => {
  let workload: Workload;
  let target: { readonly pid: number };

  beforeAll(async () => {
    workload = await start();
    target = { pid: root === undefined ? workload.pid : root(workload) };
  });
  afterAll(() => workload?.stop());

  /** RUNNING, so that a dump that must not succeed spoils nothing. */
  const request = (more: Request = {}): Request => ({
    target,
    finalState: FinalState.RUNNING,
    wait: PATIENCE,
    ...(options && { options }),
    ...more,
  });

  if (inspected !== undefined) {
    it('is refused before there is an operation', async () => {
      const before = await daemon.client.operations.listOperations({});
      const error = await failureOf(daemon.client.checkpoints.dump(request()));
      expectFailure(error, inspected);
      expect(error.metadata).toMatchObject({ pid: expect.any(String), object: expect.any(String) });
      const after = await daemon.client.operations.listOperations({});
      expect(after.operations).toEqual(before.operations);
      await workload.advancesFrom(workload.count());
    });
  }

  it('fails by what CRIU finds, and the tree runs on', async () => {
    const { operation } = await daemon.client.checkpoints.dump(request({ skipInspection: true }));
    const error = failureOfOperation(operation);
    expectFailure(error, found);
    expect(error.criu?.excerpt).toContain(error.criu?.causeLine);
    expect(error.treeState).toBe(TreeState.RUNNING);
    expect(operation?.checkpoint).toBe('');
    await workload.advancesFrom(workload.count());
  });

  if (cured !== undefined) {
    it('succeeds with the option that the cure names', async () => {
      const { operation } = await daemon.client.checkpoints.dump(request({ options: cured }));
      expect(succeeded(operation).outcome).toMatchObject({
        value: { checkpoint: { kind: CheckpointKind.DUMP, pid: target.pid } },
      });
      await workload.advancesFrom(workload.count());
    });
  }
});

let daemon: Daemon;
beforeAll(async () => {
  daemon = await startDaemon({ under: WITHOUT_SYS_RESOURCE });
});
afterAll(() => daemon?.[Symbol.asyncDispose]());
