import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  appendFile,
  chmod,
  copyFile,
  link,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  rm,
  rmdir,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Installation, openInstallation } from '../../src/criu/index.js';
import { cgroupDirectoryOf, findTarget, readCgroups, readTree } from '../../src/host/index.js';
import {
  type FileNeed,
  findObstacles,
  type HostFacts,
  type MigrationPlan,
  type ObstacleOptions,
  PREFLIGHT_KINDS,
  type PreflightFinding,
  type PreflightKind,
  type PreflightTarget,
  readTreeNeeds,
  type TreeNeeds,
} from '../../src/migration/index.js';
import {
  startInTerminal,
  startTcpClient,
  startTree,
  startUnreaped,
  startWorkload,
  type Tree,
  until,
} from './workload.js';

const CRIU = process.env.CRIUD_CRIU ?? '/usr/sbin/criu';
const STOP_AND_COPY: MigrationPlan = { rounds: false, postCopy: false, options: {} };

let installation: Installation;
let folder: string;
beforeAll(async () => {
  installation = openInstallation({ kind: 'swrk', program: CRIU });
  folder = await mkdtemp(join(tmpdir(), 'criud-preflight-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const soon = () => AbortSignal.timeout(30_000);

/** What a tree needs, as another host gets to know it. */
async function needsOf({ pid }: Pick<Tree, 'pid'>): Promise<TreeNeeds> {
  const needs = await readTreeNeeds(findTarget({ pid }), installation, { signal: soon() });
  expect(needs.gaps).toEqual([]);
  const received: TreeNeeds = JSON.parse(JSON.stringify(needs));
  expect(received).toEqual(needs);
  return received;
}

/** The same as if another host had told it. */
function fromElsewhere(needs: TreeNeeds, change: Partial<HostFacts> = {}): TreeNeeds {
  return { ...needs, host: { ...needs.host, hostname: 'elsewhere', bootId: 'another boot', ...change } };
}

const provoked = new Set<PreflightKind>();

async function obstaclesOf(
  needs: TreeNeeds,
  {
    target,
    options = {},
    ...plan
  }: Partial<MigrationPlan> & { readonly target?: Partial<PreflightTarget> } = {},
  settings: Partial<ObstacleOptions> = {},
): Promise<readonly PreflightFinding[]> {
  const findings = await findObstacles(
    needs,
    { ...STOP_AND_COPY, ...plan, options },
    { installation, stateFolder: folder, ...target },
    { signal: soon(), ...settings },
  );
  for (const { kind, message, remedy } of findings) {
    provoked.add(kind);
    for (const text of [message, remedy]) expect(text, kind).toMatch(/\S/);
  }
  return findings;
}

/** What is always there between a host and itself told as another: its files. */
const ORDINARY: readonly PreflightKind[] = ['file-content'];

/** What the target has no part in. */
const OF_THE_SOURCE: readonly PreflightKind[] = ['undumpable', 'clock-skew', 'monotonic-clock'];

function unordinary(findings: readonly PreflightFinding[]): readonly PreflightFinding[] {
  return findings.filter(({ kind }) => !ORDINARY.includes(kind));
}

function brief(findings: readonly PreflightFinding[]): readonly string[] {
  return unordinary(findings).map(({ kind, severity, subject }) => `${severity} ${kind} ${subject}`);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended with its parent.
  }
}

/** Ends a tree and leaves its folder: the host is then one on which it does not run. */
async function end(tree: Tree): Promise<void> {
  const pids = tree.pids();
  for (const pid of pids) kill(pid);
  await until(
    `end of ${pids.join(', ')}`,
    10_000,
    () => pids.every((pid) => readTree(pid) === undefined) || undefined,
  );
}

const fileOf = (needs: TreeNeeds, path: string): FileNeed | undefined =>
  needs.files.find((need) => need.path === path);

describe('the needs of', () => {
  it('20 processes are all of their pids, and the files that they share once', async () => {
    await using workload = await startWorkload('pipe-tree');
    const needs = await needsOf(workload);
    expect(needs).toMatchObject({
      root: { pid: workload.pid, name: 'pipe-tree' },
      processes: workload.pids().length,
      ports: [],
      connections: [],
      ownNamespaces: [],
      cgroups: [],
      terminals: [],
    });
    expect([...needs.pids].sort()).toEqual(workload.pids().sort());
    const paths = needs.files.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);

    const program = await readlink(`/proc/${workload.pid}/exe`);
    const said = execFileSync('readelf', ['-n', program], { encoding: 'utf8' });
    expect(fileOf(needs, program)).toMatchObject({
      type: 'regular',
      uses: ['executable', 'mapping'],
      size: readFileSync(program).length,
      comparesSize: true,
      written: false,
      buildId: /Build ID: ([0-9a-f]+)/.exec(said)?.[1],
      ownMounts: false,
    });
    expect(paths.find((path) => /\/libc[.-]/.test(path))).toBeDefined();
    expect(fileOf(needs, workload.folder)).toMatchObject({ type: 'directory', uses: ['working-directory'] });
    expect(fileOf(needs, join(workload.folder, 'state'))).toMatchObject({ uses: ['open'], written: true });
    expect(fileOf(needs, join(workload.folder, 'stdout'))).toMatchObject({ comparesSize: false });
    expect(fileOf(needs, '/dev/null')).toMatchObject({ type: 'character-device', device: '1:3' });
    expect(needs.memory.imageBytes).toBeGreaterThan(1024 * 1024);
    expect(needs.memory.residentBytes).toBeGreaterThan(needs.processes * 100_000);
    await workload.advancesFrom(workload.count());
  });

  it('a TCP server are its port and its connection, with a client that is no part of it', async () => {
    await using server = await startWorkload('tcp-server');
    await using client = await startTcpClient(server);
    const port = server.reported('port');
    const needs = await needsOf(server);
    expect(needs.ports).toEqual([
      {
        protocol: 'tcp',
        address: '127.0.0.1',
        port,
        pid: expect.toSatisfy((pid) => server.pids().includes(pid)),
      },
    ]);
    expect(needs.connections).toMatchObject([
      { address: '127.0.0.1', port, peerAddress: '127.0.0.1', within: false },
    ]);
    expect((await needsOf(client)).connections).toMatchObject([
      { address: '127.0.0.1', peerAddress: '127.0.0.1', peerPort: port, within: false },
    ]);
  });

  it('a tree with both ends of a connection tell that', async () => {
    await using pair = await startWorkload('tcp-pair');
    const { connections } = await needsOf(pair);
    expect(connections.map(({ within }) => within)).toEqual([true, true]);
  });

  it('a Node program are its threads and its port', async () => {
    await using workload = await startWorkload('node-server');
    const needs = await needsOf(workload);
    expect(needs.pids.length).toBeGreaterThan(3);
    expect(needs.pids).toContain(workload.pid);
    expect(needs.ports).toMatchObject([{ protocol: 'tcp', address: '127.0.0.1', pid: workload.pid }]);
    expect(fileOf(needs, await readlink(`/proc/${workload.pid}/exe`))?.uses).toContain('executable');
  });

  it('a Python program are its libraries', async () => {
    await using workload = await startWorkload('python-service');
    const needs = await needsOf(workload);
    const libraries = needs.files.filter(
      ({ path, uses }) => path.endsWith('.so') && uses.includes('mapping'),
    );
    expect(libraries.length).toBeGreaterThan(3);
    for (const { path, size } of libraries) expect(size, path).toBe(readFileSync(path).length);
    expect(needs.pids).toHaveLength(2);
  });

  it('unix sockets are their names', async () => {
    await using workload = await startWorkload('unix-sockets');
    const { unixSockets } = await needsOf(workload);
    expect(unixSockets.length).toBeGreaterThan(1);
    for (const { name } of unixSockets) expect(name).toMatch(`${workload.folder}/`);
  });

  it('a removed file tell that it comes along', async () => {
    await using workload = await startWorkload('deleted-file');
    const needs = await needsOf(workload);
    expect(fileOf(needs, join(workload.folder, 'deleted'))).toMatchObject({ removed: { links: 0 } });
  });

  it('a tree in namespaces of its own are no pids, and files in its own root', async () => {
    await using workload = await startWorkload('namespaced');
    const needs = await needsOf(workload);
    expect(needs.pids).toEqual([]);
    expect(needs.ownNamespaces).toEqual(expect.arrayContaining(['mnt', 'net', 'pid']));
    expect(fileOf(needs, '/workload')).toMatchObject({ ownMounts: true, uses: ['executable', 'mapping'] });

    const beside = await obstaclesOf(needs);
    expect(brief(beside)).toEqual([`warning not-examined ${needs.files.length} files`]);
    const root = workload.root ?? '';
    expect(brief(await obstaclesOf(needs, { options: { root } }))).toEqual([]);
    await rm(join(root, 'workload'));
    expect(brief(await obstaclesOf(needs, { options: { root } }))).toEqual([
      'warning file-missing /workload',
    ]);
  });

  it('a tree that ends while they are read are what is left', async () => {
    await using workload = await startWorkload('pipe-tree');
    const whole = findTarget({ pid: workload.pid });
    // One after the other, all along the reading.
    const dying = async () => {
      for (const pid of workload.pids().reverse()) {
        kill(pid);
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const [read] = await Promise.all([readTreeNeeds(whole, installation, { signal: soon() }), dying()]);
    expect(read).toMatchObject({ root: { pid: workload.pid } });

    await using restless = await startTree('/bin/sh', [
      '-c',
      'while :; do (/bin/true; /bin/true) & wait; done',
    ]);
    for (let round = 0; round < 5; round++) {
      const tree = findTarget({ pid: restless.pid });
      const needs = await readTreeNeeds(tree, installation, { signal: soon() });
      expect(needs.pids).toContain(restless.pid);
      expect(fileOf(needs, restless.folder)?.uses).toContain('working-directory');
    }

    await using gone = await startWorkload('counter');
    const tree = findTarget({ pid: gone.pid });
    await end(gone);
    const needs = await readTreeNeeds(tree, installation, { signal: soon() });
    expect(needs).toMatchObject({ files: [], ports: [] });
  });

  it('more files than may be told say how many are left out', async () => {
    await using workload = await startWorkload('python-service');
    const tree = findTarget({ pid: workload.pid });
    const all = await needsOf(workload);
    const cut = await readTreeNeeds(tree, installation, {
      signal: soon(),
      limits: { files: 3, pids: 1, sockets: 1 },
    });
    expect(cut.files).toEqual(all.files.slice(0, 3));
    expect(cut.gaps).toEqual([
      { what: 'threads', count: all.pids.length - 1, why: expect.any(String) },
      { what: 'files', count: all.files.length - 3, why: expect.any(String) },
    ]);
    expect(brief(await obstaclesOf(cut))).toContain(`warning not-examined ${all.files.length - 3} files`);
    const narrow = { limits: { files: 2, pids: 1, sockets: 1 } };
    const looked = await obstaclesOf(all, {}, narrow);
    expect(brief(looked)).toContain(`warning not-examined ${all.files.length - 2} files`);
  });

  it('nothing are waited for when nobody wants them any more', async () => {
    await using workload = await startWorkload('counter');
    const tree = findTarget({ pid: workload.pid });
    const given = AbortSignal.abort(new Error('nobody waits'));
    await expect(readTreeNeeds(tree, installation, { signal: given })).rejects.toThrow('nobody waits');
    const needs = await needsOf(workload);
    await expect(obstaclesOf(needs, {}, { signal: given })).rejects.toThrow('nobody waits');
  });
});

describe('nothing is in the way', () => {
  it.each([
    'pipe-tree',
    'tcp-listen',
    'node-server',
    'python-service',
    'unix-sockets',
    'deleted-file',
    'threads',
  ])('of %s on a host that is the same and on which it does not run', async (name) => {
    await using workload = await startWorkload(name);
    const needs = await needsOf(workload);
    await end(workload);
    const findings = await obstaclesOf(fromElsewhere(needs));
    expect(brief(findings)).toEqual([]);
    const written = needs.files.filter((need) => need.written && need.removed === undefined);
    const content = findings.filter(({ kind }) => kind === 'file-content');
    expect(content.map(({ subject }) => subject)).toEqual(written.map(({ path }) => path));
  });

  it('of a tree on its own host but itself', async () => {
    await using workload = await startWorkload('tcp-listen');
    const { hostname } = (await needsOf(workload)).host;
    expect(brief(await obstaclesOf(await needsOf(workload)))).toEqual([`blocking same-host ${hostname}`]);
  });
});

describe('the files of a tree', () => {
  /** A copy of a program, running; and what has become of the host when it is to come back. */
  async function afterwards(change: (program: string) => Promise<unknown>): Promise<readonly string[]> {
    const own = await mkdtemp(join(folder, 'program-'));
    const program = join(own, 'program');
    await copyFile('/bin/sleep', program);
    await chmod(program, 0o755);
    await using tree = await startTree(program, ['1000']);
    await until(
      'the program',
      10_000,
      () => readFileSync(`/proc/${tree.pid}/maps`, 'utf8').includes('libc') || undefined,
    );
    const needs = await needsOf(tree);
    await end(tree);
    expect(brief(await obstaclesOf(fromElsewhere(needs)))).toEqual([]);
    await change(program);
    return brief(await obstaclesOf(fromElsewhere(needs))).map((line) => line.replace(own, '%'));
  }

  it.each<[string, (program: string) => Promise<unknown>, string]>([
    ['is missing', (program) => rm(program), 'blocking file-missing %/program'],
    ['has grown', (program) => appendFile(program, 'x'), 'blocking file-size %/program'],
    ['has been cut', (program) => truncate(program, 1000), 'blocking file-size %/program'],
    ['has another mode', (program) => chmod(program, 0o700), 'blocking file-mode %/program'],
    [
      'is another build of the same size',
      async (program) => {
        const bytes = await readFile(program);
        const said = execFileSync('readelf', ['-n', program], { encoding: 'utf8' });
        const id = Buffer.from(/Build ID: ([0-9a-f]+)/.exec(said)?.[1] ?? '', 'hex');
        const at = bytes.indexOf(id);
        expect(at).toBeGreaterThan(0);
        bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
        await writeFile(program, bytes);
      },
      'blocking file-build-id %/program',
    ],
    [
      'is a folder',
      async (program) => {
        await rm(program);
        await mkdir(program);
      },
      'blocking file-type %/program',
    ],
    [
      'cannot be looked at',
      async (program) => {
        await rm(program);
        await symlink(program, program);
      },
      'warning file-unreadable %/program',
    ],
  ])('are compared: one %s', async (_, change, expected) => {
    expect(await afterwards(change)).toEqual([expected]);
  });

  it('are found behind symbolic links', async () => {
    const found = await afterwards(async (program) => {
      await link(program, `${program}.real`);
      await rm(program);
      await symlink(`${program}.real`, program);
    });
    expect(found).toEqual([]);
  });

  it('that it writes are told to be left behind, and one that has changed meanwhile is a warning', async () => {
    await using workload = await startWorkload('counter', ['1', '--append']);
    const needs = await needsOf(workload);
    const log = join(workload.folder, 'append');
    await end(workload);
    await appendFile(log, 'x');
    const findings = await obstaclesOf(fromElsewhere(needs));
    expect(brief(findings)).toEqual([`warning file-size ${log}`]);
    expect(findings).toContainEqual(
      expect.objectContaining({ kind: 'file-content', subject: join(workload.folder, 'state') }),
    );
  });

  it('that are removed and have other names cannot be moved without shared storage', async () => {
    await using tree = await startTree('/bin/sh', [
      '-c',
      'echo x >a && ln a b && exec 3<a && rm a && echo >ready && exec sleep 1000',
    ]);
    await until('the file', 10_000, () => {
      try {
        return readFileSync(`/proc/${tree.pid}/comm`, 'utf8') === 'sleep\n' || undefined;
      } catch {
        return undefined;
      }
    });
    const needs = await needsOf(tree);
    await end(tree);
    expect(brief(await obstaclesOf(fromElsewhere(needs)))).toEqual([
      `warning file-unlinked ${join(tree.folder, 'a')}`,
    ]);
  });

  it('are told apart from its working directory, which is missing on most hosts', async () => {
    await using workload = await startWorkload('counter');
    const needs = await needsOf(workload);
    await end(workload);
    await rm(workload.folder, { recursive: true });
    expect(brief(await obstaclesOf(fromElsewhere(needs)))).toEqual([
      `blocking directory-missing ${workload.folder}`,
      ...['state', 'stderr', 'stdout'].map((name) => `blocking file-missing ${join(workload.folder, name)}`),
    ]);
  });
});

describe('the numbers and addresses of a tree', () => {
  it('are taken by what lives there, threads too', async () => {
    await using workload = await startWorkload('threads', ['3']);
    const needs = await needsOf(workload);
    const findings = await obstaclesOf(fromElsewhere(needs));
    expect(brief(findings)).toEqual(needs.pids.map((pid) => `blocking pid-taken ${pid}`));
    expect(findings.map(({ message }) => message).join()).toMatch(
      /taken as the process .* taken as the thread of process/s,
    );
  });

  it('are held by what is dead and not reaped', async () => {
    await using workload = await startUnreaped('counter');
    const needs = await needsOf(workload);
    process.kill(workload.pid, 'SIGKILL');
    await until('a zombie', 10_000, () => workload.state() === 'Z' || undefined);
    expect(brief(await obstaclesOf(fromElsewhere(needs)))).toEqual([`warning pid-zombie ${workload.pid}`]);
  });

  it('can be beyond what the host has', async () => {
    await using workload = await startWorkload('counter');
    const needs = await needsOf(workload);
    await end(workload);
    const beyond = 4_194_304;
    expect(brief(await obstaclesOf({ ...fromElsewhere(needs), pids: [beyond] }))).toEqual([
      `blocking pid-out-of-range ${beyond}`,
    ]);
  });

  it('are taken where another server listens', async () => {
    await using workload = await startWorkload('tcp-listen');
    const needs = await needsOf(workload);
    const port = workload.reported('port');
    await end(workload);
    const rival = createServer();
    await new Promise<void>((resolve) => rival.listen(port, '0.0.0.0', resolve));
    try {
      expect(brief(await obstaclesOf(fromElsewhere(needs)))).toEqual([
        `blocking port-taken tcp 127.0.0.1:${port}`,
      ]);
    } finally {
      rival.close();
    }
  });

  it('are missed where the address is not, and the peer stays behind', async () => {
    await using server = await startWorkload('tcp-server');
    await using client = await startTcpClient(server);
    const needs = await needsOf(server);
    // The server first: it would complain about the client in its state file.
    for (const tree of [server, client]) await end(tree);
    const [connection] = needs.connections;
    const ends = `127.0.0.1:${connection?.port} ↔ 127.0.0.1:${connection?.peerPort}`;
    expect(brief(await obstaclesOf(fromElsewhere(needs)))).toEqual([`warning loopback-peer ${ends}`]);
    expect(brief(await obstaclesOf(fromElsewhere(needs), { options: { tcpClose: true } }))).toEqual([]);

    // TEST-NET-1, which no host has.
    const moved = {
      ...needs,
      connections: needs.connections.map((one) => ({
        ...one,
        address: '192.0.2.1',
        peerAddress: '192.0.2.2',
      })),
    };
    expect(brief(await obstaclesOf(fromElsewhere(moved)))).toEqual(['warning address-absent 192.0.2.1']);
  });

  it('are names of unix sockets, which can be taken and without a folder', async () => {
    await using workload = await startWorkload('unix-sockets');
    const needs = await needsOf(workload);
    const [first] = needs.unixSockets;
    const name = first?.name ?? '';
    await end(workload);
    await rm(name);
    await writeFile(name, 'no socket');
    expect(brief(await obstaclesOf(fromElsewhere(needs)))).toEqual([`blocking unix-address-taken ${name}`]);
    await rm(name);
    const rival = createServer();
    await new Promise<void>((resolve) => rival.listen(name, resolve));
    try {
      expect(brief(await obstaclesOf(fromElsewhere(needs)))).toEqual([`blocking unix-address-taken ${name}`]);
    } finally {
      rival.close();
    }
    const elsewhere = { ...needs, files: [], unixSockets: [{ name: '/run/no such folder/s', pid: 1 }] };
    expect(brief(await obstaclesOf(fromElsewhere(elsewhere)))).toEqual([
      'blocking unix-directory-missing /run/no such folder/s',
    ]);
  });
});

describe('CRIU, the kernel and the machine of the target', () => {
  let needs: TreeNeeds;
  beforeAll(async () => {
    await using workload = await startWorkload('counter');
    needs = { ...fromElsewhere(await needsOf(workload)), files: [], pids: [] };
  });

  it('fit themselves', async () => {
    expect(brief(await obstaclesOf(needs))).toEqual([]);
  });

  it('are asked by CRIU whether the CPU fits', async () => {
    const image = Buffer.from(needs.cpuInfo, 'base64');
    // Its last field is the largest size of the FPU state: CRIU wants the same one.
    const last = image.length - 1;
    image.writeUInt8(image.readUInt8(last) + 1, last);
    const findings = await obstaclesOf({ ...needs, cpuInfo: image.toString('base64') });
    expect(unordinary(findings)).toMatchObject([
      { kind: 'cpu', severity: 'blocking', subject: expect.stringMatching(/xsave/) },
    ]);
    const damaged = await obstaclesOf({ ...needs, cpuInfo: image.subarray(0, 20).toString('base64') });
    expect(unordinary(damaged)).toMatchObject([{ kind: 'cpu', severity: 'blocking' }]);
  });

  it('are told where CRIU does not work', async () => {
    const broken = openInstallation({ kind: 'swrk', program: '/bin/false' });
    const findings = await obstaclesOf(needs, { target: { installation: broken } });
    expect(unordinary(findings)).toMatchObject([{ kind: 'criu-unusable', severity: 'blocking' }]);
  });

  it('are compared with those of the source', async () => {
    const { version } = await installation.facts();
    const without = {
      ...installation,
      facts: async () => ({ ...(await installation.facts()), lazyPages: false }),
    };
    const capabilities = { version, memoryTracking: false, lazyPages: true };
    const of = (change: Partial<HostFacts>) => ({ ...needs, host: { ...needs.host, ...change } });
    const newer = { ...capabilities, version: { major: 99, minor: 0, sublevel: 0 } };
    expect(brief(await obstaclesOf(of({ criu: newer })))).toMatchObject(
      [/^blocking criu-older 99\.0 → \d/].map((said) => expect.stringMatching(said)),
    );
    expect(brief(await obstaclesOf(needs, { postCopy: true, target: { installation: without } }))).toEqual([
      'blocking criu-feature lazy_pages',
    ]);
    expect(brief(await obstaclesOf(of({ criu: capabilities }), { rounds: true }))).toEqual([
      `blocking memory-tracking ${needs.host.kernelRelease}`,
    ]);
    expect(brief(await obstaclesOf(of({ kernelRelease: '99.1' })))).toEqual([
      `warning kernel-older 99.1 → ${needs.host.kernelRelease}`,
    ]);
    expect(brief(await obstaclesOf(of({ architecture: 'vax' })))).toEqual([
      `blocking architecture vax → ${needs.host.architecture}`,
    ]);
    expect(brief(await obstaclesOf(of({ pageBytes: 65_536 })))).toEqual([
      `blocking page-size 65536 → ${needs.host.pageBytes}`,
    ]);
  });

  it('have security modules and namespaces of their own', async () => {
    const confined = { ...needs, securityLabels: ['criud-no-such-profile'] };
    const { securityModule } = needs.host;
    expect(brief(await obstaclesOf(confined))).toEqual(['blocking security-profile criud-no-such-profile']);
    const other = securityModule === 'selinux' ? 'apparmor' : 'selinux';
    const unlike = { ...confined, host: { ...needs.host, securityModule: other } as const };
    expect(brief(await obstaclesOf(unlike))).toEqual([
      `blocking security-module ${other} → ${securityModule}`,
    ]);
    // A kind that a later kernel may have, and this one does not.
    const later: TreeNeeds = JSON.parse(JSON.stringify({ ...needs, ownNamespaces: ['dream'] }));
    expect(brief(await obstaclesOf(later))).toEqual(['blocking namespace dream']);
  });

  it('have only so much room', async () => {
    const small = await mkdtemp(join(folder, 'small-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=700', 'tmpfs', small]);
    try {
      const findings = await obstaclesOf(needs, { target: { stateFolder: small } });
      expect(unordinary(findings)).toMatchObject([{ kind: 'disk-room', severity: 'blocking' }]);
    } finally {
      execFileSync('umount', [small]);
    }
    const huge = { ...needs, memory: { imageBytes: 2 ** 50, residentBytes: 2 ** 50 } };
    expect(
      unordinary(await obstaclesOf(huge))
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['disk-room', 'memory-room']);
    const missing = await obstaclesOf(needs, { target: { stateFolder: join(folder, 'not there') } });
    expect(brief(missing)).toEqual(['warning not-examined disk']);
  });
});

describe('what is around a tree', () => {
  let cgroup = '';
  afterEach(async () => {
    if (cgroup !== '') await rmdir(cgroup).catch(() => undefined);
    cgroup = '';
  });

  it('is a terminal that somebody else holds', async () => {
    await using workload = await startInTerminal();
    const needs = await needsOf(workload);
    expect(needs.terminals).toEqual([expect.stringMatching(/^fds 0, 1, 2 → \/dev\/pts\/\d+$/)]);
    await end(workload);
    const found = brief(await obstaclesOf(fromElsewhere(needs)));
    expect(found).toContain(`warning terminal ${needs.terminals[0]}`);
    expect(found.filter((line) => line.startsWith('blocking'))).toEqual([]);
  });

  it('is a cgroup, which CRIU makes, may not make, or may not find', async () => {
    await using workload = await startWorkload('counter');
    const mine = readCgroups(process.pid).find((one) => {
      const directory = cgroupDirectoryOf(one);
      return directory !== undefined && (one.controllers.includes('freezer') || one.controllers.length === 0);
    });
    if (mine === undefined) throw new Error('no hierarchy of cgroups is mounted here');
    const path = join(mine.path, `criud-preflight-${process.pid}`);
    cgroup = cgroupDirectoryOf({ ...mine, path }) ?? '';
    await mkdir(cgroup);
    await writeFile(join(cgroup, 'cgroup.procs'), String(workload.pid));

    const needs = await needsOf(workload);
    expect(needs.cgroups).toContainEqual({ controllers: mine.controllers, path });
    await end(workload);
    const name = `${mine.controllers.length === 0 ? 'cgroup v2' : mine.controllers.join(',')}:${path}`;
    const elsewhere = fromElsewhere(needs);
    const only = { ...elsewhere, cgroups: [{ controllers: mine.controllers, path }] };
    const found = async (mode: 'soft' | 'props' | 'strict', of = only) =>
      brief(await obstaclesOf(of, { options: { cgroupMode: mode } }));

    expect(await found('props')).toEqual([]);
    expect(await found('strict')).toEqual([`blocking cgroup-exists ${name}`]);
    await rmdir(cgroup);
    expect(await found('soft')).toEqual([]);
    expect(await found('props')).toEqual([`blocking cgroup-missing ${name}`]);
    const unknown = { ...elsewhere, cgroups: [{ controllers: ['dream'], path: '/' }] };
    expect(await found('soft', unknown)).toEqual(['blocking cgroup-hierarchy dream']);
  });
});

it('Every kind of finding of a target has been provoked here', () => {
  const kinds = PREFLIGHT_KINDS.filter((kind) => !OF_THE_SOURCE.includes(kind));
  expect([...provoked].sort()).toEqual([...kinds].sort());
});
