import { readdirSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasCapability } from '../../../src/host/capabilities.js';
import { refusal, refusedBy, type TreeFinding } from '../../../src/host/finding.js';
import { findOtherUids } from '../../../src/host/findings/other-uid.js';
import { inspectTree } from '../../../src/host/inspect.js';
import { deviceNumbers } from '../../../src/host/open-file.js';
import { readProcess } from '../../../src/host/process.js';
import { findTarget } from '../../../src/host/target.js';
import { takeSnapshot } from '../../../src/host/tree-snapshot.js';
import { useSubjects } from './subjects.js';

const subjects = useSubjects();

async function findingsOf(pid: number): Promise<readonly TreeFinding[]> {
  return (await inspectTree(findTarget({ pid }))).findings;
}

/** What a finding of a test is compared by; every finding must tell its cure. */
function brief(findings: readonly TreeFinding[]) {
  return findings.map(({ severity, reason, option, cure, message, object }) => {
    for (const text of [cure, message, object]) expect(text).not.toBe('');
    return option === undefined ? `${severity} ${reason}` : `${severity} ${reason} ${option}`;
  });
}

describe('inspecting a tree', () => {
  it('reports every process with its command, memory and files', async () => {
    const subject = await subjects.start('zombie');
    const report = await inspectTree(findTarget({ pid: subject.pid }));
    expect(report.findings).toEqual([]);
    const [root, zombie] = report.processes;
    expect(root).toMatchObject({
      facts: { pid: subject.pid },
      command: { arguments: [expect.any(String), 'zombie', ''] },
    });
    expect(root?.openFiles).toBeGreaterThanOrEqual(5);
    expect(root?.memory?.resident).toBeGreaterThan(0);
    expect(zombie).toMatchObject({ facts: { pid: subject.first, state: 'Z' }, command: { arguments: [] } });
    expect(zombie?.memory).toBeUndefined();
  });

  it.each(['plain', 'family', 'threads', 'tcp-listening', 'memory-files', 'pidfds'])(
    'has nothing to say about a %s process',
    async (mode) => {
      const subject = await subjects.start(mode);
      expect(await findingsOf(subject.pid)).toEqual([]);
    },
  );

  it('survives a tree that changes while it looks', async () => {
    const subject = await subjects.start('churn', '3');
    const report = await inspectTree(findTarget({ pid: subject.pid }));
    expect(report.processes.length).toBeGreaterThanOrEqual(4);
    expect(report.findings.filter(({ severity }) => severity !== 'warning')).toEqual([]);
  });

  it('says so when the tree is gone before it looks', async () => {
    const subject = await subjects.start('plain');
    const tree = findTarget({ pid: subject.pid });
    await subject.end();
    const report = await inspectTree(tree);
    expect(report.findings.filter(({ severity }) => severity !== 'warning')).toEqual([]);
  });
});

describe('what keeps CRIU from a tree', () => {
  it('is a tracer', async () => {
    const subject = await subjects.start('tracer');
    const findings = await findingsOf(subject.pid);
    expect(brief(findings)).toEqual(['blocking PROCESS_IS_TRACED']);
    expect(findings[0]).toMatchObject({ pid: subject.first, object: `traced by ${subject.pid} (subject)` });
  });

  it('is a root that is a zombie, or whose main thread has ended', async () => {
    const subject = await subjects.start('zombie');
    expect(brief(await findingsOf(subject.first))).toContain('blocking PROCESS_IS_ZOMBIE');
    const halfDead = await subjects.start('dead-main-thread');
    await expect.poll(() => readProcess(halfDead.pid)?.state).toBe('Z');
    expect(brief(await findingsOf(halfDead.pid))).toContain('blocking PROCESS_IS_ZOMBIE');
  });

  it('is criud in the tree', async () => {
    expect(brief(await findingsOf(process.pid))).toContain('blocking PROCESS_IS_CRIUD');
  });

  it('is another uid where CRIU lacks CAP_SYS_RESOURCE, and only there', async () => {
    const subject = await subjects.start('plain');
    const snapshot = await takeSnapshot(findTarget({ pid: subject.pid }), process.pid);
    const nobody = { real: 65534, effective: 65534, saved: 65534 };
    const asNobody = (capabilities: bigint) => ({
      ...snapshot,
      criu: { ...snapshot.criu, uid: nobody, capabilities },
    });
    const findings = findOtherUids(asNobody(0n));
    expect(brief(findings)).toEqual(['blocking PROCESS_OF_OTHER_UID', 'blocking PROCESS_OF_OTHER_UID']);
    expect(findings[0]?.cure).toContain('CAP_SYS_RESOURCE');
    expect(findOtherUids(asNobody(1n << 24n))).toEqual([]);
    expect(findOtherUids({ ...snapshot, criu: { ...snapshot.criu, capabilities: 0n } })).toEqual([]);
    expect(await findingsOf(subject.pid)).toEqual([]);
    expect(hasCapability('CAP_SYS_RESOURCE', snapshot.criu.capabilities)).toBe(
      hasCapability('CAP_SYS_RESOURCE'),
    );
  });
});

describe('TCP', () => {
  it('needs an option where it is connected, for each end', async () => {
    const subject = await subjects.start('tcp-connected');
    const findings = await findingsOf(subject.pid);
    expect(brief(findings)).toEqual(Array(2).fill('option TCP_CONNECTION tcp.established'));
    expect(findings.map(({ object }) => object).join()).toMatch(
      new RegExp(`fd \\d+ → TCP 127\\.0\\.0\\.1:${subject.first} ↔ 127\\.0\\.0\\.1:\\d+ ESTABLISHED`),
    );
    expect(refusedBy({ findings }, {})).toHaveLength(2);
    expect(refusedBy({ findings }, { tcpEstablished: true })).toEqual([]);
    expect(refusedBy({ findings }, { tcpClose: true })).toEqual([]);
  });

  it('needs it where it is half closed, over IPv6 too', async () => {
    const subject = await subjects.start('tcp-half-closed');
    const states = (await findingsOf(subject.pid)).map(({ object }) => object.split(' ').at(-1));
    // FIN_WAIT1 until the other end's acknowledgement has been worked off.
    expect(states.sort()).toEqual(['CLOSE_WAIT', expect.stringMatching(/^FIN_WAIT[12]$/)]);
  });

  it('is warned about where a connection waits to be accepted', async () => {
    const subject = await subjects.start('tcp-waiting');
    const findings = await findingsOf(subject.pid);
    expect(brief(findings)).toContain('warning TCP_CONNECTION tcp.skip_in_flight');
    expect(refusedBy({ findings }, { tcpEstablished: true })).toEqual([]);
  });
});

describe('files', () => {
  it('need an option where they are locked', async () => {
    const subject = await subjects.start('locks', subjects.path('locked'));
    const findings = await findingsOf(subject.pid);
    expect(brief(findings)).toEqual(Array(2).fill('option FILE_LOCK files.file_locks'));
    expect(findings.map(({ object }) => object)).toEqual([
      expect.stringContaining('locked FLOCK WRITE 0-EOF'),
      expect.stringContaining('locked POSIX WRITE 10-14'),
    ]);
    expect(refusedBy({ findings }, { fileLocks: true })).toEqual([]);
  });

  it('need a larger limit where they are deleted and large', async () => {
    const subject = await subjects.start('deleted-file', subjects.path('ghost'));
    const findings = await findingsOf(subject.pid);
    expect(brief(findings)).toEqual(['option GHOST_FILE_TOO_LARGE files.ghost_limit_bytes']);
    const bytes = findings[0]?.bytes ?? 0;
    expect(bytes).toBeGreaterThanOrEqual(3 * 1024 * 1024);
    expect(refusedBy({ findings }, { ghostLimitBytes: bytes - 1 })).toHaveLength(1);
    expect(refusedBy({ findings }, { ghostLimitBytes: bytes })).toEqual([]);
  });

  it('are measured by their blocks and against the limit of the dump', async () => {
    const sparse = await subjects.start('deleted-sparse-file', subjects.path('sparse'));
    expect(await findingsOf(sparse.pid)).toEqual([]);
    const full = await subjects.start('deleted-file', subjects.path('full'));
    const report = await inspectTree(findTarget({ pid: full.pid }), { ghostLimitBytes: 64 * 1024 * 1024 });
    expect(report.findings).toEqual([]);
  });

  it('are found by their mappings where criud may look at those', async () => {
    const subject = await subjects.start('deleted-mapping', subjects.path('mapped'));
    const mayLook = hasCapability('CAP_SYS_ADMIN') || hasCapability('CAP_CHECKPOINT_RESTORE');
    const expected = mayLook ? ['option GHOST_FILE_TOO_LARGE files.ghost_limit_bytes'] : [];
    expect(brief(await findingsOf(subject.pid))).toEqual(expected);
  });

  it('need an option where they lost one of their names', async () => {
    const subject = await subjects.start('unlinked-name', subjects.path('name'));
    const findings = await findingsOf(subject.pid);
    expect(brief(findings)).toEqual(['option FILE_UNLINKED files.link_remap']);
    expect(refusedBy({ findings }, { linkRemap: true })).toEqual([]);
  });

  it('may really be called (deleted)', async () => {
    const subject = await subjects.start('open-new-file', subjects.path('odd (deleted)'));
    expect(await findingsOf(subject.pid)).toEqual([]);
  });

  it('on a mount of another namespace need to be declared external', async () => {
    const path = subjects.path('held');
    const subject = await subjects.start('mount-namespace', path);
    const findings = await findingsOf(subject.pid);
    const outside = findings.filter(({ reason }) => reason === 'MOUNT_OUTSIDE');
    const held = outside.find(({ object }) => object.endsWith(`→ ${path}`));
    expect(held).toMatchObject({ severity: 'option', option: 'namespaces.external', pid: subject.pid });
    expect(outside.map(({ object }) => object).join()).not.toContain('/dev/zero');
    expect(
      refusedBy({ findings: outside }, { external: outside.map(({ externalKey }) => externalKey ?? '') }),
    ).toEqual([]);
    expect(refusedBy({ findings: outside }, { external: ['file[0:0]'] })).toEqual(outside);
  });
});

describe('special files', () => {
  it.each([
    ['open', ''],
    ['mapped', 'mapped'],
  ])('cannot be dumped: io_uring, %s', async (_, argument) => {
    const subject = await subjects.start('io-uring', argument);
    const findings = await findingsOf(subject.pid);
    expect(brief(findings)).toEqual(['blocking IO_URING']);
    expect(refusedBy({ findings }, { tcpEstablished: true, fileLocks: true })).toEqual(findings);
  });

  it('cannot be dumped: a pipe in packet mode', async () => {
    const subject = await subjects.start('packet-pipe');
    // Only the end that is written to has the flag.
    expect(brief(await findingsOf(subject.pid))).toEqual(['blocking OBJECT_UNSUPPORTED']);
  });

  it('cannot be dumped: a pidfd of a process outside of the tree', async () => {
    const subject = await subjects.start('pidfds', String(process.pid));
    const findings = await findingsOf(subject.pid);
    expect(brief(findings)).toEqual(['blocking OBJECT_UNSUPPORTED']);
    expect(findings[0]?.object).toContain(`of ${process.pid}`);
  });

  it('cannot be dumped: a device', async () => {
    const device = readdirSync('/dev')
      .map((name) => `/dev/${name}`)
      .find((path) => {
        const status = statSync(path, { bigint: true, throwIfNoEntry: false });
        return (
          status?.isCharacterDevice() && deviceNumbers(status.rdev).major === 10 && !path.endsWith('autofs')
        );
      });
    const subject = await subjects.start('open-file', device);
    const findings = await findingsOf(subject.pid);
    expect(brief(findings)).toEqual(['blocking OBJECT_UNSUPPORTED']);
    expect(findings[0]?.object).toContain(device);
  });

  it.each(['/dev/null', '/dev/urandom', '/proc/self/stat', '/'])('are no matter: %s', async (path) => {
    const subject = await subjects.start('open-file', path);
    expect(await findingsOf(subject.pid)).toEqual([]);
  });

  it('cannot be dumped: SysV shared memory of the host', async () => {
    const subject = await subjects.start('sysv');
    const findings = await findingsOf(subject.pid);
    expect(brief(findings)).toEqual(['blocking SYSV_SHARED_MEMORY']);
    expect(findings[0]?.cure).toContain('unshare --ipc');
  });
});

describe('terminals and sessions', () => {
  it('need an option where the root does not lead its session', async () => {
    const subject = await subjects.start('plain');
    const findings = await findingsOf(subject.first);
    expect(brief(findings)).toEqual(['option SESSION_LEADER_OUTSIDE terminal.shell_job']);
    expect(refusedBy({ findings }, { orphanPtsMaster: true })).toHaveLength(1);
    expect(refusedBy({ findings }, { shellJob: true })).toEqual([]);
  });

  it('need an option where the master is outside of the tree', async () => {
    const subject = await subjects.start('terminal');
    const findings = await findingsOf(subject.first);
    expect(brief(findings)).toEqual(['option TERMINAL terminal.shell_job']);
    expect(findings[0]?.object).toMatch(/^fds 0, \d+ → \/dev\/pts\/\d+$/);
    for (const options of [
      { shellJob: true },
      { orphanPtsMaster: true },
      { external: [findings[0]?.externalKey ?? ''] },
    ]) {
      expect(refusedBy({ findings }, options)).toEqual([]);
    }
  });

  it('are no matter where both sides are in the tree, or the terminal is hung up', async () => {
    const both = await subjects.start('terminal');
    expect(await findingsOf(both.pid)).toEqual([]);
    const hungUp = await subjects.start('terminal', 'hungup');
    expect(await findingsOf(hungUp.first)).toEqual([]);
  });

  it('cannot be dumped: a second terminal', async () => {
    const subject = await subjects.start('terminal', 'two');
    const findings = await findingsOf(subject.first);
    expect(brief(findings)).toEqual(['blocking TERMINAL', 'option TERMINAL terminal.shell_job']);
    expect(refusedBy({ findings }, { shellJob: true })).toHaveLength(1);
  });

  it('cannot be dumped: /dev/tty without the terminal', async () => {
    const subject = await subjects.start('terminal', 'devtty');
    expect(brief(await findingsOf(subject.first))).toEqual(['blocking TERMINAL']);
  });

  it('cannot be dumped: a terminal of a session whose leader is outside', async () => {
    const subject = await subjects.start('terminal-member');
    const findings = await findingsOf(subject.first);
    expect(brief(findings)).toEqual([
      'blocking SESSION_LEADER_OUTSIDE',
      'option SESSION_LEADER_OUTSIDE terminal.shell_job',
    ]);
    expect(findings[0]?.cure).toContain('terminal.shell_job');
    expect(refusedBy({ findings }, { shellJob: true })).toHaveLength(1);
  });
});

describe('namespaces', () => {
  it('cannot be dumped: one inside of the tree', async () => {
    const subject = await subjects.start('nested-namespace');
    const findings = await findingsOf(subject.pid);
    expect(brief(findings)).toEqual(['blocking OBJECT_UNSUPPORTED', 'blocking OBJECT_UNSUPPORTED']);
    expect(findings.map(({ object }) => object)).toEqual([
      expect.stringMatching(/^ipc:/),
      expect.stringMatching(/^user:/),
    ]);
    expect(findings[0]?.pid).toBe(subject.first);
  });

  it('cannot be dumped: a pid namespace whose session leader is outside', async () => {
    const subject = await subjects.start('pid-namespace');
    expect(brief(await findingsOf(subject.first))).toContain('blocking SESSION_LEADER_OUTSIDE');
  });

  it('cannot be dumped: a part of a pid namespace without its init', async () => {
    const subject = await subjects.start('pid-namespace', 'session');
    const findings = await findingsOf(subject.second);
    expect(brief(findings)).toContain('blocking OBJECT_UNSUPPORTED');
    const [finding] = findings;
    expect(finding?.message).toContain('init');
    expect(refusedBy({ findings }, { shellJob: true, external: [`${finding?.externalKey}:name`] })).toEqual(
      [],
    );
    expect(brief(await findingsOf(subject.first))).toEqual(['warning OBJECT_UNSUPPORTED']);
  });
});

describe('a refusal', () => {
  const finding = (object: string): TreeFinding => ({
    severity: 'option',
    reason: 'FILE_LOCK',
    pid: 7,
    object,
    message: `It holds ${object}.`,
    cure: 'Set files.file_locks.',
    option: 'files.file_locks',
  });

  it('has the reason of the first finding and tells the others', () => {
    const failure = refusal([finding('a'), finding('b'), { ...finding('c'), cure: 'Else.' }]);
    expect(failure).toMatchObject({
      reason: 'FILE_LOCK',
      message: 'It holds a. And 2 more: FILE_LOCK in 7: b; FILE_LOCK in 7: c.',
      cure: 'Set files.file_locks. Else.',
      metadata: { pid: '7', object: 'a', option: 'files.file_locks', findings: '3' },
    });
  });
});
