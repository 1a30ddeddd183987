import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectSeqpacket, listenSeqpacket, peerCredentials } from '../../../src/native/index.js';
import { descriptorsOpenedBy, flagsOf, openDescriptors } from './open-descriptors.js';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'criud-native-'));
  path = join(folder, 'criu.sock');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a listener', () => {
  it('accepts connections that wait already and that come later, and both ends can speak', async () => {
    const listener = listenSeqpacket(path);
    for (const early of [true, false]) {
      const accepting = early ? undefined : listener.accept();
      const client = connectSeqpacket(path);
      const server = await (accepting ?? listener.accept());
      await client.send(Buffer.from('question'));
      expect(Buffer.from((await server.receive())?.bytes ?? []).toString()).toBe('question');
      await server.send(Buffer.from('answer'));
      expect(Buffer.from((await client.receive())?.bytes ?? []).toString()).toBe('answer');
      expect(client.peer()).toEqual({ pid: process.pid, uid: process.getuid?.(), gid: process.getgid?.() });
      expect(server.peer()).toEqual(client.peer());
      client.close();
      expect(await server.receive()).toBeUndefined();
      server.close();
    }
    listener.close();
  });

  it('makes close-on-exec sockets that do not block', async () => {
    const opened: number[] = [];
    const listener = { of: undefined as ReturnType<typeof listenSeqpacket> | undefined };
    opened.push(...descriptorsOpenedBy(() => (listener.of = listenSeqpacket(path))));
    let client: ReturnType<typeof connectSeqpacket> | undefined;
    opened.push(...descriptorsOpenedBy(() => (client = connectSeqpacket(path))));
    const before = openDescriptors();
    const server = await listener.of?.accept();
    opened.push(...[...openDescriptors().keys()].filter((number) => !before.has(number)));
    expect(opened).toHaveLength(3);
    for (const number of opened) expect(flagsOf(number)).toEqual({ closeOnExec: true, blocking: false });
    listener.of?.close();
    client?.close();
    server?.close();
  });

  it('rejects a pending accept when it is closed, and every later one', async () => {
    const listener = listenSeqpacket(path);
    const accepting = listener.accept();
    await expect(listener.accept()).rejects.toMatchObject({ code: 'EALREADY' });
    listener.close();
    listener.close();
    await expect(accepting).rejects.toMatchObject({ code: 'ECANCELED' });
    await expect(listener.accept()).rejects.toMatchObject({ code: 'EBADF' });
  });
});

describe('connecting', () => {
  it('says why it failed and leaves nothing open', async () => {
    const stream = createServer();
    await new Promise<void>((resolve) => stream.listen(join(folder, 'stream.sock'), resolve));
    listenSeqpacket(path).close();
    const open = openDescriptors().size;
    const code = (name: string, syscall = 'connect') =>
      expect.objectContaining({ name: 'SystemCallError', code: name, syscall });
    expect(() => connectSeqpacket(join(folder, 'none.sock'))).toThrow(code('ENOENT'));
    expect(() => connectSeqpacket(path)).toThrow(code('ECONNREFUSED'));
    expect(() => connectSeqpacket(join(folder, 'stream.sock'))).toThrow(code('EPROTOTYPE'));
    expect(() => connectSeqpacket(`/${'x'.repeat(107)}`)).toThrow(code('ENAMETOOLONG'));
    expect(() => connectSeqpacket(`${path}\0`)).toThrow(code('EINVAL'));
    expect(() => connectSeqpacket('\0abstract')).toThrow(code('EINVAL'));
    expect(() => connectSeqpacket('')).toThrow(code('EINVAL'));
    expect(() => listenSeqpacket(path)).toThrow(code('EADDRINUSE', 'bind'));
    expect(openDescriptors().size).toBe(open);
    await new Promise((resolve) => stream.close(resolve));
  });
});

describe('peer credentials', () => {
  it('are refused for what is no socket', () => {
    expect(() => peerCredentials(987_654)).toThrow(
      expect.objectContaining({ code: 'EBADF', syscall: 'getsockopt' }),
    );
    expect(() => peerCredentials(-1)).toThrow(expect.objectContaining({ code: 'EBADF' }));
  });
});
