import { connect, createServer, type Socket } from 'node:net';

/** Forwards connections to a unix socket, and cuts them where it is told to. */
export interface CuttingProxy extends AsyncDisposable {
  /** As a client names it. */
  readonly address: string;
  /** Connections that were cut. */
  readonly cuts: number;
  /** All connections are cut when so many bytes more have been forwarded in both directions together. */
  cutAfter(bytes: number, then?: () => void): void;
}

/** @param target path of the socket; asked at each connection, because a daemon can be another one then */
export async function startCuttingProxy(target: () => string): Promise<CuttingProxy> {
  const open = new Set<Socket>();
  let left = Number.POSITIVE_INFINITY;
  let afterwards = () => {};
  let cuts = 0;

  function forward(from: Socket, to: Socket): void {
    from.on('data', (data) => {
      const sent = data.subarray(0, Math.max(0, left));
      left -= data.length;
      if (!to.write(sent)) from.pause();
      if (left > 0) return;
      left = Number.POSITIVE_INFINITY;
      cuts += 1;
      for (const each of open) each.destroy();
      afterwards();
    });
    to.on('drain', () => from.resume());
    from.on('end', () => to.end());
    from.on('error', () => to.destroy());
    from.on('close', () => {
      open.delete(from);
      to.destroy();
    });
  }

  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ path: target(), allowHalfOpen: true });
    open.add(near).add(far);
    forward(near, far);
    forward(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');

  return {
    address: `127.0.0.1:${address.port}`,
    get cuts() {
      return cuts;
    },
    cutAfter(bytes, then = () => {}) {
      left = bytes;
      afterwards = then;
    },
    async [Symbol.asyncDispose]() {
      for (const each of open) each.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
