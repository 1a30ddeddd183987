import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CriuTransport, FinalState } from '../../src/client/index.js';
import { dump, goesOn, roundTrip } from './round-trip.js';
import { startWatchedDaemon, type WatchedDaemon } from './watched-daemon.js';
import { compiledProgram, startInTerminal, startTcpClient, startWorkload, until } from './workload.js';

describe('Over the socket of a running criu service', () => {
  let service: CriuService;
  let daemon: WatchedDaemon;
  beforeAll(async () => {
    service = await startCriuService();
    daemon = await startWatchedDaemon({ flags: ['--criu-service', service.socket] });
  });
  afterAll(async () => {
    await using ending = service;
    await daemon?.endLevel();
    expect(ending?.isRunning()).toBe(true);
  });

  it('the host says so, and CRIU works', async () => {
    const host = await daemon.client.hosts.getHost({});
    expect(host.criuTransport).toBe(CriuTransport.SERVICE);
    expect(await daemon.client.hosts.checkHost({})).toMatchObject({
      ok: true,
      criuVersion: host.criuVersion,
      trialDump: expect.anything(),
      trialRestore: expect.anything(),
    });
  });

  it('a process with memory and an open file goes on where it was', async () => {
    await using workload = await startWorkload('counter', ['16', '--append']);
    await roundTrip(daemon, workload);
  });

  it('a tree of processes joined by pipes goes on where it was', async () => {
    await using workload = await startWorkload('pipe-tree');
    await roundTrip(daemon, workload);
  });

  it('a connection between two trees goes on where it was', async () => {
    await using server = await startWorkload('tcp-server');
    await using client = await startTcpClient(server);
    await roundTrip(daemon, server, { tcp: { established: true } });
    await goesOn(client);
    await dump(daemon, server, { finalState: FinalState.RUNNING, options: { tcp: { established: true } } });
    await goesOn(client);
  });

  it('a terminal is handed over', async () => {
    await using job = await startInTerminal();
    const { restore } = await roundTrip(daemon, job, { terminal: { shellJob: true } });
    expect(restore.outcome).toMatchObject({ value: { keepsTerminal: true } });
  });
});

interface CriuService extends AsyncDisposable {
  readonly socket: string;
  isRunning(): boolean;
}

/** Starts the CRIU of the tests as a service, under a reaper for the trees that it restores. */
async function startCriuService(): Promise<CriuService> {
  const folder = await mkdtemp(join(tmpdir(), 'criud-service-'));
  const socket = join(folder, 'criu.sock');
  const reaper = await compiledProgram('reaper');
  const criu = process.env.CRIUD_CRIU ?? 'criu';
  const args = ['--no-default-config', 'service', '--address', socket, '-W', folder, '-o', 'service.log'];
  const child = spawn(reaper, [criu, ...args], { cwd: folder, stdio: 'ignore' });
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  await until('the socket of the criu service', 15_000, () => {
    if (!isRunning()) throw new Error(`criu service ended with ${child.exitCode ?? child.signalCode}`);
    return existsSync(socket) || undefined;
  });
  return {
    socket,
    isRunning,
    async [Symbol.asyncDispose]() {
      if (isRunning()) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
