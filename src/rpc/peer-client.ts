import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { Metadata } from '@grpc/grpc-js';
import { MigrationPeerServiceService as Service } from '../../gen/api/criud/v1/migration_peer_service.js';
import { Failure } from '../failure/index.js';
import {
  type AnswerTimes,
  type ImageFile,
  type Peer,
  type PreflightFinding,
  readPieces,
  type Standing,
} from '../migration/index.js';
import type { PeerIdentity } from './listener.js';
import { openPeerChannel, peerFailure } from './peer-channel.js';
import { callMessage, identityMessage, readIdentity } from './peer-message.js';
import { readMeasuredStep } from './report-message.js';

/** Milliseconds for a call of the handover, in which a tree is built or seen to run. */
const HANDOVER = 120_000;

/** Bytes up to which a file is small, and how much of those one message may have: a quarter of what gRPC lets through. */
const SMALL_FILE = 64 * 1024;
const SMALL_ROOM = 1024 * 1024;

/** The criud at an address, as a target of migrations. Connected to at the first call. */
export function connectPeer(address: string, identity?: PeerIdentity): Peer {
  const { host, channel, ask } = openPeerChannel(address, identity);

  return {
    address,
    ...(identity && { tls: identity }),
    host,
    async examine(needs, plan, signal) {
      const request = { needs: JSON.stringify(needs), plan: JSON.stringify(plan) };
      const answer = await ask(Service.examine, request, { signal, milliseconds: HANDOVER });
      // A peer is trusted to be a criud.
      const findings = JSON.parse(answer.findings) as PreflightFinding[];
      return { findings, times: JSON.parse(answer.times) as AnswerTimes };
    },
    async announce({ migration, host, pids, options, postCopy }) {
      await ask(Service.announce, {
        ...{ migration: identityMessage(migration), host, pids: [...pids] },
        ...{ options: JSON.stringify(options), postCopy },
      });
    },
    openRound: (migration, round, compression) =>
      ask(Service.openRound, {
        ...{ migration: identityMessage(migration), round },
        compress: compression === 'zstd',
      }),
    async closeRound(migration, round, signal) {
      const request = { migration: identityMessage(migration), round };
      const pages = await ask(Service.closeRound, request, { signal, milliseconds: HANDOVER });
      return { faulted: Number(pages.pagesFaulted), fetched: Number(pages.pagesFetched) };
    },
    async sendImages(migration, round, files, signal) {
      const { sendImages: method } = Service;
      const stream = channel.makeBidiStreamRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        new Metadata(),
        { deadline: Date.now() + HANDOVER },
      );
      const cancel = () => stream.cancel();
      signal.addEventListener('abort', cancel, { once: true });
      const answered = (async () => {
        for await (const _ of stream) return;
        throw new Failure('PEER_UNREACHABLE', `The criud at ${address} did not take the images.`);
      })();
      answered.catch(() => {});
      const send = async (part: Parameters<typeof method.requestSerialize>[0]['part']): Promise<void> => {
        if (!stream.write({ part })) await Promise.race([once(stream, 'drain'), answered]);
      };
      try {
        await send({ $case: 'round', value: { migration: identityMessage(migration), round } });
        const { small, large } = await sortBySize(files);
        const images = small.map(({ name, content }) => ({ file: name, content, sha256: digestOf(content) }));
        await send({ $case: 'small', value: { images } });
        for (const { name, path } of large) {
          await send({ $case: 'file', value: name });
          const hash = createHash('sha256');
          for await (const piece of readPieces(path)) {
            hash.update(piece);
            await send({ $case: 'content', value: Buffer.from(piece) });
          }
          await send({ $case: 'sha256', value: hash.digest() });
        }
        stream.end();
        await answered;
      } catch (error) {
        stream.cancel();
        throw signal.aborted ? signal.reason : peerFailure(error, address);
      } finally {
        signal.removeEventListener('abort', cancel);
      }
    },
    async call(migration, call) {
      const request = { migration: identityMessage(migration), call: callMessage(call) };
      const {
        migration: by,
        standing,
        pid,
        steps,
      } = await ask(Service.call, request, { milliseconds: HANDOVER });
      // A peer is trusted to be a criud, and the handover knows no other words.
      return {
        ...{ by: readIdentity(by), standing: standing as Standing },
        ...(pid > 0 && { pid }),
        steps: steps.flatMap(readMeasuredStep),
      };
    },
    [Symbol.dispose]: () => channel.close(),
  };
}

interface SmallFile {
  readonly name: string;
  readonly content: Buffer;
}

/** Small files with their content: those of most trees take one message instead of some ten times three. */
async function sortBySize(files: readonly ImageFile[]) {
  const small: SmallFile[] = [];
  const large: ImageFile[] = [];
  let room = SMALL_ROOM;
  const sized = await Promise.all(files.map(async (file) => ({ file, size: (await stat(file.path)).size })));
  const reads = sized.map(async ({ file, size }) => {
    room -= size;
    if (size > SMALL_FILE || room < 0) large.push(file);
    else small.push({ name: file.name, content: await readFile(file.path) });
  });
  await Promise.all(reads);
  return { small, large };
}

function digestOf(content: Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}
