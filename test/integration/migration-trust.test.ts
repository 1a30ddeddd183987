import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MigrationStrategy } from '../../src/client/index.js';
import { connectChannel } from '../../src/migration/channel/index.js';
import type { MigrationIdentity } from '../../src/migration/index.js';
import { connectPeer } from '../../src/rpc/peer-client.js';
import { makeAuthority } from '../unit/migration/channel-certificates.js';
import { failureOf, failureOfOperation, PATIENCE, succeeded } from './call-failure.js';
import { type Host, startSource, startTarget } from './two-hosts.js';
import { startWorkload, type Workload } from './workload.js';

const authority = makeAuthority('peers');
const LIMIT = 10_000;

let folder: string;
const hosts: Host[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'criud-trust-'));
});
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.stop()));
});
afterAll(() => rm(folder, { recursive: true }));

/** The flags of a host that is known by a certificate of this authority, and trusts those of `trusted`. */
async function certified(name: string, by = authority, trusted = by): Promise<readonly string[]> {
  const identity = { ...by.identify(name), ca: trusted.identify(name).ca };
  const paths = { cert: '', key: '', ca: '' };
  for (const part of ['cert', 'key', 'ca'] as const) {
    paths[part] = join(folder, `${randomUUID()}.pem`);
    await writeFile(paths[part], identity[part], { mode: 0o600 });
  }
  return ['--peer-cert', paths.cert, '--peer-key', paths.key, '--peer-ca', paths.ca];
}

async function start(from: readonly string[], to: readonly string[]) {
  const [source, target] = await Promise.all([startSource(from), startTarget(to)]);
  hosts.push(source, target);
  return { source, target };
}

async function migrate(source: Host, target: Host, workload: Workload, more = {}) {
  const { operation } = await source.client.migrations.migrate({
    target: { pid: workload.pid },
    destination: target.address,
    strategy: MigrationStrategy.STOP_AND_COPY,
    wait: PATIENCE,
    ...more,
  });
  return operation;
}

/** It runs where it was, and the other host has nothing of it. */
async function runsOn(workload: Workload, target: Host): Promise<void> {
  await workload.advancesFrom(workload.count());
  expect(await readdir(join(target.stateFolder, 'migrations')).catch(() => [])).toEqual([]);
  expect((await target.client.operations.listOperations({})).operations).toEqual([]);
}

describe('Hosts that know each other by certificates', () => {
  it('move a tree, memory and all through TLS', async () => {
    const { source, target } = await start(await certified('a'), await certified('b'));
    await using workload = await startWorkload('counter', ['4']);
    succeeded(await migrate(source, target, workload));
    await workload.advancesFrom(workload.count());
  });

  it.each([
    ['one of another authority', () => certified('a', makeAuthority('others'))],
    [
      'another authority behind one that is trusted',
      () => certified('a', makeAuthority('others'), authority),
    ],
    ['no certificate at all', async () => ['--peer-insecure']],
  ])('refuse %s before the tree is touched', async (_what, flags) => {
    const { source, target } = await start(await flags(), await certified('b'));
    await using workload = await startWorkload('counter', ['1']);
    expect(failureOfOperation(await migrate(source, target, workload))).toMatchObject({
      reason: 'PEER_UNREACHABLE',
    });
    const preflight = source.client.migrations.preflight({
      target: { pid: workload.pid },
      destination: target.address,
    });
    expect(await failureOf(preflight)).toMatchObject({ reason: 'PEER_UNREACHABLE' });
    await runsOn(workload, target);
  });

  it('do not give a tree to one whose certificate is for another address', async () => {
    const { source, target } = await start(await certified('a'), await certified('b'));
    await using workload = await startWorkload('counter', ['1']);
    // It listens at 127.0.0.1, and this is the same host by an address that its certificate does not have.
    const port = target.address.split(':')[1];
    const operation = await migrate(source, target, workload, { destination: `[::ffff:127.0.0.1]:${port}` });
    expect(failureOfOperation(operation)).toMatchObject({ reason: 'PEER_UNREACHABLE' });
    expect(failureOfOperation(operation).message).toMatch(/altnames/);
    await runsOn(workload, target);
  });

  it('do not give a tree to one that shows none', async () => {
    const { source, target } = await start(await certified('a'), ['--peer-insecure']);
    await using workload = await startWorkload('counter', ['1']);
    expect(failureOfOperation(await migrate(source, target, workload))).toMatchObject({
      reason: 'PEER_UNREACHABLE',
    });
    await runsOn(workload, target);
  });
});

describe('A page channel', () => {
  const REFUSED = { reason: 'PAGE_SERVER_UNREACHABLE' };
  const made = authority.identify('a');
  const identity = { ...made, ca: String(made.ca) };

  function migrationOf(pid: number): MigrationIdentity {
    const sourceBootId = 'a boot of the source';
    return { migrationId: randomUUID(), sourceBootId, rootPid: pid, rootStartTime: 1n };
  }

  /** A migration that has come to its first round, as its source sees it. */
  async function openRound(target: Host, pid: number) {
    const peer = connectPeer(target.address, identity);
    const migration = migrationOf(pid);
    await peer.announce({ migration, host: 'source', pids: [pid], options: {}, postCopy: false });
    const ticket = await peer.openRound(migration, 1, 'none');
    return {
      migration,
      ticket,
      connectWith: (token: Uint8Array, tls: { readonly tls?: typeof identity } = { tls: identity }) =>
        connectChannel({
          ...{ migration: migration.migrationId, round: 1, host: peer.host, port: ticket.port, token },
          ...{ deadline: AbortSignal.timeout(LIMIT), ...tls },
        }),
      async giveUp() {
        expect(await peer.call(migration, 'discard')).toMatchObject({ standing: 'discarded' });
        peer[Symbol.dispose]();
      },
    };
  }

  async function isEmpty(target: Host): Promise<void> {
    expect(await readdir(join(target.stateFolder, 'migrations'))).toEqual([]);
    // A CRIU that was started for it is ended right after the answer.
    await expect.poll(() => target.children()).toEqual([]);
  }

  it('is not had with the token of another migration, nor by another round that is waited for', async () => {
    const { target } = await start(await certified('a'), await certified('b'));
    const [one, two] = [await openRound(target, 101), await openRound(target, 102)];
    for (const [round, token] of [
      [one, two.ticket.token],
      [two, one.ticket.token],
      [one, new Uint8Array(32)],
    ] as const) {
      await expect(round.connectWith(token)).rejects.toMatchObject(REFUSED);
    }
    // The right one is worth what it was.
    using end = await one.connectWith(one.ticket.token);
    expect(end.kind).toBe('tunnel');
    await one.giveUp();
    await two.giveUp();
    await isEmpty(target);
  });

  it('is had with its token once', async () => {
    const { target } = await start(await certified('a'), await certified('b'));
    const round = await openRound(target, 101);
    using _end = await round.connectWith(round.ticket.token);
    await expect(round.connectWith(round.ticket.token)).rejects.toMatchObject(REFUSED);
    await round.giveUp();
    await isEmpty(target);
  });

  it('is not had without TLS where that is wanted', async () => {
    const { target } = await start(await certified('a'), await certified('b'));
    const round = await openRound(target, 101);
    await expect(round.connectWith(round.ticket.token, {})).rejects.toMatchObject(REFUSED);
    using _end = await round.connectWith(round.ticket.token);
    await round.giveUp();
    await isEmpty(target);
  });

  it('of which the first comer is a stranger ends in a tree that runs on', async () => {
    const { source, target } = await start(await certified('a'), await certified('b'));
    const port = Number(target.address.split(':')[1]);
    await using workload = await startWorkload('counter', ['1']);
    const strangers = Array.from({ length: 20 }, () => connect(port, '127.0.0.1'));
    await Promise.all(strangers.map((stranger) => once(stranger, 'connect')));
    succeeded(await migrate(source, target, workload));
    for (const stranger of strangers) stranger.destroy();
    await workload.advancesFrom(workload.count());
  });
});
