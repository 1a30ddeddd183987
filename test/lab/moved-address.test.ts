import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HookAnswer, Reason } from '../../src/client/index.js';
import { succeeded } from '../integration/call-failure.js';
import { redisClient } from '../integration/redis.js';
import { waitingHook } from '../integration/waiting-hook.js';
import type { LabCriud } from './criud.js';
import { LAB_PATIENCE } from './dumps.js';
import type { LabHost } from './host.js';
import { type Lab, openLab } from './lab.js';
import { peerAddress, startPeer } from './scenarios/migration.js';
import { startService, whenItServes } from './service.js';

const ADDRESS = '10.77.0.50';
const PORT = 6379;
const KEYS = 20_000;

let lab: Lab;
let from: LabHost;
let to: LabHost;
let elsewhere: LabHost;
let source: LabCriud;

beforeAll(async () => {
  lab = await openLab('moved-address');
  [from, to, elsewhere] = await Promise.all([lab.host(), lab.host(), lab.host()]);
  [source] = await Promise.all([startPeer(from), startPeer(to)]);
});
afterAll(() => lab?.end());

/** Where the address is not, it has to be known without being told to others: CRIU binds to it before it moves. */
const WAITING = `
  sysctl -qw net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.eth0.arp_ignore=1
  ip addr add ${ADDRESS}/32 dev lo`;
const LEAVES = `ip addr del ${ADDRESS}/24 dev eth0`;
const COMES = `
  ip addr add ${ADDRESS}/24 dev eth0
  ip addr del ${ADDRESS}/32 dev lo
  arping -q -U -c 1 -I eth0 ${ADDRESS}`;

describe('redis-server with a client that keeps writing', () => {
  it('moves with its address: the connection lives, and no acknowledged write is lost', async () => {
    await from.shell(`ip addr add ${ADDRESS}/24 dev eth0`);
    await to.shell(WAITING);
    const redis = await startService(from, {
      user: 'redis',
      script: `exec redis-server --port ${PORT} --bind ${ADDRESS} --save '' --appendonly no --protected-mode no`,
    });
    const connect = async (host: LabHost) => redisClient(await host.connect(`${ADDRESS}:${PORT}`));
    {
      await using filler = await whenItServes(from, redis, async () => {
        const client = await connect(elsewhere);
        await client.ask('PING');
        return client;
      });
      const fill = `for i = 1, ${KEYS} do redis.call('SET', 'key:' .. i, redis.sha1hex(tostring(i)):rep(10)) end`;
      expect(await filler.ask(`EVAL "${fill}" 0`)).toBe('$-1');
    }
    await from.copyTo(to, redis.folder);

    await elsewhere.writeFile(
      '/tmp/client.py',
      await readFile(join(import.meta.dirname, '../integration/writing-client.py')),
    );
    const client = await elsewhere.start('python3', [
      ...['/tmp/client.py', ADDRESS, String(PORT), 'acknowledged', '/tmp/stop'],
    ]);
    await elsewhere.waitFor('a write', 20_000, async () => (await client.output()) !== '' || undefined);

    const { operation } = await source.client.migrations.migrate({
      target: { pid: redis.pid },
      destination: peerAddress(to),
      options: { tcp: { established: true } },
      policy: { maxRounds: 3 },
      hooks: [{ notification: 'handover', timeLimit: LAB_PATIENCE }],
    });
    const name = operation?.name ?? '';
    const { hook } = await waitingHook(source.client, name);
    await from.shell(LEAVES);
    await to.shell(COMES);
    await source.client.operations.answerHook({ name, hook, answer: HookAnswer.PROCEED });
    const ended = await source.client.operations.waitOperation({ name, wait: LAB_PATIENCE });
    const moved = succeeded(ended.operation);
    expect(moved.outcome).toMatchObject({ $case: 'migration', value: { pid: redis.pid } });

    // It writes on, over the connection that it had.
    await using observer = await connect(elsewhere);
    const before = Number((await observer.ask('LLEN acknowledged')).slice(1));
    await elsewhere.waitFor('another write', 20_000, async () => {
      return Number((await observer.ask('LLEN acknowledged')).slice(1)) > before || undefined;
    });
    await elsewhere.shell('touch /tmp/stop');
    expect(await client.ended()).toMatchObject({ code: 0 });
    const { acknowledged, longest } = JSON.parse((await client.output()).split('\n')[1] ?? '');
    console.log(`${acknowledged} writes were acknowledged, one of them after ${longest.toFixed(1)} s`);

    expect(await observer.ask('LLEN acknowledged')).toBe(`:${acknowledged}`);
    const inOrder = `local wrong = 0 for i, v in ipairs(redis.call('LRANGE', 'acknowledged', 0, -1)) do if tonumber(v) ~= i then wrong = wrong + 1 end end return wrong`;
    expect(await observer.ask(`EVAL "${inOrder}" 0`)).toBe(':0');
    const kept = `local wrong = 0 for i = 1, ${KEYS} do if redis.call('GET', 'key:' .. i) ~= redis.sha1hex(tostring(i)):rep(10) then wrong = wrong + 1 end end return wrong`;
    expect(await observer.ask(`EVAL "${kept}" 0`)).toBe(':0');

    // Nothing of the lock stays that CRIU has made at the source: it could not come back.
    for (const host of [from, to]) expect(await host.shell('nft list tables')).not.toMatch(/CRIU/);
    expect(await from.run('pgrep', ['redis-server'], { mayFail: true })).toMatchObject({ code: 1 });
    const { warnings } = moved;
    expect(warnings.filter(({ reason }) => reason !== Reason.MIGRATION_BLOCKED)).toEqual([]);
  });
});
