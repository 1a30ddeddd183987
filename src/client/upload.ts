import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { ChunkCompression, type UploadCheckpointRequest } from '../../gen/api/criud/v1/catalog_service.js';
import type { Checkpoint } from '../../gen/api/criud/v1/checkpoint.js';
import { compressChunk } from '../wire/index.js';
import type { Client } from './connection.js';
import { BrokenOff, overLostConnections } from './lost-connection.js';

/** Bytes of a chunk: more make it no faster. */
const CHUNK = 256 * 1024;

/** Bytes of the header of an entry of a tar file. */
const HEADER = 512;

/** Of the first entry: it has to be held in memory. */
const LARGEST_INDEX = 64 * 1024 * 1024;

export interface UploadOptions {
  /** Ends the upload; its reason is thrown. What has come stays, and a later one goes on there. */
  readonly signal?: AbortSignal;
  /** Whether chunks may be compressed. Default true, where this Node can and criud reads it. */
  readonly compress?: boolean;
  /** Called with how much criud has, and of how much. */
  readonly onProgress?: (sent: number, bytes: number) => void;
}

/**
 * Brings the checkpoints of an archive, a file such as `downloadToFile` makes,
 * to a criud. It goes on where criud has got to, in this call and in one of
 * before, and gives up after a dozen attempts without progress.
 *
 * @returns the checkpoints, the oldest first, also those that were there.
 * @throws CriudError, errors of the file system, and Error when it is no archive.
 */
export async function uploadFile(
  client: Client,
  path: string,
  options: UploadOptions = {},
): Promise<readonly Checkpoint[]> {
  const { signal, compress = true, onProgress } = options;
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  const { digest, end } = await readHead(file, path);
  let furthest = 0;
  return await overLostConnections(async (progressed) => {
    const within = { ...(signal && { signal }) };
    const { receivedBytes, accept } = await client.catalog.getUpload({ digest }, within);
    const zstd = compress && accept.includes(ChunkCompression.ZSTD);
    const send = async (from: number, until: number) =>
      client.catalog.uploadCheckpoint(
        chunksOf(file, { digest, from, until, zstd }, (sent) => onProgress?.(sent, size)),
        within,
      );
    let received = Number(receivedBytes);
    if (received > furthest) progressed();
    furthest = Math.max(furthest, received);
    if (received < end) {
      // With the first entry criud knows what it has already, and need not be sent.
      const answer = await send(received, end);
      if (answer.checkpoints.length > 0) return answer.checkpoints;
      received = Number(answer.receivedBytes);
    }
    const answer = await send(received, size);
    if (answer.checkpoints.length > 0) return answer.checkpoints;
    received = Number(answer.receivedBytes);
    if (received >= size) throw new Error(`${path} is not whole: criud wants more than it has`);
    throw new BrokenOff(`criud has taken ${received} bytes of ${size} and no more`);
  }, signal);
}

/** The digest of an archive, and where its first entry ends. */
async function readHead(
  file: FileHandle,
  path: string,
): Promise<{ readonly digest: string; readonly end: number }> {
  const none = () => new Error(`${path} is no archive of checkpoints`);
  const header = Buffer.alloc(HEADER);
  if ((await readAt(file, header, 0)) < HEADER) throw none();
  const bytes = /^[0-7]{11}\0/.test(header.toString('latin1', 124, 136))
    ? Number.parseInt(header.toString('latin1', 124, 135), 8)
    : 0;
  if (!header.toString('latin1').startsWith('criud-archive.json\0') || bytes === 0 || bytes > LARGEST_INDEX) {
    throw none();
  }
  const index = Buffer.alloc(bytes);
  if ((await readAt(file, index, HEADER)) < bytes) throw none();
  return { digest: createHash('sha256').update(index).digest('hex'), end: HEADER + bytes };
}

interface Part {
  readonly digest: string;
  readonly from: number;
  readonly until: number;
  readonly zstd: boolean;
}

async function* chunksOf(
  file: FileHandle,
  { digest, from, until, zstd }: Part,
  onSent: (offset: number) => void,
): AsyncGenerator<UploadCheckpointRequest, void> {
  let offset = from;
  do {
    const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK, until - offset));
    const plain = buffer.subarray(0, await readAt(file, buffer, offset));
    if (plain.length < buffer.length) throw new Error('the archive has become shorter');
    const frame = zstd ? await compressChunk(plain) : undefined;
    yield {
      digest: offset === from ? digest : '',
      offset: BigInt(offset),
      data: frame ? Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength) : plain,
      compression: frame ? ChunkCompression.ZSTD : ChunkCompression.UNSPECIFIED,
    };
    offset += plain.length;
    onSent(offset);
  } while (offset < until);
}

/** @returns how many bytes were there. */
async function readAt(file: FileHandle, into: Buffer, offset: number): Promise<number> {
  let filled = 0;
  while (filled < into.length) {
    const { bytesRead } = await file.read(into, filled, into.length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}
