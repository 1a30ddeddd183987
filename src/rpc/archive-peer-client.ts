import { Metadata } from '@grpc/grpc-js';
import {
  type ReadArchiveResponse,
  CheckpointPeerServiceService as Service,
} from '../../gen/api/criud/v1/checkpoint_peer_service.js';
import { Failure } from '../failure/index.js';
import type { ArchivePeer } from '../transfer/index.js';
import type { PeerIdentity } from './listener.js';
import { checkpointName } from './messages.js';
import { openPeerChannel, peerFailure } from './peer-channel.js';

/** Milliseconds without a message after which a link counts as lost. */
const SILENCE = 30_000;

/** The criud at an address, as one that checkpoints come from. Connected to at the first call. */
export function connectArchivePeer(address: string, identity?: PeerIdentity): ArchivePeer {
  const { channel, ask } = openPeerChannel(address, identity);
  return {
    async describe(checkpoint, signal) {
      const request = { checkpoint: checkpointName(checkpoint) };
      const { digest, sizeBytes } = await ask(Service.describeArchive, request, { signal });
      return { checkpoint, digest, bytes: Number(sizeBytes) };
    },
    async *read({ checkpoint, digest, bytes }, offset, signal) {
      const { readArchive: method } = Service;
      const stream = channel.makeServerStreamRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        {
          ...{ checkpoint: checkpointName(checkpoint), digest },
          ...{ sizeBytes: BigInt(bytes), offset: BigInt(offset) },
        },
        new Metadata(),
      );
      // grpc-js also tells of the end of a call that nobody reads any more.
      stream.on('error', () => {});
      const messages: AsyncIterable<ReadArchiveResponse> = stream;
      const cancel = () => stream.cancel();
      let timer: NodeJS.Timeout | undefined;
      let isSilent = false;
      // Only while it is waited for: who writes may be slow.
      const watch = () => {
        timer = setTimeout(() => {
          isSilent = true;
          cancel();
        }, SILENCE);
      };
      signal.addEventListener('abort', cancel, { once: true });
      try {
        signal.throwIfAborted();
        watch();
        for await (const { data } of messages) {
          clearTimeout(timer);
          yield data;
          watch();
        }
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw isSilent ? silent(address) : peerFailure(error, address);
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
        cancel();
      }
    },
    [Symbol.dispose]: () => channel.close(),
  };
}

function silent(address: string): Failure {
  const seconds = SILENCE / 1_000;
  return new Failure('PEER_UNREACHABLE', `The criud at ${address} has sent nothing for ${seconds} s.`, {
    metadata: { address },
    cure: 'Check the network, and that criud runs there with --peer-listen.',
  });
}
