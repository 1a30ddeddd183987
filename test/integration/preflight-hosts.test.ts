import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import {
  appendFile,
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  rmdir,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { machine as machineOf, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CgroupMode,
  type Client,
  MigrationStrategy,
  type Operation,
  Phase,
  type PreflightFinding,
  PreflightSeverity,
} from '../../src/client/index.js';
import { cgroupDirectoryOf, readCgroups } from '../../src/host/index.js';
import { PREFLIGHT_KINDS } from '../../src/migration/index.js';
import { failureOfOperation, PATIENCE, succeeded } from './call-failure.js';
import { type Daemon, startDaemon } from './daemon.js';
import { type OtherHost, startOtherHost } from './other-host.js';
import { PROVOKED_BY, provokedBy } from './preflight-provoked.js';
import { startInTerminal, startTcpClient, startTree, startWorkload, type Tree, until } from './workload.js';

const CRIU = process.env.CRIUD_CRIU ?? '/usr/sbin/criu';

/** The seconds by which the clocks of the other host are ahead. */
const AHEAD = 100_000;

/** Time for what begins on the other host. */
const POLL = { timeout: 10_000 };

type Request = Parameters<Client['migrations']['preflight']>[0];
type Options = Request['options'];

const outside = tmpdir();
let folder: string;
/** Where all trees of these tests live. */
let trees: string;
/** What the other host has there instead, once it has something of its own there. */
let theirs: string;
let source: Daemon;
let criuLog: string;
/** Whether this kernel is one with which rounds can be made. */
let tracksMemory: boolean;
let ownPeer: string;
let other: OtherHost;

beforeAll(async () => {
  folder = await mkdtemp(join(outside, 'criud-preflight-'));
  trees = join(folder, 'trees');
  theirs = join(folder, 'theirs');
  for (const each of [trees, theirs]) await mkdir(each);
  other = await startOtherHost({ clocksAhead: AHEAD });
  ownPeer = `${other.ourAddress}:7072`;
  // Tells of each CRIU that is started at the source.
  criuLog = join(folder, 'criu.log');
  const criu = join(folder, 'criu');
  await writeFile(criuLog, '');
  await writeFile(criu, `#!/bin/sh\necho started >>'${criuLog}'\nexec '${CRIU}' "$@"\n`);
  await chmod(criu, 0o755);
  source = await startDaemon({ criu, flags: ['--peer-listen', ownPeer, '--peer-insecure'] });
  tracksMemory = (await source.client.hosts.getHost({})).features?.memoryTracking === true;
  process.env.TMPDIR = trees;
});
afterAll(async () => {
  process.env.TMPDIR = outside;
  await source?.stop();
  await other?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const provoked = new Set<string>();

/** What Preflight says about a tree. */
async function findingsOf(
  { pid }: Pick<Tree, 'pid'>,
  options: Options = {},
  destination = other.destination,
): Promise<readonly PreflightFinding[]> {
  return look({ target: { pid }, destination, options, strategy: MigrationStrategy.STOP_AND_COPY });
}

async function look(request: Request): Promise<readonly PreflightFinding[]> {
  const { findings } = await source.client.migrations.preflight(request);
  for (const { kind, message, remedy, subject } of findings) {
    provoked.add(kind);
    for (const text of [message, remedy, subject]) expect(text, kind).toMatch(/\S/);
  }
  const severities = findings.map(({ severity }) => severity);
  expect(severities).toEqual([...severities].sort());
  return findings;
}

async function brief(
  tree: Pick<Tree, 'pid'>,
  options?: Options,
  destination?: string,
): Promise<readonly string[]> {
  return (
    (await findingsOf(tree, options, destination))
      // So it is between these two hosts, whatever the tree is.
      .filter(({ kind }) => kind !== 'monotonic-clock')
      .map(({ kind, severity, subject }) => {
        const word = severity === PreflightSeverity.BLOCKING ? 'blocking' : 'warning';
        return `${word} ${kind} ${subject.replaceAll(trees, '%')}`;
      })
  );
}

/** Mounts something on the other host for as long as `work` takes. */
async function withMount<T>(what: string, where: string, work: () => Promise<T>): Promise<T> {
  await other.sh(`mount ${what} '${where}'`);
  try {
    return await work();
  } finally {
    await other.sh(`umount '${where}'`);
  }
}

/** The other host has copies of all files of the trees, which can be changed in `theirs`. */
async function withCopies<T>(work: () => Promise<T>): Promise<T> {
  execFileSync('cp', ['-a', `${trees}/.`, theirs]);
  try {
    return await withMount(`--bind '${theirs}'`, trees, work);
  } finally {
    await rm(theirs, { recursive: true });
    await mkdir(theirs);
  }
}

/** The other host has a file of /proc or of the system with this content. */
async function withContent<T>(path: string, content: string, work: () => Promise<T>): Promise<T> {
  const file = join(folder, 'content');
  await writeFile(file, content);
  return withMount(`--bind '${file}'`, path, work);
}

const inside = (path: string) => path.replace(trees, '%');

describe('Between two hosts that differ in nothing but what they count', () => {
  it('nothing is found but that', async () => {
    await using workload = await startWorkload('pipe-tree');
    const findings = await findingsOf(workload);
    expect(findings.map(({ kind }) => kind)).toEqual(['monotonic-clock']);
    const [{ subject = '' } = {}] = findings;
    expect(Math.abs(Number.parseFloat(subject) - AHEAD)).toBeLessThan(1);
  });

  it('a host is told from itself', async () => {
    await using workload = await startWorkload('counter');
    const found = await findingsOf(workload, {}, ownPeer);
    expect(found.map(({ kind }) => kind)).toEqual(['same-host']);
  });

  it('rounds are in the way where the kernel tracks no memory', async () => {
    await using workload = await startWorkload('counter');
    const { destination } = other;
    const found = await look({ target: { pid: workload.pid }, destination });
    const kinds = found.map(({ kind }) => kind);
    expect(kinds).toEqual(tracksMemory ? ['monotonic-clock'] : ['memory-tracking', 'monotonic-clock']);
  });
});

describe('A tree that cannot be dumped', () => {
  it('is told, with the option with which it can', async () => {
    await using job = await startInTerminal();
    const found = await findingsOf(job);
    expect(found).toContainEqual(
      expect.objectContaining({
        kind: 'undumpable',
        severity: PreflightSeverity.BLOCKING,
        subject: expect.stringMatching(/^TERMINAL\w* in \d+: .*\/dev\/pts\/\d+/),
        remedy: expect.stringContaining('terminal.shell_job'),
      }),
    );
    const allowed = await findingsOf(job, { terminal: { shellJob: true } });
    expect(allowed.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['terminal']));
    expect(allowed.map(({ kind }) => kind)).not.toContain('undumpable');
  });

  it('because of a connection is told as well, and whom that leaves behind', async () => {
    await using server = await startWorkload('tcp-server');
    await using _client = await startTcpClient(server);
    expect(await brief(server)).toContainEqual(expect.stringMatching(/^blocking undumpable TCP_CONNECTION/));
    const established = await brief(server, { tcp: { established: true } });
    expect(established).toEqual([
      expect.stringMatching(/^warning loopback-peer 127\.0\.0\.1:\d+ ↔ 127\.0\.0\.1:\d+$/),
    ]);
    expect(await brief(server, { tcp: { close: true } })).toEqual([]);
  });
});

describe('The files of the other host', () => {
  it('are missed, folders and all', async () => {
    await using workload = await startWorkload('unix-sockets');
    const found = await withMount('-t tmpfs tmpfs', trees, () => brief(workload));
    const home = inside(workload.folder);
    expect(found).toEqual(
      expect.arrayContaining([
        `blocking directory-missing ${home}`,
        `blocking file-missing ${home}/state`,
        expect.stringMatching(`^blocking unix-directory-missing ${home}/`),
      ]),
    );
    expect(await brief(workload)).toEqual([]);
  });

  it('are compared, and what is written is not moved along', async () => {
    const own = await mkdtemp(join(trees, 'program-'));
    const program = join(own, 'program');
    await copyFile('/bin/sleep', program);
    await chmod(program, 0o755);
    await using tree = await startTree(program, ['1000']);
    await until('the program', 10_000, () => mapsOf(tree).includes('libc') || undefined);
    await withCopies(async () => {
      const copy = program.replace(trees, theirs);
      const subject = inside(program);
      expect(await brief(tree)).toEqual(
        ['stderr', 'stdout'].map((name) => `warning file-content ${inside(join(tree.folder, name))}`),
      );
      const ofProgram = async () => (await brief(tree)).filter((line) => line.endsWith(subject));
      await chmod(copy, 0o700);
      expect(await ofProgram()).toEqual([`blocking file-mode ${subject}`]);
      await chmod(copy, 0o755);
      await writeFile(copy, anotherBuild(await readFile(program)));
      expect(await ofProgram()).toEqual([`blocking file-build-id ${subject}`]);
      await appendFile(copy, 'x');
      expect(await ofProgram()).toEqual([`blocking file-size ${subject}`]);
      await truncate(copy, 1000);
      expect(await ofProgram()).toEqual([`blocking file-size ${subject}`]);
      await rm(copy);
      await symlink(copy, copy);
      expect(await ofProgram()).toEqual([`warning file-unreadable ${subject}`]);
      await rm(copy);
      await mkdir(copy);
      expect(await ofProgram()).toEqual([`blocking file-type ${subject}`]);
    });
    expect(await brief(tree)).toEqual([]);
  });

  it('have no name for one that was removed and has another', async () => {
    await using tree = await startTree('/bin/sh', [
      '-c',
      'echo x >a && ln a b && exec 3<a && rm a && exec sleep 1000',
    ]);
    await until('the file', 10_000, () => nameOf(tree) === 'sleep' || undefined);
    expect(await brief(tree, { files: { linkRemap: true } })).toEqual([
      `warning file-unlinked ${inside(tree.folder)}/a`,
    ]);
  });

  it('are not looked for where the tree has mounts of its own', async () => {
    await using workload = await startWorkload('namespaced');
    expect(await brief(workload)).toEqual([expect.stringMatching(/^warning not-examined \d+ files$/)]);
    const none = await withContent('/proc/sys/user/max_net_namespaces', '0\n', () => brief(workload));
    expect(none).toContain('blocking namespace net');
  });
});

describe('The numbers and names of the other host', () => {
  it('are taken by what lives there', async () => {
    await using workload = await startWorkload('counter');
    const rival = await other.sh(withPidOf(workload, 'sleep 1000 >&- 2>&- & echo $!'));
    expect(rival.trim()).toBe(String(workload.pid));
    expect(await brief(workload)).toEqual([`blocking pid-taken ${workload.pid}`]);
  });

  it('are held by what is dead there, and is not reaped', async () => {
    await using workload = await startWorkload('counter');
    // When its child ends, the shell is a program that knows nothing of it.
    await other.sh(`sh -ec '${withPidOf(workload, 'sleep 0.5 &')} exec sleep 1000' >&- 2>&- &`);
    await expect.poll(() => brief(workload), POLL).toEqual([`warning pid-zombie ${workload.pid}`]);
  });

  it('end there', async () => {
    await using workload = await startWorkload('counter');
    const found = await withContent('/proc/sys/kernel/pid_max', `${workload.pid}\n`, () => brief(workload));
    expect(found).toEqual([`blocking pid-out-of-range ${workload.pid}`]);
  });

  it('are ports of another server', async () => {
    await using workload = await startWorkload('tcp-listen');
    const port = workload.reported('port');
    expect(await brief(workload)).toEqual([]);
    const rival = `require('net').createServer().listen(${port}, '0.0.0.0')`;
    const pid = await other.sh(`${process.execPath} -e "${rival}" >/dev/null 2>&1 & echo $!`);
    await expect.poll(() => brief(workload), POLL).toEqual([`blocking port-taken tcp 127.0.0.1:${port}`]);
    await other.sh(`kill ${pid}`);
  });

  it('are not the addresses of this one', async () => {
    const server = `require('net').createServer().listen(0, '${other.ourAddress}', () => require('fs').writeFileSync('ready', ''))`;
    await using tree = await startTree(process.execPath, ['-e', server], { env: { UV_USE_IO_URING: '0' } });
    await until('the server', 10_000, () => existsSync(join(tree.folder, 'ready')) || undefined);
    const found = await brief(tree);
    expect(found).toContain(`warning address-absent ${other.ourAddress}`);
  });

  it('are names of sockets where a file is', async () => {
    await using workload = await startWorkload('unix-sockets');
    const taken = await withCopies(async () => {
      const found = await brief(workload);
      const sockets = execFileSync('find', [theirs, '-type', 's'], { encoding: 'utf8' }).trim().split('\n');
      for (const socket of sockets) {
        await rm(socket);
        await writeFile(socket, 'no socket');
      }
      expect(found.filter((line) => line.startsWith('blocking'))).toEqual([]);
      return (await brief(workload)).filter((line) => line.startsWith('blocking'));
    });
    expect(taken.length).toBeGreaterThan(0);
    for (const line of taken) expect(line).toMatch(/^blocking unix-address-taken %\//);
  });
});

describe('The room and the cgroups of the other host', () => {
  it('are less than the tree takes', async () => {
    await using workload = await startWorkload('counter', ['8']);
    const state = other.daemon.stateFolder;
    const small = '-t tmpfs -o size=64k,mode=700 tmpfs';
    const onDisk = await withMount(small, join(state, 'migrations'), () => brief(workload));
    expect(onDisk).toContainEqual(expect.stringMatching(/^blocking disk-room \d+ of \d+ bytes$/));
    const meminfo = 'MemTotal: 8000 kB\nMemFree: 4000 kB\nMemAvailable: 4000 kB\nSwapFree: 0 kB\n';
    const inMemory = await withContent('/proc/meminfo', meminfo, () => brief(workload));
    expect(inMemory).toEqual([expect.stringMatching(/^blocking memory-room \d+ of 4096000 bytes$/)]);
  });

  it('are there already, or not there', async () => {
    const mine = readCgroups(process.pid).find((one) => {
      const directory = cgroupDirectoryOf(one);
      return directory !== undefined && (one.controllers.includes('freezer') || one.controllers.length === 0);
    });
    if (mine === undefined) throw new Error('no hierarchy of cgroups is mounted here');
    const path = join(mine.path, `criud-preflight-${process.pid}`);
    const cgroup = cgroupDirectoryOf({ ...mine, path }) ?? '';
    const name = `${mine.controllers.length === 0 ? 'cgroup v2' : mine.controllers.join(',')}:${path}`;
    const workload = await startWorkload('counter');
    await mkdir(cgroup);
    try {
      await writeFile(join(cgroup, 'cgroup.procs'), String(workload.pid));
      expect(await brief(workload, { cgroups: { mode: CgroupMode.STRICT } })).toContain(
        `blocking cgroup-exists ${name}`,
      );
      expect(await brief(workload, { cgroups: { mode: CgroupMode.PROPS } })).toEqual([]);
      // Nothing of the cgroups here can be seen there.
      const above = join(cgroup, '..');
      const hidden = await withMount('-t tmpfs tmpfs', above, () =>
        brief(workload, { cgroups: { mode: CgroupMode.PROPS } }),
      );
      expect(hidden).toContain(`blocking cgroup-missing ${name}`);
    } finally {
      await workload.stop();
      await rmdir(cgroup);
    }
  });
});

describe('The CRIU and the machine of the other host', () => {
  it('cannot be used', async () => {
    await using workload = await startWorkload('counter');
    const found = await withMount('--bind /dev/null', CRIU, () => brief(workload));
    expect(found).toEqual([expect.stringMatching(/^blocking criu-unusable ./)]);
    expect(await brief(workload)).toEqual([]);
  });

  it('are of another architecture', async () => {
    await using workload = await startWorkload('counter');
    await using machine = await startOtherHost({ clocksAhead: 0, under: ['setarch', 'i686'] });
    expect(await brief(workload, {}, machine.destination)).toContain(
      `blocking architecture ${machineOf()} → i686`,
    );
  });
});

describe('A migration with something in its way', () => {
  it('is refused before anything is sent, and before a CRIU is started for the tree', async () => {
    await using workload = await startWorkload('counter');
    const request = {
      target: { pid: workload.pid },
      destination: other.destination,
      strategy: MigrationStrategy.STOP_AND_COPY,
    };
    const { operation, byPreflight, byMigration } = await withMount('-t tmpfs tmpfs', trees, async () => {
      const byPreflight = await startsOfCriu(() => look(request));
      let operation: Operation | undefined;
      const byMigration = await startsOfCriu(async () => {
        ({ operation } = await source.client.migrations.migrate({ ...request, wait: PATIENCE }));
      });
      return { operation, byPreflight, byMigration };
    });
    expect(failureOfOperation(operation)).toMatchObject({
      reason: 'MIGRATION_BLOCKED',
      metadata: expect.objectContaining({ finding_1: `directory-missing ${workload.folder}` }),
    });
    // They ask it about the CPU.
    expect(byPreflight).toBeGreaterThan(0);
    expect(byMigration).toBe(byPreflight);
    expect(await phasesOf(operation)).toEqual([Phase.CHECKING]);
    expect(operation?.rounds).toEqual([]);
    for (const { stateFolder } of [source, other.daemon]) {
      expect(await readdir(join(stateFolder, 'migrations'))).toEqual([]);
    }
    expect((await other.daemon.client.operations.listOperations({})).operations).toEqual([]);
    await workload.advancesFrom(workload.count());

    // And it is that which was in its way.
    const { operation: again } = await source.client.migrations.migrate({ ...request, wait: PATIENCE });
    expect(succeeded(again).outcome?.$case).toBe('migration');
    await workload.advancesFrom(workload.count());
  });

  it('such as what a dump refuses, is told so and not by CRIU', async () => {
    await using job = await startInTerminal();
    const { operation } = await source.client.migrations.migrate({
      target: { pid: job.pid },
      destination: other.destination,
      strategy: MigrationStrategy.STOP_AND_COPY,
      wait: PATIENCE,
    });
    const failure = failureOfOperation(operation);
    expect(failure).toMatchObject({ reason: 'MIGRATION_BLOCKED' });
    expect(failure.cure).toContain('terminal.shell_job');
    expect(failure.criu).toBeUndefined();
    expect(await phasesOf(operation)).toEqual([Phase.CHECKING]);
  });
});

it('Every kind of finding that hosts of namespaces can differ in has been provoked here', () => {
  expect(Object.keys(PROVOKED_BY).sort()).toEqual([...PREFLIGHT_KINDS].sort());
  // A kernel that tracks memory does so on both.
  const kinds = provokedBy('namespaces').filter((kind) => !tracksMemory || kind !== 'memory-tracking');
  expect([...provoked].sort()).toEqual(kinds);
});

async function startsOfCriu(work: () => Promise<unknown>): Promise<number> {
  const before = readFileSync(criuLog, 'utf8').length;
  await work();
  return (readFileSync(criuLog, 'utf8').length - before) / 'started\n'.length;
}

async function phasesOf(operation: Operation | undefined): Promise<readonly Phase[]> {
  const phases: Phase[] = [];
  const { operations } = source.client;
  for await (const { event } of operations.watchOperation({ name: operation?.name ?? '' })) {
    if (event?.$case === 'phaseStarted') phases.push(event.value);
  }
  return phases;
}

/**
 * A script of sh for the other host in which the first process has the pid of the tree. Those that come later have
 * pids far from that, which no tree of these tests has.
 */
function withPidOf({ pid }: Tree, script: string): string {
  const pidMax = Number(readFileSync('/proc/sys/kernel/pid_max', 'utf8'));
  const far = (pid + Math.floor(pidMax / 2)) % pidMax;
  const last = (number: number) => `echo ${number} >/proc/sys/kernel/ns_last_pid;`;
  return `${last(pid - 1)} ${script} ${script.endsWith('&') ? '' : ';'} ${last(far)}`;
}

function mapsOf({ pid }: Tree): string {
  return readFileSync(`/proc/${pid}/maps`, 'utf8');
}

function nameOf({ pid }: Tree): string {
  return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
}

/** The same program, but for a bit of its build-id. */
function anotherBuild(program: Buffer): Buffer {
  const said = execFileSync('readelf', ['-n', '/bin/sleep'], { encoding: 'utf8' });
  const at = program.indexOf(Buffer.from(/Build ID: ([0-9a-f]+)/.exec(said)?.[1] ?? '', 'hex'));
  expect(at).toBeGreaterThan(0);
  const bytes = Buffer.from(program);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  return bytes;
}
