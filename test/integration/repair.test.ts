import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ConnectionLockKind,
  NetworkLock,
  Repair,
  RepairOutcome,
  type TreeCondition,
  TreeState,
} from '../../src/client/index.js';
import { NetworkLock as CriuNetworkLock } from '../../src/criu/index.js';
import { readTcpSockets } from '../../src/host/index.js';
import { type HeldCriu, holdCriu } from './held-criu.js';
import { mountPoint } from './mount-point.js';
import { dump, goesOn, restore } from './round-trip.js';
import { startWatchedDaemon, type WatchedDaemon } from './watched-daemon.js';
import {
  compiledProgram,
  startTcpClient,
  startWorkload,
  type Tree,
  until,
  type Workload,
} from './workload.js';

let daemon: WatchedDaemon;
beforeAll(async () => {
  daemon = await startWatchedDaemon({ flags: ['--allow-option', 'namespaces.root=*'] });
});
afterAll(() => daemon?.endLevel());

/** CRIU's own, for those that a test holds; the locks are then in nftables, whatever the default is. */
const NFTABLES = { networkLock: CriuNetworkLock.NFTABLES };
const ESTABLISHED = { tcpEstablished: true, ...NFTABLES };

const { DONE, NOT_NEEDED, FAILED } = RepairOutcome;
const ALL = [
  Repair.DETACH,
  Repair.UNLOCK_NETWORK,
  Repair.THAW,
  Repair.CONTINUE,
  Repair.KILL_HALF_RESTORED,
] as const;

/** Repairs a tree; the outcomes are in the order of the results. */
async function repair(pid: number, ...repairs: readonly Repair[]) {
  const { before, results, after } = await daemon.client.processes.repairTree({
    target: { pid },
    repairs: [...repairs],
  });
  if (before === undefined || after === undefined) throw new Error('a repair without a condition');
  expect(results.map((result) => result.repair)).toEqual([...repairs]);
  return { before, results, after, outcomes: results.map(({ outcome }) => outcome) };
}

async function conditionOf(pid: number): Promise<TreeCondition> {
  const { condition } = await daemon.client.processes.inspectTree({ target: { pid } });
  if (condition === undefined) throw new Error('a tree without a condition');
  return condition;
}

/** The states that tasks of a tree are in, of all of them. */
function statesIn({ tasks }: TreeCondition): readonly string[] {
  return [...new Set(tasks.flatMap(({ states }) => states.map((state) => TreeState[state] ?? '')))].sort();
}

/** Those tables of a CRIU that are there. */
function tablesOf(criu: HeldCriu): readonly string[] {
  const listed = execFileSync('nft', ['list', 'tables'], { encoding: 'utf8' });
  return criu.tables().filter((table) => listed.includes(table));
}

function signalAll(tree: Tree, name: 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of tree.pids()) process.kill(pid, name);
}

async function untilAll(tree: Tree, letter: string): Promise<void> {
  await until(`all tasks in state ${letter}`, 10_000, () =>
    tree.pids().every((pid) => stateOf(pid) === letter) ? true : undefined,
  );
}

function stateOf(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return stat.charAt(stat.lastIndexOf(')') + 2);
}

describe('A tree of which nothing is wrong', () => {
  it('runs on, and needs no repair', async () => {
    await using workload = await startWorkload('pipe-tree');
    const { before, outcomes, after } = await repair(workload.pid, ...ALL);
    expect(outcomes).toEqual(ALL.map(() => NOT_NEEDED));
    for (const condition of [before, after]) {
      expect(condition).toMatchObject({ state: TreeState.RUNNING, remedy: '', connectionLocks: [] });
      expect(statesIn(condition)).toEqual(['RUNNING']);
      expect(condition.tasks.map(({ pid }) => pid).sort()).toEqual(workload.pids().sort());
    }
    await goesOn(workload);
  });

  it('keeps its TCP connection', async () => {
    await using server = await startWorkload('tcp-server');
    await using client = await startTcpClient(server);
    expect((await repair(server.pid, ...ALL)).outcomes).toEqual(ALL.map(() => NOT_NEEDED));
    await goesOn(server);
    await goesOn(client);
  });
});

describe('A request for a repair', () => {
  it('must name a repair that there is', async () => {
    await using workload = await startWorkload('counter');
    // A number that the enum does not have, as a later client may send it.
    const unknown = 99 as Repair;
    const requests: readonly (readonly [Repair[], string])[] = [
      [[], 'repairs'],
      [[Repair.UNSPECIFIED], 'repairs[0]'],
      [[Repair.THAW, unknown], 'repairs[1]'],
    ];
    for (const [repairs, field] of requests) {
      await expect(
        daemon.client.processes.repairTree({ target: { pid: workload.pid }, repairs }),
      ).rejects.toMatchObject({ reason: 'INVALID_REQUEST', violations: [{ field }] });
    }
    await expect(
      daemon.client.processes.repairTree({ target: { pid: daemon.pid }, repairs: [...ALL] }),
    ).rejects.toMatchObject({ reason: 'PROCESS_IS_CRIUD' });
  });
});

describe('A stopped tree', () => {
  it('goes on when that is named, and not otherwise', async () => {
    await using workload = await startWorkload('pipe-tree');
    signalAll(workload, 'SIGSTOP');
    await untilAll(workload, 'T');
    const others = ALL.filter((one) => one !== Repair.CONTINUE);
    const untouched = await repair(workload.pid, ...others);
    expect(untouched.outcomes).toEqual(others.map(() => NOT_NEEDED));
    expect(untouched.after).toMatchObject({
      state: TreeState.STOPPED,
      remedy: 'Call RepairTree with CONTINUE.',
    });
    expect(statesIn(untouched.after)).toEqual(['STOPPED']);

    const { outcomes, after } = await repair(workload.pid, Repair.CONTINUE);
    expect(outcomes).toEqual([DONE]);
    expect(statesIn(after)).toEqual(['RUNNING']);
    await goesOn(workload);
  });
});

describe('A frozen tree', () => {
  const v1 = '/sys/fs/cgroup/freezer';
  const isV1 = existsSync(join(v1, 'cgroup.procs'));
  const unified = existsSync('/sys/fs/cgroup/cgroup.controllers')
    ? '/sys/fs/cgroup'
    : '/sys/fs/cgroup/unified';
  const hierarchies = [
    ...(isV1 ? [{ name: 'v1', mount: v1, file: 'freezer.state', value: 'FROZEN' }] : []),
    ...(existsSync(join(unified, 'cgroup.procs'))
      ? [{ name: 'v2', mount: unified, file: 'cgroup.freeze', value: '1' }]
      : []),
  ];

  it('can be made on this machine', () => {
    expect(hierarchies).not.toEqual([]);
  });

  for (const { name, mount, file, value } of hierarchies) {
    it(`is thawed in cgroup ${name}, where the cgroup above it is what is frozen`, async () => {
      await using workload = await startWorkload('counter');
      const above = join(mount, `criud-repair-${process.pid}`);
      const cgroup = join(above, 'tree');
      mkdirSync(cgroup, { recursive: true });
      try {
        writeFileSync(join(cgroup, 'cgroup.procs'), String(workload.pid));
        writeFileSync(join(above, file), value);
        await expect
          .poll(async () => (await conditionOf(workload.pid)).tasks[0])
          .toMatchObject({ states: [TreeState.FROZEN], frozenCgroup: cgroup });

        const { outcomes, before, after } = await repair(workload.pid, Repair.THAW);
        expect(outcomes).toEqual([DONE]);
        expect(before).toMatchObject({ state: TreeState.FROZEN, remedy: 'Call RepairTree with THAW.' });
        expect(statesIn(after)).toEqual(['RUNNING']);
        await goesOn(workload);
      } finally {
        writeFileSync(join(above, file), value === '1' ? '0' : 'THAWED');
        await workload.stop();
        rmdirSync(cgroup);
        rmdirSync(above);
      }
    });
  }
});

describe('A tree under a tracer', () => {
  it('stays there when that is a debugger', async () => {
    await using workload = await startWorkload('counter');
    const tracer = spawn(await compiledProgram('tracer'), [String(workload.pid)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(tracer.stdout, 'data');
      const { outcomes, results, after } = await repair(workload.pid, ...ALL);
      expect(outcomes).toEqual(ALL.map(() => NOT_NEEDED));
      expect(results[0]?.detail).toContain(`tracer (${tracer.pid})`);
      expect(after).toMatchObject({
        state: TreeState.TRACED,
        remedy: `End or detach tracer (${tracer.pid}), which traces the tree.`,
        tasks: [
          { states: [TreeState.TRACED, TreeState.RUNNING], tracerPid: tracer.pid, tracerIsCriu: false },
        ],
      });
      expect(tracer.exitCode ?? tracer.signalCode).toBe(null);
      await goesOn(workload);
    } finally {
      tracer.kill('SIGKILL');
    }
  });

  it('is let go by a CRIU that was left over', async () => {
    await using workload = await startWorkload('pipe-tree');
    await using criu = await holdCriu('dump', 'post-dump', { pid: workload.pid, ...NFTABLES });
    const others = ALL.filter((one) => one !== Repair.DETACH);
    expect((await repair(workload.pid, ...others)).outcomes).toEqual(others.map(() => NOT_NEEDED));
    expect(criu.hasEnded()).toBe(false);

    const { before, outcomes, after } = await repair(workload.pid, Repair.DETACH);
    expect(before).toMatchObject({ state: TreeState.TRACED, remedy: 'Call RepairTree with DETACH.' });
    for (const task of before.tasks) {
      expect(task).toMatchObject({
        states: [TreeState.TRACED],
        tracerPid: criu.pid,
        tracerIsCriu: true,
      });
    }
    expect(outcomes).toEqual([DONE]);
    expect(statesIn(after)).toEqual(['RUNNING']);
    await until('the end of CRIU', 10_000, () => criu.hasEnded() || undefined);
    await goesOn(workload);
  });

  it('keeps its TCP connection when it is let go and unlocked at once', async () => {
    await using server = await startWorkload('tcp-server');
    await using client = await startTcpClient(server);
    await using criu = await holdCriu('dump', 'post-dump', { pid: server.pid, ...ESTABLISHED });
    const alone = await repair(server.pid, Repair.UNLOCK_NETWORK);
    expect(alone.outcomes).toEqual([FAILED]);
    expect(alone.results[0]?.detail).toContain('DETACH');
    expect(criu.hasEnded()).toBe(false);

    const { outcomes, after } = await repair(server.pid, Repair.DETACH, Repair.UNLOCK_NETWORK);
    expect(outcomes).toEqual([DONE, DONE]);
    expect(after).toMatchObject({ state: TreeState.RUNNING, connectionLocks: [], remedy: '' });
    await goesOn(server);
    await goesOn(client);
  });
});

describe('A tree whose dump was killed', () => {
  /** The lock is seen as the repair mode of the socket and both directions of the connection in nftables. */
  function expectLocked(condition: TreeCondition, server: Workload, client: Workload): void {
    const port = (workload: Workload) => `127.0.0.1:${workload.reported('port')}`;
    const ends = { pid: server.pid, local: port(server), remote: port(client) };
    const { NFTABLES: nftables, TCP_REPAIR: repairMode } = ConnectionLockKind;
    expect(condition.connectionLocks).toMatchObject([
      { kind: nftables, ...ends },
      { kind: nftables, ...ends },
      { kind: repairMode, ...ends },
    ]);
    expect(condition.remedy).toContain('UNLOCK_NETWORK');
  }

  it('has its TCP connection back, when it stood still', async () => {
    await using server = await startWorkload('tcp-server');
    await using client = await startTcpClient(server);
    await using criu = await holdCriu('dump', 'post-dump', { pid: server.pid, ...ESTABLISHED });
    // Taken when CRIU lets go.
    signalAll(server, 'SIGSTOP');
    await criu.kill();
    await untilAll(server, 'T');
    expect(tablesOf(criu)).toHaveLength(1);
    expectLocked(await conditionOf(server.pid), server, client);
    // The other end is not what was dumped: its locks are not its own to remove.
    expect((await repair(client.pid, ...ALL)).outcomes).toEqual(ALL.map(() => NOT_NEEDED));

    const { before, outcomes, after } = await repair(server.pid, Repair.UNLOCK_NETWORK, Repair.CONTINUE);
    expect(before).toMatchObject({
      state: TreeState.NETWORK_LOCKED,
      remedy: 'Call RepairTree with UNLOCK_NETWORK, CONTINUE.',
    });
    expect(outcomes).toEqual([DONE, DONE]);
    expect(after).toMatchObject({ state: TreeState.RUNNING, connectionLocks: [], remedy: '' });
    expect(tablesOf(criu)).toEqual([]);
    await goesOn(server);
    await goesOn(client);
  });

  it('has its TCP connection back, when it waited in poll and nothing came', async () => {
    await using server = await startWorkload('tcp-waiter');
    await using client = await startTcpClient(server);
    process.kill(client.pid, 'SIGSTOP');
    await untilAll(client, 'T');
    // It answers what is on the way.
    await goesOn(server);
    await using criu = await holdCriu('dump', 'post-dump', { pid: server.pid, ...ESTABLISHED });
    await criu.kill();
    await goesOn(server);
    expectLocked(await conditionOf(server.pid), server, client);

    // Without its name nothing is unlocked.
    const others = ALL.filter((one) => one !== Repair.UNLOCK_NETWORK);
    const untouched = await repair(server.pid, ...others);
    expect(untouched.outcomes).toEqual(others.map(() => NOT_NEEDED));
    expectLocked(untouched.after, server, client);

    expect((await repair(server.pid, Repair.UNLOCK_NETWORK)).outcomes).toEqual([DONE]);
    process.kill(client.pid, 'SIGCONT');
    await goesOn(client);
    await goesOn(server);
  });
});

describe('A tree in a network namespace of its own whose dump was killed', () => {
  it('has its network back', async () => {
    await using workload = await startWorkload('namespaced');
    const [pid = 0] = workload.pids();
    const root = { root: workload.root ?? '' };
    await using criu = await holdCriu('dump', 'post-dump', { pid, ...root, ...NFTABLES });
    // It would fail at once: what is sent then is refused.
    signalAll(workload, 'SIGSTOP');
    await criu.kill();
    await untilAll(workload, 'T');
    const { before, outcomes, after } = await repair(pid, Repair.UNLOCK_NETWORK, Repair.CONTINUE);
    expect(before).toMatchObject({ state: TreeState.NETWORK_LOCKED });
    expect(before.connectionLocks.length).toBeGreaterThan(0);
    for (const { kind, local } of before.connectionLocks) {
      expect({ kind, local }).toEqual({ kind: ConnectionLockKind.NFTABLES, local: '' });
    }
    expect(outcomes).toEqual([DONE, DONE]);
    expect(after).toMatchObject({ connectionLocks: [], state: TreeState.RUNNING });
    await goesOn(workload);
  });
});

describe('A tree whose restore was killed', () => {
  for (const name of ['pipe-tree', 'threads']) {
    it(`is half restored, is killed, and can be restored again: ${name}`, async () => {
      await using workload = await startWorkload(name);
      const { checkpoint } = await dump(daemon, workload);
      const count = workload.count();
      await using criu = await holdCriu('restore', 'post-restore', NFTABLES, imagesOf(checkpoint.name));
      // Its CRIU lives: that is a restore that goes on.
      expect(statesIn(await conditionOf(workload.pid))).toEqual(['RUNNING']);
      await criu.kill();

      const others = ALL.filter((one) => one !== Repair.KILL_HALF_RESTORED);
      const untouched = await repair(workload.pid, ...others);
      expect(untouched.outcomes).toEqual(others.map(() => NOT_NEEDED));
      expect(untouched.after).toMatchObject({
        state: TreeState.HALF_RESTORED,
        remedy: 'Call RepairTree with KILL_HALF_RESTORED.',
      });
      expect(untouched.after.tasks).toHaveLength(checkpoint.processes);
      expect(statesIn(untouched.after)).toEqual(['HALF_RESTORED']);

      const { outcomes, after } = await repair(workload.pid, Repair.KILL_HALF_RESTORED);
      expect(outcomes).toEqual([DONE]);
      expect(after.state).toBe(TreeState.GONE);
      expect(statesIn(after)).toEqual(['GONE']);
      await restore(daemon, workload, checkpoint);
      await goesOn(workload, count);
    });
  }

  it('keeps its TCP connection for the next restore', async () => {
    await using server = await startWorkload('tcp-server');
    await using client = await startTcpClient(server);
    const { checkpoint } = await dump(daemon, server, {
      options: { tcp: { established: true, networkLock: NetworkLock.NFTABLES } },
    });
    const count = server.count();
    await using criu = await holdCriu('restore', 'post-restore', ESTABLISHED, imagesOf(checkpoint.name));
    await criu.kill();
    const { before, outcomes } = await repair(server.pid, Repair.UNLOCK_NETWORK, Repair.KILL_HALF_RESTORED);
    expect(before).toMatchObject({ state: TreeState.HALF_RESTORED, connectionLocks: [] });
    expect(outcomes).toEqual([NOT_NEEDED, DONE]);

    await restore(daemon, server, checkpoint, {});
    await goesOn(server, count);
    await goesOn(client);
  });

  it('is killed while it still is in the program of CRIU', async () => {
    await using workload = await startWorkload('namespaced');
    const { checkpoint } = await dump(daemon, workload);
    const count = workload.count();
    await using mount = await mountPoint(workload.root);
    const options = { ...NFTABLES, root: mount.path };
    await using criu = await holdCriu('restore', 'setup-namespaces', options, imagesOf(checkpoint.name));
    const root = criu.root ?? 0;
    expect(statesIn(await conditionOf(root))).toEqual(['RUNNING']);
    await criu.kill();
    const { before, outcomes } = await repair(root, Repair.KILL_HALF_RESTORED);
    expect(before).toMatchObject({ state: TreeState.HALF_RESTORED, tasks: [{ pid: root }] });
    expect(outcomes).toEqual([DONE]);
    await restore(daemon, workload, checkpoint, { options: { namespaces: { root: mount.path } } });
    await goesOn(workload, count);
  });

  it('is repaired from a child when the root has gone', async () => {
    await using workload = await startWorkload('pipe-tree');
    const { checkpoint } = await dump(daemon, workload);
    await using criu = await holdCriu('restore', 'post-restore', NFTABLES, imagesOf(checkpoint.name));
    await criu.kill();
    const [root = 0, child = 0] = workload.pids();
    process.kill(root, 'SIGKILL');
    await until('the end of the root', 10_000, () => !existsSync(`/proc/${root}`) || undefined);
    await expect(repair(root, Repair.KILL_HALF_RESTORED)).rejects.toMatchObject({
      reason: 'PROCESS_NOT_FOUND',
    });
    const { before, outcomes } = await repair(child, Repair.KILL_HALF_RESTORED);
    expect(before.tasks[0]).toMatchObject({ pid: child, states: [TreeState.HALF_RESTORED] });
    expect(outcomes).toEqual([DONE]);
    expect(await untilGone(child)).toBe(true);
  });

  /** Dead, though its zombie may wait for the init of this machine. */
  function untilGone(pid: number): Promise<boolean> {
    return until(
      `the end of ${pid}`,
      10_000,
      () => !existsSync(`/proc/${pid}`) || stateOf(pid) === 'Z' || undefined,
    );
  }

  function imagesOf(checkpoint: string): string {
    return join(daemon.stateFolder, checkpoint, 'images');
  }
});

describe('A tree whose CRIU was killed when its sockets were out of repair mode already', () => {
  it('is cut off by the rules that are left, and joined again when they go', async () => {
    await using server = await startWorkload('tcp-server');
    await using client = await startTcpClient(server);
    const port = server.reported('port');
    const sockets = [...(await readTcpSockets(server.pid)).values()];
    const other = sockets.find(
      ({ local, remote }) => local.startsWith('127.') && remote.endsWith(`:${port}`),
    );
    const peer = other?.local.split(':')[1];
    const table = 'CRIU-left-over';
    const ends = [`127.0.0.1 . ${port} . 127.0.0.1 . ${peer}`, `127.0.0.1 . ${peer} . 127.0.0.1 . ${port}`];
    const rules = `table inet ${table} {
      set conns4 { type ipv4_addr . inet_service . ipv4_addr . inet_service; elements = { ${ends.join(', ')} } }
      chain output { type filter hook output priority 0; ip saddr . tcp sport . ip daddr . tcp dport @conns4 drop; }
    }`;
    execFileSync('nft', ['-f', '-'], { input: rules });
    try {
      expect(await conditionOf(server.pid)).toMatchObject({
        state: TreeState.NETWORK_LOCKED,
        remedy: expect.stringContaining('UNLOCK_NETWORK'),
      });
      const { outcomes } = await repair(server.pid, Repair.UNLOCK_NETWORK);
      expect(outcomes).toEqual([DONE]);
      expect(execFileSync('nft', ['list', 'tables'], { encoding: 'utf8' })).not.toContain(table);
      await goesOn(server);
      await goesOn(client);
    } finally {
      spawnSync('nft', ['delete', 'table', 'inet', table]);
    }
  });
});
