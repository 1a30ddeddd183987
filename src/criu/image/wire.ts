import type { ImageBytes } from './image-bytes.js';
import type { FieldOf } from './known-image.js';

/** Fields of a message at most: each can cost whoever decodes it an object. */
const MOST_FIELDS = 2 ** 20;

/** Messages within each other at most: cgroups are not deeper, and whoever decodes them has a stack. */
const DEEPEST = 128;

/** `2 ** 29 - 1` is the last number that a field can have. */
const LAST_FIELD = 2 ** 29 - 1;

/** Bytes with which a walk can go on: a field begins with two numbers of at most ten bytes each. */
export const LONGEST_START = 20;

/** Fields whose numbers are remembered. */
const REMEMBERED = 16;

/** Types of the wire; 3 and 4, groups, are not in use. */
const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/** Passes over messages, one after the other, and sees to it that they consist of whole fields. */
export interface MessageWalk {
  /** @param length of the message, which is what comes next */
  begin(length: number): void;
  /**
   * Goes on with it.
   *
   * @returns false when it needs more bytes than are ready: LONGEST_START, or all that are left.
   */
  advance(): boolean;
  /** The numbers of its own fields up to 15 so far, the last where there are several; 0 for what is absent. */
  readonly field: FieldOf;
  /** Whether such a field, with a number of its own, was there. */
  has(field: number): boolean;
}

/**
 * @param problem makes what is thrown
 * @param recursive a field that is a message, and has such a field again
 */
export function openMessageWalk(
  bytes: ImageBytes,
  problem: (text: string) => Error,
  recursive?: number,
): MessageWalk {
  const numbers = new Float64Array(REMEMBERED);
  /** Where the messages end that have been begun, the outermost first. */
  const ends: number[] = [];
  let end = 0;
  let fields = 0;

  function varint(): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 70; scale *= 128) {
      if (bytes.position() >= end) throw problem('has a number that does not end');
      const byte = bytes.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    throw problem('has a number of more than 64 bits');
  }

  function walkField(): void {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const type = tag % 8;
    if (number < 1 || number > LAST_FIELD) throw problem(`has a field with the number ${number}`);
    let size = 0;
    if (type === VARINT) {
      const value = varint();
      if (ends.length === 0 && number < REMEMBERED) numbers[number] = value;
    } else if (type === FIXED64) size = 8;
    else if (type === FIXED32) size = 4;
    else if (type === BYTES) size = varint();
    else throw problem(`has a field of the type ${type}`);
    const behind = bytes.position() + size;
    if (behind > end) throw problem('has a field that goes beyond its record');
    if (type !== BYTES || number !== recursive) bytes.skip(size);
    else {
      if (ends.length === DEEPEST) throw problem(`has more than ${DEEPEST} messages within each other`);
      ends.push(end);
      end = behind;
    }
  }

  return {
    begin(length) {
      numbers.fill(Number.NaN);
      ends.length = 0;
      end = bytes.position() + length;
      fields = 0;
    },
    field: (number) => numbers[number] || 0,
    has: (number) => !Number.isNaN(numbers[number]),
    advance() {
      for (;;) {
        const left = end - bytes.position();
        if (left === 0) {
          const outer = ends.pop();
          if (outer === undefined) return true;
          end = outer;
          continue;
        }
        if (bytes.ready() < LONGEST_START && bytes.ready() < left) return false;
        if (++fields > MOST_FIELDS) throw problem(`has more than ${MOST_FIELDS} fields in a record`);
        walkField();
      }
    },
  };
}
