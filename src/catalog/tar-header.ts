/** Bytes of a block: a header is one, and contents are filled up to whole ones. */
export const TAR_BLOCK = 512;

/** Bytes of the two fields that make up a path. */
export const LONGEST_TAR_NAME = 100;
export const LONGEST_TAR_PREFIX = 155;

/** What eleven octal digits can say: beyond it sizes are binary, which GNU tar reads too. */
const LARGEST_OCTAL = 8 ** 11 - 1;

export interface TarEntry {
  /** The folders of the path, without the slash behind them; may be empty. */
  readonly prefix: string;
  readonly name: string;
  readonly bytes: number;
  /** Seconds after 1970. */
  readonly modified: number;
}

/**
 * The header of a plain file of root that only its owner can read, as POSIX
 * defines it for `ustar`.
 *
 * @throws RangeError when the path is too long for the fields.
 */
export function tarHeader({ prefix, name, bytes, modified }: TarEntry): Buffer {
  const header = Buffer.alloc(TAR_BLOCK);
  if (Buffer.byteLength(name) > LONGEST_TAR_NAME)
    throw new RangeError('the name is too long for a tar header');
  if (Buffer.byteLength(prefix) > LONGEST_TAR_PREFIX) throw new RangeError('the path is too long');
  header.write(name, 0);
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  writeSize(header, bytes);
  header.write(octal(Math.min(Math.max(modified, 0), LARGEST_OCTAL)), 136);
  // The checksum counts itself as blanks.
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\0', 257);
  header.write('00', 263);
  header.write('0000000\0', 329);
  header.write('0000000\0', 337);
  header.write(prefix, 345);
  const checksum = header.reduce((sum, byte) => sum + byte, 0);
  header.write(`${checksum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** The size in a header; undefined when it is not one that `tarHeader` writes. */
export function sizeInTarHeader(header: Uint8Array): number | undefined {
  const field = Buffer.from(header.subarray(124, 136));
  if (field[0] === 0x80) {
    const size = field.readBigUInt64BE(4);
    return size <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(size) : undefined;
  }
  const text = field.toString('latin1');
  return /^[0-7]{11}\0$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

/** Bytes that follow contents of this size up to the next header. */
export function tarPadding(bytes: number): number {
  return (TAR_BLOCK - (bytes % TAR_BLOCK)) % TAR_BLOCK;
}

function writeSize(header: Buffer, bytes: number): void {
  if (bytes <= LARGEST_OCTAL) {
    header.write(octal(bytes), 124);
    return;
  }
  header[124] = 0x80;
  header.writeBigUInt64BE(BigInt(bytes), 128);
}

function octal(value: number): string {
  return `${value.toString(8).padStart(11, '0')}\0`;
}
