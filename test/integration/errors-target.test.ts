import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, FinalState } from '../../src/client/index.js';
import { readProcess } from '../../src/host/index.js';
import { type ExpectedFailure, expectFailure, failureOf, PATIENCE } from './call-failure.js';
import { type Daemon, startDaemon } from './daemon.js';
import { compiledProgram, startWorkload, type Workload } from './workload.js';

type Target = NonNullable<Parameters<Client['checkpoints']['dump']>[0]['target']>;

let daemon: Daemon;
let workload: Workload;
beforeAll(async () => {
  daemon = await startDaemon();
  workload = await startWorkload('threads', ['3']);
});
afterAll(async () => {
  await workload?.stop();
  await daemon?.[Symbol.asyncDispose]();
});

/** The target is refused by every call that would let CRIU at it, with and without a look into the tree. */
async function expectRefused(target: Target, expected: ExpectedFailure): Promise<void> {
  const { dump, preDump } = daemon.client.checkpoints;
  const calls = [
    () => dump({ target, finalState: FinalState.RUNNING, wait: PATIENCE }),
    () => dump({ target, finalState: FinalState.RUNNING, wait: PATIENCE, skipInspection: true }),
    () => preDump({ target, wait: PATIENCE }),
  ];
  for (const call of calls) expectFailure(await failureOf(call()), expected);
  const { operations } = await daemon.client.operations.listOperations({});
  expect(operations).toEqual([]);
}

function freePid(): number {
  const free = Number(readFileSync('/proc/sys/kernel/pid_max', 'utf8')) - 1;
  expect(existsSync(`/proc/${free}`)).toBe(false);
  return free;
}

describe('a target is refused when it', () => {
  it('is no process', async () => {
    const free = freePid();
    const target = { pid: free };
    await expectRefused(target, { code: 'NOT_FOUND', reason: 'PROCESS_NOT_FOUND', cure: 'pid' });
    const error = await failureOf(daemon.client.processes.inspectTree({ target }));
    expectFailure(error, { code: 'NOT_FOUND', reason: 'PROCESS_NOT_FOUND', cure: 'pid namespace of criud' });
    expect(error.metadata).toEqual({ pid: String(free) });
  });

  it('has another start time', async () => {
    const { processes } = await daemon.client.processes.inspectTree({ target: { pid: workload.pid } });
    const startTime = processes[0]?.startTime ?? 0n;
    await expectRefused(
      { pid: workload.pid, startTime: startTime - 1n },
      { code: 'FAILED_PRECONDITION', reason: 'PROCESS_CHANGED', cure: 'start time' },
    );
    const error = await failureOf(
      daemon.client.processes.inspectTree({ target: { pid: workload.pid, startTime: 0n } }),
    );
    expect(error.metadata).toEqual({
      pid: String(workload.pid),
      start_time: String(startTime),
      expected_start_time: '0',
    });
    await workload.advancesFrom(workload.count());
  });

  it.each([0, -1, -(2 ** 31)])('is the number %i', async (pid) => {
    const expected = { code: 'INVALID_ARGUMENT', reason: 'INVALID_REQUEST', cure: 'named fields' };
    await expectRefused({ pid }, expected);
    const error = await failureOf(daemon.client.processes.inspectTree({ target: { pid } }));
    expectFailure(error, expected);
    expect(error.violations).toEqual([
      { field: 'target.pid', description: `must be greater than 0, and is ${pid}` },
    ]);
  });

  it('is criud', async () => {
    await expectRefused(
      { pid: daemon.pid },
      { code: 'FAILED_PRECONDITION', reason: 'PROCESS_IS_CRIUD', cure: 'run criud outside of the tree' },
    );
    expect((await daemon.client.hosts.getHost({})).criudVersion).not.toBe('');
  });

  it.each([
    ['the parent of criud', () => process.pid],
    ['the first process', () => 1],
  ])('is %s', async (_, pidOf) => {
    const pid = pidOf();
    await expectRefused(
      { pid },
      { code: 'FAILED_PRECONDITION', reason: 'PROCESS_IS_CRIUD', cure: 'descendants do not include criud' },
    );
    const error = await failureOf(daemon.client.processes.stopTree({ target: { pid } }));
    expect(error.reason).toBe('PROCESS_IS_CRIUD');
    expect(error.metadata).toEqual({ pid: String(pid), criud_pid: String(daemon.pid) });
  });

  it('is a thread', async () => {
    const thread = readdirSync(`/proc/${workload.pid}/task`)
      .map(Number)
      .find((task) => task !== workload.pid);
    await expectRefused(
      { pid: thread ?? 0 },
      { code: 'NOT_FOUND', reason: 'PROCESS_NOT_FOUND', cure: `process id ${workload.pid}` },
    );
    await workload.advancesFrom(workload.count());
  });

  it('is a kernel thread, or is not there where a container hides those', async () => {
    // In a container 2 is the pid of somebody else, or of nobody.
    const pid = readProcess(2)?.kernelThread === true ? 2 : freePid();
    const expected =
      pid === 2
        ? { code: 'FAILED_PRECONDITION', reason: 'PROCESS_IS_KERNEL_THREAD', cure: 'process of user space' }
        : { code: 'NOT_FOUND', reason: 'PROCESS_NOT_FOUND', cure: 'pid' };
    await expectRefused({ pid }, expected);
  });

  it('is a zombie', async () => {
    await using parent = await startHolder();
    await expectRefused(
      { pid: parent.zombie },
      { code: 'FAILED_PRECONDITION', reason: 'PROCESS_IS_ZOMBIE', cure: String(parent.pid) },
    );
  });
});

describe('a tree is refused when a debugger holds', () => {
  it('its root', async () => {
    await using tracer = await trace(workload.pid);
    await expectTraced(workload, tracer);
  });

  it('a thread of it', async () => {
    const thread = readdirSync(`/proc/${workload.pid}/task`).map(Number).at(-1) ?? 0;
    await using tracer = await trace(thread);
    await expectTraced(workload, tracer);
  });

  it('one of its children', async () => {
    const tree = await startWorkload('pipe-tree');
    try {
      await using tracer = await trace(tree.pids().at(-1) ?? 0);
      await expectTraced(tree, tracer);
    } finally {
      await tree.stop();
    }
  });
});

/** It is refused with the tracer named, and runs on as before. */
async function expectTraced(tree: Workload, tracer: Tracer): Promise<void> {
  const target = { pid: tree.pid };
  await expectRefused(target, {
    code: 'FAILED_PRECONDITION',
    reason: 'PROCESS_IS_TRACED',
    cure: `detach tracer (${tracer.pid})`,
  });
  const { findings } = await daemon.client.processes.inspectTree({ target });
  expect(findings.map(({ object }) => object)).toContain(`traced by ${tracer.pid} (tracer)`);
  await tree.advancesFrom(tree.count());
}

interface Tracer extends AsyncDisposable {
  readonly pid: number;
}

async function trace(task: number): Promise<Tracer> {
  const child = spawn(await compiledProgram('tracer'), [String(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return { pid: child.pid ?? 0, [Symbol.asyncDispose]: () => kill(child) };
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** A process with a child that it never reaps. */
async function startHolder() {
  const holder = await startWorkload('zombie-parent');
  const zombie = holder.pids().at(-1) ?? 0;
  return { pid: holder.pid, zombie, [Symbol.asyncDispose]: () => holder.stop() };
}
