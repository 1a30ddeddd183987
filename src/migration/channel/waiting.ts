import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { Failure } from '../../failure/index.js';
import type { RoundName } from './hello.js';

/**
 * Takes exactly so many bytes out of a stream and leaves what follows in it;
 * undefined when it ends, breaks or is destroyed before. Reads no further once
 * it has them.
 */
export function take(stream: Duplex, size: number): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const look = (): void => {
      // Without an encoding it gives buffers only. What there is at the end may be less.
      const bytes = stream.read(size) as Buffer | null;
      if (bytes !== null) settle(bytes.length === size ? bytes : undefined);
    };
    const end = (): void => settle(undefined);
    const settle = (bytes: Buffer | undefined): void => {
      stream.off('readable', look).off('end', end).off('error', end).off('close', end);
      resolve(bytes);
    };
    if (stream.destroyed || stream.readableEnded) return resolve(undefined);
    stream.on('readable', look).on('end', end).on('error', end).on('close', end);
    look();
  });
}

/** Destroys a stream and waits until its descriptor is closed. */
export async function close(stream: Duplex): Promise<void> {
  if (stream.closed) return;
  const closed = once(stream, 'close');
  stream.destroy();
  await closed;
}

/** What a deadline, or whoever cancels, makes of a wait: what it was for, as a subject. */
export function givenUp(signal: AbortSignal, what: string, round?: RoundName): Failure {
  const { reason } = signal;
  if (reason instanceof Failure) return reason;
  const isLate = reason instanceof DOMException && reason.name === 'TimeoutError';
  return new Failure(
    isLate ? 'DEADLINE_EXCEEDED' : 'CANCELLED',
    isLate ? `${what} did not come to its end in time.` : `${what} was cancelled.`,
    {
      ...(isLate && { cure: 'Check the network between the two hosts, or allow the migration more time.' }),
      ...(round && { metadata: { migration: round.migration, round: String(round.round) } }),
      cause: reason,
    },
  );
}

/** The page channel of a round, as the subject of a sentence. */
export function channelOf({ migration, round }: RoundName): string {
  return `The page channel of round ${round} of migration ${migration}`;
}
