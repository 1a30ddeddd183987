import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Failure } from '../../failure/index.js';
import { limitSilence } from '../../native/index.js';
import type { AcceptedEnd } from './channel-end.js';
import { codecOf } from './compression.js';
import { numberOf, takeSocket } from './direct-end.js';
import {
  type Compression,
  decodeHello,
  digestName,
  HELLO_BYTES,
  type Hello,
  isToken,
  type RoundName,
  TOKEN_BYTES,
} from './hello.js';
import { secureContext, type TlsIdentity } from './tls-identity.js';
import { openTunnel } from './tunnel-end.js';
import { channelOf, givenUp, take } from './waiting.js';

/** How long a stranger may take to say who it is, in milliseconds. */
const HELLO_PATIENCE = 5_000;

/** How many strangers may be about it at once. */
const STRANGERS = 16;

/** How long a connection may stand still, in milliseconds. */
export const SILENCE = 30_000;

/** How often it is asked for a sign of life while nobody sends, in milliseconds. */
export const KEEPALIVE = 10_000;

export interface ListenerSettings {
  /** The address to listen on. */
  readonly host: string;
  /** 0 for one that the kernel chooses. */
  readonly port: number;
  /** Connections must be TLS 1.3, and their certificate of the authority in it. Absent: plain TCP. */
  readonly tls?: TlsIdentity;
  /** From the connection to the end of its hello, in milliseconds. Default 5 s. */
  readonly helloPatience?: number;
  /** How many connections without a hello may be open; one more closes the oldest of them. Default 16. */
  readonly strangers?: number;
  /** How long a connection that has to make progress may make none before it breaks, in milliseconds. Default 30 s. */
  readonly silence?: number;
}

/** A round whose connection is waited for. */
export interface ExpectedRound extends RoundName {
  /** Ends the wait: a deadline, a cancel, or both. The token is worth nothing from then on. */
  readonly deadline: AbortSignal;
  /** What the source will send with; another is refused. Default `none`. */
  readonly compression?: Compression;
}

export interface Expectation {
  /** 32 random bytes, good for one connection for this round. A secret: give it to the source and to nobody else. */
  readonly token: Uint8Array;
  /**
   * The end of the one connection that presents the token. The caller's to dispose,
   * also when it comes together with an abort of the deadline.
   * Rejects with DEADLINE_EXCEEDED or CANCELLED when the deadline comes first or the
   * listener is closed, with PAGE_SERVER_UNREACHABLE when it breaks right after.
   */
  readonly connection: Promise<AcceptedEnd>;
}

/**
 * Why connections were closed without a word:
 * `untrusted` was no TLS, or had no certificate that is trusted, where TLS is wanted;
 * `incomplete` did not end its hello, in time or at all; `crowded` was the oldest of
 * too many; `malformed` said something else, or more; `unknown` named a round that is
 * not waited for, or no longer; `wrong-token` one that is, with another token.
 */
export type Refusal = 'untrusted' | 'incomplete' | 'crowded' | 'malformed' | 'unknown' | 'wrong-token';

export interface ChannelListener extends AsyncDisposable {
  readonly port: number;
  /** How often each happened since the listener was opened. */
  readonly refused: Readonly<Record<Refusal, number>>;
  /**
   * Waits for the connection of a round.
   *
   * @throws Failure INTERNAL when this round is waited for already;
   *   INVALID_REQUEST for a compression that this host lacks
   */
  expect(round: ExpectedRound): Expectation;
  /** Gives up every wait and closes what has not been accepted; accepted ends stay. Idempotent. */
  close(): Promise<void>;
}

/** Somebody who has not said the right thing yet. */
interface Stranger {
  readonly socket: Socket;
  readonly timer: NodeJS.Timeout;
  /** Past the handshake, where there is one. */
  secured: boolean;
}

interface Awaited {
  readonly token: Buffer;
  readonly compression: Compression;
  accept(end: Promise<AcceptedEnd>): void;
}

/**
 * Listens for the connections of page channels: the target's side of
 * connectChannel. See ChannelEnd for the order of things.
 *
 * @throws Failure PAGE_SERVER_UNREACHABLE when it cannot listen there
 */
export async function openChannelListener(settings: ListenerSettings): Promise<ChannelListener> {
  const { host, port, tls, helloPatience = HELLO_PATIENCE, silence = SILENCE } = settings;
  const awaited = new Map<string, Awaited>();
  const strangers = new Map<string, Stranger>();
  const refused = { untrusted: 0, incomplete: 0, crowded: 0, malformed: 0, unknown: 0, 'wrong-token': 0 };

  function refuse(socket: Socket, why: Refusal): void {
    const stranger = forget(socket);
    if (stranger !== undefined) refused[why]++;
    stranger?.socket.destroy();
    socket.destroy();
  }

  function forget(socket: Socket): Stranger | undefined {
    const key = keyOf(socket);
    const stranger = strangers.get(key);
    strangers.delete(key);
    clearTimeout(stranger?.timer);
    return stranger;
  }

  function meet(socket: Socket): void {
    socket.on('error', () => {});
    const key = keyOf(socket);
    if (key === '') return void socket.destroy();
    limitSilence(numberOf(socket), silence);
    const [oldest] = strangers.values();
    if (oldest !== undefined && strangers.size >= (settings.strangers ?? STRANGERS)) {
      refuse(oldest.socket, 'crowded');
    }
    const timer = setTimeout(() => refuse(socket, 'incomplete'), helloPatience);
    const stranger: Stranger = { socket, timer, secured: tls === undefined };
    strangers.set(key, stranger);
    socket.once('close', () => {
      if (strangers.get(key) !== stranger) return;
      strangers.delete(key);
      clearTimeout(timer);
      refused[stranger.secured ? 'incomplete' : 'untrusted']++;
    });
  }

  /** @param link the socket itself, or the TLS over it */
  async function listen(link: Socket): Promise<void> {
    link.on('error', () => {});
    const stranger = strangers.get(keyOf(link));
    if (stranger === undefined) return void link.destroy();
    stranger.secured = true;
    const bytes = await take(link, HELLO_BYTES);
    if (bytes === undefined) return refuse(link, 'incomplete');
    const hello = decodeHello(bytes);
    if (hello === undefined || link.readableLength > 0) return refuse(link, 'malformed');
    const name = hello.name.toString('hex');
    const found = awaited.get(name);
    if (found === undefined) return refuse(link, 'unknown');
    if (!isToken(hello.token, found.token)) return refuse(link, 'wrong-token');
    if (hello.compression !== found.compression) return refuse(link, 'malformed');
    if (forget(link) === undefined) return void link.destroy();
    awaited.delete(name);
    found.accept(accepted(link, hello, tls !== undefined));
  }

  const server = listenerOf(tls, listen, meet);
  server.listen({ host, port });
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new Failure('PAGE_SERVER_UNREACHABLE', `criud cannot listen for pages on ${host}, port ${port}.`, {
      cure: 'Name an address of this host and a free port for page channels.',
      metadata: { host, port: String(port) },
      cause,
    });
  }
  // Without a descriptor left nobody is accepted, and the rounds reach their deadlines.
  server.on('error', () => {});
  const address = server.address();
  const listening = new AbortController();

  async function close(): Promise<void> {
    if (listening.signal.aborted) return;
    listening.abort(
      new Failure('CANCELLED', 'criud listens for pages no longer.', {
        cure: 'Nothing, when criud was told to end; else start the migration again.',
      }),
    );
    for (const { socket } of [...strangers.values()]) refuse(socket, 'incomplete');
    // It ends when the accepted ends have: theirs is the end of that.
    server.close();
  }

  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    refused,
    expect(round) {
      const name = digestName(round).toString('hex');
      if (awaited.has(name)) {
        throw new Failure('INTERNAL', `Round ${round.round} of ${round.migration} is waited for already.`, {
          metadata: { migration: round.migration, round: String(round.round) },
        });
      }
      const { compression = 'none' } = round;
      codecOf(compression);
      const token = randomBytes(TOKEN_BYTES);
      const up = AbortSignal.any([round.deadline, listening.signal]);
      const connection = new Promise<AcceptedEnd>((resolve, reject) => {
        const giveUp = (): void => {
          awaited.delete(name);
          reject(givenUp(up, channelOf(round), round));
        };
        if (up.aborted) return giveUp();
        up.addEventListener('abort', giveUp, { once: true });
        awaited.set(name, {
          token,
          compression,
          accept(end) {
            up.removeEventListener('abort', giveUp);
            resolve(end);
          },
        });
      });
      // Who gives up the round before it looks has nothing to look at.
      connection.catch(() => {});
      return { token, connection };
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** A server that hands every connection to `meet`, and those that may speak to `listen`. */
function listenerOf(
  tls: TlsIdentity | undefined,
  listen: (link: Socket) => Promise<void>,
  meet: (socket: Socket) => void,
): Server {
  const options = { allowHalfOpen: true, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEPALIVE };
  if (tls === undefined) {
    return createServer(options, (socket) => {
      meet(socket);
      void listen(socket);
    });
  }
  const server = createTlsServer({
    ...options,
    ...secureContext(tls),
    requestCert: true,
    rejectUnauthorized: true,
  });
  server.prependListener('connection', meet);
  server.on('secureConnection', (link) => void listen(link));
  return server;
}

async function accepted(link: Socket, { compression }: Hello, isSecure: boolean): Promise<AcceptedEnd> {
  if (isSecure || compression !== 'none') return openTunnel(link, { compression });
  return takeSocket(link);
}

/** The same for a socket and for the TLS over it; '' when the connection is gone. */
function keyOf({ remoteAddress, remotePort }: Socket): string {
  return remotePort === undefined ? '' : `${remoteAddress} ${remotePort}`;
}
