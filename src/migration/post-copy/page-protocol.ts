import { endianness } from 'node:os';

/** How the pages of a tree have come, so far. */
export interface PageCounts {
  /** Pages that were asked for one by one, as a task that waits for one does. */
  readonly faulted: number;
  /** Pages that were fetched meanwhile, in greater pieces. */
  readonly fetched: number;
}

/** CRIU's struct page_server_iov: command and flags, pages, address, process; in the byte order of the hosts. */
export const MESSAGE_BYTES = 32;

/** The command in the first word; the other half are flags. */
const COMMAND = 0xffff;
const CLOSE = 0x1023;
const FORCE_CLOSE = 0x1024;
const PAGES_AT = 8;
const IS_LITTLE = endianness() === 'LE';

/** What a daemon for lazy pages asks. */
export type PageRequest = { readonly kind: 'pages'; readonly pages: number } | { readonly kind: 'close' };

/** Cuts a stream of messages into them, wherever it was cut before. */
export function splitMessages(): (bytes: Buffer) => readonly Buffer[] {
  let rest: Buffer = Buffer.alloc(0);
  return (bytes) => {
    const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    const end = all.length - (all.length % MESSAGE_BYTES);
    const messages: Buffer[] = [];
    for (let at = 0; at < end; at += MESSAGE_BYTES) messages.push(all.subarray(at, at + MESSAGE_BYTES));
    rest = all.subarray(end);
    return messages;
  };
}

export function readRequest(message: Buffer): PageRequest {
  const command = (IS_LITTLE ? message.readUInt32LE(0) : message.readUInt32BE(0)) & COMMAND;
  if (command === CLOSE || command === FORCE_CLOSE) return { kind: 'close' };
  return { kind: 'pages', pages: pagesOf(message) };
}

/**
 * Counts the pages in a stream of answers: each is a message that says how many,
 * and then they. CRIU's answers are in the order of its requests.
 */
export function countPages(pageBytes: number): { take(bytes: Buffer): void; counts(): PageCounts } {
  let faulted = 0;
  let fetched = 0;
  let head: Buffer = Buffer.alloc(0);
  let payload = 0;
  return {
    take(bytes) {
      let at = 0;
      while (at < bytes.length) {
        if (payload > 0) {
          const skipped = Math.min(payload, bytes.length - at);
          payload -= skipped;
          at += skipped;
          continue;
        }
        const part = bytes.subarray(at, at + MESSAGE_BYTES - head.length);
        head = head.length === 0 ? part : Buffer.concat([head, part]);
        at += part.length;
        if (head.length < MESSAGE_BYTES) continue;
        const pages = pagesOf(head);
        if (pages === 1) faulted++;
        else fetched += pages;
        payload = pages * pageBytes;
        head = Buffer.alloc(0);
      }
    },
    counts: () => ({ faulted, fetched }),
  };
}

function pagesOf(message: Buffer): number {
  return Number(IS_LITTLE ? message.readBigUInt64LE(PAGES_AT) : message.readBigUInt64BE(PAGES_AT));
}
