import type { Transform } from 'node:stream';
import zlib from 'node:zlib';
import { invalidRequest } from '../../failure/index.js';
import type { Compression } from './hello.js';

type MakeStream = (options: { readonly flush: number }) => Transform;

/** The two directions of a compression, each once per connection. */
interface Codec {
  readonly compress: () => readonly Transform[];
  readonly decompress: () => readonly Transform[];
}

/** What this host's Node can compress with: zstd since 22.15 and 23.8. */
export function compressionsHere(): readonly Compression[] {
  return zstd() === undefined ? ['none'] : ['none', 'zstd'];
}

/** @throws Failure INVALID_REQUEST when the Node of this host lacks it. */
export function refuseCompression(compression: Compression): void {
  codecOf(compression);
}

/**
 * @throws Failure INVALID_REQUEST when the Node of this host lacks it.
 */
export function codecOf(compression: Compression): Codec {
  if (compression === 'none') return { compress: () => [], decompress: () => [] };
  const found = zstd();
  if (found === undefined) {
    throw invalidRequest([
      {
        field: 'compress',
        description: `zstd needs Node 22.15, 23.8 or later on both hosts; this one runs ${process.version}`,
      },
    ]);
  }
  return found;
}

/** The types of the oldest Node that criud runs on do not have these. */
function zstd(): Codec | undefined {
  const compress: unknown = Reflect.get(zlib, 'createZstdCompress');
  const decompress: unknown = Reflect.get(zlib, 'createZstdDecompress');
  const flush: unknown = Reflect.get(zlib.constants, 'ZSTD_e_flush');
  if (typeof compress !== 'function' || typeof decompress !== 'function' || typeof flush !== 'number') {
    return undefined;
  }
  // The documented signatures of zlib.createZstdCompress and zlib.createZstdDecompress.
  const make = { compress: compress as MakeStream, decompress: decompress as MakeStream };
  return {
    // CRIU asks and waits for an answer: whatever it has written has to arrive without more to push it.
    compress: () => [make.compress({ flush })],
    decompress: () => [make.decompress({ flush })],
  };
}
