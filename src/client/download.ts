import { type FileHandle, open, rename } from 'node:fs/promises';
import { ChunkCompression } from '../../gen/api/criud/v1/catalog_service.js';
import { expandChunk, hasZstd } from '../wire/index.js';
import type { Client } from './connection.js';
import { overLostConnections } from './lost-connection.js';

/** Bytes of a piece at most. */
const LARGEST_PIECE = 256 * 1024;

/** What an archive is. */
export interface ArchiveFacts {
  /** Tells it from every other one. */
  readonly digest: string;
  readonly bytes: number;
  /** Names, the oldest first. */
  readonly checkpoints: readonly string[];
}

export interface ArchivePiece {
  /** Where the data belong in the archive. */
  readonly offset: number;
  /** At most 256 KiB. */
  readonly data: Uint8Array;
  /** Of which they are a piece. */
  readonly archive: ArchiveFacts;
}

export interface DownloadOptions {
  /** Ends the download; its reason is thrown. */
  readonly signal?: AbortSignal;
  /** Only the checkpoint itself: whoever takes the archive must have its parents. Default false. */
  readonly withoutParents?: boolean;
  /** Whether criud may compress what it sends. Default true, where this Node can read it. */
  readonly compress?: boolean;
}

/**
 * The archive of a checkpoint, in pieces. It goes on where it stood when the
 * connection was lost, and gives up after a dozen attempts without progress.
 *
 * @param name `checkpoints/{id}`
 * @throws CriudError
 * @throws Error when the archive has become another one: its labels were changed.
 */
export async function* download(
  client: Client,
  name: string,
  options: DownloadOptions & {
    /** Of the archive, from where on. Default 0. */
    readonly offset?: number;
  } = {},
): AsyncGenerator<ArchivePiece, void> {
  const { signal, withoutParents = false, compress = true } = options;
  let offset = options.offset ?? 0;
  let archive: ArchiveFacts | undefined;
  let messages: ReturnType<Client['catalog']['downloadCheckpoint']> | undefined;

  /** The next piece; undefined behind the last. */
  const next = (progressed: () => void): Promise<ArchivePiece | undefined> =>
    (async () => {
      messages ??= client.catalog.downloadCheckpoint(
        {
          ...{ name, withoutParents, offset: BigInt(offset) },
          accept: compress && hasZstd() ? [ChunkCompression.ZSTD] : [],
        },
        { ...(signal && { signal }) },
      );
      try {
        for (;;) {
          const { value: message, done } = await messages.next();
          if (done) return undefined;
          if (message.archive !== undefined) {
            const { digest, sizeBytes: bytes, checkpoints } = message.archive;
            if (archive !== undefined && archive.digest !== digest) throw changed(name);
            archive = { digest, bytes: Number(bytes), checkpoints };
            continue;
          }
          if (archive === undefined || Number(message.offset) !== offset) {
            throw new Error(`criud has sent the bytes ${message.offset} of ${name} out of order`);
          }
          const zstd = message.compression === ChunkCompression.ZSTD;
          const data = zstd ? await expandChunk(message.data, LARGEST_PIECE) : message.data;
          progressed();
          return { offset, data, archive };
        }
      } catch (error) {
        messages = undefined;
        throw error;
      }
    })();

  try {
    for (;;) {
      const piece = await overLostConnections(next, signal);
      if (piece === undefined) break;
      yield piece;
      offset += piece.data.length;
    }
  } finally {
    await messages?.return();
  }
}

/**
 * Writes the archive of a checkpoint to a file, for a person to keep. Until it
 * is whole and on the disk it is in a file beside it, with a name that ends in
 * `.part`; called again, it goes on there.
 *
 * @throws CriudError, and errors of the file system
 */
export async function downloadToFile(
  client: Client,
  name: string,
  path: string,
  options: DownloadOptions = {},
): Promise<ArchiveFacts> {
  const archive = await factsOf(client, name, options);
  // The name says of which archive it has the beginning.
  const part = `${path}.${archive.digest.slice(0, 16)}.part`;
  await using file = await open(part, 'a', 0o600);
  const { size } = await file.stat();
  if (size > archive.bytes) throw new Error(`${part} is larger than the archive: remove it`);
  for await (const piece of download(client, name, { ...options, offset: size })) {
    if (piece.archive.digest !== archive.digest) throw changed(name);
    await writeAll(file, piece.data);
  }
  const { size: whole } = await file.stat();
  if (whole !== archive.bytes)
    throw new Error(`criud has sent ${whole} bytes of ${archive.bytes} of ${name}`);
  await file.sync();
  await rename(part, path);
  return archive;
}

/** What the first answer of a download says; the rest is not asked for. */
function factsOf(client: Client, name: string, options: DownloadOptions): Promise<ArchiveFacts> {
  const { signal, withoutParents = false } = options;
  return overLostConnections(async () => {
    const messages = client.catalog.downloadCheckpoint(
      { name, withoutParents },
      { ...(signal && { signal }) },
    );
    for await (const { archive } of messages) {
      if (archive === undefined) break;
      const { digest, sizeBytes: bytes, checkpoints } = archive;
      return { digest, bytes: Number(bytes), checkpoints };
    }
    throw new Error(`criud has not said what the archive of ${name} is`);
  }, signal);
}

async function writeAll(file: FileHandle, data: Uint8Array): Promise<void> {
  for (let written = 0; written < data.length; ) {
    written += (await file.write(data, written)).bytesWritten;
  }
}

function changed(name: string): Error {
  return new Error(`${name} was changed while it was downloaded: begin again`);
}
