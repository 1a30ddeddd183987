import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAILURE_PATTERNS } from '../../../src/criu/failure-patterns.js';
import { type CriuOperation, explain, type FailedRun } from '../../../src/criu/failure-table.js';
import { findCauseLine, parseLog, readLog } from '../../../src/criu/log.js';
import type { Reason } from '../../../src/failure/index.js';

const LOGS = join(import.meta.dirname, '../../fixtures/criu-logs');

interface Expected {
  readonly operation: CriuOperation;
  readonly reason: Reason;
  /** What the message must have in it: the thing concerned, by name or number. */
  readonly names?: string;
  /** What the cure must have in it: mostly the option. */
  readonly cure?: string;
  readonly facts?: NonNullable<FailedRun['facts']>;
}

const dump = (reason: Reason, rest: Omit<Expected, 'operation' | 'reason'> = {}): Expected => ({
  operation: 'dump',
  reason,
  ...rest,
});
const restore = (reason: Reason, rest: Omit<Expected, 'operation' | 'reason'> = {}): Expected => ({
  operation: 'restore',
  reason,
  ...rest,
});

/** What each log of a failure, taken from CRIU 4.2.1 on Linux 6.18, must be explained as. */
// biome-ignore format: one line a log
const EXPECTED: Readonly<Record<string, Expected>> = {
  'ancestor-of-criu.log': dump('PROCESS_IS_CRIUD'),
  'apparmor-missing.log': restore('CHECKPOINT_NOT_RESTORABLE'),
  'attach-denied.log': dump('PROCESS_ACCESS_DENIED', { names: '7926', cure: 'CAP_SYS_PTRACE' }),
  'character-device.log': dump('OBJECT_UNSUPPORTED', { names: 'chr 10:232' }),
  'core-image-missing.log': restore('CHECKPOINT_DAMAGED'),
  'disk-full.log': dump('DISK_FULL', { cure: 'Free space' }),
  'executable-missing.log': restore('FILE_MISSING', { names: ' /tmp/criud-lab/' }),
  'file-changed.log': restore('FILE_CHANGED', { names: '/append' }),
  'file-lease.log': dump('FILE_LOCK', { cure: 'options.files.file_locks' }),
  'file-locks.log': dump('FILE_LOCK', { cure: 'options.files.file_locks' }),
  'file-missing.log': restore('FILE_MISSING', { names: '/append' }),
  'file-mode-changed.log': restore('FILE_CHANGED', { names: '0100755', cure: 'options.files.skip_mode_check' }),
  'file-size-changed.log': restore('FILE_CHANGED', { names: '/srv/demo/file' }),
  'freeze-timeout.log': dump('FREEZE_TIMEOUT', { names: '8068', cure: 'options.freeze_timeout_seconds' }),
  'ghost-limit.log': dump('GHOST_FILE_TOO_LARGE', { names: '8388608', cure: 'options.files.ghost_limit_bytes' }),
  'image-garbage.log': restore('CHECKPOINT_DAMAGED', { names: 'core-8083.img' }),
  'image-magic.log': restore('CHECKPOINT_DAMAGED', { names: 'core-8083.img' }),
  'image-missing.log': restore('CHECKPOINT_DAMAGED'),
  'image-truncated.log': restore('CHECKPOINT_DAMAGED', { names: 'core-8083.img' }),
  'inotify-unresolvable.log': dump('OBJECT_UNSUPPORTED', { cure: 'options.files.force_irmap' }),
  'inventory-missing.log': restore('CHECKPOINT_DAMAGED'),
  'io-uring-mapped.log': dump('IO_URING', { names: '17638' }),
  'io-uring-of-node-24.log': dump('IO_URING', { cure: 'seccomp filter' }),
  'io-uring.log': dump('IO_URING', { names: '17424', cure: 'without io_uring' }),
  'kernel-thread.log': dump('PROCESS_IS_KERNEL_THREAD', { facts: { root: 'kernel-thread' } }),
  'lazy-pages-daemon-missing.log': restore('PAGE_SERVER_UNREACHABLE'),
  'link-remap.log': dump('FILE_UNLINKED', { names: '/srv/demo/a', cure: 'options.files.link_remap' }),
  'memory-tracking.log': { operation: 'pre-dump', reason: 'MEMORY_TRACKING_UNAVAILABLE', cure: 'CONFIG_MEM_SOFT_DIRTY' },
  'message-queue.log': dump('MOUNT_OUTSIDE', { names: '/qq' }),
  'mount-outside.log': dump('MOUNT_OUTSIDE', { names: '7971', cure: 'options.namespaces.external' }),
  'mptcp.log': dump('SOCKET_UNSUPPORTED', { cure: 'multipathtcp=0' }),
  'nested-pid-namespace.log': dump('OBJECT_UNSUPPORTED', { names: 'pid namespace' }),
  'net-namespace-without-ip-tool.log': dump('NETWORK_TOOL_FAILED', { cure: 'iproute2' }),
  'network-lock-without-iptables.log': dump('NETWORK_TOOL_FAILED', { cure: 'options.tcp.network_lock' }),
  'no-such-pid.log': dump('PROCESS_NOT_FOUND', { names: '4194300' }),
  'option-of-restore-at-dump.log': dump('CRIU_BAD_OPTION'),
  'other-uid.log': dump('PROCESS_OF_OTHER_UID', { names: '19164', cure: 'CAP_SYS_RESOURCE' }),
  'page-server-refused.log': dump('PAGE_SERVER_UNREACHABLE', { names: '127.0.0.1:9' }),
  'page-server-unknown-host.log': dump('PAGE_SERVER_UNREACHABLE'),
  'pages-missing.log': restore('CHECKPOINT_DAMAGED'),
  'pages-truncated.log': restore('CHECKPOINT_DAMAGED'),
  'parent-lacks-pages.log': { operation: 'pre-dump', reason: 'PARENT_LACKS_PAGES', cure: 'without a parent' },
  'parent-without-tracking.log': dump('MEMORY_TRACKING_UNAVAILABLE', { names: 'parent' }),
  'perf-event.log': dump('OBJECT_UNSUPPORTED', { names: 'perf_event' }),
  'pid-one.log': dump('PROCESS_ACCESS_DENIED', { names: 'process 1.' }),
  'pid-taken.log': restore('PID_TAKEN', { names: '6126' }),
  'pidfd-outside.log': dump('OBJECT_UNSUPPORTED', { names: 'process 1 outside' }),
  'port-taken.log': restore('ADDRESS_IN_USE', { names: '7665' }),
  'posix-lock.log': dump('FILE_LOCK', { cure: 'options.files.file_locks' }),
  'program-changed.log': restore('FILE_CHANGED', { names: 'mysleep' }),
  'root-mount-missing.log': restore('CHECKPOINT_NOT_RESTORABLE', { cure: 'options.namespaces.root' }),
  'session-leader-outside-pid-namespace.log': dump('SESSION_LEADER_OUTSIDE', { names: '8720' }),
  'session-leader-outside.log': dump('SESSION_LEADER_OUTSIDE', { names: '7879', cure: 'options.terminal.shell_job' }),
  'sysv-shared-memory.log': dump('SYSV_SHARED_MEMORY', { names: '17852', cure: 'IPC namespace' }),
  'tcp-close-missing-at-restore.log': restore('CHECKPOINT_NOT_RESTORABLE', { cure: 'options.tcp.close' }),
  'tcp-established-missing-at-restore.log': restore('TCP_CONNECTION', { names: '15842', cure: 'options.tcp.established' }),
  'tcp-established.log': dump('TCP_CONNECTION', { names: '18725', cure: 'options.tcp.established' }),
  'tcp-in-flight.log': dump('TCP_CONNECTION', { names: '8631', cure: 'options.tcp.skip_in_flight' }),
  'terminal-job-of-a-shell-orphan-pts-master.log': restore('SESSION_LEADER_OUTSIDE', { names: '13115' }),
  'terminal-job-of-a-shell.log': dump('TERMINAL', { cure: 'options.terminal.shell_job' }),
  'terminal-restore-without-shell-job.log': restore('TERMINAL', { cure: 'options.terminal.shell_job' }),
  'terminal-restore-without-terminal.log': restore('TERMINAL_MISSING'),
  'terminal-restore.log': restore('TERMINAL', { cure: 'options.terminal.shell_job' }),
  'terminal.log': dump('TERMINAL', { cure: 'options.terminal.shell_job' }),
  'thread-id.log': dump('CRIU_FAILED', { names: 'BUG at criu/pstree.c' }),
  'traced-by-gdb.log': dump('PROCESS_IS_TRACED', { names: 'by process 4711', facts: { root: 'traced', tracerPid: 4711 } }),
  'traced-by-strace.log': dump('PROCESS_IS_TRACED', { names: '5290', facts: { root: 'traced' } }),
  'traced-child.log': dump('PROCESS_IS_TRACED', { names: '5733' }),
  'tun-of-host.log': dump('OBJECT_UNSUPPORTED', { cure: 'network namespace' }),
  'udp-corked.log': dump('SOCKET_UNSUPPORTED', { names: '8617' }),
  'unix-address-in-use.log': restore('ADDRESS_IN_USE'),
  'unix-datagram-external.log': dump('UNIX_SOCKET_PEER_OUTSIDE', { cure: 'options.sockets.external_unix' }),
  'unix-external-peer-gone-at-restore.log': restore('UNIX_SOCKET_PEER_OUTSIDE', { names: 'No such file' }),
  'unix-stream-external-half-ext-unix-sk.log': dump('UNIX_SOCKET_PEER_OUTSIDE', { names: 'without a name' }),
  'unix-stream-external-half.log': dump('UNIX_SOCKET_PEER_OUTSIDE', { cure: 'options.sockets.external_unix' }),
  'userfaultfd.log': dump('OBJECT_UNSUPPORTED', { names: 'userfaultfd' }),
  'vsock.log': dump('SOCKET_UNSUPPORTED', { names: '7723' }),
  'working-directory-missing.log': restore('FILE_MISSING', { names: '/sub' }),
  'xdp-socket.log': dump('SOCKET_UNSUPPORTED'),
  'zombie-root.log': dump('PROCESS_IS_ZOMBIE', { names: '5977', facts: { root: 'zombie' } }),
};

/** Logs of operations that succeeded. */
const SUCCESSES = ['success-dump.log', 'success-restore.log'];

/**
 * What could not be provoked on the machine where the logs were made: one line
 * each, written after the format strings of CRIU's source.
 */
// biome-ignore format: one line a failure
const SYNTHETIC: readonly (readonly [string, Expected])[] = [
  ['Error (criu/cr-service.c:265): RPC client reported script error', dump('CANCELLED')],
  ['Error (criu/image.c:847): Img trimmed 100/4096', dump('DISK_FULL')],
  ['Error (criu/image.c:871): Img trimmed 100/4096', restore('CHECKPOINT_DAMAGED')],
  ['Error (criu/page-xfer.c:263): page-xfer: Unable to spice data: Disk quota exceeded', dump('DISK_FULL', { names: 'Disk quota' })],
  ['Error (criu/page-xfer.c:263): page-xfer: Unable to spice data: Broken pipe', dump('PAGE_SERVER_UNREACHABLE')],
  ['Error (criu/cr-service.c:592): inherit_fd is not allowed in standalone service', restore('CRIU_SERVICE_LIMIT', { names: 'inherit_fd' })],
  ['Error (criu/mem.c:46): BUG at criu/mem.c:46', { operation: 'pre-dump', reason: 'MEMORY_TRACKING_UNAVAILABLE' }],
  ['Error (criu/image.c:742): Invalid parent image directory provided: No such file or directory', dump('CHECKPOINT_NOT_FOUND', { names: 'parent' })],
  ['Error (criu/util.c:810): You need to be root to run this command', { operation: 'check', reason: 'CAPABILITY_MISSING' }],
  ["Error (criu/cr-service.c:344): Can't open images directory: Permission denied", dump('STATE_DIRECTORY_UNUSABLE', { names: 'Permission denied' })],
  ["Error (criu/cr-service.c:364): Can't chdir to work_dir: No such file or directory", restore('STATE_DIRECTORY_UNUSABLE')],
  ['Error (criu/cr-service.c:320): Neither images_dir_fd nor images_dir was passed by RPC client.', dump('CRIU_BAD_OPTION')],
  ['Error (criu/net.c:3311): net: CRIU was built without libnftables support', dump('KERNEL_UNSUPPORTED', { names: 'libnftables' })],
  ['Error (criu/cr-dump.c:1655): Timeout reached. Try to interrupt: 0', dump('FREEZE_TIMEOUT')],
  ['Error (criu/cr-dump.c:1403): A root task is dead', dump('PROCESS_IS_ZOMBIE')],
  ['Error (compel/src/lib/infect.c:273): Task pid reused while suspending (4711: 1 -> 2)', dump('PROCESS_CHANGED', { names: '4711' })],
  ["Error (criu/cr-check.c:124): Can't open map_files: Operation not permitted", dump('PROCESS_ACCESS_DENIED')],
  ["Error (criu/namespaces.c:1117): Can't dump a pid namespace without the process init", dump('OBJECT_UNSUPPORTED')],
  ['Error (criu/seize.c:952): Individually stopped threads not supported', dump('OBJECT_UNSUPPORTED', { names: 'stopped threads' })],
  ['Error (criu/file-lock.c:102): Unresolved lock found pid 4711 ino 12', dump('FILE_LOCK', { names: '4711' })],
  ["Error (criu/shmem.c:306): Can't find sysv shmem for 7f0000000000", dump('SYSV_SHARED_MEMORY')],
  ['Error (criu/files-reg.c:1796): Open files on overmounted mounts are not supported yet; mount=12 fd=3 path=/data/x', dump('MOUNT_OUTSIDE', { names: '/data/x' })],
  ['Error (criu/mount.c:3120): mnt: Mount 12:/data is autodetected external mount. Try "--ext-mount-map auto" to allow them.', dump('MOUNT_OUTSIDE', { cure: 'auto_external_mounts' })],
  ['Error (criu/mount.c:2753): mnt: The --root option is required to restore a mount namespace', restore('MOUNT_OUTSIDE', { cure: 'options.namespaces.root' })],
  ['Error (criu/net.c:2838): net: Unable to find an external netns: extNetNs', restore('CHECKPOINT_NOT_RESTORABLE', { names: 'extNetNs' })],
  ['Error (criu/proc_parse.c:614): PID 4711 has uprobes vma. Consider using --allow-uprobes.', dump('OBJECT_UNSUPPORTED', { names: 'uprobes' })],
  ['Error (criu/proc_parse.c:760): Unsupported mapping found 00007f0000000000-00007f0000001000', dump('OBJECT_UNSUPPORTED')],
  ["Error (criu/sk-unix.c:888): unix: Can't dump name-less external socket.", dump('UNIX_SOCKET_PEER_OUTSIDE')],
  ["Error (criu/util.c:1239): Can't bind page server: Address already in use", { operation: 'page-server', reason: 'ADDRESS_IN_USE', names: 'page server' }],
  ["Error (criu/sk-inet.c:1059): inet: Can't bind inet socket (id 8): Cannot assign requested address", restore('CHECKPOINT_NOT_RESTORABLE', { names: 'address' })],
  ["Error (criu/sockets.c:640): sockets: Can't get 1:16 opt: Operation not supported", dump('KERNEL_UNSUPPORTED', { names: '1:16', cure: '4.2.1' })],
  ['Error (criu/sockets.c:448): sockets: Sockets (family 2 proto 6) are not collected', dump('KERNEL_UNSUPPORTED', { cure: 'tcp_diag' })],
  ["Error (criu/page-xfer.c:244): page-xfer: The page server doesn't answer: Connection reset by peer", dump('PAGE_SERVER_UNREACHABLE')],
  ['Error (criu/page-xfer.c:1290): page-xfer: The data were not flushed', { operation: 'page-server', reason: 'PAGE_SERVER_UNREACHABLE' }],
  ["Error (criu/cr-restore.c:1230): Can't fork for 4711: Operation not permitted", restore('CAPABILITY_MISSING', { cure: 'CAP_SYS_ADMIN' })],
  ['Error (criu/cr-restore.c:1539): Pid 5 do not match expected 4711', restore('PID_TAKEN', { names: '4711' })],
  ['Error (criu/pstree.c:386): Current sid 4711 intersects with pid (3) in images', restore('PID_TAKEN', { names: '4711' })],
  ['Error (criu/files-reg.c:2153): File usr/bin/app has bad build-ID', restore('FILE_CHANGED', { names: '/usr/bin/app' })],
  ['Error (criu/files-reg.c:2146): File usr/bin/app has bad build-ID length 0 (expect 20)', restore('FILE_CHANGED', { names: 'build-ID' })],
  ['Error (criu/cr-restore.c:2035): This process tree can only be restored in a new pid namespace.', restore('CHECKPOINT_NOT_RESTORABLE')],
  ['Error (criu/arch/x86/cpu.c:223): cpu: CPU instruction capabilities do not match run time', restore('CHECKPOINT_NOT_RESTORABLE', { names: 'CPU' })],
  ["Error (criu/cgroup.c:1800): cg: Cgroup dir memory/a doesn't exist", restore('CHECKPOINT_NOT_RESTORABLE', { cure: 'options.cgroups.mode' })],
  ['Error (criu/image.c:198): Missing required plugin: amdgpu_plugin', restore('CHECKPOINT_NOT_RESTORABLE', { names: 'amdgpu_plugin' })],
  ['Error (criu/image.c:99): Dumped with --allow-uprobes. Need to set it on restore as well.', restore('CHECKPOINT_NOT_RESTORABLE')],
  ['Error (criu/kerndat.c:1922): kerndat_has_nftables_concat failed when initializing kerndat.', dump('KERNEL_UNSUPPORTED', { names: 'kerndat_has_nftables_concat' })],
  ["Error (criu/cr-dump.c:1657): Can't fixup vdso VMAs (pid: 4711)", dump('KERNEL_UNSUPPORTED', { names: 'vDSO' })],
  ['Error (criu/cr-dump.c:227): 4711 has rseq but kernel lacks get_rseq_conf feature', dump('KERNEL_UNSUPPORTED')],
  ["Error (criu/cr-dump.c:1627): Can't infect (pid: 4711) with parasite", dump('CRIU_FAILED', { names: '4711', cure: 'seccomp' })],
];

function run(expected: Expected, rest: Partial<FailedRun>): FailedRun {
  return {
    operation: expected.operation,
    reply: {},
    ...(expected.facts && { facts: expected.facts }),
    ...rest,
  };
}

function check(failed: FailedRun, expected: Expected): void {
  const failure = explain(failed);
  expect(failure.reason).toBe(expected.reason);
  expect(failure.message).toContain(expected.names ?? '');
  expect(failure.message).not.toMatch(/[{}]|unknown/);
  expect(failure.cure).toContain(expected.cure ?? '');
  expect(failure.cure).toMatch(/^[A-Z].*\.$/);
  expect(failure.criu?.causeLine).toBeTruthy();
  expect(failure.criu?.excerpt).toContain(failure.criu?.causeLine);
}

describe('explanations of real logs', () => {
  it('expects something of every log, and has every log', () => {
    expect(readdirSync(LOGS).sort()).toEqual([...Object.keys(EXPECTED), ...SUCCESSES].sort());
  });

  it.each(Object.entries(EXPECTED))('explains %s', async (name, expected) => {
    check(run(expected, { log: await readLog(join(LOGS, name)) }), expected);
  });

  it.each(SUCCESSES)('finds no cause in %s', async (name) => {
    const log = await readLog(join(LOGS, name));
    expect(log.lines.length).toBeGreaterThan(10);
    expect(findCauseLine(log)).toBeUndefined();
  });
});

describe('explanations of lines after the format strings of the source', () => {
  it.each(SYNTHETIC)('explains %s', (line, expected) => {
    const lines = parseLog(`(00.000001) Dumping processes (pid: 4711 comm: x)\n(00.01) ${line}\n`);
    check(run(expected, { log: { lines, omittedBytes: 0 } }), expected);
  });
});

describe('the table', () => {
  it('has no pattern that no log or line shows', async () => {
    const shown = new Set<string>();
    const all = SYNTHETIC.flatMap(([line]) => parseLog(line));
    for (const name of Object.keys(EXPECTED)) all.push(...(await readLog(join(LOGS, name))).lines);
    for (const { pattern } of FAILURE_PATTERNS) {
      if (all.some(({ text }) => pattern.test(text))) shown.add(String(pattern));
    }
    expect(FAILURE_PATTERNS.map(({ pattern }) => String(pattern)).filter((p) => !shown.has(p))).toEqual([]);
  });

  it('names only options that the public API has', () => {
    const proto = readFileSync(join(import.meta.dirname, '../../../proto/criud/v1/options.proto'), 'utf8');
    const named = FAILURE_PATTERNS.flatMap(({ cure }) => cure.match(/options(?:\.\w+)+/g) ?? []);
    expect(named.length).toBeGreaterThan(10);
    for (const option of named) {
      for (const part of option.split('.').slice(1)) expect(proto).toMatch(new RegExp(` ${part} = \\d+;`));
    }
  });

  it('fills every name in braces from its pattern', () => {
    for (const { pattern, says, cure } of FAILURE_PATTERNS) {
      for (const [, name] of `${says} ${cure}`.matchAll(/\{(\w+)\}/g)) {
        if (name !== 'task') expect(String(pattern)).toContain(`(?<${name}`);
      }
    }
  });
});

describe('what else CRIU leaves behind', () => {
  const log = (text: string) => ({ lines: parseLog(text), omittedBytes: 0 });

  it('says that a zombie holds the pid where the host knows it', () => {
    const taken = log("(00.03) Error (criu/cr-restore.c:1237): Can't fork for 4711: File exists");
    const failure = explain({
      operation: 'restore',
      reply: { errno: 17 },
      log: taken,
      facts: { pidHolder: 'zombie' },
    });
    expect(failure.reason).toBe('PID_HELD_BY_ZOMBIE');
    expect(failure.metadata).toMatchObject({ pid: '4711', operation: 'restore' });
    expect(failure.criu?.errno).toBe(17);
  });

  it('goes by the errno where no line is known', () => {
    expect(explain({ operation: 'dump', reply: { errno: 3 } }).reason).toBe('PROCESS_ACCESS_DENIED');
    expect(explain({ operation: 'dump', reply: { errno: 3 }, facts: { root: 'gone' }, pid: 9 }).message).toBe(
      'The dump failed: there is no process 9.',
    );
    expect(explain({ operation: 'restore', reply: { errno: 17 } }).reason).toBe('PID_TAKEN');
    expect(explain({ operation: 'check', reply: { errno: 56 } }).reason).toBe('CRIU_BAD_OPTION');
  });

  it('takes the cause from stderr where the log was not open yet', () => {
    const stderr = [
      '(00.000000) CRIU run id = 2073cc55',
      'CRIU needs to have the CAP_SYS_ADMIN or the CAP_CHECKPOINT_RESTORE capability: ',
      'setcap cap_checkpoint_restore+eip /usr/sbin/criu',
    ].join('\n');
    const failure = explain({ operation: 'dump', reply: { errno: 56 }, stderr });
    expect(failure.reason).toBe('CAPABILITY_MISSING');
    expect(failure.criu?.causeLine).toContain('CAP_SYS_ADMIN');
  });

  it('takes the cause from cr_errmsg last, and not where that is noise', () => {
    const message =
      'Error (criu/sk-inet.c:200): inet: Connected TCP socket, consider using --tcp-established option.\n';
    expect(explain({ operation: 'dump', reply: { message } }).reason).toBe('TCP_CONNECTION');
    const noise =
      "Error (criu/util.c:1534): rlimit: Can't setup RLIMIT_NOFILE for self: Operation not permitted\n";
    const failure = explain({ operation: 'dump', reply: { message: noise } });
    expect(failure.reason).toBe('CRIU_FAILED');
    expect(failure.criu).toEqual({});
  });

  it('says how CRIU ended where it gave no answer and no cause', () => {
    const ending = { code: null, signal: 'SIGSEGV' };
    const failure = explain({ operation: 'dump', ending: { ...ending, stderr: 'free(): invalid pointer' } });
    expect(failure.reason).toBe('CRIU_EXITED');
    expect(failure.message).toBe('The dump failed: CRIU crashed without an answer (signal SIGSEGV).');
    expect(failure.criu).toEqual({
      ending: 'signal SIGSEGV',
      causeLine: 'free(): invalid pointer',
      excerpt: ['free(): invalid pointer'],
    });
    expect(explain({ operation: 'check', ending: { code: 1, signal: null } }).criu?.ending).toBe('exit 1');
  });

  it('prefers the cause over the crash that followed it', () => {
    const full = log('(00.1) Error (criu/bfd.c:131): bfd: Error flushing image: No space left on device');
    const failure = explain({ operation: 'dump', log: full, ending: { code: null, signal: 'SIGABRT' } });
    expect(failure.reason).toBe('DISK_FULL');
    expect(failure.criu?.ending).toBe('signal SIGABRT');
  });

  it('quotes the cause of a failure that it does not know, braces and all', () => {
    const odd = log(
      '(00.1) Error (criu/odd.c:1): Odd {task} thing\n(00.2) Error (criu/cr-dump.c:1): Dumping FAILED.',
    );
    const failure = explain({ operation: 'dump', reply: {}, log: odd });
    expect(failure.reason).toBe('CRIU_FAILED');
    expect(failure.message).toBe('The dump failed: Odd {task} thing.');
    expect(explain({ operation: 'check', reply: {}, log: odd }).reason).toBe('CRIU_CHECK_FAILED');
  });

  it('does not blame a child that ended while the tree was being seized', () => {
    const race = log(
      [
        '(00.01) Dumping processes (pid: 4711 comm: x)',
        '(00.02) Warn  (compel/src/lib/infect.c:132): Unable to interrupt task: 4712 (No such process)',
        '(00.03) Error (criu/odd.c:1): Odd thing',
      ].join('\n'),
    );
    expect(explain({ operation: 'dump', reply: {}, log: race }).reason).toBe('CRIU_FAILED');
  });

  it('keeps the excerpt small, whatever the log has', () => {
    const long = log(`(00.1) Error (criu/odd.c:1): ${'x'.repeat(5000)}\n`.repeat(1000));
    const { criu } = explain({ operation: 'dump', reply: {}, log: long });
    expect(criu?.excerpt?.length).toBe(20);
    expect(JSON.stringify(criu).length).toBeLessThan(8 * 1024);
  });
});
