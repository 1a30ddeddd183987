import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRedis } from './redis.js';
import { roundTrip } from './round-trip.js';
import { startWatchedDaemon, type WatchedDaemon } from './watched-daemon.js';
import { startWorkload } from './workload.js';

/** Programs of other people, which `npm test` unpacks here. */
const PROGRAMS = join(import.meta.dirname, '../../.cache/programs/bin');
const ESTABLISHED = { tcp: { established: true } };

describe('A program that is dumped and restored goes on where it was', () => {
  let daemon: WatchedDaemon;
  beforeAll(async () => {
    daemon = await startWatchedDaemon();
  });
  afterAll(() => daemon?.endLevel());

  it('Python, with a thread, a generator and a random number generator', async () => {
    await using workload = await startWorkload('python-service', [], {
      interpreter: join(PROGRAMS, 'python3'),
    });
    await roundTrip(daemon, workload);
  });

  it('Node.js, which serves HTTP', async () => {
    await using server = await startWorkload('node-server');
    const port = server.reported('port');
    const before = await ask(port);
    await roundTrip(daemon, server);
    const after = await ask(port);

    expect(after.pid).toBe(before.pid);
    expect(after.count).toBeGreaterThan(before.count);
  });

  it('Node.js, with a client that keeps its connection', async () => {
    await using server = await startWorkload('node-server');
    const port = server.reported('port');
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    try {
      const before = await ask(port, agent);
      await roundTrip(daemon, server, ESTABLISHED);
      const after = await ask(port, agent);

      expect(after.pid).toBe(before.pid);
      expect(after.count).toBeGreaterThan(before.count);
      expect(after.clientPort).toBe(before.clientPort);
    } finally {
      agent.destroy();
    }
  });

  it('Redis, with its data', async () => {
    await using redis = await startRedis();
    {
      await using client = await redis.connect();
      for (let key = 0; key < 100; key++) await client.ask(`SET key:${key} value-${key}`);
      expect(await client.ask('DBSIZE')).toBe(':100');
    }

    const { checkpoint } = await roundTrip(daemon, redis);
    expect(checkpoint.processes).toBe(1);

    await using client = await redis.connect();
    expect(await client.ask('DBSIZE')).toBe(':100');
    expect(await client.ask('GET key:77')).toBe('value-77');
    expect(await client.ask('SET key:77 changed')).toBe('+OK');
    expect(await client.ask('GET key:77')).toBe('changed');
  });

  it('Redis, with a client in the middle of a transaction', async () => {
    await using redis = await startRedis();
    await using client = await redis.connect();
    await client.ask('SET count 41');
    expect(await client.ask('MULTI')).toBe('+OK');
    expect(await client.ask('INCR count')).toBe('+QUEUED');

    await roundTrip(daemon, redis, ESTABLISHED);

    expect(await client.ask('EXEC')).toBe('*1');
    expect(await client.nextLine()).toBe(':42');
    expect(await client.ask('GET count')).toBe('42');
  });
});

interface Answer {
  readonly count: number;
  readonly pid: number;
  readonly clientPort: number | undefined;
}

/** Asks a node-server over HTTP, on a connection of its own unless an agent keeps one. */
async function ask(port: number, agent: Agent | false = false): Promise<Answer> {
  const request = get({ port, host: '127.0.0.1', agent, timeout: 20_000 });
  request.on('timeout', () => request.destroy(new Error('no answer over HTTP')));
  const [response] = await once(request, 'response');
  const clientPort = request.socket?.localPort;
  const { count, pid } = JSON.parse(await text(response));
  return { count: Number(count), pid, clientPort };
}
