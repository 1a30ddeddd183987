import { once } from 'node:events';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Failure } from '../../failure/index.js';
import { limitSilence } from '../../native/index.js';
import type { ChannelEnd } from './channel-end.js';
import { codecOf } from './compression.js';
import { numberOf, takeSocket } from './direct-end.js';
import { type Compression, encodeHello, READY, type RoundName } from './hello.js';
import { KEEPALIVE, SILENCE } from './listener.js';
import { checkRate } from './rate-limit.js';
import { secureContext, type TlsIdentity } from './tls-identity.js';
import { openTunnel } from './tunnel-end.js';
import { channelOf, givenUp, take } from './waiting.js';

export interface ChannelRequest extends RoundName {
  /** Where the target listens: a name or an address. */
  readonly host: string;
  readonly port: number;
  /** What the target has made for this round. */
  readonly token: Uint8Array;
  /** Ends the wait until the target's page server is there: a deadline, a cancel, or both. */
  readonly deadline: AbortSignal;
  /** Present exactly when the target wants TLS. */
  readonly tls?: TlsIdentity & {
    /** The name or address that the target's certificate must have. Default: `host`. */
    readonly serverName?: string;
  };
  /** As the target expects it. Default `none`; another one makes a tunnel. */
  readonly compression?: Compression;
  /** How fast pages may be sent: by the kernel where the end is direct, by criud in a tunnel. */
  readonly bytesPerSecond?: number;
  /** How long the connection may stand still before it breaks, in milliseconds. Default 30 s. */
  readonly silence?: number;
}

/**
 * Makes the page channel of a round from the source, and returns when the
 * target's page server is there. See ChannelEnd for the order of things.
 *
 * The target says nothing about why it refuses: a wrong or spent token, a plain
 * connection where it wants TLS and a page server that did not start look alike.
 *
 * @throws Failure PAGE_SERVER_UNREACHABLE when the target cannot be reached, is
 *   not trusted, refuses, or is gone; DEADLINE_EXCEEDED or CANCELLED;
 *   INVALID_REQUEST for a rate or a compression that cannot be
 */
export async function connectChannel(request: ChannelRequest): Promise<ChannelEnd> {
  const { host, port, token, deadline, tls, compression = 'none', bytesPerSecond } = request;
  if (bytesPerSecond !== undefined) checkRate(bytesPerSecond);
  codecOf(compression);
  const tooLate = (): Failure => givenUp(deadline, channelOf(request), request);
  if (deadline.aborted) throw tooLate();

  const socket = connect({
    ...{ host, port, allowHalfOpen: true },
    ...{ noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEPALIVE },
  });
  socket.on('error', () => {});
  const giveUp = (): void => void socket.destroy();
  deadline.addEventListener('abort', giveUp, { once: true });
  try {
    await once(socket, 'connect', { signal: deadline });
    limitSilence(numberOf(socket), request.silence ?? SILENCE);
    const link = tls === undefined ? socket : await secure(socket, tls, host, deadline);
    link.write(encodeHello(request, token, compression));
    const answer = await take(link, 1);
    if (deadline.aborted) throw tooLate();
    if (answer?.[0] !== READY) throw unreachable(request, link.errored);
    const limit = bytesPerSecond !== undefined && { bytesPerSecond };
    if (tls !== undefined || compression !== 'none') return openTunnel(link, { compression, ...limit });
    return await takeSocket(socket, bytesPerSecond);
  } catch (error) {
    socket.destroy();
    if (deadline.aborted) throw tooLate();
    throw error instanceof Failure ? error : unreachable(request, error);
  } finally {
    deadline.removeEventListener('abort', giveUp);
  }
}

async function secure(
  socket: Socket,
  tls: NonNullable<ChannelRequest['tls']>,
  host: string,
  signal: AbortSignal,
): Promise<Socket> {
  const name = tls.serverName ?? host;
  // `host` is what the certificate is compared with; an address has no place in SNI.
  const link = connectTls({
    ...secureContext(tls),
    socket,
    host: name,
    ...(isIP(name) === 0 && { servername: name }),
  });
  link.on('error', () => {});
  await once(link, 'secureConnect', { signal });
  return link;
}

function unreachable({ host, port, migration, round }: ChannelRequest, cause: unknown): Failure {
  return new Failure(
    'PAGE_SERVER_UNREACHABLE',
    `There is no page channel to ${host}, port ${port}: the target cannot be reached or refuses it.`,
    {
      cure: 'Check the network between the two hosts, their certificates, and the log of the target’s criud: it tells why there.',
      metadata: { host, port: String(port), migration, round: String(round) },
      cause,
    },
  );
}
