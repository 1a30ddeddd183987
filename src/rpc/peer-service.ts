import type {
  MigrationPeerServiceService,
  SendImagesRequest,
  SendImagesResponse,
} from '../../gen/api/criud/v1/migration_peer_service.js';
import type { JsonObject } from '../catalog/index.js';
import { Failure } from '../failure/index.js';
import type { ImageSink, MigrationPlan, Migrations, Receiver, TreeNeeds } from '../migration/index.js';
import type { Handlers } from './handler.js';
import { identityMessage, readCall, readIdentity } from './peer-message.js';
import { measuredStepMessage } from './report-message.js';

export function peerService(migrations: Migrations): Handlers<MigrationPeerServiceService> {
  const { receiver } = migrations;
  return {
    async examine({ needs, plan }, { signal }) {
      // A peer is trusted to be a criud; what its needs name is only looked at.
      const { findings, times } = await migrations.examine(
        parseJson(needs) as TreeNeeds,
        parseJson(plan) as MigrationPlan,
        signal,
      );
      return { findings: JSON.stringify(findings), times: JSON.stringify(times) };
    },

    async announce({ migration, host, pids, options, postCopy }) {
      await receiver.announce({
        migration: readIdentity(migration),
        host,
        pids,
        options: parseJson(options) as JsonObject,
        postCopy,
      });
      return {};
    },

    async openRound({ migration, round, compress }) {
      const compression = compress ? 'zstd' : 'none';
      const { port, token } = await receiver.openRound(readIdentity(migration), round, compression);
      return { port, token: Buffer.from(token) };
    },

    async closeRound({ migration, round }, { signal }) {
      const { faulted, fetched } = await receiver.closeRound(readIdentity(migration), round, signal);
      return { pagesFaulted: BigInt(faulted), pagesFetched: BigInt(fetched) };
    },

    sendImages: (requests) => receiveImages(receiver, requests),

    async call({ migration, call }, { signal }) {
      const {
        by,
        standing,
        pid = 0,
        steps = [],
      } = await receiver.call(readIdentity(migration), readCall(call), signal);
      return { migration: identityMessage(by), standing, pid, steps: steps.map(measuredStepMessage) };
    },
  };
}

async function* receiveImages(
  receiver: Receiver,
  requests: AsyncIterable<SendImagesRequest>,
): AsyncGenerator<SendImagesResponse> {
  let round: Parameters<Receiver['receiveImage']> | undefined;
  let sink: ImageSink | undefined;
  try {
    for await (const { part } of requests) {
      switch (part?.$case) {
        case 'round':
          round = [readIdentity(part.value.migration), part.value.round, ''];
          break;
        case 'file':
          if (round === undefined || sink !== undefined) throw outOfOrder();
          sink = await receiver.receiveImage(round[0], round[1], part.value);
          break;
        case 'small':
          if (round === undefined || sink !== undefined) throw outOfOrder();
          await receiver.receiveSmallImages(
            round[0],
            round[1],
            part.value.images.map(({ file, ...rest }) => ({ name: file, ...rest })),
          );
          break;
        case 'content':
          if (sink === undefined) throw outOfOrder();
          await sink.write(part.value);
          break;
        case 'sha256': {
          if (sink === undefined) throw outOfOrder();
          await using done = sink;
          sink = undefined;
          await done.end(part.value);
          break;
        }
        default:
          throw outOfOrder();
      }
    }
    if (sink !== undefined) throw outOfOrder();
  } finally {
    // The source may end, or be gone, in the middle of one.
    await sink?.[Symbol.asyncDispose]();
  }
  yield {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Failure('PEER_REFUSED', 'The other criud speaks another form of JSON.', { cause });
  }
}

function outOfOrder(): Failure {
  return new Failure('PEER_REFUSED', 'Images did not come in their order.');
}
