import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { criuOptions, restoreOptions, traceCriu } from '../checkpoint/index.js';
import { openWorkArea } from '../criu/index.js';
import { asFailure, Failure, storageFailure } from '../failure/index.js';
import {
  isSameProcess,
  readKernel,
  readProcess,
  readTreeCondition,
  repairTree,
  waitUntilDead,
  waitUntilPidsFree,
} from '../host/index.js';
import type { OperationRecord, ProcessIdentity, Run, SuccessfulOutcome } from '../operations/index.js';
import { type ServedRound, serveRound } from './channel/index.js';
import { type Drive, drive } from './drive.js';
import {
  advanceTarget,
  type Call,
  isSameMigration,
  type MigrationIdentity,
  recoverTarget,
  type Standing,
  type Step,
  TARGET_START,
  type TargetEffect,
  type TargetEvent,
  type TargetRecord,
  type TargetState,
  type TargetTree,
} from './handover/index.js';
import type { Announcement, PeerAnswer, RoundTicket } from './peer.js';
import type { MigrationParts } from './requests.js';
import { readTargetTraces, type TargetTraces, tracesOfTarget } from './traces.js';

/** Milliseconds for a source to connect for a round. */
const CONNECTING = 60_000;

/** Milliseconds for a CRIU that was answered, or whose criud has ended, to end. */
const LAST_OF_CRIU = 60_000;

/** Milliseconds for a pid that a zombie holds. */
const PID_WAIT = 10_000;

/** What comes in, by the migration: the other side of Peer. */
export interface Receiver {
  announce(announcement: Announcement): Promise<void>;
  openRound(migration: MigrationIdentity, round: number): Promise<RoundTicket>;
  closeRound(migration: MigrationIdentity, round: number, signal: AbortSignal): Promise<void>;
  /** @returns takes the bytes of a file, and compares their digest at its end */
  receiveImage(migration: MigrationIdentity, round: number, name: string): Promise<ImageSink>;
  call(migration: MigrationIdentity, call: Call, signal: AbortSignal): Promise<PeerAnswer>;
  /** The word of the operator. */
  decide(id: string, word: 'run-here' | 'discard'): void;
  /** Takes up what an earlier criud was receiving. */
  resume(past: OperationRecord, run: Run): Promise<SuccessfulOutcome>;
}

export interface ImageSink {
  write(bytes: Uint8Array): Promise<void>;
  /** @throws Failure CHECKPOINT_DAMAGED */
  end(sha256: Uint8Array): Promise<void>;
}

/** A migration that comes in. */
interface Incoming {
  readonly migration: MigrationIdentity;
  readonly folder: string;
  readonly operation: string;
  readonly rounds: Map<number, Promise<ServedRound>>;
  lastRound: number;
  machine: Drive<TargetState, TargetEvent>;
  /** Calls that wait for an answer. */
  readonly waiting: Set<(standing: Standing) => void>;
  root: ProcessIdentity | undefined;
}

const IMAGE_NAME = /^[a-z0-9][a-z0-9._-]{0,99}\.img$/i;

export function openReceiver(parts: MigrationParts): Receiver {
  const { installation, operations, settings, channels } = parts;
  const incoming = new Map<string, Incoming>();

  function find(migration: MigrationIdentity): Incoming {
    const found = incoming.get(migration.migrationId);
    if (found === undefined || !isSameMigration(found.migration, migration)) throw unknown(migration);
    return found;
  }

  /** Carries out what the handover asks for at the target, until nothing more can come of it. */
  async function receive(
    traces: TargetTraces,
    run: Run,
    first: Step<TargetState, TargetEffect>,
    past: {
      readonly criu?: ProcessIdentity;
      readonly root?: ProcessIdentity;
      readonly rebooted?: boolean;
    } = {},
  ): Promise<SuccessfulOutcome> {
    const { migration, folder } = traces;
    let { criu } = past;
    let failure: Failure | undefined;
    let answerHold: (answer: 'proceed' | 'refuse') => void = () => {};
    let stopRestore = new AbortController();

    const machine = drive<TargetState, TargetEvent, TargetEffect>(first, {
      advance: (state, event) => advanceTarget(migration, state, event),
      perform,
      isOver: (state) => state.phase === 'discarded' || (state.phase === 'running' && state.recorded),
      onState: ({ phase }) => {
        if (phase === 'prepared') run.enter('handing-over');
        if (phase === 'committed') run.enter('resuming');
      },
    });
    const entry: Incoming = {
      ...{ migration, folder, operation: run.id, machine, lastRound: traces.lastRound },
      rounds: new Map(),
      waiting: new Set(),
      root: past.root,
    };
    incoming.set(migration.migrationId, entry);
    const stop = () => void machine.emit({ kind: 'failed' });
    run.signal.addEventListener('abort', stop, { once: true });

    async function perform(effect: TargetEffect): Promise<void> {
      switch (effect.kind) {
        case 'journal':
          return record(effect.record);
        case 'secure-images':
          void secure();
          return;
        case 'restore':
          void restore();
          return;
        case 'let-criu-go':
          answerHold('proceed');
          return;
        case 'refuse-criu':
          stopRestore.abort();
          answerHold('refuse');
          return;
        case 'look':
          void lookAtTree().then((tree) => machine.emit({ kind: 'restore-ended', tree }));
          return;
        case 'clear-away':
          await clearAway();
          machine.emit({ kind: 'cleared' });
          return;
        case 'answer': {
          const waiting = [...entry.waiting];
          entry.waiting.clear();
          for (const answer of waiting) answer(effect.standing);
        }
      }
    }

    async function record(made: TargetRecord): Promise<void> {
      try {
        const facts = { ...traces, lastRound: entry.lastRound };
        await run.traces({ handover: tracesOfTarget(facts, made) });
        machine.emit({ kind: 'journaled', record: made });
      } catch (error) {
        failure ??= asFailure(error);
        machine.emit({ kind: 'journal-failed', record: made });
      }
    }

    async function secure(): Promise<void> {
      try {
        for (let round = 1; round <= entry.lastRound; round++) await flushAll(roundFolder(folder, round));
        await flush(folder);
        machine.emit({ kind: 'images-durable' });
      } catch (error) {
        failure ??= asFailure(error);
        machine.emit({ kind: 'failed' });
      }
    }

    async function restore(): Promise<void> {
      let tree: TargetTree = 'never-ran';
      try {
        await endEarlier();
        tree = await restoreHeld();
      } catch (error) {
        failure ??= asFailure(error);
      }
      machine.emit({ kind: 'restore-ended', tree });
    }

    /** What an earlier CRIU of this migration has built is in the way. */
    async function endEarlier(): Promise<void> {
      if (criu !== undefined) await waitUntilDead(criu, { milliseconds: LAST_OF_CRIU });
      if (entry.root !== undefined) await repairTree([entry.root], ['kill-half-restored']);
    }

    async function restoreHeld(): Promise<TargetTree> {
      run.enter('restoring');
      stopRestore = new AbortController();
      const images = roundFolder(folder, entry.lastRound);
      const work = join(folder, `restore-work-${Date.now()}`);
      await mkdir(work, { mode: 0o700 });
      using area = openWorkArea(images, work);
      await using session = await installation.open();
      await traceCriu(run, session);
      criu = session.pid === undefined ? undefined : identity(session.pid);
      const options = criuOptions(restoreOptions(traces.options, {}));
      const running = session.restore(
        { ...options, ...area.options },
        { signal: stopRestore.signal, grace: settings.grace },
      );
      let wentOn = false;
      for await (const notification of running) {
        if (notification.pid !== undefined && entry.root === undefined) {
          entry.root = identity(notification.pid);
          if (entry.root !== undefined) await run.traces({ root: entry.root });
        }
        if (notification.name === 'post-restore') {
          machine.emit({ kind: 'built' });
          const answer = await new Promise<'proceed' | 'refuse'>((resolve) => {
            answerHold = resolve;
            if (stopRestore.signal.aborted) resolve('refuse');
          });
          run.notified(notification.name, answer === 'proceed');
          if (answer === 'refuse') {
            await notification.refuse();
            continue;
          }
          wentOn = true;
        } else {
          run.notified(notification.name, true);
        }
        await notification.proceed();
      }
      const outcome = await running.outcome;
      if (!outcome.success && !stopRestore.signal.aborted) {
        failure ??= await area.explain('restore', outcome);
      }
      return wentOn ? seeTree(outcome.success) : 'never-ran';
    }

    async function lookAtTree(): Promise<TargetTree> {
      if (past.rebooted) return 'unclear';
      if (criu !== undefined) await waitUntilDead(criu, { milliseconds: LAST_OF_CRIU });
      return seeTree(false);
    }

    async function seeTree(restored: boolean): Promise<TargetTree> {
      if (entry.root === undefined) return 'never-ran';
      const { overall } = await readTreeCondition([entry.root]);
      if (overall === 'running' || overall === 'stopped') return 'running';
      if (overall === 'half-restored') return 'never-ran';
      if (overall === 'gone') return restored ? 'ended' : 'never-ran';
      return 'unclear';
    }

    async function clearAway(): Promise<void> {
      await endEarlier().catch(() => {});
      for (const round of entry.rounds.values())
        await round.then(
          (served) => served.stop(),
          () => {},
        );
      await rm(folder, { recursive: true, force: true }).catch(() => {});
    }

    const last = await machine.over;
    run.signal.removeEventListener('abort', stop);
    for (const answer of entry.waiting) answer(last.phase === 'running' ? 'running' : 'discarded');
    entry.waiting.clear();
    if (last.phase === 'discarded') throw run.signal.reason ?? failure ?? discarded();
    await rm(folder, { recursive: true, force: true }).catch(() => {});
    const { root } = entry;
    if (root === undefined) throw discarded();
    run.isAbout({ pid: root.pid });
    return { kind: 'restore', tree: { ...root, keepsTerminal: false } };
  }

  return {
    async announce({ migration, pids, options }) {
      if (channels === undefined) throw takesNone();
      const folder = join(parts.folder, migration.migrationId);
      const known = incoming.get(migration.migrationId);
      if (known !== undefined) return;
      await waitUntilPidsFree(pids, { milliseconds: PID_WAIT });
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
      } catch (cause) {
        throw storageFailure('A migration could not be taken', folder, cause);
      }
      const traces: TargetTraces = { migration, folder, options, lastRound: 0 };
      const handover = tracesOfTarget(traces, 'receiving');
      operations.begin(
        {
          ...{ kind: 'receive', pids, timeout: Number.MAX_SAFE_INTEGER, migration: migration.migrationId },
          traces: { bootId: readKernel().bootId, processes: [], handover },
        },
        (run) => {
          run.enter('receiving');
          return receive(traces, run, { state: TARGET_START, effects: [] });
        },
      );
      await untilKnown(migration.migrationId);
    },

    async openRound(migration, round) {
      if (channels === undefined) throw takesNone();
      const entry = find(migration);
      const images = roundFolder(entry.folder, round);
      const work = join(entry.folder, `work-${round}`);
      for (const each of [images, work]) await mkdir(each, { recursive: true, mode: 0o700 });
      const expected = channels.expect({
        ...{ migration: migration.migrationId, round },
        deadline: AbortSignal.timeout(CONNECTING),
      });
      const served = expected.connection.then((end) =>
        serveRound(installation, end, {
          ...{ images, work },
          ...(round > 1 && { parent: `../images-${round - 1}` }),
        }),
      );
      served.catch(() => {});
      entry.rounds.set(round, served);
      entry.lastRound = round;
      return { port: channels.port, token: expected.token };
    },

    async closeRound(migration, round, signal) {
      const served = find(migration).rounds.get(round);
      if (served === undefined) throw unknown(migration);
      await (await served).wait(signal);
    },

    async receiveImage(migration, round, name) {
      const entry = find(migration);
      if (!IMAGE_NAME.test(name)) throw refusedName(name);
      const path = join(roundFolder(entry.folder, round), name);
      const file = await open(path, 'wx', 0o600);
      const hash = createHash('sha256');
      return {
        async write(bytes) {
          hash.update(bytes);
          await file.write(bytes);
        },
        async end(sha256) {
          await file.close();
          if (hash.digest().equals(sha256)) return;
          throw new Failure('CHECKPOINT_DAMAGED', `The image ${name} did not come as it was sent.`, {
            metadata: { file: name },
            cure: 'Look at the network between the hosts, and migrate again: the tree runs on at the source.',
          });
        },
      };
    },

    async call(migration, call, signal) {
      const entry = incoming.get(migration.migrationId);
      if (entry === undefined || !isSameMigration(entry.migration, migration)) {
        return { by: migration, standing: await standingOfPast(migration, call) };
      }
      const answered = new Promise<Standing>((resolve, reject) => {
        entry.waiting.add(resolve);
        signal.addEventListener('abort', () => {
          entry.waiting.delete(resolve);
          reject(signal.reason);
        });
      });
      answered.catch(() => {});
      const refusal = entry.machine.emit({ kind: 'called', by: migration, call });
      if (refusal !== undefined) throw unknown(migration);
      const standing = await answered;
      return {
        by: migration,
        standing,
        ...(entry.root && standing === 'running' && { pid: entry.root.pid }),
      };
    },

    decide(id, word) {
      const entry = incoming.get(id);
      if (entry === undefined) throw notHere(id);
      const refusal = entry.machine.emit({ kind: 'operator', word });
      if (refusal !== undefined) {
        throw new Failure('MIGRATION_NOT_IN_DOUBT', refusal.message, {
          metadata: { migration: id },
          cure: 'GetOperation tells where it stands.',
        });
      }
    },

    resume(past, run) {
      const { record, ...traces } = readTargetTraces(past.traces.handover);
      const { criu, root, bootId } = past.traces;
      return receive(traces, run, recoverTarget(record), {
        ...(criu && { criu }),
        ...(root && { root }),
        rebooted: bootId !== readKernel().bootId,
      });
    },
  };

  /** An operation begins a turn after it was asked for. */
  async function untilKnown(id: string): Promise<void> {
    const end = performance.now() + CONNECTING;
    while (!incoming.has(id)) {
      if (performance.now() > end) throw takesNone();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Of a migration that has ended here, or was never here: what never came cannot run. */
  async function standingOfPast({ migrationId }: MigrationIdentity, call: Call): Promise<Standing> {
    const past = operations
      .list()
      .find(({ kind, migration }) => kind === 'receive' && migration === migrationId);
    if (past?.outcome?.kind === 'restore') return 'running';
    return call === 'discard' || past?.outcome !== undefined ? 'discarded' : 'not-prepared';
  }
}

function roundFolder(folder: string, round: number): string {
  return join(folder, `images-${round}`);
}

function identity(pid: number): ProcessIdentity | undefined {
  const facts = readProcess(pid);
  return facts !== undefined && isSameProcess(facts, facts) ? { pid, startTime: facts.startTime } : undefined;
}

async function flushAll(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  await Promise.all(entries.filter((entry) => entry.isFile()).map(({ name }) => flush(join(folder, name))));
  await flush(folder);
}

async function flush(path: string): Promise<void> {
  await using file = await open(path, 'r');
  await file.sync();
}

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

function notHere(id: string): Failure {
  return new Failure('MIGRATION_NOT_FOUND', `No migration ${id} comes in here.`, {
    metadata: { migration: id },
    cure: 'ListOperations tells those that do.',
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

function discarded(): Failure {
  return new Failure('CANCELLED', 'The source has given the migration up.', {
    cure: 'Nothing need be done: the tree runs at the source.',
  });
}
