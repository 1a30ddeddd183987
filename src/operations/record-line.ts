import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';

/*
 * The text of a file of records:
 *
 *     criud journal 1
 *     <checksum> <number> <length> <JSON>
 *
 * with a line for each record. Checksum, number and length have eight
 * hexadecimal digits each. The length is that of the JSON in bytes, the checksum
 * the CRC-32 of what stands between it and the end of the line. The numbers rise
 * by one, so that a record counts once, and in its place, wherever in the file
 * it is found. `cut -d' ' -f4- | jq` shows it to a person.
 */

export const FIRST_LINE = Buffer.from('criud journal 1\n');
/** So much is read or written before others have their turn: some milliseconds. */
export const PORTION_BYTES = 1024 * 1024;

const HEADER = /^([0-9a-f]{8}) ([0-9a-f]{8}) ([0-9a-f]{8}) $/;
const HEADER_BYTES = 27;
/** The checksum is about what begins there, a space after itself. */
const CHECKED_FROM = 9;
const NEWLINE = 0x0a;
const SPACE = 0x20;

/** A stretch of the file that is not whole records, or that repeats records from before it. */
export interface LostStretch {
  readonly offset: number;
  readonly bytes: number;
}

/** A whole record in the bytes of a file. */
export interface FoundRecord {
  readonly number: number;
  /** Of its JSON; the newline is at the end. */
  readonly start: number;
  readonly end: number;
  readonly value: unknown;
}

/** Finds every whole record, in the order of their numbers, and what is none. */
export async function findRecords(bytes: Buffer): Promise<{ found: FoundRecord[]; lost: LostStretch[] }> {
  const found = new Map<number, FoundRecord>();
  const lost: LostStretch[] = [];
  let wholeUpTo = bytes.subarray(0, FIRST_LINE.length).equals(FIRST_LINE) ? FIRST_LINE.length : 0;
  let pauseAt = PORTION_BYTES;
  for (let at = wholeUpTo; at < bytes.length; ) {
    const record = recordAt(bytes, at);
    if (record === undefined) {
      // The newline before it may be what is damaged: a record can begin anywhere.
      const space = bytes.indexOf(SPACE, at + CHECKED_FROM);
      at = space < 0 ? bytes.length : space - (CHECKED_FROM - 1);
    } else if (found.has(record.number)) {
      at = record.end + 1;
    } else {
      if (wholeUpTo < at) lost.push({ offset: wholeUpTo, bytes: at - wholeUpTo });
      found.set(record.number, record);
      wholeUpTo = at = record.end + 1;
    }
    if (at < pauseAt) continue;
    await setImmediate();
    pauseAt = at + PORTION_BYTES;
  }
  if (wholeUpTo < bytes.length) lost.push({ offset: wholeUpTo, bytes: bytes.length - wholeUpTo });
  return { found: [...found.values()].sort((a, b) => a.number - b.number), lost };
}

/**
 * The record that begins there, if one does that is whole. None begins within
 * the JSON of another: outside of its strings that has no spaces, and what
 * begins inside of one is no JSON, with the quotes turned inside out.
 */
function recordAt(bytes: Buffer, at: number): FoundRecord | undefined {
  const start = at + HEADER_BYTES;
  const [, checksum, number = '', length = ''] = HEADER.exec(bytes.toString('latin1', at, start)) ?? [];
  const end = start + Number.parseInt(length, 16);
  if (checksum === undefined || bytes[end] !== NEWLINE) return undefined;
  if (checksum !== hexadecimal(crc32(bytes.subarray(at + CHECKED_FROM, end)))) return undefined;
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8', start, end));
    return { number: Number.parseInt(number, 16), start, end, value };
  } catch {
    return undefined;
  }
}

/** The line of a record, whose JSON is given. */
export function lineOf(number: number, text: string): Buffer {
  const checked = `${hexadecimal(number)} ${hexadecimal(Buffer.byteLength(text))} ${text}`;
  return Buffer.from(`${hexadecimal(crc32(checked))} ${checked}\n`);
}

function hexadecimal(number: number): string {
  return number.toString(16).padStart(8, '0');
}
