import {
  type CatalogServiceService,
  ChunkCompression,
  type DownloadCheckpointResponse,
  type UploadCheckpointRequest,
} from '../../../gen/api/criud/v1/catalog_service.js';
import type { ArchiveReceiver, StoredCheckpoint } from '../../catalog/index.js';
import { archiveCheckpoint } from '../../checkpoint/index.js';
import { invalidRequest } from '../../failure/index.js';
import { compressChunk, expandChunk, hasZstd } from '../../wire/index.js';
import { checkpointMessage } from '../checkpoint-message.js';
import type { Handlers } from '../handler.js';
import { checkpointName } from '../messages.js';
import { parseRequest, readName } from '../request.js';
import type { CatalogParts } from './parts.js';

/** Bytes of a chunk of an upload at most, before compression. */
const LARGEST_CHUNK = 1024 * 1024;

const DIGEST = /^[0-9a-f]{64}$/;

export function archiveMethods({
  catalog,
  uploads,
}: CatalogParts): Pick<
  Handlers<CatalogServiceService>,
  'downloadCheckpoint' | 'uploadCheckpoint' | 'getUpload' | 'deleteUpload'
> {
  return {
    async *downloadCheckpoint(request, { signal }) {
      const asked = parseRequest((reject) => ({
        id: readName('name', 'checkpoints', request.name, reject),
        withoutParents: request.withoutParents,
      }));
      using archive = await archiveCheckpoint(catalog, { ...asked, reader: 'a download' }, signal);
      const { digest, bytes, checkpoints } = archive;
      if (request.offset > BigInt(bytes)) {
        throw invalidRequest([
          { field: 'offset', description: `must be at most ${bytes}, the end of the archive` },
        ]);
      }
      yield {
        ...chunk(request.offset, new Uint8Array()),
        archive: { digest, sizeBytes: BigInt(bytes), checkpoints: checkpoints.map(checkpointName) },
      };
      const compresses = request.accept.includes(ChunkCompression.ZSTD);
      let { offset } = request;
      for await (const piece of archive.read(Number(offset), signal)) {
        const frame = compresses ? await compressChunk(piece) : undefined;
        yield frame ? chunk(offset, frame, ChunkCompression.ZSTD) : chunk(offset, piece);
        offset += BigInt(piece.length);
      }
    },
    async uploadCheckpoint(requests, { signal }) {
      let digest: string | undefined;
      let receiver: ArchiveReceiver | undefined;
      let checkpoints: readonly StoredCheckpoint[] = [];
      let received = 0;
      try {
        for await (const request of requests) {
          signal.throwIfAborted();
          digest ??= parseDigest(request.digest);
          receiver ??= await uploads.receive(digest);
          const data = await readData(request);
          await receiver.write(Number(request.offset), data);
        }
        signal.throwIfAborted();
        if (receiver !== undefined && receiver.received === receiver.total) {
          received = receiver.total;
          checkpoints = await receiver.complete();
        }
      } finally {
        await receiver?.[Symbol.asyncDispose]();
      }
      if (checkpoints.length === 0) ({ received } = await uploads.state(parseDigest(digest ?? '')));
      return {
        receivedBytes: BigInt(received),
        checkpoints: checkpoints.map(({ manifest }) => checkpointMessage(manifest)),
      };
    },
    async getUpload({ digest }) {
      const { received, total } = await uploads.state(parseDigest(digest));
      return {
        receivedBytes: BigInt(received),
        sizeBytes: BigInt(total),
        accept: hasZstd() ? [ChunkCompression.ZSTD] : [],
      };
    },
    async deleteUpload({ digest }) {
      await uploads.discard(parseDigest(digest));
      return {};
    },
  };
}

function chunk(
  offset: bigint,
  data: Uint8Array,
  compression = ChunkCompression.UNSPECIFIED,
): DownloadCheckpointResponse {
  // Not a copy: a view of the same bytes.
  const { buffer, byteOffset, byteLength } = data;
  return { offset, data: Buffer.from(buffer, byteOffset, byteLength), compression, archive: undefined };
}

function parseDigest(digest: string): string {
  if (DIGEST.test(digest)) return digest;
  throw invalidRequest([
    { field: 'digest', description: 'must be the digest of an archive: 64 hexadecimal digits' },
  ]);
}

/** @throws Failure INVALID_REQUEST */
async function readData({ data, compression }: UploadCheckpointRequest): Promise<Uint8Array> {
  const wrong = (description: string) => invalidRequest([{ field: 'data', description }]);
  switch (compression) {
    case ChunkCompression.UNSPECIFIED:
      if (data.length > LARGEST_CHUNK) throw wrong(`must be at most ${LARGEST_CHUNK} bytes`);
      return data;
    case ChunkCompression.ZSTD:
      return expandChunk(data, LARGEST_CHUNK).catch((cause: unknown) => {
        throw wrong(`must be a frame of zstd of at most ${LARGEST_CHUNK} bytes: ${String(cause)}`);
      });
    default:
      throw invalidRequest([{ field: 'compression', description: `is none that is known: ${compression}` }]);
  }
}
