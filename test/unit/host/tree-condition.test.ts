import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { ConnectionLock } from '../../../src/host/connection-lock.js';
import { readProcess } from '../../../src/host/process.js';
import { neededRepairs, remedyFor } from '../../../src/host/remedy.js';
import { repairTree } from '../../../src/host/repair.js';
import {
  conditionOf,
  overallOf,
  readTreeCondition,
  type TaskCondition,
  type TaskLook,
  type TaskState,
  type Tracer,
  type TreeCondition,
} from '../../../src/host/tree-condition.js';

const self = readProcess(process.pid);
if (self === undefined) throw new Error('this process is not there');

const criu: Tracer = { pid: 99, startTime: 1n, name: 'criu', isCriu: true };
const gdb: Tracer = { pid: 98, startTime: 1n, name: 'gdb', isCriu: false };

function look(state: string, changes: Partial<TaskLook> = {}): TaskLook {
  return {
    // The rest of the facts says nothing about the condition.
    facts: { ...(self as NonNullable<typeof self>), state },
    isDead: false,
    isHalfRestored: false,
    isStopping: false,
    tracer: undefined,
    frozenCgroup: undefined,
    ...changes,
  };
}

function task(states: readonly TaskState[], tracer?: Tracer): TaskCondition {
  return { pid: 7, startTime: 1n, name: 'a', states, ...(tracer && { tracer }) };
}

function tree(
  tasks: readonly TaskCondition[],
  connectionLocks: readonly ConnectionLock[] = [],
): TreeCondition {
  return { tasks, connectionLocks, unknown: [], overall: overallOf(tasks) };
}

const lock: ConnectionLock = {
  kind: 'nftables',
  pid: 7,
  local: 'a:1',
  remote: 'b:2',
  name: 'inet CRIU-1',
  release: { kind: 'firewall', commands: [], namespaceOf: undefined },
};

describe('the condition of a task', () => {
  const cgroup = '/sys/fs/cgroup/box';
  const cases: readonly (readonly [string, TaskLook, boolean, readonly TaskState[]])[] = [
    ['runs', look('R'), false, ['running']],
    ['sleeps', look('S'), false, ['running']],
    ['waits for a device', look('D'), false, ['running']],
    ['is a zombie', look('Z', { isDead: true }), true, ['gone']],
    ['is stopped', look('T'), false, ['stopped']],
    ['has got SIGSTOP', look('R', { isStopping: true }), false, ['stopped']],
    ['is held by a CRIU', look('t', { tracer: criu }), false, ['traced']],
    ['is held and locked', look('t', { tracer: criu }), true, ['traced', 'network-locked']],
    ['is held and will stop', look('t', { tracer: criu, isStopping: true }), false, ['traced', 'stopped']],
    ['runs under a debugger', look('S', { tracer: gdb }), false, ['traced', 'running']],
    ['is frozen', look('D', { frozenCgroup: cgroup }), false, ['frozen']],
    ['is stopped and frozen', look('T', { frozenCgroup: cgroup }), false, ['frozen', 'stopped']],
    ['runs and is locked', look('S'), true, ['network-locked', 'running']],
    ['is half restored', look('S', { isHalfRestored: true }), false, ['half-restored']],
    [
      'is half restored and stopped',
      look('T', { isHalfRestored: true }),
      false,
      ['half-restored', 'stopped'],
    ],
  ];
  for (const [name, seen, isLocked, states] of cases) {
    it(`that ${name} is ${states.join(' and ')}`, () => {
      expect(conditionOf(seen, isLocked).states).toEqual(states);
    });
  }
});

describe('the condition of a tree', () => {
  it('is the gravest of its tasks, and else that of the first that lives', () => {
    const cases: readonly (readonly [readonly TaskState[][], TaskState])[] = [
      [[['running'], ['running']], 'running'],
      [[['running'], ['stopped']], 'running'],
      [[['stopped'], ['running']], 'stopped'],
      [[['gone'], ['stopped']], 'stopped'],
      [[['gone'], ['gone']], 'gone'],
      [[], 'gone'],
      [[['running'], ['network-locked', 'running']], 'network-locked'],
      [[['network-locked'], ['frozen']], 'frozen'],
      [[['frozen'], ['traced']], 'traced'],
      [[['traced'], ['half-restored']], 'half-restored'],
    ];
    for (const [tasks, overall] of cases) {
      expect(overallOf(tasks.map((states) => task(states))), JSON.stringify(tasks)).toBe(overall);
    }
  });

  it('says which repairs help, and no others', () => {
    const cases: readonly (readonly [TreeCondition, string])[] = [
      [tree([task(['running'])]), ''],
      [tree([task(['gone'])]), ''],
      [tree([task(['running']), task(['stopped'])]), ''],
      [tree([task(['stopped'])]), 'Call RepairTree with CONTINUE.'],
      [tree([task(['frozen'])]), 'Call RepairTree with THAW.'],
      [tree([task(['traced'], criu)]), 'Call RepairTree with DETACH.'],
      [
        tree([task(['traced', 'network-locked'], criu)], [lock]),
        'Call RepairTree with DETACH, UNLOCK_NETWORK.',
      ],
      [tree([task(['network-locked', 'stopped'])], [lock]), 'Call RepairTree with UNLOCK_NETWORK, CONTINUE.'],
      [tree([task(['half-restored'])]), 'Call RepairTree with KILL_HALF_RESTORED.'],
      [tree([task(['traced'], gdb)]), 'End or detach gdb (98), which traces the tree.'],
    ];
    for (const [condition, text] of cases) {
      expect(remedyFor(condition), JSON.stringify(condition.tasks.map(({ states }) => states))).toBe(text);
      const named = neededRepairs(condition).map((repair) => repair.toUpperCase().replaceAll('-', '_'));
      expect(text).toContain(named.join(', '));
    }
  });

  it('is that of the processes as they are now, with their children, and of those that have gone', async () => {
    const child = spawn('sh', ['-c', 'sleep 60 & echo; wait'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    const pid = child.pid ?? 0;
    try {
      await once(child.stdout, 'data');
      const facts = readProcess(pid);
      if (facts === undefined) throw new Error('the child is not there');
      const past = { pid, startTime: facts.startTime - 1n };
      const seen = await readTreeCondition([facts, past]);
      expect(seen.overall).toBe('running');
      expect(seen.tasks).toMatchObject([
        { pid, name: 'sh', states: ['running'] },
        { states: ['running'] },
        { pid, startTime: past.startTime, name: '', states: ['gone'] },
      ]);

      process.kill(-pid, 'SIGKILL');
      await once(child, 'exit');
      await expect.poll(async () => (await readTreeCondition(seen.tasks)).overall).toBe('gone');
      const { results } = await repairTree(seen.tasks, ['continue', 'detach']);
      expect(results).toMatchObject([
        { repair: 'detach', outcome: 'not-needed' },
        { repair: 'continue', outcome: 'not-needed' },
      ]);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('is never repaired of criud itself', async () => {
    await expect(repairTree([{ pid: process.pid, startTime: self.startTime }], [])).rejects.toMatchObject({
      reason: 'PROCESS_IS_CRIUD',
    });
  });
});
