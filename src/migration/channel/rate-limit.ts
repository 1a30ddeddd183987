import { Transform } from 'node:stream';
import { invalidRequest } from '../../failure/index.js';

/** How much may go at once after a pause, as the part of a second in which the rate would let it. */
const BURST_SECONDS = 0.1;

/** Bytes a second: with less than this no round of pages would ever end. */
export const LEAST_RATE = 64 * 1024;

/**
 * Refuses a rate that nobody can mean.
 *
 * @throws Failure INVALID_REQUEST
 */
export function checkRate(bytesPerSecond: number): void {
  if (Number.isSafeInteger(bytesPerSecond) && bytesPerSecond >= LEAST_RATE) return;
  throw invalidRequest([
    { field: 'max_bytes_per_second', description: `must be a whole number from ${LEAST_RATE} on` },
  ]);
}

/**
 * Lets bytes through at this rate in the long run, as a token bucket does: after
 * a pause a tenth of a second's worth goes at once. What waits is held back at
 * the source by the stream's own backpressure.
 */
export function limitRate(bytesPerSecond: number): Transform {
  const burst = bytesPerSecond * BURST_SECONDS;
  let credit = burst;
  let counted = performance.now();
  let timer: NodeJS.Timeout | undefined;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const now = performance.now();
      credit = Math.min(burst, credit + ((now - counted) / 1000) * bytesPerSecond) - chunk.length;
      counted = now;
      if (credit >= 0) done(null, chunk);
      else timer = setTimeout(() => done(null, chunk), (-credit / bytesPerSecond) * 1000);
    },
    destroy(error, done) {
      clearTimeout(timer);
      done(error);
    },
  });
}
