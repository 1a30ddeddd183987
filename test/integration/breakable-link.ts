import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { until } from './workload.js';

/** A way to a server that lets as many bytes through as the test likes. */
export interface BreakableLink extends AsyncDisposable {
  /** `127.0.0.1:port`, in place of that of the server. */
  readonly address: string;
  /** Bytes that have come through, both ways together. */
  readonly passed: number;
  /** Lets so many more bytes through, both ways together, and then none. */
  holdAfter(bytes: number): void;
  /** Resolves when bytes are being held. */
  held(): Promise<void>;
  /** Breaks all connections, and lets everything through that comes over new ones. */
  cut(): void;
}

/** @param server `host:port` */
export async function openLink(server: string): Promise<BreakableLink> {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(server) ?? [];
  const sockets = new Set<Socket>();
  let passed = 0;
  let room = Number.POSITIVE_INFINITY;
  let isHeld = false;

  function forward(from: Socket, to: Socket): void {
    sockets.add(from);
    from.on('data', (data) => {
      if (data.length > room) {
        isHeld = true;
        from.pause();
        return;
      }
      room -= data.length;
      passed += data.length;
      if (!to.write(data)) from.pause();
    });
    to.on('drain', () => room > 0 && from.resume());
    from.on('error', () => {});
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  }

  const listener = createServer((client) => {
    const upstream = connect(Number(port), host);
    forward(client, upstream);
    forward(upstream, client);
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no port is free');

  return {
    address: `127.0.0.1:${address.port}`,
    get passed() {
      return passed;
    },
    holdAfter(bytes) {
      room = bytes;
      isHeld = false;
    },
    held: async () => {
      await until('bytes that are held', 20_000, () => isHeld || undefined);
    },
    cut() {
      room = Number.POSITIVE_INFINITY;
      for (const socket of sockets) socket.destroy();
    },
    async [Symbol.asyncDispose]() {
      listener.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
