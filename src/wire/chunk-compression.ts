import { promisify } from 'node:util';
import zlib from 'node:zlib';

type Transform = (
  data: Uint8Array,
  options: object,
  done: (error: Error | null, out: Buffer) => void,
) => void;

/** Fast rather than small: a chunk must not wait longer for it than for the network. */
const LEVEL = 1;

/** The types of the oldest Node that criud runs on do not have these. */
const compress = find('zstdCompress');
const decompress = find('zstdDecompress');
const level: unknown = Reflect.get(zlib.constants, 'ZSTD_c_compressionLevel');

/** Whether the Node of this process has zstd: since 22.15 and 23.8. */
export function hasZstd(): boolean {
  return compress !== undefined && decompress !== undefined && typeof level === 'number';
}

/** The chunk as a frame of zstd; undefined where that is not smaller, or there is no zstd. */
export async function compressChunk(data: Uint8Array): Promise<Uint8Array | undefined> {
  if (compress === undefined || typeof level !== 'number') return undefined;
  const frame = await compress(data, { params: { [level]: LEVEL } });
  return frame.length < data.length ? frame : undefined;
}

/**
 * The chunk that a frame of zstd has.
 *
 * @param most bytes of a chunk: what would be larger is not made
 * @throws Error when it is no frame, is larger, or there is no zstd.
 */
export async function expandChunk(frame: Uint8Array, most: number): Promise<Uint8Array> {
  if (decompress === undefined)
    throw new Error(`zstd needs Node 22.15, 23.8 or later, not ${process.version}`);
  return decompress(frame, { maxOutputLength: most });
}

function find(name: string): ((data: Uint8Array, options: object) => Promise<Buffer>) | undefined {
  const found: unknown = Reflect.get(zlib, name);
  // The documented signature of zlib.zstdCompress and zlib.zstdDecompress.
  return typeof found === 'function' ? promisify(found as Transform) : undefined;
}
