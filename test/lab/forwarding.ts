import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Duplex } from 'node:stream';

/** A unix socket on this machine, whose connections go to one place in a guest. May be disposed of twice. */
export interface Forwarding extends AsyncDisposable {
  readonly socket: string;
}

/**
 * Listens at a unix socket and joins each connection with one that `connect` makes. Where that fails, the connection is
 * closed, as if nobody listened.
 */
export async function openForwarding(socket: string, connect: () => Promise<Duplex>): Promise<Forwarding> {
  const connections = new Set<Duplex>();
  const server = createServer({ allowHalfOpen: true }, (near) => {
    connections.add(near);
    near.on('error', () => near.destroy()).on('close', () => connections.delete(near));
    connect().then(
      (far) => {
        far.on('error', () => near.destroy());
        near.on('close', () => far.destroy());
        near.pipe(far).pipe(near);
        if (near.destroyed) far.destroy();
      },
      () => near.destroy(),
    );
  });
  await once(server.listen(socket), 'listening');
  return {
    socket,
    async [Symbol.asyncDispose]() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const each of connections) each.destroy();
      await closed;
    },
  };
}
