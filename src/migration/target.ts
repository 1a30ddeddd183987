import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { flushFiles } from '../catalog/index.js';
import { mergeImages } from '../criu/index.js';
import { Failure, storageFailure } from '../failure/index.js';
import { readKernel, waitUntilPidsFree } from '../host/index.js';
import type { Operation, OperationRecord, Outcome, Run, SuccessfulOutcome } from '../operations/index.js';
import { type Compression, serveRound } from './channel/index.js';
import {
  type Call,
  isSameMigration,
  type MigrationIdentity,
  recoverTarget,
  type Standing,
  TARGET_START,
} from './handover/index.js';
import type { HandoverWatch } from './migration.js';
import type { Announcement, PeerAnswer, RoundTicket } from './peer.js';
import type { PageCounts } from './post-copy/index.js';
import type { MigrationParts } from './requests.js';
import { type Incoming, receiveTree, roundFolder } from './target-handover.js';
import { readTargetTraces, type TargetTraces, tracesOfTarget } from './traces.js';

/** Milliseconds for a source to connect for a round. */
const CONNECTING = 60_000;

/** Milliseconds for a pid that a zombie holds. */
const PID_WAIT = 10_000;

/** What comes in, by the migration: the other side of Peer. */
export interface Receiver {
  announce(announcement: Announcement): Promise<void>;
  openRound(migration: MigrationIdentity, round: number, compression: Compression): Promise<RoundTicket>;
  closeRound(migration: MigrationIdentity, round: number, signal: AbortSignal): Promise<PageCounts>;
  /** Files that came whole. @throws Failure CHECKPOINT_DAMAGED, and nothing of them is written */
  receiveSmallImages(
    migration: MigrationIdentity,
    round: number,
    images: readonly { readonly name: string; readonly content: Uint8Array; readonly sha256: Uint8Array }[],
  ): Promise<void>;
  /** @returns takes the bytes of a file, and compares their digest at its end */
  receiveImage(migration: MigrationIdentity, round: number, name: string): Promise<ImageSink>;
  call(migration: MigrationIdentity, call: Call, signal: AbortSignal): Promise<PeerAnswer>;
  /** Takes up what an earlier criud was receiving. */
  resume(past: OperationRecord, run: Run): Promise<SuccessfulOutcome>;
}

export interface ImageSink extends AsyncDisposable {
  write(bytes: Uint8Array): Promise<void>;
  /** @throws Failure CHECKPOINT_DAMAGED */
  end(sha256: Uint8Array): Promise<void>;
}

const IMAGE_NAME = /^[a-z0-9][a-z0-9._-]{0,99}\.img$/i;

export function openReceiver(parts: MigrationParts, watch: HandoverWatch): Receiver {
  const { installation, operations, channels } = parts;
  const incoming = new Map<string, Incoming>();

  const register = (entry: Incoming): void => {
    // What those that are over have to say is in their outcome.
    const all = operations.list();
    for (const [id, { operation }] of incoming) {
      if (all.find((each) => each.id === operation)?.outcome !== undefined) incoming.delete(id);
    }
    incoming.set(entry.migration.migrationId, entry);
  };

  /** One that still takes memory in. Its source has been heard then. */
  function find(migration: MigrationIdentity): Incoming {
    const found = incoming.get(migration.migrationId);
    if (found === undefined || !isSameMigration(found.migration, migration)) throw unknown(migration);
    const { phase } = found.machine.state;
    if (phase !== 'receiving' && phase !== 'preparing') throw unknown(migration);
    found.heardAt = performance.now();
    return found;
  }

  function pastOf({ migrationId }: MigrationIdentity): Operation | undefined {
    return operations.list().find(({ kind, migration }) => kind === 'receive' && migration === migrationId);
  }

  return {
    async announce({ migration, pids, options, postCopy }) {
      if (channels === undefined) throw takesNone();
      const folder = join(parts.folder, migration.migrationId);
      const past = pastOf(migration);
      if (past !== undefined) {
        // Said again as a sign of life: by then it may be built.
        await untilKnown(migration.migrationId);
        const known = incoming.get(migration.migrationId);
        if (known === undefined || past.outcome !== undefined) throw unknown(migration);
        known.heardAt = performance.now();
        return;
      }
      await waitUntilPidsFree(pids, { milliseconds: PID_WAIT });
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
      } catch (cause) {
        throw storageFailure('A migration could not be taken', folder, cause);
      }
      const traces: TargetTraces = {
        ...{ migration, folder, pids, options, lastRound: 0 },
        ...{ postCopy, complete: false },
      };
      const handover = tracesOfTarget(traces, 'receiving');
      operations.begin(
        {
          ...{ kind: 'receive', pids, timeout: Number.MAX_SAFE_INTEGER, migration: migration.migrationId },
          traces: { bootId: readKernel().bootId, processes: [], handover },
        },
        (run) => {
          run.enter('receiving');
          return receiveTree(parts, traces, run, { state: TARGET_START, effects: [] }, {}, register, watch);
        },
      );
      await untilKnown(migration.migrationId);
    },

    async openRound(migration, round, compression) {
      if (channels === undefined) throw takesNone();
      const entry = find(migration);
      const images = roundFolder(entry.folder, round);
      const work = join(entry.folder, `work-${round}`);
      try {
        for (const each of [images, work]) await mkdir(each, { mode: 0o700 });
      } catch (cause) {
        find(migration);
        throw storageFailure('A round could not be taken', entry.folder, cause);
      }
      const expected = channels.expect({
        ...{ migration: migration.migrationId, round, compression },
        deadline: AbortSignal.any([AbortSignal.timeout(CONNECTING), entry.ended.signal]),
      });
      entry.lastRound = round;
      if (entry.memory !== undefined) {
        entry.memory.take(expected.connection);
        return { port: channels.port, token: expected.token };
      }
      const served = expected.connection.then((end) =>
        serveRound(installation, end, {
          ...{ images, work },
          ...(round > 1 && { parent: `../images-${round - 1}` }),
        }),
      );
      served.catch(() => {});
      entry.rounds.set(round, served);
      return { port: channels.port, token: expected.token };
    },

    async closeRound(migration, round, signal) {
      const past = pastOf(migration);
      if (past?.outcome?.kind === 'failed') throw past.outcome.failure;
      if (past?.outcome !== undefined) return NO_PAGES;
      const { memory, left } = past === undefined ? find(migration) : await untilKnown(migration.migrationId);
      if (memory !== undefined) return memory.wait(AbortSignal.any([signal, left.signal]));
      const entry = find(migration);
      const served = entry.rounds.get(round);
      if (served === undefined) throw unknown(migration);
      await (await served).wait(signal);
      // Not waited for: the next round comes meanwhile, and who secures the images looks at how it ended.
      const flush = settle(entry, round);
      flush.catch(() => {});
      entry.flushes.set(round, flush);
      return NO_PAGES;
    },

    async receiveSmallImages(migration, round, images) {
      const { folder } = find(migration);
      for (const { name, content, sha256 } of images) {
        if (!IMAGE_NAME.test(name)) throw refusedName(name);
        if (!createHash('sha256').update(content).digest().equals(sha256)) throw damaged(name);
      }
      const places = images.map(({ name, content }) => ({
        path: join(roundFolder(folder, round), name),
        content,
      }));
      await Promise.all(
        places.map(({ path, content }) => writeFile(path, content, { flag: 'wx', mode: 0o600 })),
      );
    },

    async receiveImage(migration, round, name) {
      const entry = find(migration);
      if (!IMAGE_NAME.test(name)) throw refusedName(name);
      const path = join(roundFolder(entry.folder, round), name);
      const file = await open(path, 'wx', 0o600);
      const hash = createHash('sha256');
      return {
        async write(bytes) {
          entry.heardAt = performance.now();
          hash.update(bytes);
          await file.write(bytes);
        },
        async end(sha256) {
          if (!hash.digest().equals(sha256)) throw damaged(name);
        },
        [Symbol.asyncDispose]: () => file.close(),
      };
    },

    async call(migration, call, signal) {
      const past = pastOf(migration);
      if (past?.outcome !== undefined) return { by: migration, ...standingOf(past.outcome) };
      // What never came cannot run.
      if (past === undefined) return { by: migration, standing: neverCame(call) };
      // One that an earlier criud has left is known a moment after that.
      const entry = await untilKnown(migration.migrationId);
      if (!isSameMigration(entry.migration, migration)) throw unknown(migration);
      entry.heardAt = performance.now();
      const unwanted = AbortSignal.any([signal, entry.left.signal]);
      unwanted.throwIfAborted();
      const answered = new Promise<Standing>((resolve, reject) => {
        entry.waiting.add(resolve);
        unwanted.addEventListener('abort', () => {
          entry.waiting.delete(resolve);
          reject(unwanted.reason);
        });
      });
      answered.catch(() => {});
      const refusal = entry.machine.emit({ kind: 'called', by: migration, call });
      if (refusal !== undefined) throw unknown(migration);
      const standing = await answered;
      return {
        by: migration,
        standing,
        steps: entry.stopwatch.steps(),
        ...(entry.root && standing === 'running' && { pid: entry.root.pid }),
      };
    },

    resume(past, run) {
      const { record, ...traces } = readTargetTraces(past.traces.handover);
      const { criu, root, bootId } = past.traces;
      const earlier = {
        ...(criu && { criu }),
        ...(root && { root }),
        rebooted: bootId !== readKernel().bootId,
      };
      return receiveTree(parts, traces, run, recoverTarget(record), earlier, register, watch);
    },
  };

  /**
   * Merges a round into those before it, and flushes what that has changed. The last one stays as it is: the tree stands
   * still for it, and source and target are ahead by a round as long as there is another one. So does every one where
   * the page server of the next would have to wait for the processor.
   */
  async function settle(entry: Incoming, round: number): Promise<void> {
    const folders = Array.from({ length: round }, (_, index) => roundFolder(entry.folder, index + 1));
    if (entry.lastRound === round) {
      // The tree stands still: what is not merged by now is read where it is.
      entry.merging.abort();
    } else if (availableParallelism() > 1) {
      // Where it does not succeed, the chain is only longer.
      entry.merged = entry.merged.then(() => mergeImages(folders, entry.merging.signal)).catch(() => {});
      await entry.merged;
    }
    await Promise.all(folders.map(flushFiles));
  }

  /** An operation begins a turn after it was asked for. */
  async function untilKnown(id: string): Promise<Incoming> {
    const end = performance.now() + CONNECTING;
    for (;;) {
      const known = incoming.get(id);
      if (known !== undefined) return known;
      if (performance.now() > end) throw takesNone();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

/** Of a migration that has ended here. */
function standingOf(outcome: Outcome): Pick<PeerAnswer, 'standing' | 'pid'> {
  if (outcome.kind !== 'restore') return { standing: 'discarded' };
  return { standing: 'running', pid: outcome.tree.pid };
}

function neverCame(call: Call): Standing {
  return call === 'discard' ? 'discarded' : 'not-prepared';
}

/** Of rounds whose pages come before the tree runs. */
const NO_PAGES: PageCounts = { faulted: 0, fetched: 0 };

/** The digest of a file, and its content in pieces of this size. */
export async function* readPieces(path: string): AsyncGenerator<Uint8Array> {
  for await (const piece of createReadStream(path, { highWaterMark: 256 * 1024 })) yield piece;
}

function unknown({ migrationId }: MigrationIdentity): Failure {
  return new Failure('MIGRATION_NOT_FOUND', `No migration ${migrationId} of this source comes in here.`, {
    metadata: { migration: migrationId },
    cure: 'The tree runs on at the source. Begin the migration again.',
  });
}

function damaged(name: string): Failure {
  return new Failure('CHECKPOINT_DAMAGED', `The image ${name} did not come as it was sent.`, {
    metadata: { file: name },
    cure: 'Look at the network between the hosts, and migrate again: the tree runs on at the source.',
  });
}

function refusedName(name: string): Failure {
  return new Failure('INVALID_REQUEST', 'An image has a name that none has.', {
    metadata: { file: name.slice(0, 100) },
  });
}

function takesNone(): Failure {
  return new Failure('PEER_REFUSED', 'This criud takes no trees of other hosts.', {
    cure: 'Start it with --peer-listen.',
  });
}
