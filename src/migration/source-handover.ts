import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readDumpStatistics } from '../criu/index.js';
import { asFailure, Failure } from '../failure/index.js';
import {
  changeFirewall,
  type FirewallCommand,
  findConnectionLocks,
  isDead,
  isSameProcess,
  type ProcessIdentity,
  type ProcessTree,
  readKernel,
  readProcess,
  readTree,
  readTreeCondition,
  repairTree,
  waitUntilDead,
} from '../host/index.js';
import type { OperationRecord, Run, SuccessfulOutcome } from '../operations/index.js';
import { drive } from './drive.js';
import {
  advanceSource,
  type Doubt,
  recoverSource,
  type SourceEffect,
  type SourceEvent,
  type SourceRecord,
  type SourceState,
  type SourceTree,
  type Step,
} from './handover/index.js';
import { type HandoverWatch, migrationAtSource, sayToSource, type Word } from './migration.js';
import type { Peer } from './peer.js';
import type { MigrationParts } from './requests.js';
import { readSourceTraces, type SourceTraces, tracesOfSource } from './traces.js';

/** Milliseconds between two calls of a target that does not answer. */
const PACE = 1_000;

/** Milliseconds for the CRIU of a dump to end when it has been answered. */
const LAST_OF_CRIU = 60_000;

/** Takes a migration up again that an earlier criud has begun: nothing of it is lost but what was not handed over. */
export async function resumeMigration(
  parts: MigrationParts,
  past: OperationRecord,
  run: Run,
  watch: HandoverWatch,
): Promise<SuccessfulOutcome> {
  const { record, ...traces } = readSourceTraces(past.traces.handover);
  using peer = await parts.connectPeer(traces.destination);
  const first = recoverSource(record);
  const tree = readTree(traces.migration.rootPid);
  const known =
    tree !== undefined &&
    isSameProcess({ pid: traces.migration.rootPid, startTime: traces.migration.rootStartTime }, tree.root);
  const source = handOver(
    {
      ...{ parts, peer, run, traces, first },
      ...(known && { tree }),
      processes: past.traces.processes,
      ...(past.traces.criu && { criu: past.traces.criu }),
      rebooted: past.traces.bootId !== readKernel().bootId,
    },
    () => Promise.reject(new Failure('INTERNAL', 'A migration that is resumed dumps nothing.')),
  );
  using _watched = watch(run.id, source);
  return source.outcome(await source.over, source.failure());
}

export interface HandoverParts {
  readonly parts: MigrationParts;
  readonly peer: Peer;
  readonly run: Run;
  readonly traces: SourceTraces;
  readonly tree?: ProcessTree;
  /** Of the tree, as it was when the migration began. */
  readonly processes?: readonly ProcessIdentity[];
  readonly criu?: ProcessIdentity;
  readonly rebooted?: boolean;
  readonly first: Step<SourceState, SourceEffect>;
}

type HeldDump = (
  hold: (tree: ProcessTree) => Promise<'proceed' | 'refuse'>,
  /** Told right before CRIU is. */
  freezes: () => void,
  signal: AbortSignal,
) => Promise<boolean>;

/** Carries out what the handover asks for at the source. */
export function handOver(
  { parts, peer, run, traces, tree, first, ...past }: HandoverParts,
  dumpHeld: HeldDump,
) {
  const { migration } = traces;
  let locks: Promise<readonly FirewallCommand[]> = Promise.resolve(traces.unlock ?? []);
  let processes = past.processes ?? tree?.processes ?? [];
  let failure: Failure | undefined;
  let answerHold: (answer: 'proceed' | 'refuse') => void = () => {};
  let frozenAt: number | undefined;
  let runsAt: number | undefined;
  let pid: number | undefined;
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
    switch (effect.kind) {
      case 'journal':
        return record(effect.record);
      case 'dump':
        void dump();
        return;
      case 'let-criu-go':
        answerHold('proceed');
        return;
      case 'refuse-criu':
        stopDump.abort(run.signal.reason ?? failure);
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
      await run.traces({ handover: tracesOfSource({ ...traces, unlock: await locks }, made) });
      machine.emit({ kind: 'journaled', record: made });
    } catch (error) {
      failure ??= asFailure(error);
      machine.emit({ kind: 'journal-failed', record: made });
    }
  }

  async function dump(): Promise<void> {
    let killed = false;
    try {
      killed = await dumpHeld(
        (dumped) => {
          processes = dumped.processes;
          locks = findLocks(dumped);
          machine.emit({ kind: 'dump-held' });
          return new Promise((resolve) => {
            answerHold = resolve;
            if (stopDump.signal.aborted) resolve('refuse');
          });
        },
        () => {
          frozenAt = performance.now();
        },
        stopDump.signal,
      );
    } catch (error) {
      failure ??= asFailure(error);
    }
    machine.emit({ kind: 'dump-ended', tree: await see(killed) });
  }

  async function lookAtTree(): Promise<SourceTree> {
    if (past.rebooted) return 'ended';
    if (past.criu !== undefined) await waitUntilDead(past.criu, { milliseconds: LAST_OF_CRIU });
    // CRIU writes it after the kill, and not where it rolls back.
    const last = (await readdir(traces.folder).catch(() => []))
      .filter((name) => name.startsWith('work-'))
      .at(-1);
    const killed = last !== undefined && (await hasStatistics(join(traces.folder, last)));
    return see(killed);
  }

  async function see(killed: boolean): Promise<SourceTree> {
    if (killed) await Promise.all(processes.map((each) => waitUntilDead(each, { milliseconds: 10_000 })));
    const living = processes.filter(isAlive);
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
    try {
      const answer = await peer.call(migration, what);
      if (answer.standing === 'running') {
        runsAt ??= performance.now();
        pid = answer.pid;
      }
      machine.emit({ kind: 'answered', by: answer.by, standing: answer.standing });
      const isSettled = ['prepared', 'running', 'discarded'].includes(answer.standing);
      if (isSettled) return;
    } catch (error) {
      const why = asFailure(error);
      if (machine.state.phase === 'held') failure ??= why;
      if (machine.state.phase === 'held' && run.signal.aborted) return;
    }
    await pause(PACE);
    machine.emit({ kind: 'unanswered' });
  }

  async function outcome(state: SourceState, why: Failure | undefined): Promise<SuccessfulOutcome> {
    if (state.phase === 'done') {
      return {
        kind: 'migrate',
        destination: traces.destination,
        ...(pid !== undefined && { pid }),
        ...(frozenAt !== undefined && runsAt !== undefined && { blackoutMilliseconds: runsAt - frozenAt }),
      };
    }
    run.leavesTree(await readTreeCondition(processes));
    if (state.phase === 'aborted') {
      throw run.signal.reason ?? why ?? interrupted();
    }
    throw abandoned(traces.destination);
  }

  return {
    emit: machine.emit,
    view: () => migrationAtSource(migration, run.id, machine.state),
    say: (word: Word) => sayToSource(machine, word),
    over: machine.over,
    outcome,
    failure: () => failure,
    lastRound: 0,
  };
}

async function hasStatistics(folder: string): Promise<boolean> {
  return readDumpStatistics(folder).then(
    () => true,
    () => false,
  );
}

function isAlive(identity: ProcessIdentity): boolean {
  const facts = readProcess(identity.pid);
  return facts !== undefined && isSameProcess(identity, facts) && !isDead(facts);
}

/** A zombie of the tree was dead before. */
function wasAlive(identity: ProcessIdentity & { readonly state?: string }): boolean {
  return identity.state !== 'Z';
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

function abandoned(destination: string): Failure {
  return new Failure('MIGRATION_ABANDONED', 'The tree is dead here, and nobody tells the target to run it.', {
    metadata: { destination },
    cure: 'If the disk of the target comes back, look there: its criud holds the tree until it is told to run it.',
  });
}
