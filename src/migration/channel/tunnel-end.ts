import { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../../failure/index.js';
import { openStreamPair } from '../../native/index.js';
import { type AcceptedEnd, openSessionWith, type TunnelEnding } from './channel-end.js';
import { codecOf } from './compression.js';
import { type Compression, READY } from './hello.js';
import { limitRate } from './rate-limit.js';

/** How long a tunnel may take to end in both directions when its end is disposed, in milliseconds. */
const LINGER = 5_000;

export interface TunnelTraffic {
  readonly compression: Compression;
  /** How fast it may send, after compression; absent: as fast as it can. */
  readonly bytesPerSecond?: number;
}

/**
 * Makes CRIU's socket of a connection that criud carries on itself, such as one
 * of TLS. From now on criud pumps: it holds back each side while the other does
 * not read, passes on an end of one direction as such, and when a direction
 * breaks it ends both.
 *
 * @param link allowed to be half open. Taken.
 */
export function openTunnel(link: Socket, { compression, bytesPerSecond }: TunnelTraffic): AcceptedEnd {
  const { compress, decompress } = codecOf(compression);
  const { ours, theirs } = openStreamPair();
  const criu = new Socket({ fd: ours.release(), readable: true, writable: true, allowHalfOpen: true });
  const limit = bytesPerSecond === undefined ? [] : [limitRate(bytesPerSecond)];
  const before = link.bytesWritten;

  const cut = (): void => {
    criu.destroy();
    link.destroy();
    theirs.close();
  };
  const directions = [
    pipeline([criu, ...compress(), ...limit, link]),
    pipeline([link, ...decompress(), criu]),
  ];
  const ended = Promise.all(directions).then(
    () => undefined,
    (error: unknown) => broken(error),
  );

  return {
    kind: 'tunnel',
    async openSession(installation, args) {
      const session = await openSessionWith(installation, theirs.number, args);
      // CRIU's must be the only one, or we would not see that it was closed.
      theirs.close();
      return session;
    },
    takeDescriptor: () => theirs,
    announceReady() {
      return new Promise((resolve, reject) => {
        link.write(Buffer.of(READY), (error) => (error ? reject(broken(error)) : resolve()));
      });
    },
    cut,
    ended: ended.then((failure): TunnelEnding => {
      const sent = link.bytesWritten - before;
      cut();
      return { fromCriu: criu.bytesRead, toCriu: criu.bytesWritten, sent, ...(failure && { failure }) };
    }),
    [Symbol.dispose]() {
      theirs.close();
      // CRIU's copy was the last one, and the tunnel ends by itself, unless the other host never ends its direction.
      const timer = setTimeout(cut, LINGER);
      void ended.then(() => clearTimeout(timer));
    },
  };
}

function broken(cause: unknown): Failure {
  return new Failure('PAGE_SERVER_UNREACHABLE', 'The tunnel for pages broke.', {
    cure: 'Start the round again; if it stays so, check the network between the two hosts.',
    cause,
  });
}
