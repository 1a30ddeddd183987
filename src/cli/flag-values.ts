import { FIELDS_WITH_LEAVE } from '../checkpoint/index.js';
import { type Failure, invalidRequest } from '../failure/index.js';

/** Beyond it, which is 24 days, Node's timers fire at once. */
const LONGEST_SECONDS = (2 ** 31 - 1) / 1000;

const MOST = 1_000_000;

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'];

/**
 * A time in seconds, as milliseconds.
 *
 * @throws Failure INVALID_REQUEST
 */
export function parseSeconds(flag: string, text: string): number {
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (seconds > 0 && seconds <= LONGEST_SECONDS) return seconds * 1000;
  const limits = `above 0 and at most ${Math.floor(LONGEST_SECONDS)}`;
  throw refused(flag, `must be a number of seconds ${limits}, not ${text}`);
}

/** @throws Failure INVALID_REQUEST for what is not a whole number from 1 to 1,000,000. */
export function parseCount(flag: string, text: string): number {
  const count = /^\d+$/.test(text) ? Number(text) : 0;
  if (count > 0 && count <= MOST) return count;
  throw refused(flag, `must be a whole number from 1 to ${MOST}, not ${text}`);
}

/** @throws Failure INVALID_REQUEST for what is not a number from 0 to 1,000,000. */
export function parseAmount(flag: string, text: string): number {
  const amount = /^\d+(\.\d+)?$/.test(text) ? Number(text) : -1;
  if (amount >= 0 && amount <= MOST) return amount;
  throw refused(flag, `must be a number from 0 to ${MOST}, not ${text}`);
}

/**
 * `127.0.0.1:7070`, `localhost:7070` or `[::1]:7070`; port 0 is any free one.
 *
 * @throws Failure INVALID_REQUEST
 */
export function parseTcpAddress(
  flag: string,
  text: string,
): { readonly kind: 'tcp'; readonly host: string; readonly port: number } {
  const [, bracketed, plain, port] = /^(?:\[([\da-f:.]+)\]|([^\s:[\]]+)):(\d{1,5})$/i.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host !== undefined && Number(port) <= 65_535) return { kind: 'tcp', host, port: Number(port) };
  throw refused(flag, `must be host:port, not ${text}`);
}

/**
 * What the operator lets clients use. A name that is none would give leave for
 * nothing, and nobody would find out why.
 *
 * @throws Failure INVALID_REQUEST
 */
export function parseAllowedOptions(flag: string, texts: readonly string[]): readonly string[] {
  for (const text of texts) {
    if (FIELDS_WITH_LEAVE.some((field) => text.startsWith(`${field}=`))) continue;
    const fields = FIELDS_WITH_LEAVE.join(', ');
    throw refused(flag, `must be one of ${fields}, with = and a value behind it, not ${text}`);
  }
  return texts;
}

/** @throws Failure INVALID_REQUEST */
export function parseLogLevel(flag: string, text: string): string {
  if (LOG_LEVELS.includes(text)) return text;
  throw refused(flag, `must be one of ${LOG_LEVELS.join(', ')}, not ${text}`);
}

function refused(flag: string, description: string): Failure {
  return invalidRequest([{ field: flag, description }]);
}
