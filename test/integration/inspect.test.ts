import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Finding, Reason, Severity } from '../../src/client/index.js';
import { type Daemon, startDaemon, WITHOUT_SYS_RESOURCE } from './daemon.js';
import { startInTerminal, startWorkload, type Workload } from './workload.js';

let daemon: Daemon;
beforeAll(async () => {
  daemon = await startDaemon({ under: WITHOUT_SYS_RESOURCE });
});
afterAll(() => daemon?.[Symbol.asyncDispose]());

const inspect = (pid: number) => daemon.client.processes.inspectTree({ target: { pid } });

/** `OPTION TCP_CONNECTION tcp.established: fd 4 → …`, with N for the numbers of this run and % for the folder. */
function brief({ severity, reason, option, object }: Finding): string {
  const shown = object
    .replace(/\/tmp\/criud-\w+/, '%')
    .replace(/mapping [0-9a-f]+-[0-9a-f]+/, 'mapping N')
    .replace(/(?<=session |segment |\/dev\/pts\/|127\.0\.0\.1:)\d+/g, 'N');
  return `${Severity[severity]} ${Reason[reason]} ${option}: ${shown}`;
}

describe('the findings of a tree with', () => {
  it.each<[string, () => Promise<Workload>, ...string[]]>([
    [
      'an established connection, at both of its ends',
      () => startWorkload('tcp-pair'),
      'OPTION TCP_CONNECTION tcp.established: fd 5 → TCP 127.0.0.1:N ↔ 127.0.0.1:N ESTABLISHED',
      'OPTION TCP_CONNECTION tcp.established: fd 4 → TCP 127.0.0.1:N ↔ 127.0.0.1:N ESTABLISHED',
    ],
    [
      'a terminal of its own session',
      () => startInTerminal(),
      'OPTION TERMINAL terminal.shell_job: fds 0, 1, 2 → /dev/pts/N',
    ],
    [
      'the terminal of a shell',
      () => startInTerminal('terminal-job', { shell: true }),
      expect.stringMatching(/^BLOCKING SESSION_LEADER_OUTSIDE : fds 0, 1, 2 → \/dev\/pts\/(\d\d?|N)$/),
      'OPTION SESSION_LEADER_OUTSIDE terminal.shell_job: session N',
    ],
    [
      'a large deleted file',
      () => startWorkload('deleted-file', [String(4 * 1024 * 1024)]),
      'OPTION GHOST_FILE_TOO_LARGE files.ghost_limit_bytes: fd 4 → %/deleted (deleted), 4194304 bytes',
    ],
    [
      'file locks of both kinds',
      () => startWorkload('file-locks'),
      'OPTION FILE_LOCK files.file_locks: fd 4 → %/flock FLOCK WRITE 0-EOF',
      'OPTION FILE_LOCK files.file_locks: fd 7 → %/posix-lock POSIX WRITE 10-109',
    ],
    ['an io_uring', () => startWorkload('io-uring'), 'BLOCKING IO_URING : fd 4 → anon_inode:[io_uring]'],
    [
      'System V shared memory',
      () => startWorkload('sysv-shm'),
      'BLOCKING SYSV_SHARED_MEMORY : mapping N → SysV segment N',
    ],
    [
      'a process of another user',
      () => startWorkload('counter', ['1', '--uid', '65534']),
      'BLOCKING PROCESS_OF_OTHER_UID : uid 65534, gid 65534',
    ],
    ['nothing but memory', () => startWorkload('counter')],
    ['an open file', () => startWorkload('counter', ['1', '--append'])],
    ['32 threads', () => startWorkload('threads')],
    ['pipes between 20 processes', () => startWorkload('pipe-tree')],
    ['unix sockets within', () => startWorkload('unix-sockets')],
    ['shared memory', () => startWorkload('shared-memory')],
    ['an epoll set', () => startWorkload('epoll-kinds')],
    ['a listening socket', () => startWorkload('tcp-listen')],
    ['a small deleted file', () => startWorkload('deleted-file')],
    ['a zombie', () => startWorkload('zombie-parent')],
    ['namespaces of its own', () => startWorkload('namespaced')],
    ['a Node program', () => startWorkload('node-server')],
  ])('%s', async (_, start, ...expected) => {
    const workload = await start();
    try {
      const { findings } = await inspect(workload.pid);
      expect(findings.map(brief)).toEqual(expected);
      for (const { pid, message, cure } of findings) {
        expect(workload.pids()).toContain(pid);
        expect(message).toContain(String(pid));
        expect(cure).not.toBe('');
      }
      await workload.advancesFrom(workload.count());
    } finally {
      await workload.stop();
    }
  });
});

describe('the processes of a tree', () => {
  it('come as /proc shows them, parents first', async () => {
    const workload = await startWorkload('pipe-tree');
    try {
      const { processes } = await inspect(workload.pid);
      expect(processes.map(({ pid }) => pid).sort()).toEqual(workload.pids().sort());
      expect(processes[0]?.pid).toBe(workload.pid);
      for (const [index, process] of processes.entries()) {
        const stat = readFileSync(`/proc/${process.pid}/stat`, 'latin1').split(' ');
        expect(process).toMatchObject({
          name: 'pipe-tree',
          parentPid: Number(stat[3]),
          startTime: BigInt(stat[21] ?? ''),
          uid: 0,
          threads: 1,
        });
        expect(['R', 'S']).toContain(process.state);
        expect(process.residentBytes).toBeGreaterThan(100_000n);
        const parents = processes.slice(0, index).map(({ pid }) => pid);
        if (index > 0) expect(parents).toContain(process.parentPid);
      }
    } finally {
      await workload.stop();
    }
  });

  it('tell their threads, their user and that they are dead', async () => {
    const threads = await startWorkload('threads', ['5']);
    const other = await startWorkload('counter', ['1', '--uid', '65534']);
    const zombie = await startWorkload('zombie-parent');
    try {
      expect((await inspect(threads.pid)).processes).toMatchObject([{ threads: 6 }]);
      expect((await inspect(other.pid)).processes).toMatchObject([{ uid: 65_534 }]);
      expect((await inspect(zombie.pid)).processes).toMatchObject([
        { pid: zombie.pid },
        { parentPid: zombie.pid, state: 'Z', residentBytes: 0n },
      ]);
    } finally {
      for (const workload of [threads, other, zombie]) await workload.stop();
    }
  });
});
