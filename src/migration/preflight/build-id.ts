/** Reads so many bytes from there on; fewer where the file ends. */
export type ReadBytes = (offset: number, length: number) => Promise<Buffer>;

/** No header of a program that runs comes near these. */
const MOST_PROGRAM_HEADERS = 1024;
const MOST_NOTE_SEGMENTS = 32;
const MOST_NOTE_BYTES = 64 * 1024;
/** As CRIU has it. The usual build-id has 20. */
const LONGEST_BUILD_ID = 512;

const PT_NOTE = 4;
const NT_GNU_BUILD_ID = 3;

/** Where things stand in the header of a file, in a program header, and how long both are. */
const LAYOUTS = {
  1: { header: 52, table: 28, entryBytes: 42, entries: 44, entry: 32, offset: 4, size: 16, alignment: 28 },
  2: { header: 64, table: 32, entryBytes: 54, entries: 56, entry: 56, offset: 8, size: 32, alignment: 48 },
} as const;

/**
 * The build-id of an ELF file of 32 or 64 bits and either byte order, in
 * hexadecimal: the note of type NT_GNU_BUILD_ID in its PT_NOTE segments, by which
 * CRIU tells that a file is the one that was dumped. Undefined for every other
 * file, one without the note, and one that is cut or senseless. It asks for some
 * headers and for no more than 64 KiB of each of 32 segments.
 */
export async function readBuildId(read: ReadBytes): Promise<string | undefined> {
  const header = await read(0, 64);
  if (header.length < 52 || header.readUInt32BE(0) !== 0x7f454c46) return undefined;
  const kind = header[4];
  const order = header[5];
  if ((kind !== 1 && kind !== 2) || (order !== 1 && order !== 2)) return undefined;
  const layout = LAYOUTS[kind];
  if (header.length < layout.header) return undefined;

  const half = (bytes: Buffer, at: number) => (order === 1 ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const word = (bytes: Buffer, at: number) => (order === 1 ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  // What does not fit a number exactly lies beyond the end of every file, and so does what is rounded.
  const long = (bytes: Buffer, at: number) =>
    kind === 1
      ? word(bytes, at)
      : Number(order === 1 ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));

  const entryBytes = half(header, layout.entryBytes);
  const entries = half(header, layout.entries);
  const table = long(header, layout.table);
  if (entryBytes < layout.entry || entryBytes > 4 * layout.entry || entries > MOST_PROGRAM_HEADERS) {
    return undefined;
  }
  if (!Number.isSafeInteger(table)) return undefined;

  const headers = await read(table, entryBytes * entries);
  let segments = 0;
  for (let at = 0; at + layout.entry <= headers.length; at += entryBytes) {
    if (word(headers, at) !== PT_NOTE) continue;
    segments += 1;
    if (segments > MOST_NOTE_SEGMENTS) return undefined;
    const offset = long(headers, at + layout.offset);
    if (!Number.isSafeInteger(offset)) continue;
    const notes = await read(offset, Math.min(long(headers, at + layout.size), MOST_NOTE_BYTES));
    const found = findIn(notes, word, long(headers, at + layout.alignment) === 8 ? 8 : 4);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A note is the lengths of its name and of what it says, its type, the name, and what it says, each padded. */
function findIn(
  notes: Buffer,
  word: (bytes: Buffer, at: number) => number,
  alignment: number,
): string | undefined {
  const aligned = (at: number) => Math.ceil(at / alignment) * alignment;
  for (let at = 0; at + 12 <= notes.length; ) {
    const nameBytes = word(notes, at);
    const length = word(notes, at + 4);
    const begin = aligned(at + 12 + nameBytes);
    const isBuildId = word(notes, at + 8) === NT_GNU_BUILD_ID;
    if (isBuildId && notes.toString('latin1', at + 12, at + 12 + nameBytes) === 'GNU\0') {
      const whole = length > 0 && length <= LONGEST_BUILD_ID && begin + length <= notes.length;
      return whole ? notes.toString('hex', begin, begin + length) : undefined;
    }
    at = aligned(begin + length);
  }
  return undefined;
}
