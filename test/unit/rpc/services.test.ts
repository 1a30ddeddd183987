import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { hostname, release } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CriuTransport } from '../../../gen/api/criud/v1/host_service.js';
import { Reason } from '../../../src/client/index.js';
import { type RpcFixture, rejection, startRpc } from './rpc-fixture.js';

let rpc: RpcFixture;
let child: ChildProcess;
beforeAll(async () => {
  rpc = await startRpc();
  child = spawn('sleep', ['600'], { stdio: 'ignore' });
  await once(child, 'spawn');
});
afterAll(async () => {
  child.kill('SIGKILL');
  await rpc[Symbol.asyncDispose]();
});

describe('HostService', () => {
  it('tells versions, transport, kernel and features', async () => {
    const { version } = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8'),
    ) as { version: string };
    expect(await rpc.client.hosts.getHost({})).toEqual({
      criudVersion: version,
      criuVersion: '4.2.1',
      criuTransport: CriuTransport.SWRK,
      hostname: hostname(),
      kernel: release(),
      architecture: expect.stringMatching(/./),
      bootId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      features: { memoryTracking: false, lazyPages: true, pidfdStore: true },
    });
  });

  it('reports a CRIU that does not work as a finding, not as an error', async () => {
    const report = await rpc.client.hosts.checkHost({ skipTrial: true });
    expect(report).toMatchObject({ ok: false, criuVersion: '4.2.1', trialDump: undefined });
    expect(report.findings[0]).toEqual({
      reason: Reason.CRIU_NOT_FOUND,
      fatal: true,
      message: 'There is no CRIU in this test.',
      cure: 'Use a real one.',
      causeLine: '',
    });
    expect(report.findings).toContainEqual(
      expect.objectContaining({ reason: Reason.MEMORY_TRACKING_UNAVAILABLE, fatal: false }),
    );
  });
});

describe('ProcessService', () => {
  it('looks at a tree, stops it and lets it run', async () => {
    const target = { pid: child.pid ?? 0 };
    const { processes } = rpc.client;
    const [seen] = (await processes.inspectTree({ target })).processes;
    expect(seen).toMatchObject({
      pid: child.pid,
      parentPid: process.pid,
      name: 'sleep',
      state: 'S',
      threads: 1,
    });
    expect(seen?.residentBytes).toBeGreaterThan(0n);
    expect(seen?.uid).toBe(process.geteuid?.());

    const guarded = { ...target, startTime: seen?.startTime };
    expect((await processes.stopTree({ target: guarded })).processes).toMatchObject([
      { pid: child.pid, state: 'T', startTime: seen?.startTime },
    ]);
    expect((await processes.continueTree({ target: guarded })).processes).toMatchObject([{ pid: child.pid }]);
    expect((await processes.inspectTree({ target })).processes).not.toMatchObject([{ state: 'T' }]);
  });

  it('refuses what is not there, another process of the same pid, and the tree of criud', async () => {
    const { processes } = rpc.client;
    const codes = await Promise.all([
      rejection(processes.inspectTree({ target: { pid: 2 ** 22 } })),
      rejection(processes.stopTree({ target: { pid: child.pid ?? 0, startTime: 1n } })),
      rejection(processes.stopTree({ target: { pid: process.pid } })),
      rejection(processes.continueTree({ target: { pid: process.pid } })),
    ]);
    expect(codes).toMatchObject([
      { code: 'NOT_FOUND', reason: 'PROCESS_NOT_FOUND' },
      { code: 'FAILED_PRECONDITION', reason: 'PROCESS_CHANGED' },
      { code: 'FAILED_PRECONDITION', reason: 'PROCESS_IS_CRIUD' },
      { code: 'FAILED_PRECONDITION', reason: 'PROCESS_IS_CRIUD' },
    ]);
  });
});
