import { chmod, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../../src/client/index.js';
import { type RpcFixture, rejection, startRpc } from './rpc-fixture.js';

let rpc: RpcFixture;
beforeEach(async () => {
  rpc = await startRpc();
});
afterEach(() => rpc[Symbol.asyncDispose]());

/** Leaves a socket that nobody serves, as a daemon does that was killed. */
async function leaveStaleSocket(path: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(`${path}.first`, resolve));
  await rename(`${path}.first`, path);
  await new Promise((resolve) => server.close(resolve));
  expect((await stat(path)).isSocket()).toBe(true);
}

async function getsThrough(address: string): Promise<boolean> {
  const client = connect(address);
  try {
    return (await client.hosts.getHost({})).criuVersion === '4.2.1';
  } finally {
    client.close();
  }
}

describe('a unix socket', () => {
  it('is for owner and group only, and leaves nothing beside it', async () => {
    const { mode } = await stat(rpc.socket);
    expect((mode & 0o7777).toString(8)).toBe('660');
    const folder = join(rpc.folder, 'run');
    await mkdir(folder);
    await rpc.server.listen({ kind: 'unix', path: join(folder, 'criud.sock') });
    expect(await readdir(folder)).toEqual(['criud.sock']);
    expect((await readdir(rpc.folder)).sort()).toEqual(['criud.sock', 'operations', 'run', 'state']);
  });

  it('replaces one whose daemon has died', async () => {
    const path = join(rpc.folder, 'stale.sock');
    await leaveStaleSocket(path);
    expect(await rpc.server.listen({ kind: 'unix', path })).toBe(`unix:${path}`);
    expect(await getsThrough(`unix:${path}`)).toBe(true);
    expect(await readdir(rpc.folder)).not.toContainEqual(expect.stringMatching(/^\./));
  });

  it('does not replace one that is served', async () => {
    await using second = await startRpc();
    const error = await rejection(second.server.listen({ kind: 'unix', path: rpc.socket }));
    expect(error).toMatchObject({ reason: 'ADDRESS_IN_USE', metadata: { path: rpc.socket } });
    expect(await getsThrough(`unix:${rpc.socket}`)).toBe(true);
    expect(await readdir(rpc.folder)).not.toContainEqual(expect.stringMatching(/^\./));
  });

  it('does not replace what is no socket', async () => {
    const path = join(rpc.folder, 'file');
    await writeFile(path, 'precious');
    expect(await rejection(rpc.server.listen({ kind: 'unix', path }))).toMatchObject({
      reason: 'ADDRESS_IN_USE',
    });
    expect(await readFile(path, 'utf8')).toBe('precious');
  });

  it('is refused where its path would be cut off', async () => {
    const path = join(rpc.folder, 'x'.repeat(108 - rpc.folder.length));
    expect(await rejection(rpc.server.listen({ kind: 'unix', path }))).toMatchObject({
      reason: 'INVALID_REQUEST',
    });
  });

  it('is gone after the end, unless another daemon has it by then', async () => {
    await using second = await startRpc();
    const path = join(second.folder, 'mine.sock');
    await second.server.listen({ kind: 'unix', path });
    await mkdir(join(second.folder, 'aside'));
    await rename(second.socket, join(second.folder, 'aside', 'first'));
    await rpc.server.listen({ kind: 'unix', path: second.socket });
    await second.server.stop(1_000);
    expect((await readdir(second.folder)).sort()).toEqual(['aside', 'criud.sock', 'operations', 'state']);
    expect(await getsThrough(`unix:${second.socket}`)).toBe(true);
  });

  it('says why it cannot be made', async () => {
    await chmod(rpc.folder, 0o700);
    const path = join(rpc.folder, 'missing', 'criud.sock');
    expect(await rejection(rpc.server.listen({ kind: 'unix', path }))).toMatchObject({ code: 'ENOENT' });
  });
});

describe('TCP', () => {
  it.each(['127.0.0.1', 'localhost', '127.1.2.3'])('is served at %s', async (host) => {
    const address = await rpc.server.listen({ kind: 'tcp', host, port: 0 });
    expect(address).toMatch(/^127\.\d+\.\d+\.\d+:[1-9]\d*$/);
    expect(await getsThrough(address)).toBe(true);
  });

  it.each(['0.0.0.0', '::', '192.0.2.1', '10.0.0.1', 'example.org', '', '::ffff:192.0.2.1'])(
    'is refused at %j',
    async (host) => {
      const error = await rejection(rpc.server.listen({ kind: 'tcp', host, port: 0 }));
      expect(error).toMatchObject({ reason: 'INVALID_REQUEST', violations: [{ field: 'listen' }] });
    },
  );

  it('is refused at a port that is taken', async () => {
    const address = await rpc.server.listen({ kind: 'tcp', host: '127.0.0.1', port: 0 });
    await using second = await startRpc();
    const port = Number(address.split(':')[1]);
    const error = await rejection(second.server.listen({ kind: 'tcp', host: '127.0.0.1', port }));
    expect(error).toMatchObject({ reason: 'ADDRESS_IN_USE', metadata: { address } });
  });
});
