import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openProcess } from '../../../src/native/index.js';
import { openDescriptors } from './open-descriptors.js';

let before: number;
beforeEach(() => {
  openProcess(process.pid)[Symbol.dispose]();
  before = openDescriptors().size;
});
afterEach(async () => {
  // Sockets of libuv are closed in a turn of their own.
  await expect.poll(() => openDescriptors().size).toBe(before);
});

/** The descriptor of a socket of Node, which tells it nowhere but in its handle. */
function numberOf(socket: Socket | Server): number {
  const handle: unknown = Reflect.get(socket, '_handle');
  return Number(Reflect.get(Object(handle), 'fd'));
}

describe('a process by its descriptor', () => {
  it('gets signals, and none when it has ended', async () => {
    const child = spawn('sleep', ['60'], { stdio: 'ignore' });
    using opened = openProcess(child.pid ?? 0);
    opened.signal('SIGKILL');
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect(() => opened.signal('SIGKILL')).toThrow(
      expect.objectContaining({ code: 'ESRCH', syscall: 'pidfd_send_signal' }),
    );
  });

  it('is not opened of a pid that nobody has', async () => {
    const child = spawn('true', { stdio: 'ignore' });
    await once(child, 'exit');
    expect(() => openProcess(child.pid ?? 0)).toThrow(expect.objectContaining({ code: 'ESRCH' }));
    for (const pid of [0, -1])
      expect(() => openProcess(pid)).toThrow(expect.objectContaining({ code: 'EINVAL' }));
  });

  it('is not used any more after it is disposed', () => {
    const opened = openProcess(process.pid);
    opened[Symbol.dispose]();
    opened[Symbol.dispose]();
    for (const use of [() => opened.signal('SIGCONT'), () => opened.copyTcpSocket(0)]) {
      expect(use).toThrow(expect.objectContaining({ code: 'EBADF' }));
    }
  });

  it('gives copies of its TCP sockets, which tell that they are not in repair mode', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const client = connect(port, '127.0.0.1');
    const [[accepted]] = await Promise.all([once(server, 'connection'), once(client, 'connect')]);
    {
      using opened = openProcess(process.pid);
      using socket = opened.copyTcpSocket(numberOf(client));
      expect(socket.inRepair()).toBe(false);
      expect(() => opened.copyTcpSocket(1_000_000)).toThrow(
        expect.objectContaining({ code: 'EBADF', syscall: 'pidfd_getfd' }),
      );
    }
    // Closing the copy has left the connection as it was.
    accepted.end('still here');
    expect(String((await once(client, 'data'))[0])).toBe('still here');
    client.destroy();
    server.close();
    await once(server, 'close');
  });

  it('tells of a file that is no TCP socket', () => {
    const file = openSync('/dev/null', 'r');
    try {
      using opened = openProcess(process.pid);
      using socket = opened.copyTcpSocket(file);
      expect(() => socket.inRepair()).toThrow(
        expect.objectContaining({ code: 'ENOTSOCK', syscall: 'getsockopt' }),
      );
    } finally {
      closeSync(file);
    }
  });
});
