import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, connect, OperationState, Phase } from '../../src/client/index.js';
import { failureOf, PATIENCE, succeeded } from './call-failure.js';
import { type Daemon, runCriud, startDaemon } from './daemon.js';
import { compiledProgram, startWorkload } from './workload.js';

/** The addresses that a daemon serves at, as its log tells them. */
function addressesOf(daemon: Daemon): readonly string[] {
  const line = daemon.log.find(({ event }) => event === 'daemon.serving');
  return Array.isArray(line?.addresses) ? line.addresses.map(String) : [];
}

describe('a daemon that listens at a port', () => {
  let daemon: Daemon;
  let address: string;
  let client: Client;
  beforeAll(async () => {
    const under = [await compiledProgram('reaper')];
    daemon = await startDaemon({ flags: ['--listen', '127.0.0.1:0'], under });
    address = addressesOf(daemon)[1] ?? '';
    client = connect(address);
  });
  afterAll(async () => {
    client?.close();
    await daemon?.[Symbol.asyncDispose]();
  });

  it('tells the port that it got, which only this host can reach', () => {
    expect(addressesOf(daemon)).toEqual([
      `unix:${daemon.socket}`,
      expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    ]);
    const port = Number(address.split(':')[1]).toString(16).toUpperCase().padStart(4, '0');
    const listening = readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local, , state]) => local?.endsWith(`:${port}`) && state === '0A');
    expect(listening.map(([, local]) => local)).toEqual([`0100007F:${port}`]);
  });

  it('dumps and restores there', async () => {
    const workload = await startWorkload('counter');
    try {
      const dump = await client.checkpoints.dump({ target: { pid: workload.pid }, wait: PATIENCE });
      expect(workload.isGone()).toBe(true);
      const before = workload.count();
      const { checkpoint, name } = succeeded(dump.operation);
      const restore = await client.checkpoints.restore({ checkpoint, wait: PATIENCE });
      expect(succeeded(restore.operation).pid).toBe(workload.pid);
      await workload.advancesFrom(before);

      // Both ways lead to the same criud.
      expect(await daemon.client.operations.getOperation({ name })).toEqual({ operation: dump.operation });
      expect(await client.hosts.getHost({})).toEqual(await daemon.client.hosts.getHost({}));
    } finally {
      await workload.stop();
    }
  });

  it('goes on with an operation whose client has gone', async () => {
    const workload = await startWorkload('counter', ['64']);
    const leaving = new AbortController();
    try {
      const request = { target: { pid: workload.pid }, requestId: 'left alone' };
      const gone = failureOf(
        client.checkpoints.dump({ ...request, wait: PATIENCE }, { signal: leaving.signal }),
      );
      // The same request once more tells the operation.
      const { operation: begun } = await client.checkpoints.dump(request);
      const name = begun?.name ?? '';
      leaving.abort();
      expect((await gone).code).toBe('CANCELLED');
      const { operation } = await client.operations.waitOperation({ name });
      expect(operation?.state).toBe(OperationState.SUCCEEDED);
      expect(operation?.phases.map(({ phase }) => phase)).toContain(Phase.COMMITTING);
      expect(workload.isGone()).toBe(true);
    } finally {
      await workload.stop();
    }
  });
});

describe('the address to listen at', () => {
  it('may be the loopback interface by its name', async () => {
    await using daemon = await startDaemon({ flags: ['--listen', 'localhost:0'] });
    const client = connect(addressesOf(daemon)[1] ?? '');
    expect((await client.hosts.getHost({})).criudVersion).not.toBe('');
    client.close();
  });

  if (
    Object.values(networkInterfaces()).some((addresses) => addresses?.some((one) => one.address === '::1'))
  ) {
    it('may be that of IPv6', async () => {
      await using daemon = await startDaemon({ flags: ['--listen', '[::1]:0'] });
      expect(addressesOf(daemon)[1]).toMatch(/^\[::1\]:\d+$/);
      const client = connect(addressesOf(daemon)[1] ?? '');
      expect((await client.hosts.getHost({})).criudVersion).not.toBe('');
      client.close();
    });
  }

  it.each([
    ['every address', '0.0.0.0:0', 'loopback'],
    ['every address of IPv6', '[::]:0', 'loopback'],
    ['an address of a network', '192.0.2.1:7070', 'loopback'],
    ['a name', 'host.example:7070', 'loopback'],
    ['a port that is none', '127.0.0.1:65536', 'host:port'],
    ['no port', '127.0.0.1', 'host:port'],
  ])('must not be %s', async (_, listen, text) => {
    const { status, stderr, left } = await serve('--listen', listen);
    expect(status).toBe(2);
    expect(stderr).toContain(text);
    expect(left).not.toContain('criud.sock');
  });

  it('must be free', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const { status, stderr, left } = await serve('--listen', `127.0.0.1:${port}`);
    other.close();
    expect(status).toBe(1);
    expect(stderr).toContain(`criud cannot listen at 127.0.0.1:${port}`);
    expect(stderr).toContain('Choose another port');
    expect(left).not.toContain('criud.sock');
  });
});

/** A daemon that must not start, and the files that it leaves. */
async function serve(...flags: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'criud-test-'));
  try {
    const socket = join(folder, 'criud.sock');
    const criu = process.env.CRIUD_CRIU ?? 'criu';
    const ended = await runCriud(
      ...['serve', '--socket', socket, '--state', join(folder, 'state'), '--criu', criu],
      ...flags,
    );
    return { ...ended, left: await readdir(folder) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
