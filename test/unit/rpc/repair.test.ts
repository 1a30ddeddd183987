import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConnectionLockKind, Repair, RepairOutcome, TreeState } from '../../../src/client/index.js';
import { type ConnectionLock, REPAIRS, type TaskState } from '../../../src/host/index.js';
import { conditionMessage } from '../../../src/rpc/condition-message.js';
import { DUMPED, gate, type RpcFixture, startRpc } from './rpc-fixture.js';

let rpc: RpcFixture;
beforeAll(async () => {
  rpc = await startRpc();
});
afterAll(() => rpc[Symbol.asyncDispose]());

function publicName(name: string): string {
  return name.replaceAll('-', '_').toUpperCase();
}

/** The names of the values of an enum, but the one that is never sent. */
function namesOf(values: Readonly<Record<string, string | number>>): string[] {
  const isName = (name: string) => typeof values[name] === 'number' && Number(values[name]) > 0;
  return Object.keys(values).filter(isName).sort();
}

describe('a condition', () => {
  it('has a value of the API for each state and each kind of lock, and no other', () => {
    const states: Record<TaskState, true> = {
      running: true,
      stopped: true,
      traced: true,
      gone: true,
      frozen: true,
      'network-locked': true,
      'half-restored': true,
    };
    const kinds: Record<ConnectionLock['kind'], true> = {
      'tcp-repair': true,
      nftables: true,
      iptables: true,
    };
    // Object.keys forgets the type of the keys.
    const stateNames = Object.keys(states) as TaskState[];
    const kindNames = Object.keys(kinds) as ConnectionLock['kind'][];
    const release = { kind: 'firewall', commands: [], namespaceOf: undefined } as const;
    const message = conditionMessage({
      tasks: [{ pid: 7, startTime: 5n, name: 'a', states: stateNames, frozenCgroup: '/c' }],
      connectionLocks: kindNames.map((kind) => ({
        kind,
        pid: 7,
        local: 'l',
        remote: 'r',
        name: 'n',
        release,
      })),
      unknown: ['nftables: nft is not installed'],
      overall: 'half-restored',
    });
    const [task] = message.tasks;
    expect(task).toMatchObject({ pid: 7, startTime: 5n, tracerPid: 0, tracerName: '', frozenCgroup: '/c' });
    expect(task?.states.map((state) => TreeState[state])).toEqual(stateNames.map(publicName));
    expect(stateNames.map(publicName).sort()).toEqual(namesOf(TreeState));
    expect(message.connectionLocks.map(({ kind }) => ConnectionLockKind[kind])).toEqual(
      kindNames.map(publicName),
    );
    expect(kindNames.map(publicName).sort()).toEqual(namesOf(ConnectionLockKind));
    expect(message).toMatchObject({
      state: TreeState.HALF_RESTORED,
      unknown: ['nftables: nft is not installed'],
      connectionLocks: [{ pid: 7, local: 'l', remote: 'r', name: 'n' }, {}, {}],
    });
  });
});

describe('RepairTree', () => {
  it('takes each repair of the API, and tells of each in the order in which they are done', async () => {
    const child = spawn('sleep', ['60'], { stdio: 'ignore' });
    try {
      await once(child, 'spawn');
      const target = { pid: child.pid ?? 0 };
      const repairs = REPAIRS.map((repair) => Repair[publicName(repair) as keyof typeof Repair]);
      expect(REPAIRS.map(publicName).sort()).toEqual(namesOf(Repair));
      const answer = await rpc.client.processes.repairTree({ target, repairs: [...repairs].reverse() });
      expect(answer.results.map(({ repair }) => repair)).toEqual(repairs);
      for (const { outcome } of answer.results) expect(outcome).toBe(RepairOutcome.NOT_NEEDED);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('leaves a tree alone that an operation works on', async () => {
    const child = spawn('sleep', ['60'], { stdio: 'ignore' });
    const end = gate();
    try {
      await once(child, 'spawn');
      const pid = child.pid ?? 0;
      process.kill(pid, 'SIGSTOP');
      const traces = { bootId: '', processes: [] };
      rpc.operations.begin({ kind: 'dump', pids: [pid], timeout: 60_000, traces }, async () => {
        await end.opened;
        return DUMPED;
      });
      await expect(
        rpc.client.processes.repairTree({ target: { pid }, repairs: [Repair.CONTINUE] }),
      ).rejects.toMatchObject({ code: 'ABORTED', reason: 'TREE_BUSY' });
      const { condition } = await rpc.client.processes.inspectTree({ target: { pid } });
      expect(condition).toMatchObject({ state: TreeState.STOPPED, tasks: [{ pid }] });
    } finally {
      end.open();
      child.kill('SIGKILL');
    }
  });
});
