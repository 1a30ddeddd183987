import { damaged, FILE_LIMIT, IMAGE_MAGICS, readWhole } from './image-file.js';

export const IN_PARENT = 1;
export const LAZY = 2;
export const PRESENT = 4;

/**
 * A pagemap in columns, an entry to a place in each. A tree whose memory is in
 * pieces has tens of thousands of entries, and as many objects take longer to
 * make than the pages to copy.
 */
export interface PagemapColumns {
  /** The N of its `pages-N.img`. */
  readonly pagesId: number;
  readonly length: number;
  readonly address: Float64Array;
  readonly pages: Float64Array;
  /** IN_PARENT, LAZY and PRESENT. */
  readonly flags: Uint8Array;
}

const WORD = 4;
const HEAD = IMAGE_MAGICS.pagemap.length * WORD;

/** The least that an entry takes: its length, and three fields of two bytes each. */
const LEAST_ENTRY = WORD + 6;

/**
 * Reads a pagemap as CRIU writes it since it knows flags (2.9): before 4.1 the
 * number of pages was in another field.
 *
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function readPagemapColumns(path: string): Promise<PagemapColumns> {
  const bytes = await readWhole(path, FILE_LIMIT);
  const size = bytes.length;
  const most = Math.ceil(size / LEAST_ENTRY);
  const address = new Float64Array(most);
  const pages = new Float64Array(most);
  const flags = new Uint8Array(most);
  const fields = new Float64Array(8);
  for (const [index, magic] of IMAGE_MAGICS.pagemap.entries()) {
    if (size < HEAD || bytes.readUInt32LE(index * WORD) !== magic) throw damaged(path, 0, 'is no pagemap');
  }
  let pagesId = -1;
  let length = 0;
  for (let at = HEAD; at < size; ) {
    if (at + WORD > size) throw damaged(path, at, 'ends inside a length');
    const begin = at + WORD;
    const end = begin + bytes.readUInt32LE(at);
    if (end > size) throw damaged(path, at, 'ends inside a record');
    fields.fill(-1);
    for (at = begin; at < end; ) {
      const tag = bytes[at++] as number; // inside the file, as its length says
      if ((tag & 7) !== 0 || tag > 63) throw damaged(path, at, 'has a field that is no number');
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        if (at >= end || scale > 2 ** 49) throw damaged(path, at, 'has a number that does not end');
        const byte = bytes[at++] as number; // likewise
        value += (byte & 127) * scale;
        if (byte < 128) break;
      }
      fields[tag >> 3] = value;
    }
    const [, first = -1, olderCount = -1, , marks = -1, newerCount = -1] = fields;
    const count = newerCount < 0 ? olderCount : newerCount;
    if (first < 0) throw damaged(path, begin, 'has a record without its first field');
    if (pagesId < 0) {
      pagesId = first;
      continue;
    }
    if (marks < 0 || count < 0) throw damaged(path, begin, 'has an entry without flags or pages');
    address[length] = first;
    pages[length] = count;
    flags[length] = marks;
    length++;
  }
  if (pagesId < 0) throw damaged(path, HEAD, 'has no record');
  return { pagesId, length, address, pages, flags };
}
