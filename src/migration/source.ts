import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { criuOptions, restartTracking, traceCriu, withNetworkLock } from '../checkpoint/index.js';
import { hasConverged, type Judgement, judge, type Round } from '../convergence/index.js';
import { type Installation, openWorkArea, readDumpStatistics } from '../criu/index.js';
import { asFailure, Failure } from '../failure/index.js';
import {
  countSharedPages,
  isDead,
  isSameProcess,
  type ProcessTree,
  readKernel,
  readProcess,
  readTree,
  readTreeCondition,
  repairTree,
  resolveTarget,
  sharesNamespace,
  waitUntilDead,
} from '../host/index.js';
import type { OperationRecord, ProcessIdentity, Run, SuccessfulOutcome } from '../operations/index.js';
import { CHANNEL_OPTIONS, connectChannel } from './channel/index.js';
import { drive } from './drive.js';
import {
  advanceSource,
  type MigrationIdentity,
  recoverSource,
  SOURCE_START,
  type SourceEffect,
  type SourceEvent,
  type SourceRecord,
  type SourceState,
  type SourceTree,
  type Step,
} from './handover/index.js';
import type { ImageFile, Peer } from './peer.js';
import { type PreflightFinding, readTreeNeeds } from './preflight/index.js';
import type { MigrateRequest, MigrationParts } from './requests.js';
import { readSourceTraces, type SourceTraces, tracesOfSource } from './traces.js';

/** Milliseconds between two calls of a target that does not answer. */
const PACE = 1_000;

/** Milliseconds for a target to take the connection of a round. */
const CONNECTING = 30_000;

/** Milliseconds for the CRIU of a dump to end when it has been answered. */
const LAST_OF_CRIU = 60_000;

/**
 * Moves a tree to another host: the whole story at the source.
 *
 * Rounds of pre-dumps go to the target while the tree runs; then it is dumped and
 * held, and from there on the handover decides (handover/source.ts). Until the
 * tree is dead here, every failure leaves it running here.
 */
export async function migrateTree(
  parts: MigrationParts,
  request: MigrateRequest,
  tree: ProcessTree,
  run: Run,
): Promise<SuccessfulOutcome> {
  const { installation, catalog } = parts;
  run.enter('checking');
  using peer = await parts.connectPeer(request.destination);
  const needs = await readTreeNeeds(tree, installation, { signal: run.signal });
  const plan = { rounds: true, postCopy: false, options: request.options };
  refuseBlocked(await peer.examine(needs, plan, run.signal), run);

  const { version } = await installation.facts();
  const network = sharesNamespace(tree.root.pid, 'net') ? 'shared' : 'own';
  const options = withNetworkLock(request.options, version, network);
  const migration = identityOf(run.id, tree);
  await peer.announce({
    migration,
    host: readKernel().hostname,
    pids: needs.pids,
    options: { ...options },
  });
  const folder = join(parts.folder, run.id);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const traces: SourceTraces = { migration, destination: request.destination, folder };
  await run.traces({ handover: tracesOfSource(traces, SOURCE_START) });

  const source = handOver(
    { parts, peer, run, traces, tree, first: { state: SOURCE_START, effects: [] } },
    dumpHeld,
  );
  let failure: Failure | undefined;
  const stop = () => void source.emit({ kind: 'abort' });
  run.signal.addEventListener('abort', stop, { once: true });
  try {
    await sendRounds();
    if (run.signal.aborted) source.emit({ kind: 'abort' });
    else source.emit({ kind: 'freeze' });
  } catch (error) {
    failure = asFailure(error);
    source.emit({ kind: 'abort' });
  }
  const state = await source.over;
  run.signal.removeEventListener('abort', stop);
  return source.outcome(state, failure ?? source.failure());

  /** Pre-dumps until the policy says that it is enough. */
  async function sendRounds(): Promise<void> {
    const rounds: Round[] = [];
    let toldBefore: number | undefined;
    for (;;) {
      run.signal.throwIfAborted();
      run.enter('pre-dumping');
      const number = rounds.length + 1;
      const toldAt = performance.now();
      const round = await sendRound(number);
      const measurements = {
        ...round,
        ...(toldBefore !== undefined && { sincePreviousMilliseconds: toldAt - toldBefore }),
      };
      toldBefore = toldAt;
      rounds.push(measurements);
      const judgement: Judgement = judge(request.policy, rounds);
      run.judged({ number, checkpoint: '', measurements, judgement });
      if (judgement.verdict === 'continue') {
        if (request.policy.intervalMilliseconds > 0) {
          run.enter('pausing');
          await pause(request.policy.intervalMilliseconds, undefined, { signal: run.signal }).catch(() => {});
        }
        continue;
      }
      if (!hasConverged(judgement.verdict) && request.whenNotConverged === 'give-up') {
        throw new Failure(
          'NOT_CONVERGED',
          `The rounds ended with ${judgement.verdict}: ${judgement.explanation}`,
          {
            metadata: { verdict: judgement.verdict },
            cure: 'The tree runs on here. Ask for less in the policy, quiet the tree, or migrate all the same with WHEN_NOT_CONVERGED_DUMP.',
          },
        );
      }
      source.lastRound = number;
      return;
    }
  }

  async function sendRound(number: number): Promise<Round> {
    const begin = performance.now();
    const now = resolveTarget(tree.root);
    await using round = await openRound({ peer, migration, folder, number, run, installation });
    await restartTracking(catalog, now, undefined, false);
    const { preDumpMode: _, ...rest } = criuOptions(options);
    const outcome = await round.session.preDump(
      { ...rest, ...round.options, pid: now.root.pid, trackMem: true },
      { signal: run.signal, grace: parts.settings.grace },
    );
    if (!outcome.success) throw run.signal.reason ?? (await round.area.explain('pre-dump', outcome));
    await round.close();
    const statistics = await readDumpStatistics(round.workFolder);
    const later = readTree(now.root.pid)?.processes ?? [];
    return {
      pagesScanned: statistics.pagesScanned,
      pagesSkippedParent: statistics.pagesSkippedParent,
      pagesWritten: statistics.pagesWritten,
      sharedPages: await countSharedPages(later),
      frozenMilliseconds: statistics.frozenMicroseconds / 1_000,
      writeMilliseconds: statistics.memoryWriteMicroseconds / 1_000,
      durationMilliseconds: performance.now() - begin,
    };
  }

  /** The final dump up to its hold at post-dump, and all that the target needs of it. */
  async function dumpHeld(
    hold: (identity: ProcessTree) => Promise<'proceed' | 'refuse'>,
    freezes: () => void,
    signal: AbortSignal,
  ) {
    run.enter('dumping');
    const number = source.lastRound + 1;
    const now = resolveTarget(tree.root);
    await using round = await openRound({ peer, migration, folder, number, run, installation });
    const dump = round.session.dump(
      { ...criuOptions(options), ...round.options, pid: now.root.pid, trackMem: true, leaveRunning: false },
      {
        signal,
        grace: parts.settings.grace,
        beforeKill: () => repairTree(now.processes, ['detach', 'unlock-network']),
      },
    );
    freezes();
    for await (const notification of dump) {
      if (notification.name !== 'post-dump') {
        run.notified(notification.name, true);
        await notification.proceed();
        continue;
      }
      let answer: 'proceed' | 'refuse' = 'refuse';
      try {
        await round.close();
        await peer.sendImages(migration, number, await imagesBesidePages(round.imagesFolder), signal);
        answer = await hold(readTree(now.root.pid) ?? now);
      } finally {
        run.notified(notification.name, answer === 'proceed');
        if (answer === 'proceed') await notification.proceed();
        else await notification.refuse();
      }
    }
    const outcome = await dump.outcome;
    if (!outcome.success && !signal.aborted) throw await round.area.explain('dump', outcome);
    return outcome.success;
  }
}

/** Takes a migration up again that an earlier criud has begun: nothing of it is lost but what was not handed over. */
export async function resumeMigration(
  parts: MigrationParts,
  past: OperationRecord,
  run: Run,
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
  return source.outcome(await source.over, source.failure());
}

interface HandoverParts {
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
function handOver({ parts, peer, run, traces, tree, first, ...past }: HandoverParts, dumpHeld: HeldDump) {
  const { migration } = traces;
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
    isOver: ({ phase }) => ['done', 'aborted', 'released', 'in-doubt'].includes(phase),
    onState: ({ phase }) => {
      if (phase === 'held') run.enter('handing-over');
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
      // They stay where they are, for whoever restores them.
      case 'release-images':
        return;
      case 'remove-images':
        await rm(traces.folder, { recursive: true, force: true }).catch(() => {});
    }
  }

  async function record(made: SourceRecord): Promise<void> {
    try {
      await run.traces({ handover: tracesOfSource(traces, made) });
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

  async function call(what: 'prepare' | 'commit' | 'discard'): Promise<void> {
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
    throw inDoubt(state, traces.destination);
  }

  return {
    emit: machine.emit,
    over: machine.over,
    outcome,
    failure: () => failure,
    lastRound: 0,
  };
}

interface RoundRequest {
  readonly peer: Peer;
  readonly migration: MigrationIdentity;
  readonly folder: string;
  readonly number: number;
  readonly run: Run;
  readonly installation: Installation;
}

/** A round whose pages go to the target: what of it stays here has no pages. */
async function openRound({ peer, migration, folder, number, run, installation }: RoundRequest) {
  const imagesFolder = join(folder, `images-${number}`);
  const workFolder = join(folder, `work-${number}`);
  for (const each of [imagesFolder, workFolder]) await mkdir(each, { mode: 0o700 });
  const ticket = await peer.openRound(migration, number);
  const deadline = AbortSignal.any([run.signal, AbortSignal.timeout(CONNECTING)]);
  const end = await connectChannel({
    ...{ migration: migration.migrationId, round: number, host: peer.host, port: ticket.port },
    ...{ token: ticket.token, deadline },
    ...(peer.tls && { tls: peer.tls }),
  });
  const area = openWorkArea(imagesFolder, workFolder);
  const release = async (): Promise<void> => {
    area[Symbol.dispose]();
    end[Symbol.dispose]();
  };
  const session = await end.openSession(installation).catch(async (error: unknown) => {
    await release();
    throw error;
  });
  await traceCriu(run, session);
  return {
    imagesFolder,
    workFolder,
    area,
    session,
    options: {
      ...area.options,
      ...CHANNEL_OPTIONS,
      ...(number > 1 && { parentImg: `../images-${number - 1}` }),
    },
    close: () => peer.closeRound(migration, number, run.signal),
    async [Symbol.asyncDispose]() {
      await session.close();
      await release();
    },
  };
}

function identityOf(id: string, { root }: ProcessTree): MigrationIdentity {
  return {
    migrationId: id,
    sourceBootId: readKernel().bootId,
    rootPid: root.pid,
    rootStartTime: root.startTime,
  };
}

/** Pages and their maps are at the target already. */
async function imagesBesidePages(folder: string): Promise<readonly ImageFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => ({ name, path: join(folder, name) }));
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

/** @throws Failure MIGRATION_BLOCKED */
function refuseBlocked(findings: readonly PreflightFinding[], run: Run): void {
  const blocking = findings.filter(({ severity }) => severity === 'blocking');
  const [first] = blocking;
  if (first !== undefined) {
    const said = blocking.map(({ message }) => message).join(' ');
    throw new Failure('MIGRATION_BLOCKED', `The tree could not run on the other host: ${said}`, {
      metadata: Object.fromEntries(
        blocking.map(({ kind, subject }, index) => [`finding_${index + 1}`, `${kind} ${subject}`]),
      ),
      cure: [...new Set(blocking.map(({ remedy }) => remedy))].join(' '),
    });
  }
  for (const { kind, subject, message, remedy } of findings) {
    run.warns({ reason: 'MIGRATION_BLOCKED', message, cure: remedy, metadata: { kind, subject } });
  }
}

function interrupted(): Failure {
  return new Failure('OPERATION_INTERRUPTED', 'The migration was interrupted; the tree was not moved.', {
    cure: 'Send the request again: the tree runs on here.',
  });
}

function inDoubt(state: SourceState, destination: string): Failure {
  const why = state.phase === 'in-doubt' ? state.why : state.phase;
  return new Failure('MIGRATION_IN_DOUBT', `Nobody can tell by himself where the tree has to run (${why}).`, {
    metadata: { why, destination },
    cure: 'Look at both hosts, and say what holds with ResolveMigration.',
  });
}
