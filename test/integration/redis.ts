import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { startTree, type Tree } from './workload.js';

/** What `npm test` has unpacked. */
const PROGRAM = join(import.meta.dirname, '../../.cache/programs/bin/redis-server');

/** A connection to a redis-server. */
export interface RedisClient extends AsyncDisposable {
  /** Sends a command of one line; gives the first line of the answer, or the text of a bulk string. */
  ask(command: string): Promise<string>;
  /** The next line, where an answer has more than one. */
  nextLine(): Promise<string>;
}

/** A redis-server that keeps its data in memory only. */
export interface RedisServer extends Tree {
  /** Opens a connection; fails when nobody listens, or it is lost. */
  connect(): Promise<RedisClient>;
}

/** Starts a redis-server on a port of its own and waits until it serves. The caller stops it. */
export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  const tree = await startTree(PROGRAM, [
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', '%', '--save', '', '--appendonly', 'no'],
    ...['--set-proc-title', 'no'], // it would overwrite the environment, by which a tree is known
  ]);
  const deadline = performance.now() + 15_000;
  for (;;) {
    try {
      await using client = await connectRedis(port);
      if ((await client.ask('PING')) === '+PONG') return { ...tree, connect: () => connectRedis(port) };
    } catch (error) {
      if (!tree.isGone() && performance.now() < deadline) {
        await pause(10);
        continue;
      }
      await tree.stop();
      throw error;
    }
  }
}

async function connectRedis(port: number): Promise<RedisClient> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return redisClient(socket);
}

/** Speaks to a redis-server on an open connection, which it owns from now on. */
export function redisClient(socket: Duplex): RedisClient {
  const lost = once(socket, 'close').then(() => {
    throw new Error('redis-server has closed the connection');
  });
  lost.catch(() => {});
  socket.on('error', () => {}); // its close follows
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();

  async function nextLine(): Promise<string> {
    const { value } = await Promise.race([lines.next(), lost]);
    return value;
  }
  return {
    nextLine,
    async ask(command) {
      socket.write(`${command}\r\n`);
      const line = await nextLine();
      return line.startsWith('$') && line !== '$-1' ? nextLine() : line;
    },
    async [Symbol.asyncDispose]() {
      socket.end();
      await lost.catch(() => {});
    },
  };
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A TCP server that listens has an address with a port.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
