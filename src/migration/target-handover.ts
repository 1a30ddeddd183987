import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { flushFiles, flushFolder } from '../catalog/index.js';
import { criuOptions, findHalfRestored, identityOf, restoreOptions, traceCriu } from '../checkpoint/index.js';
import { openWorkArea, type Session } from '../criu/index.js';
import { asFailure, Failure } from '../failure/index.js';
import { type ProcessIdentity, readTreeCondition, repairTree, waitUntilDead } from '../host/index.js';
import { LEFT_TO_THE_NEXT, type Run, type SuccessfulOutcome } from '../operations/index.js';
import type { ServedRound } from './channel/index.js';
import { type Drive, drive, overOrLeft } from './drive.js';
import {
  advanceTarget,
  type MigrationIdentity,
  type Standing,
  type Step,
  type TargetEffect,
  type TargetEvent,
  type TargetRecord,
  type TargetState,
  type TargetTree,
} from './handover/index.js';
import { type Stopwatch, startStopwatch } from './measurements.js';
import { type HandoverWatch, migrationAtTarget, sayToTarget } from './migration.js';
import { type FollowingMemory, followMemory } from './post-copy/index.js';
import type { MigrationParts } from './requests.js';
import { noteResume, openRestoreWork, wasResumed } from './restore-work.js';
import { type TargetTraces, tracesOfTarget } from './traces.js';

/** Milliseconds for a CRIU that was answered, or whose criud has ended, to end. */
const LAST_OF_CRIU = 60_000;

/** The same for a process that has been killed to end. */
const LAST_OF_TREE = 10_000;

/** Milliseconds without a word of the source after which what has not been built yet is given up. */
const SILENCE = 90_000;

/** A migration that comes in. */
export interface Incoming {
  readonly migration: MigrationIdentity;
  readonly folder: string;
  readonly operation: string;
  readonly rounds: Map<number, Promise<ServedRound>>;
  /** The flush of each round, begun when its pages had come. */
  readonly flushes: Map<number, Promise<unknown>>;
  /** Aborted when there is no more time for it. */
  readonly merging: AbortController;
  /** Settles when no image of a round is moved any more. */
  merged: Promise<void>;
  lastRound: number;
  machine: Drive<TargetState, TargetEvent>;
  /** Calls that wait for an answer. */
  readonly waiting: Set<(standing: Standing) => void>;
  root: ProcessIdentity | undefined;
  /** By performance.now(). */
  heardAt: number;
  /** Aborted when nothing that comes is wanted any more. */
  readonly ended: AbortController;
  /** Aborted when this criud ends, and the next one is to be asked. */
  readonly left: AbortController;
  /** What is done here, for the report of the source. */
  readonly stopwatch: Stopwatch;
  /** Of post-copy. */
  readonly memory: FollowingMemory | undefined;
}

/** What an earlier criud has left of it. */
export interface EarlierTraces {
  readonly criu?: ProcessIdentity;
  readonly root?: ProcessIdentity;
  readonly rebooted?: boolean;
}

/** Carries out what the handover asks for at the target, until nothing more can come of it. */
export async function receiveTree(
  { installation, settings }: Pick<MigrationParts, 'installation' | 'settings'>,
  traces: TargetTraces,
  run: Run,
  first: Step<TargetState, TargetEffect>,
  past: EarlierTraces,
  /** Is told before anything can come. */
  register: (incoming: Incoming) => void,
  watch: HandoverWatch,
): Promise<SuccessfulOutcome> {
  const { migration, folder } = traces;
  let { criu } = past;
  let failure: Failure | undefined;
  let answerHold: (answer: 'proceed' | 'refuse') => void = () => {};
  let stopRestore = new AbortController();
  let restoring: Promise<void> | undefined;
  let isRestoring = false;
  /** Somebody else goes on from here. */
  let isLeft = false;
  let recorded: TargetRecord = 'receiving';
  let complete = traces.complete;

  const machine = drive<TargetState, TargetEvent, TargetEffect>(first, {
    advance: (state, event) => advanceTarget(migration, state, event),
    perform,
    isOver: (state) => state.phase === 'discarded' || (state.phase === 'running' && state.recorded),
    onState: ({ phase }) => {
      if (phase === 'prepared') run.enter('handing-over');
      if (phase === 'committed') run.enter('resuming');
      if (phase !== 'restore-failed') return;
      // There is nothing for an operator to decide: its memory went with the restore.
      if (traces.postCopy) queueMicrotask(() => machine.emit({ kind: 'operator', word: 'discard' }));
      else run.enter('in-doubt');
    },
  });
  const stopwatch = startStopwatch();
  const memory = traces.postCopy
    ? followMemory({
        ...{ installation, folder, machine, isKnownComplete: complete },
        root: () => entry.root,
        stopRestore: refuse,
        remember: async () => {
          complete = true;
          await remember(recorded);
        },
        loses: (why) => {
          failure ??= why;
        },
      })
    : undefined;
  const entry: Incoming = {
    stopwatch,
    ...{ migration, folder, operation: run.id, machine, lastRound: traces.lastRound },
    rounds: new Map(),
    flushes: new Map(),
    merging: new AbortController(),
    merged: Promise.resolve(),
    waiting: new Set(),
    root: past.root,
    heardAt: performance.now(),
    ended: new AbortController(),
    left: new AbortController(),
    memory,
  };
  register(entry);
  // A CRIU takes as long to start as to restore a small tree, which by then stands still.
  let spare = machine.state.phase === 'receiving' ? installation.open() : undefined;
  spare?.catch(() => {});
  using _watched = watch(run.id, {
    view: () => migrationAtTarget(migration, run.id, machine.state),
    say: (word) => sayToTarget(machine, word),
  });
  if (memory !== undefined && ['prepared', 'restore-failed'].includes(first.state.phase)) {
    failure ??= interrupted();
    machine.emit({ kind: 'operator', word: 'discard' });
  }
  const stop = () => void machine.emit({ kind: 'failed' });
  run.signal.addEventListener('abort', stop, { once: true });
  const leave = () => {
    // What is built is held by this criud; the next one builds it again when it has to run.
    if (machine.state.phase === 'prepared' && memory === undefined) refuse();
  };
  run.leaving.addEventListener('abort', leave, { once: true });
  const listening = setInterval(() => {
    const { state } = machine;
    const waits = state.phase === 'receiving' || state.phase === 'preparing';
    // The calls of a source, and what it says of itself in between, come at a much higher pace.
    if (waits && performance.now() - entry.heardAt > SILENCE) failure ??= silent();
    else if (state.phase !== 'discarding' || state.at !== 'unrecorded') return;
    // Also where the disk did not take it before: a source that is gone does not ask again.
    machine.emit({ kind: 'failed' });
  }, 1_000);

  function refuse(): void {
    stopRestore.abort();
    answerHold('refuse');
  }

  async function perform(effect: TargetEffect): Promise<void> {
    if (isLeft) return;
    switch (effect.kind) {
      case 'journal':
        return record(effect.record);
      case 'secure-images':
        void secure();
        return;
      case 'restore':
        // Now, so that a refusal that follows at once is not missed.
        stopRestore = new AbortController();
        restoring = restore(stopRestore.signal);
        return;
      case 'let-criu-go':
        answerHold('proceed');
        return;
      case 'refuse-criu':
        refuse();
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
      recorded = made;
      await remember(made);
      machine.emit({ kind: 'journaled', record: made });
    } catch (error) {
      failure ??= asFailure(error);
      machine.emit({ kind: 'journal-failed', record: made });
    }
  }

  async function remember(made: TargetRecord): Promise<void> {
    const facts = { ...traces, lastRound: entry.lastRound, complete };
    await run.traces({ handover: tracesOfTarget(facts, made) });
  }

  async function secure(): Promise<void> {
    // What has no memory is of no use to a later criud.
    if (memory !== undefined) return void machine.emit({ kind: 'images-durable' });
    const endFlush = stopwatch.begin('flush');
    try {
      await Promise.all(entry.flushes.values());
      // Once more: since its pages came, so have its other images.
      await flushFiles(roundFolder(folder, entry.lastRound));
      await flushFolder(folder);
      endFlush();
      machine.emit({ kind: 'images-durable' });
    } catch (error) {
      failure ??= asFailure(error);
      machine.emit({ kind: 'failed' });
    }
  }

  async function restore(stopped: AbortSignal): Promise<void> {
    let tree: TargetTree = 'never-ran';
    isRestoring = true;
    try {
      await endEarlier();
      tree = await restoreHeld(stopped);
    } catch (error) {
      failure ??= asFailure(error);
    }
    isRestoring = false;
    machine.emit({ kind: 'restore-ended', tree });
  }

  /** What an earlier CRIU of this migration has built is in the way. */
  async function endEarlier(): Promise<void> {
    // Every CRIU is known before it begins: there was none.
    if (criu === undefined && entry.root === undefined) return;
    if (criu !== undefined) await waitUntilDead(criu, { milliseconds: LAST_OF_CRIU });
    if (entry.root !== undefined) await repairTree([entry.root], ['kill-half-restored']);
    // Until CRIU has told of its root, a tree is known by its numbers only.
    const left = await findHalfRestored(traces.pids);
    if (left !== undefined) await repairTree(left.tasks, ['kill-half-restored']);
    // A CRIU that was refused has sent its signals: whoever hears that nothing is left may look for it.
    if (entry.root !== undefined) await waitUntilDead(entry.root, { milliseconds: LAST_OF_TREE });
    entry.root = undefined;
  }

  async function restoreHeld(stopped: AbortSignal): Promise<TargetTree> {
    run.enter('restoring');
    await entry.merged;
    stopped.throwIfAborted();
    const endRestore = stopwatch.begin('restore');
    let endResume = (): void => {};
    const images = roundFolder(folder, entry.lastRound);
    const work = await openRestoreWork(folder);
    using area = openWorkArea(images, work, 'warnings');
    const serving = memory?.serve({ images, work });
    serving?.catch(() => {});
    await using session = await openSession();
    await traceCriu(run, session);
    await serving;
    criu = session.pid === undefined ? undefined : identityOf(session.pid);
    const options = criuOptions(restoreOptions(traces.options, {}));
    const running = session.restore(
      { ...options, ...area.options, ...(memory && { lazyPages: true }) },
      { signal: stopped, grace: settings.grace },
    );
    let wentOn = false;
    for await (const notification of running) {
      if (notification.pid !== undefined && entry.root === undefined) {
        entry.root = identityOf(notification.pid);
        if (entry.root !== undefined) await run.traces({ root: entry.root });
      }
      if (notification.name === 'post-restore') {
        endRestore();
        machine.emit({ kind: 'built' });
        const answer = await new Promise<'proceed' | 'refuse'>((resolve) => {
          answerHold = resolve;
          if (stopped.aborted) resolve('refuse');
        });
        run.notified(notification.name, answer === 'proceed');
        if (answer === 'refuse') {
          await notification.refuse();
          continue;
        }
        wentOn = true;
        endResume = stopwatch.begin('resume');
      } else {
        // Refused here, CRIU notes it in its log and goes on all the same.
        if (notification.name === 'pre-resume' && !noteResume(work)) await notification.refuse();
        run.notified(notification.name, true);
      }
      await notification.proceed();
    }
    const outcome = await running.outcome;
    if (!outcome.success && !stopped.aborted) {
      failure ??= await area.explain('restore', outcome);
    }
    const seen = wentOn ? await seeTree(outcome.success) : 'never-ran';
    endResume();
    return seen;
  }

  /** The one that is there already, for the first restore. */
  async function openSession(): Promise<Session> {
    const opened = await spare?.catch(() => undefined);
    spare = undefined;
    return opened ?? (await installation.open());
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
    if (overall === 'gone') return restored || (await wasResumed(folder)) ? 'ended' : 'never-ran';
    return 'unclear';
  }

  async function clearAway(): Promise<void> {
    entry.ended.abort(discarded());
    entry.merging.abort();
    await entry.merged;
    // First: a restore that waits for memory would not end.
    await memory?.stop().catch(() => {});
    await restoring;
    await endEarlier().catch(() => {});
    for (const round of entry.rounds.values())
      await round.then(
        (served) => served.stop(),
        () => {},
      );
    // A round may have been about to be opened.
    await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
  }

  /** A criud that is started anew goes on from what is on the disk. */
  const isAtRest = () => {
    const { state } = machine;
    if (state.phase === 'discarding') return state.at === 'unrecorded';
    return (
      (!isRestoring || memory !== undefined) &&
      (state.phase === 'prepared' || state.phase === 'restore-failed')
    );
  };

  async function fetchMemory(following: FollowingMemory): Promise<void> {
    run.enter('fetching-memory');
    try {
      await following.fetch();
    } catch (error) {
      if (entry.root !== undefined) run.leavesTree(await readTreeCondition([entry.root]));
      await rm(folder, { recursive: true, force: true }).catch(() => {});
      throw error;
    }
  }

  const last = await overOrLeft(machine.over, run.leaving, isAtRest);
  clearInterval(listening);
  void spare?.then((session) => session.close()).catch(() => {});
  run.signal.removeEventListener('abort', stop);
  if (last === 'left') {
    isLeft = true;
    if (memory !== undefined) {
      refuse();
      await memory.stop();
      await restoring;
    }
    for (const each of [entry.ended, entry.left]) each.abort(leaves());
    throw LEFT_TO_THE_NEXT;
  }
  for (const answer of entry.waiting) answer(last.phase === 'running' ? 'running' : 'discarded');
  entry.waiting.clear();
  if (last.phase === 'discarded') throw run.signal.reason ?? failure ?? discarded();
  if (memory !== undefined) await fetchMemory(memory);
  await rm(folder, { recursive: true, force: true }).catch(() => {});
  const { root } = entry;
  if (root === undefined) throw discarded();
  run.isAbout({ pid: root.pid });
  return { kind: 'restore', tree: { ...root, keepsTerminal: false } };
}

export function roundFolder(folder: string, round: number): string {
  return join(folder, `images-${round}`);
}

function interrupted(): Failure {
  return new Failure(
    'OPERATION_INTERRUPTED',
    'criud was ended before the tree ran here, and its memory cannot come any more.',
    { cure: 'Look at the source: it tells whether the tree runs on there.' },
  );
}

function silent(): Failure {
  return new Failure('PEER_UNREACHABLE', `Nothing has come from the source for ${SILENCE / 1_000} s.`, {
    cure: 'Look at the source: the tree runs on there, unless that host is lost.',
  });
}

function leaves(): Failure {
  return new Failure('SHUTTING_DOWN', 'criud ends, and the next one goes on with the migration.', {
    cure: 'Nothing need be done: the source asks again.',
  });
}

function discarded(): Failure {
  return new Failure('CANCELLED', 'The source has given the migration up.', {
    cure: 'Nothing need be done: the tree runs at the source.',
  });
}
