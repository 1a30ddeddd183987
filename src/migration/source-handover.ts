import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readDumpStatistics } from '../criu/index.js';
import { asFailure, Failure } from '../failure/index.js';
import {
  changeFirewall,
  type FirewallCommand,
  findConnectionLocks,
  isSameProcess,
  type ProcessIdentity,
  type ProcessTree,
  readKernel,
  readTree,
  readTreeCondition,
  repairTree,
  waitUntilDead,
} from '../host/index.js';
import {
  LEFT_TO_THE_NEXT,
  type OperationRecord,
  type PostCopyReport,
  type Run,
  type SuccessfulOutcome,
} from '../operations/index.js';
import { drive, overOrLeft } from './drive.js';
import {
  advanceSource,
  type Doubt,
  recoverSource,
  type SourceEffect,
  type SourceEvent,
  type SourceRecord,
  type SourceState,
  type SourceTree,
  type Standing,
  type Step,
} from './handover/index.js';
import { type Measurement, startMeasurement } from './measurements.js';
import { type HandoverWatch, migrationAtSource, sayToSource, type Word } from './migration.js';
import type { Peer } from './peer.js';
import { awaitPages } from './post-copy/index.js';
import type { MigrationParts } from './requests.js';
import { isAlive, settle } from './settle.js';
import { readSourceTraces, type SourceTraces, tracesOfSource } from './traces.js';

/** Milliseconds between two calls of a target that does not answer. */
const PACE = 1_000;

/** The same when it has not answered for so long. */
const SLOW_PACE = 5_000;
const LONG = 60_000;

/** Milliseconds in which a target that does not answer keeps a tree frozen, which then runs on. */
const FROZEN_PATIENCE = 15_000;

/** Milliseconds for a target to say that it throws away what it has, where it cannot have built the tree. */
const FAREWELL = 10_000;

/** Milliseconds for the CRIU of a dump to end when it has been answered. */
const LAST_OF_CRIU = 60_000;

/** The same for one that may serve pages, and then does not end by itself. */
const LAST_OF_SERVING = 3_000;

/** Takes a migration up again that an earlier criud has begun: nothing of it is lost but what was not handed over. */
export async function resumeMigration(
  parts: MigrationParts,
  past: OperationRecord,
  run: Run,
  watch: HandoverWatch,
): Promise<SuccessfulOutcome> {
  // Before anything was told to the target.
  if (past.traces.handover === undefined) throw interrupted();
  const { record, ...traces } = readSourceTraces(past.traces.handover);
  using peer = await parts.connectPeer(traces.destination);
  const first = recoverSource(record);
  const { criu, bootId } = past.traces;
  const rebooted = bootId !== readKernel().bootId;
  // One that sends a round ends with it, and has nobody left to report to.
  if (!rebooted && !traces.postCopy && criu !== undefined) {
    await waitUntilDead(criu, { milliseconds: LAST_OF_CRIU });
  }
  const tree = readTree(traces.migration.rootPid);
  const known =
    tree !== undefined &&
    isSameProcess({ pid: traces.migration.rootPid, startTime: traces.migration.rootStartTime }, tree.root);
  const source = handOver(
    {
      ...{ parts, peer, run, traces, first, measurement: startMeasurement() },
      ...(known && { tree }),
      // Of those that it had at first some may have ended by themselves since.
      processes: traces.dumped ?? past.traces.processes.slice(0, 1),
      isRounds: record.phase === 'rounds',
      ...(criu && { criu }),
      rebooted,
    },
    () => Promise.reject(new Failure('INTERNAL', 'A migration that is resumed dumps nothing.')),
  );
  using _watched = watch(run.id, source);
  return await source.outcome(await source.over(), source.failure());
}

export interface HandoverParts {
  readonly parts: MigrationParts;
  readonly peer: Peer;
  readonly run: Run;
  readonly traces: SourceTraces;
  readonly tree?: ProcessTree;
  /** Of the tree, as it was last seen. */
  readonly processes?: readonly ProcessIdentity[];
  readonly criu?: ProcessIdentity;
  readonly rebooted?: boolean;
  /** Nobody has asked the target to build the tree. */
  readonly isRounds?: boolean;
  /** The pages go through this criud, which has to stay for those of post-copy. */
  readonly carriesPages?: boolean;
  readonly first: Step<SourceState, SourceEffect>;
  readonly measurement: Measurement;
}

type HeldDump = (
  hold: (tree: ProcessTree) => Promise<'proceed' | 'refuse'>,
  /** Told right before CRIU is. */
  freezes: () => void,
  signal: AbortSignal,
) => Promise<boolean>;

/** Carries out what the handover asks for at the source. */
export function handOver(
  { parts, peer, run, traces, tree, first, measurement, ...past }: HandoverParts,
  dumpHeld: HeldDump,
) {
  const { migration } = traces;
  let locks: Promise<readonly FirewallCommand[]> = Promise.resolve(traces.unlock ?? []);
  let processes = past.processes ?? tree?.processes ?? [];
  let heldProcesses: readonly ProcessIdentity[] | undefined;
  let failure: Failure | undefined;
  let answerHold: (answer: 'proceed' | 'refuse') => void = () => {};
  let endKill = (): void => {};
  let pid: number | undefined;
  let dumping: Promise<void> | undefined;
  let hasAskedToPrepare = past.isRounds === false;
  let unansweredSince: number | undefined;
  let hasWarned = false;
  /** Somebody else goes on from here. */
  let isLeft = false;
  const stopDump = new AbortController();

  const machine = drive<SourceState, SourceEvent, SourceEffect>(first, {
    advance: (state, event) => advanceSource(migration, state, event),
    perform,
    isOver: ({ phase }) => ['done', 'aborted', 'released'].includes(phase),
    onState: (state) => {
      if (state.phase === 'held') run.enter('handing-over');
      if (state.phase === 'committed') run.enter('resuming');
      if (state.phase !== 'in-doubt') return;
      run.enter('in-doubt');
      run.warns(inDoubt(state.why, traces.destination));
    },
  });

  async function perform(effect: SourceEffect): Promise<void> {
    if (isLeft) return;
    switch (effect.kind) {
      case 'journal':
        return record(effect.record);
      case 'dump':
        dumping = dump();
        return;
      case 'let-criu-go':
        endKill = measurement.begin('kill');
        answerHold('proceed');
        return;
      case 'refuse-criu':
        stopDump.abort(run.signal.reason ?? failure ?? interrupted());
        answerHold('refuse');
        return;
      case 'look':
        void lookAtTree().then((seen) => machine.emit({ kind: 'dump-ended', tree: seen }));
        return;
      case 'repair-tree':
        await repairTree(processes, ['detach', 'unlock-network']).catch(() => {});
        return;
      case 'call':
        void call(effect.call);
        return;
      case 'unlock-network':
        return unlock();
      // Those of its pages went to the target only.
      case 'release-images':
        return;
      case 'remove-images':
        await rm(traces.folder, { recursive: true, force: true }).catch(() => {});
    }
  }

  async function record(made: SourceRecord): Promise<void> {
    try {
      const handover = tracesOfSource({ ...traces, ...dumped(), unlock: await locks }, made);
      await measurement.during('record', run.traces({ handover }));
      machine.emit({ kind: 'journaled', record: made });
    } catch (error) {
      failure ??= asFailure(error);
      machine.emit({ kind: 'journal-failed', record: made });
    }
  }

  /** What a later criud has to look for. */
  function dumped(): Pick<SourceTraces, 'dumped'> {
    const identities = heldProcesses ?? traces.dumped;
    return identities === undefined ? {} : { dumped: identities };
  }

  async function dump(): Promise<void> {
    let killed = false;
    try {
      killed = await dumpHeld(
        (held) => {
          processes = held.processes;
          heldProcesses = held.processes.filter(wasAlive).map(({ pid, startTime }) => ({ pid, startTime }));
          locks = findLocks(held);
          machine.emit({ kind: 'dump-held' });
          return new Promise((resolve) => {
            answerHold = resolve;
            if (stopDump.signal.aborted) resolve('refuse');
          });
        },
        measurement.freezes,
        stopDump.signal,
      );
    } catch (error) {
      failure ??= asFailure(error);
    }
    // Only the final dump that has come to its hold can have killed; one that serves never does.
    const mayHaveKilled = heldProcesses !== undefined && !traces.postCopy;
    const seen = await see(killed || (mayHaveKilled && (await hasStatistics())));
    endKill();
    machine.emit({ kind: 'dump-ended', tree: seen });
  }

  async function lookAtTree(): Promise<SourceTree> {
    if (past.rebooted) return 'ended';
    if (traces.postCopy) return lookAtServedTree();
    if (past.criu !== undefined) await waitUntilDead(past.criu, { milliseconds: LAST_OF_CRIU });
    return see(traces.dumped !== undefined && (await hasStatistics()));
  }

  /** Of the final dump: CRIU writes them after the kill, and not where it rolls back. */
  async function hasStatistics(): Promise<boolean> {
    const rounds = (await readdir(traces.folder).catch(() => [])).flatMap((name) =>
      name.startsWith('work-') ? [Number(name.slice('work-'.length))] : [],
    );
    return readDumpStatistics(join(traces.folder, `work-${Math.max(...rounds)}`)).then(
      () => true,
      () => false,
    );
  }

  /** Of one whose memory follows it: dead beside a CRIU that serves it, it was killed while that held it. */
  async function lookAtServedTree(): Promise<SourceTree> {
    const isServed = past.criu !== undefined && isAlive(past.criu);
    if (!processes.some(isAlive)) return see(isServed);
    // It serves until it is told to end, and rolls back by itself when it does not serve yet.
    if (past.criu !== undefined) await waitUntilDead(past.criu, { milliseconds: LAST_OF_SERVING });
    await repairTree(processes, ['detach', 'unlock-network', 'continue']).catch(() => {});
    return see(false);
  }

  async function see(killed: boolean): Promise<SourceTree> {
    const living = await settle(processes);
    if (living.length === 0) return killed ? 'killed' : 'ended';
    return living.length === processes.filter(wasAlive).length ? 'alive' : 'partial';
  }

  async function unlock(): Promise<void> {
    for (const command of await locks) {
      const problem = await changeFirewall(command, undefined);
      if (problem !== undefined) run.warns(lockStays(command, problem));
    }
  }

  async function call(what: 'prepare' | 'commit' | 'discard'): Promise<void> {
    // It is dead here by then: whatever the answer is, there is only one way.
    if (what === 'commit') await run.hold('handover');
    if (what === 'prepare') hasAskedToPrepare = true;
    try {
      const answering = peer.call(migration, what);
      const answer = await (what === 'discard' ? answering : measurement.during(what, answering));
      measurement.answered(answer.steps ?? []);
      unansweredSince = undefined;
      if (machine.state.phase === 'held' && !isGoing(answer.standing)) failure ??= notBuilt(answer.standing);
      if (answer.standing === 'running') {
        measurement.runs();
        pid = answer.pid;
      }
      machine.emit({ kind: 'answered', by: answer.by, standing: answer.standing });
      const isSettled = ['prepared', 'running', 'discarded'].includes(answer.standing);
      if (isSettled) return;
    } catch (error) {
      giveUpOn(asFailure(error));
    }
    const isLong = unansweredSince !== undefined && performance.now() - unansweredSince > LONG;
    await pause(isLong ? SLOW_PACE : PACE);
    if (!isLeft) machine.emit({ kind: 'unanswered' });
  }

  /** The target has not answered: for how long that is borne depends on what waits for it. */
  function giveUpOn(why: Failure): void {
    if (isLeft) return;
    unansweredSince ??= performance.now();
    const waited = performance.now() - unansweredSince;
    switch (machine.state.phase) {
      case 'held':
        failure ??= why;
        if (waited > FROZEN_PATIENCE) machine.emit({ kind: 'abort' });
        return;
      case 'aborting':
        // What was never asked to build the tree cannot run it, and gives up by itself.
        if (!hasAskedToPrepare && waited > FAREWELL) {
          machine.emit({ kind: 'operator', word: 'target-is-dead' });
          return;
        }
    }
    if (hasWarned) return;
    hasWarned = true;
    run.warns(unanswered(machine.state.phase, traces.destination, why));
  }

  /**
   * The state in which it is over, when nothing of it goes on here any more.
   *
   * @throws LEFT_TO_THE_NEXT when criud ends before it is over
   */
  async function over(): Promise<SourceState> {
    const state = await overOrLeft(machine.over, run.leaving, isAtRest);
    isLeft = state === 'left';
    await dumping;
    if (state === 'left') throw LEFT_TO_THE_NEXT;
    return state;
  }

  /** A criud that is started anew goes on from what is on the disk. */
  function isAtRest(): boolean {
    const { state } = machine;
    if ('recorded' in state && !state.recorded) return false;
    return ['committed', 'aborting', 'taking-back', 'in-doubt'].includes(state.phase);
  }

  async function outcome(state: SourceState, why: Failure | undefined): Promise<SuccessfulOutcome> {
    if (state.phase === 'done') {
      const measured = await measurement.result();
      const { blackout } = measured;
      const postCopy = traces.postCopy ? await fetchMemory() : undefined;
      return {
        ...{ kind: 'migrate', destination: traces.destination, measured },
        ...(pid !== undefined && { pid }),
        ...(blackout && { blackoutMilliseconds: blackout.durationMilliseconds }),
        ...(postCopy && { postCopy }),
      };
    }
    run.leavesTree(await readTreeCondition(processes));
    if (state.phase === 'aborted') {
      throw run.signal.reason ?? why ?? interrupted();
    }
    throw traces.postCopy ? lostBeforeItRan(traces.destination) : abandoned(traces.destination);
  }

  async function fetchMemory(): Promise<PostCopyReport> {
    run.enter('fetching-memory');
    const runsAt = performance.now();
    try {
      // A criud that is started anew can ask as well, if the pages do not go through this one.
      const leaving = past.carriesPages ? new AbortController().signal : run.leaving;
      const counts = await awaitPages(peer, migration, 1, leaving);
      const wasSeen = past.isRounds === undefined;
      return { ...counts, ...(wasSeen && { milliseconds: performance.now() - runsAt }) };
    } catch (error) {
      if (!past.carriesPages && run.leaving.aborted) throw LEFT_TO_THE_NEXT;
      run.leavesTree(await readTreeCondition(processes));
      throw error;
    }
  }

  return {
    emit: machine.emit,
    view: () => migrationAtSource(migration, run.id, machine.state),
    say: (word: Word) => sayToSource(machine, word),
    over,
    outcome,
    failure: () => failure,
    lastRound: 0,
  };
}

/** A zombie of the tree was dead before. */
function wasAlive(identity: ProcessIdentity & { readonly state?: string }): boolean {
  return identity.state !== 'Z';
}

/** The target has built the tree, or does not wait for anybody to run it. */
function isGoing(standing: Standing): boolean {
  return standing === 'prepared' || standing === 'committed' || standing === 'running';
}

function notBuilt(standing: Standing): Failure {
  return new Failure('PEER_REFUSED', 'The target has not built the tree.', {
    metadata: { standing },
    cure: 'Its own operation tells why. The tree runs on here: begin the migration again.',
  });
}

function unanswered(phase: SourceState['phase'], destination: string, { message }: Failure): Failure {
  const isDead = phase === 'committed' || phase === 'taking-back';
  const what = isDead ? 'The tree is dead here and held there' : 'The tree runs on here';
  return new Failure('PEER_UNREACHABLE', `${what}, and the target does not answer: ${message}`, {
    metadata: { destination, state: phase },
    cure: 'It is called again until it does. If it is lost for good, say so with ResolveMigration.',
  });
}

function interrupted(): Failure {
  return new Failure('OPERATION_INTERRUPTED', 'The migration was interrupted; the tree was not moved.', {
    cure: 'Send the request again: the tree runs on here.',
  });
}

/** Those that are in criud's own network namespace: another one goes with the tree. */
async function findLocks({ processes }: ProcessTree): Promise<readonly FirewallCommand[]> {
  const { locks } = await findConnectionLocks(processes).catch(() => ({ locks: [] }));
  const commands = locks.flatMap(({ release }) =>
    release.kind === 'firewall' && release.namespaceOf === undefined ? release.commands : [],
  );
  const distinct = new Map(commands.map((command) => [JSON.stringify(command), command]));
  return [...distinct.values()];
}

function lockStays({ program, arguments: words }: FirewallCommand, problem: string): Failure {
  return new Failure('NETWORK_TOOL_FAILED', `A lock of the connections of the tree stays here: ${problem}.`, {
    metadata: { command: [program, ...words].join(' ') },
    cure: 'Run the command: until then the same connections cannot come back to this host.',
  });
}

function inDoubt(why: Doubt, destination: string): Failure {
  return new Failure('MIGRATION_IN_DOUBT', `Nobody can tell by himself where the tree has to run (${why}).`, {
    metadata: { why, destination },
    cure: 'Look at both hosts, and say what holds with ResolveMigration.',
  });
}

function lostBeforeItRan(destination: string): Failure {
  return new Failure(
    'PAGES_LOST',
    'The tree is dead here, and the target has lost the way to its memory before it let it run.',
    {
      metadata: { destination },
      cure: 'The tree is lost. Start it anew, or restore an earlier checkpoint.',
    },
  );
}

function abandoned(destination: string): Failure {
  return new Failure('MIGRATION_ABANDONED', 'The tree is dead here, and nobody tells the target to run it.', {
    metadata: { destination },
    cure: 'If the disk of the target comes back, look there: its criud holds the tree until it is told to run it.',
  });
}
