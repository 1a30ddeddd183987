import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckpointKind, type Client, FinalState, Reason } from '../../src/client/index.js';
import { succeeded } from '../integration/call-failure.js';
import type { LabCriud } from './criud.js';
import type { LabHost } from './host.js';
import { type PostgresClient, startPostgres } from './postgres.js';
import { startRedis } from './redis.js';
import { endSharedHost, sharedHost } from './shared-host.js';

type DumpOptions = NonNullable<Parameters<Client['checkpoints']['dumpIteratively']>[0]['options']>;

const WAIT = { seconds: 150n, nanos: 0 };
/** Clients outside of the tree keep their connections. */
const ESTABLISHED = { tcp: { established: true } };

let host: LabHost;
let criud: LabCriud;

beforeAll(async () => {
  ({ host, criud } = await sharedHost());
});
afterAll(endSharedHost);

describe('A service goes on where it was after an iterative dump that kills it and a restore', () => {
  it('Node.js, which serves HTTP', async () => {
    await using server = await host.workload('node-server');
    const url = `http://127.0.0.1:${await server.reported('port')}/`;
    const before = JSON.parse((await host.run('curl', ['-sS', url])).stdout);

    await dumpAndRestore(server.pid);
    await server.advancesFrom(await server.count());
    const after = JSON.parse((await host.run('curl', ['-sS', url])).stdout);
    expect(after.pid).toBe(before.pid);
    expect(Number(after.count)).toBeGreaterThan(Number(before.count));
  });

  it('Python, with a thread, a generator and a random number generator', async () => {
    await using service = await host.workload('python-service');
    await dumpAndRestore(service.pid);
    await service.advancesFrom(await service.advancesFrom(await service.count()));
  });

  it('Redis, with its data, a client in a transaction and one that writes all the time', async () => {
    const keys = 20_000;
    const valueAt = (key: number) => createHash('sha1').update(String(key)).digest('hex').repeat(10);
    const redis = await startRedis(host);
    // They end with the host: connections that a failed restore has left locked would never close.
    const [client, writer] = [await redis.connect(), await redis.connect()];
    const fill = `for i = 1, ${keys} do redis.call('SET', 'key:' .. i, redis.sha1hex(tostring(i)):rep(10)) end`;
    await client.ask(`EVAL "${fill}" 0`);
    expect(await client.ask('GET key:77')).toBe(valueAt(77));
    expect(await client.ask('SET count 41')).toBe('+OK');
    expect(await client.ask('MULTI')).toBe('+OK');
    expect(await client.ask('INCR count')).toBe('+QUEUED');
    expect(await client.ask('SET done yes')).toBe('+QUEUED');
    let writing = true;
    const written = (async () => {
      for (let number = 1; ; number++) {
        if ((await writer.ask('INCR written')) !== `:${number}`)
          throw new Error(`write ${number} is another one`);
        await writer.ask(`SET written:${number % 500} ${'x'.repeat(1000)}`);
        if (!writing) return number;
      }
    })();
    written.catch(() => {}); // until it is awaited

    const { final } = await dumpAndRestore(redis.pid, ESTABLISHED);
    expect(final.pagesSkippedParent * 4096n).toBeGreaterThan(BigInt(keys) * 400n);

    writing = false;
    expect(await client.ask('GET written')).toBe('+QUEUED');
    expect(await client.ask('EXEC')).toBe('*3');
    expect(await client.nextLine()).toBe(':42');
    expect(await client.nextLine()).toBe('+OK');
    await client.nextLine(); // the length of the next
    await client.nextLine();
    const writes = await written;
    expect(await client.ask('GET written')).toBe(String(writes));
    const verify = `local wrong = 0 for i = 1, ${keys} do if redis.call('GET', 'key:' .. i) ~= redis.sha1hex(tostring(i)):rep(10) then wrong = wrong + 1 end end return wrong`;
    expect(await client.ask(`EVAL "${verify}" 0`)).toBe(':0');
    for (const key of [1, 77, keys]) expect(await client.ask(`GET key:${key}`)).toBe(valueAt(key));
    const another = await redis.connect();
    expect(await another.ask('GET done')).toBe('yes');
    expect(await another.ask('DBSIZE')).toMatch(/^:2\d{4}$/);
    await host.run('kill', ['-KILL', String(redis.pid)]);
  });

  it('PostgreSQL, with its data, a client in its tree and one in a transaction', async () => {
    const postgres = await startPostgres(host);
    const [client, other] = [await postgres.connect(), await postgres.connect()];
    await client.ask(`
      create table facts (n int primary key, word text not null);
      insert into facts select n, repeat(md5(n::text), 10) from generate_series(1, 10000) n`);
    const facts = () => factsOf(other);
    const committed = await facts();
    expect(committed).toEqual({ rows: 10_000, wrong: 0 });
    await client.ask(
      'begin; insert into facts select n, repeat(md5(n::text), 10) from generate_series(10001, 10500) n',
    );
    const transaction = await client.ask('select pg_backend_pid(), txid_current()');
    const ticks = await ticksOf(other);

    const { rounds, final } = await dumpAndRestore(postgres.pid, ESTABLISHED);
    // The server has its data in shared memory, which CRIU leaves to the final dump.
    expect(final.sharedPagesWritten * 4096n).toBeGreaterThan(10_000n * 320n);
    const counted = Number(rounds.at(-1)?.measurements?.sharedPages);
    expect(counted / Number(final.sharedPagesWritten)).toBeGreaterThan(0.9);
    expect(counted / Number(final.sharedPagesWritten)).toBeLessThan(1.1);

    expect(await client.ask('select pg_backend_pid(), txid_current()')).toEqual(transaction);
    expect(await factsOf(client)).toEqual({ rows: 10_500, wrong: 0 });
    expect(await facts()).toEqual(committed);
    await client.ask('commit');
    expect(await facts()).toEqual({ rows: 10_500, wrong: 0 });

    const later = await host.waitFor('more rows of the client in the tree', 60_000, async () => {
      const now = await ticksOf(other);
      return now.last > ticks.last + 10 ? now : undefined;
    });
    expect(later).toEqual({ last: later.last, rows: later.last, backends: 1 });
    const another = await postgres.connect();
    await another.ask("insert into facts select 10501, repeat(md5('10501'), 10)");
    expect(await facts()).toEqual({ rows: 10_501, wrong: 0 });
    await host.run('pkill', ['-KILL', '-u', 'postgres']);
  }, 300_000);
});

/** Counts the rows, and those whose word is not what it was written as. */
async function factsOf(client: PostgresClient): Promise<{ readonly rows: number; readonly wrong: number }> {
  const [line = ''] = await client.ask(
    'select count(*), count(*) filter (where word <> repeat(md5(n::text), 10)) from facts',
  );
  const [rows = Number.NaN, wrong = Number.NaN] = line.split('|').map(Number);
  return { rows, wrong };
}

async function ticksOf(client: PostgresClient) {
  const [line = ''] = await client.ask('select max(n), count(*), count(distinct backend) from ticks');
  const [last = Number.NaN, rows = Number.NaN, backends = Number.NaN] = line.split('|').map(Number);
  return { last, rows, backends };
}

/** Dumps a tree in some rounds and a final dump, sees that all of it is gone, and restores it. */
async function dumpAndRestore(pid: number, options: DumpOptions = {}) {
  const { checkpoints, processes } = criud.client;
  const target = { pid };
  const tree = (await processes.inspectTree({ target })).processes.map((process) => String(process.pid));
  const dumped = succeeded(
    (
      await checkpoints.dumpIteratively({
        target,
        options,
        finalState: FinalState.DEAD,
        policy: { maxRounds: 3, minDirtyPages: 0n, maxGrowthPercent: 1000 },
        wait: WAIT,
      })
    ).operation,
  );
  // A program that has just begun may change most of its memory once, as V8 does when it compacts it.
  const warnings = dumped.warnings.filter(({ reason }) => reason !== Reason.PARENT_NOT_USED);
  expect(warnings).toEqual([]);
  const checkpoint = dumped.outcome?.$case === 'dump' ? dumped.outcome.value.checkpoint : undefined;
  expect(checkpoint).toMatchObject({
    kind: CheckpointKind.DUMP,
    pid,
    parent: dumped.rounds.at(-1)?.checkpoint,
  });
  const final = checkpoint?.statistics;
  if (final === undefined) throw new Error('a dump without statistics');
  expect(dumped.rounds.length).toBeGreaterThanOrEqual(2);
  const [first, ...later] = dumped.rounds.map(({ measurements }) => measurements);
  for (const each of [...later, final]) expect(each?.pagesSkippedParent).toBeGreaterThan(0n);
  expect(final.pagesWritten).toBeLessThan(first?.pagesWritten ?? 0n);
  const alive = await host.run('ps', ['-o', 'pid,stat,args', '-p', tree.join()], { mayFail: true });
  expect(alive, alive.stdout).toMatchObject({ code: 1 });

  const restored = succeeded(
    (await checkpoints.restore({ checkpoint: dumped.checkpoint, wait: WAIT })).operation,
  );
  expect(restored.pid).toBe(pid);
  return { rounds: dumped.rounds, final };
}
