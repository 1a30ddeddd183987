import type {
  CatalogServiceService,
  DownloadCheckpointResponse,
  UploadCheckpointRequest,
} from '../../gen/api/criud/v1/catalog_service.js';

/**
 * The service with faster functions for the chunks of an archive. The generated
 * ones copy the data several times, and work out fields of 64 bits as bigint:
 * half of what a transfer costs. What is not a plain chunk is left to those; the
 * bytes are the same.
 */
export function withChunkCodec(service: CatalogServiceService): CatalogServiceService {
  const { downloadCheckpoint, uploadCheckpoint } = service;
  return {
    ...service,
    downloadCheckpoint: {
      ...downloadCheckpoint,
      responseSerialize: (message: DownloadCheckpointResponse) =>
        message.archive === undefined
          ? encodeChunk(message, DOWNLOADED)
          : downloadCheckpoint.responseSerialize(message),
      responseDeserialize: (bytes: Buffer) => {
        const chunk = decodeChunk(bytes, DOWNLOADED);
        return chunk ? { ...chunk, archive: undefined } : downloadCheckpoint.responseDeserialize(bytes);
      },
    },
    uploadCheckpoint: {
      ...uploadCheckpoint,
      requestSerialize: (message: UploadCheckpointRequest) =>
        message.digest === '' ? encodeChunk(message, UPLOADED) : uploadCheckpoint.requestSerialize(message),
      requestDeserialize: (bytes: Buffer) => {
        const chunk = decodeChunk(bytes, UPLOADED);
        return chunk ? { ...chunk, digest: '' } : uploadCheckpoint.requestDeserialize(bytes);
      },
    },
  };
}

/** What both messages have of a chunk. */
type Chunk = Pick<DownloadCheckpointResponse, 'offset' | 'data' | 'compression'>;

/** Number of the field `offset`; `data` and `compression` are the next two. */
const DOWNLOADED = 1;
const UPLOADED = 2;

const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** Bytes of a chunk's fields besides its data, at most: three tags and three numbers. */
const MOST_BESIDES = 3 + 10 + 5 + 5;

function encodeChunk({ offset, data, compression }: Chunk, first: number): Buffer {
  const bytes = Buffer.allocUnsafe(data.length + MOST_BESIDES);
  let at = 0;
  const varint = (field: number, value: number, wireType: number) => {
    bytes[at++] = (field << 3) | wireType;
    let rest = value;
    while (rest > 0x7f) {
      bytes[at++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    bytes[at++] = rest;
  };
  if (offset !== 0n) varint(first, Number(offset), VARINT);
  if (data.length > 0) {
    varint(first + 1, data.length, LENGTH_DELIMITED);
    bytes.set(data, at);
    at += data.length;
  }
  if (compression !== 0) varint(first + 2, compression, VARINT);
  return bytes.subarray(0, at);
}

/** Undefined for what is better left to the generated function: other fields, wrong bytes and huge numbers. */
function decodeChunk(bytes: Buffer, first: number): Chunk | undefined {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 42; scale *= 0x80) {
      const byte = bytes[at++];
      if (byte === undefined) return Number.NaN;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    return Number.NaN;
  };
  let offset = 0;
  let data: Buffer = Buffer.alloc(0);
  let compression = 0;
  while (at < bytes.length) {
    const tag = bytes[at++];
    const value = varint();
    if (Number.isNaN(value)) return undefined;
    if (tag === ((first << 3) | VARINT)) offset = value;
    else if (tag === (((first + 2) << 3) | VARINT) && value < 2 ** 31) compression = value;
    else if (tag === (((first + 1) << 3) | LENGTH_DELIMITED) && at + value <= bytes.length) {
      // A view: the message is of this chunk alone.
      data = bytes.subarray(at, at + value);
      at += value;
    } else return undefined;
  }
  return { offset: BigInt(offset), data, compression };
}
