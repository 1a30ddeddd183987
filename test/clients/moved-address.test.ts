import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Network, openNetwork, type Station } from '../integration/network.js';
import { type Host, startSource, startTarget } from '../integration/two-hosts.js';
import { startTree } from '../integration/workload.js';
import { CHECKOUT, run } from './command.js';
import { makePythonStubs, type Stubs } from './python-stubs.js';

const ADDRESS = '10.123.0.50';
const PORT = '6379';
const PROGRAMS = join(CHECKOUT, '.cache/programs/bin');

let folder: string;
let stubs: Stubs;
let network: Network;
let from: Station;
let to: Station;
let elsewhere: Station;
let source: Host;
let target: Host;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'criud-moved-'));
  [stubs, network] = await Promise.all([makePythonStubs(), openNetwork(3)]);
  const [a, b, c] = network.stations;
  if (a === undefined || b === undefined || c === undefined) throw new Error('a network of less than three');
  [from, to, elsewhere] = [a, b, c];
  [source, target] = await Promise.all([
    startSource(['--peer-insecure'], from),
    startTarget(['--peer-insecure'], { station: to }),
  ]);
});
afterAll(async () => {
  await Promise.all([source?.stop(), target?.stop()]);
  await network?.[Symbol.asyncDispose]();
  await stubs?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** What makes the other hosts of the network learn where an address is, where there is no arping. */
const ANNOUNCE =
  'echo 1 > /proc/sys/net/ipv4/conf/eth0/arp_notify && ip link set eth0 address $(cat /sys/class/net/eth0/address)';

describe('The Python client that moves an address', () => {
  it('moves redis-server under a client that keeps writing, and no acknowledged write is lost', async () => {
    await from.shell(`ip addr add ${ADDRESS}/24 dev eth0`);
    await to.shell(`
      for each in all eth0; do echo 1 > /proc/sys/net/ipv4/conf/$each/arp_ignore; done
      ip addr add ${ADDRESS}/32 dev lo`);
    const [program = '', ...words] = from.within;
    await using redis = await startTree(program, [
      ...[...words, join(PROGRAMS, 'redis-server'), '--port', PORT, '--bind', ADDRESS, '--dir', '%'],
      ...['--save', '', '--appendonly', 'no', '--protected-mode', 'no', '--set-proc-title', 'no'],
    ]);
    const stop = join(folder, 'stop');
    const writer = join(CHECKOUT, 'test/integration/writing-client.py');
    const [enter = '', ...rest] = elsewhere.within;
    const client = spawn(
      enter,
      [...rest, join(PROGRAMS, 'python3'), writer, ADDRESS, PORT, 'numbers', stop],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const lines = createInterface({ input: client.stdout })[Symbol.asyncIterator]();
    expect(await lines.next()).toEqual({ done: false, value: 'writes' });

    const leave = `${from.within.join(' ')} ip addr del ${ADDRESS}/24 dev eth0`;
    const arrive = `${to.within.join(' ')} sh -ec 'ip addr add ${ADDRESS}/24 dev eth0; ip addr del ${ADDRESS}/32 dev lo; ${ANNOUNCE}'`;
    const { status, stdout, stderr } = await run(
      [
        ...['python3', 'examples/python/move_with_address.py', `unix:${source.socket}`, String(redis.pid)],
        ...[target.address, leave, arrive],
      ],
      { PYTHONPATH: stubs.folder },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^runs as process \d+ over there, after \d+ ms\n$/);

    await writeFile(stop, '');
    const closed = once(client, 'close');
    const said = JSON.parse(String((await lines.next()).value));
    expect(await closed).toEqual([0, null]);
    expect(said.acknowledged).toBeGreaterThan(1);
    const cli = (...words: readonly string[]) =>
      elsewhere.shell(`${join(PROGRAMS, 'redis-cli')} -h ${ADDRESS} ${words.join(' ')}`);
    const kept = (await cli('LRANGE numbers 0 -1')).trim().split('\n').map(Number);
    expect(kept).toEqual(Array.from({ length: said.acknowledged }, (_, index) => index + 1));
    for (const host of [from, to]) expect(await host.shell('nft list tables')).toBe('');
  });
});
