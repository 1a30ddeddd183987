import type { CheckpointPeerServiceService } from '../../gen/api/criud/v1/checkpoint_peer_service.js';
import { Failure } from '../failure/index.js';
import type { ServedArchives } from '../transfer/index.js';
import type { Handlers } from './handler.js';
import { parseRequest, readName } from './request.js';

/** @param archives undefined where the operator does not let other hosts have checkpoints. */
export function archivePeerService(
  archives: ServedArchives | undefined,
): Handlers<CheckpointPeerServiceService> {
  return {
    async describeArchive({ checkpoint }, { signal }) {
      const id = readCheckpoint(checkpoint);
      const { digest, bytes } = await (archives ?? refuse()).describe(id, signal);
      return { digest, sizeBytes: BigInt(bytes) };
    },
    async *readArchive({ checkpoint, digest, sizeBytes, offset }, { signal }) {
      const archive = { checkpoint: readCheckpoint(checkpoint), digest, bytes: Number(sizeBytes) };
      for await (const piece of (archives ?? refuse()).read(archive, Number(offset), signal)) {
        yield { data: asBuffer(piece) };
      }
    },
  };
}

function readCheckpoint(checkpoint: string): string {
  return parseRequest((reject) => readName('checkpoint', 'checkpoints', checkpoint, reject));
}

/** The same bytes, not copied. */
function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** @throws Failure PEER_REFUSED */
function refuse(): never {
  throw new Failure('PEER_REFUSED', 'This criud gives no checkpoints to other hosts.', {
    cure: 'The operator lets it with --peer-downloads: checkpoints have the memory of processes.',
  });
}
