import { type Installation, type Options, refuseOnService, type Session } from '../../criu/index.js';
import type { Failure } from '../../failure/index.js';
import type { Descriptor } from '../../native/index.js';

/**
 * What a request of CRIU that uses a page channel says: the channel is the first
 * descriptor after those of `criu swrk` itself, in the session that
 * `ChannelEnd.openSession` has opened.
 */
export const CHANNEL_OPTIONS = { ps: { fd: 4 } } as const satisfies Pick<Options, 'ps'>;

/** What has gone through a tunnel, and how it ended. */
export interface TunnelEnding {
  /** Bytes that CRIU wrote, and those that it was given. */
  readonly fromCriu: number;
  readonly toCriu: number;
  /** Bytes that went to the other host for those of CRIU: compressed, and without what TLS adds. */
  readonly sent: number;
  /** Absent when both directions have ended by themselves. */
  readonly failure?: Failure;
}

/**
 * One end of a page channel: a connection between two criuds that has been
 * authenticated, and from now on is CRIU's.
 *
 * The order, on which it rests that no byte is lost and none is read twice:
 *
 *  1. target: `listener.expect(...)` makes a token; the source gets it over the
 *     connection that the two criuds trust.
 *  2. source: `connectChannel(...)` connects, sends the hello with the token, and
 *     then nothing.
 *  3. target: reads exactly the hello, spends the token, and takes the descriptor
 *     from libuv, which reads no more. `expectation.connection` resolves.
 *  4. target: `serveRound(...)` gives the descriptor to a page server of CRIU,
 *     which waits for a command and says nothing by itself; then it announces
 *     READY, one byte, which criud writes.
 *  5. source: reads exactly that byte, takes the descriptor from libuv, makes it
 *     blocking. `connectChannel` resolves: the page server is there.
 *  6. source: `openSession(...)`, and a pre-dump or dump with CHANNEL_OPTIONS. The
 *     first byte after READY is CRIU's, as is every byte after it.
 *
 * A direct end is the TCP socket itself, and criud keeps a copy of it, to be able
 * to cut it. A tunnel's end is one of a pair of unix sockets, the other one of
 * which criud pumps to and from the connection.
 *
 * Dispose it as soon as its CRIU has ended, and not before: until then the other
 * host does not see that a CRIU which holds a direct end was killed. Disposing
 * gives up criud's copy; the connection ends, once all of it has arrived, when
 * CRIU has given up its own.
 */
export interface ChannelEnd extends Disposable {
  readonly kind: 'direct' | 'tunnel';
  /**
   * A session with a CRIU that has the channel as the number which
   * CHANNEL_OPTIONS names. Once.
   *
   * @param args as of Installation.open
   * @throws Failure as Installation.open; CRIU_SERVICE_LIMIT for a service, which
   *   takes no descriptors
   */
  openSession(installation: Installation, args?: readonly string[]): Promise<Session>;
  /**
   * The descriptor itself, for whoever carries the pages on to a CRIU that is in
   * no session. Once, in place of openSession. The caller's.
   */
  takeDescriptor(): Descriptor;
  /**
   * Cuts the connection at once, whoever holds it: a CRIU that writes or waits
   * for pages fails, and a dump rolls back. The gentle way to stop a transfer
   * that stands still, where CRIU is at no notification to be refused at.
   * Idempotent.
   */
  cut(): void;
  /** Settles when a tunnel has ended; undefined, and at once, for a direct end. Never rejects. */
  readonly ended: Promise<TunnelEnding | undefined>;
}

/** The end of the target. */
export interface AcceptedEnd extends ChannelEnd {
  /**
   * Lets the source begin. Once, and when the page server is there.
   *
   * @throws Failure PAGE_SERVER_UNREACHABLE when the source is gone
   */
  announceReady(): Promise<void>;
}

/** A session whose CRIU has this descriptor as the channel's. */
export async function openSessionWith(
  installation: Installation,
  descriptor: number,
  args?: readonly string[],
): Promise<Session> {
  if (installation.transport.kind === 'service') refuseOnService({ imagesDirFd: -1, ...CHANNEL_OPTIONS });
  return installation.open([descriptor], args);
}
