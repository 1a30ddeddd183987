import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DownloadCheckpointResponse,
  CatalogServiceService as Generated,
  type UploadCheckpointRequest,
} from '../../../gen/api/criud/v1/catalog_service.js';
import { withChunkCodec } from '../../../src/wire/index.js';

const fast = withChunkCodec(Generated);

const chunk = {
  offset: fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 49n }), fc.constantFrom(0n, 127n, 128n, 2n ** 32n)),
  data: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  compression: fc.constantFrom(0, 1),
};
const archive = fc.record({
  digest: fc.string(),
  sizeBytes: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  checkpoints: fc.array(fc.string()),
});
const down: fc.Arbitrary<DownloadCheckpointResponse> = fc.record({
  ...chunk,
  archive: fc.option(archive, { nil: undefined }),
});
const up: fc.Arbitrary<UploadCheckpointRequest> = fc.record({
  ...chunk,
  digest: fc.constantFrom('', 'a'.repeat(64)),
});

describe('the codec of chunks', () => {
  it('writes what the generated one writes', () => {
    fc.assert(
      fc.property(down, up, (response, request) => {
        const { downloadCheckpoint, uploadCheckpoint } = fast;
        expect(downloadCheckpoint.responseSerialize(response)).toEqual(
          Generated.downloadCheckpoint.responseSerialize(response),
        );
        expect(uploadCheckpoint.requestSerialize(request)).toEqual(
          Generated.uploadCheckpoint.requestSerialize(request),
        );
      }),
    );
  });

  it('reads what it has written', () => {
    fc.assert(
      fc.property(down, up, (response, request) => {
        const { downloadCheckpoint, uploadCheckpoint } = fast;
        expect(
          downloadCheckpoint.responseDeserialize(downloadCheckpoint.responseSerialize(response)),
        ).toEqual(response);
        expect(uploadCheckpoint.requestDeserialize(uploadCheckpoint.requestSerialize(request))).toEqual(
          request,
        );
      }),
    );
  });

  it('reads any bytes as the generated one does, or refuses them too', () => {
    const attempt = (read: () => unknown) => {
      try {
        return read();
      } catch {
        return 'refused';
      }
    };
    /** Fields of both messages and others, with values that may end before they should. */
    const field = fc
      .tuple(
        fc.constantFrom(0x08, 0x10, 0x12, 0x18, 0x1a, 0x20, 0x22, 0x2a, 0x30, 0x0d),
        fc.uint8Array({ maxLength: 12 }),
      )
      .map(([tag, bytes]) => Buffer.from([tag, ...bytes]));
    fc.assert(
      fc.property(fc.array(field, { maxLength: 4 }), (fields) => {
        const bytes = Buffer.concat(fields);
        expect(attempt(() => fast.downloadCheckpoint.responseDeserialize(bytes))).toEqual(
          attempt(() => Generated.downloadCheckpoint.responseDeserialize(bytes)),
        );
        expect(attempt(() => fast.uploadCheckpoint.requestDeserialize(bytes))).toEqual(
          attempt(() => Generated.uploadCheckpoint.requestDeserialize(bytes)),
        );
      }),
      { numRuns: 5_000 },
    );
  });
});
