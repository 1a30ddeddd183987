import { statSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  criuOptions,
  makeRounds,
  refuseNotConverged,
  restartTracking,
  withNetworkLock,
} from '../checkpoint/index.js';
import type { Round } from '../convergence/index.js';
import { readDumpStatistics } from '../criu/index.js';
import { asFailure, Failure } from '../failure/index.js';
import {
  countSharedPages,
  type ProcessTree,
  readKernel,
  readTree,
  repairTree,
  resolveTarget,
  sharesNamespace,
} from '../host/index.js';
import type { Run, SuccessfulOutcome } from '../operations/index.js';
import { type MigrationIdentity, SOURCE_START } from './handover/index.js';
import { startMeasurement } from './measurements.js';
import type { HandoverWatch } from './migration.js';
import type { ImageFile } from './peer.js';
import { dumpLazily, refuseWithoutPipes } from './post-copy/index.js';
import { lookAhead, type PreflightFinding, planOf } from './preflight/index.js';
import type { MigrateRequest, MigrationParts } from './requests.js';
import { handOver } from './source-handover.js';
import { openRound, type SourceRound } from './source-round.js';
import { type SourceTraces, tracesOfSource } from './traces.js';

/** Milliseconds between two signs of life for a target, which takes a source that gives none for lost. */
const SIGN_OF_LIFE = 15_000;

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
  watch: HandoverWatch,
): Promise<SuccessfulOutcome> {
  const { installation, catalog } = parts;
  const { traffic } = request;
  const hasRounds = request.strategy === 'pre-copy';
  const postCopy = request.strategy === 'post-copy';
  run.enter('checking');
  const measurement = startMeasurement();
  if (postCopy) await refuseWithoutPipes();
  using peer = await parts.connectPeer(request.destination);
  const plan = planOf(request.strategy, request.options);
  const { needs, findings } = await lookAhead(tree, peer, plan, { installation, signal: run.signal });
  refuseBlocked(findings, run);

  const { version } = await installation.facts();
  const network = sharesNamespace(tree.root.pid, 'net') ? 'shared' : 'own';
  const options = withNetworkLock(request.options, version, network);
  const migration = identityOf(run.id, tree);
  const folder = join(parts.folder, run.id);
  const traces: SourceTraces = { migration, destination: request.destination, folder, postCopy };
  // Before the target hears of it: whoever goes on from here has to tell it so.
  await run.traces({ handover: tracesOfSource(traces, SOURCE_START) });
  await mkdir(folder, { recursive: true, mode: 0o700 });

  const source = handOver(
    {
      ...{ parts, peer, run, traces, tree, measurement, first: { state: SOURCE_START, effects: [] } },
      carriesPages: peer.tls !== undefined || traffic.compression !== 'none',
    },
    postCopy ? dumpServed : dumpHeld,
  );
  using _watched = watch(run.id, source);
  let failure: Failure | undefined;
  const stop = () => void source.emit({ kind: 'abort' });
  run.signal.addEventListener('abort', stop, { once: true });
  const announcement = {
    ...{ migration, host: readKernel().hostname, pids: needs.pids },
    ...{ options: { ...options }, postCopy },
  };
  let signOfLife: NodeJS.Timeout | undefined;
  const over = new AbortController();
  let ahead: { readonly number: number; readonly round: Promise<SourceRound> } | undefined;
  try {
    await peer.announce(announcement);
    signOfLife = setInterval(() => void peer.announce(announcement).catch(stopIfForgotten), SIGN_OF_LIFE);
    if (hasRounds) await sendRounds();
    if (run.signal.aborted) source.emit({ kind: 'abort' });
    else source.emit({ kind: 'freeze' });
  } catch (error) {
    failure = asFailure(error);
    source.emit({ kind: 'abort' });
  }
  const state = await source.over().finally(() => {
    clearInterval(signOfLife);
    // One that nobody has used. Its page server may be there although its criud is not, and waits for this end.
    over.abort(failure);
    void ahead?.round.then((round) => round[Symbol.asyncDispose]()).catch(() => {});
  });
  run.signal.removeEventListener('abort', stop);
  return await source.outcome(state, failure ?? source.failure());

  /** A target that has given up, or was started anew, takes nothing any more. */
  function stopIfForgotten(error: unknown): void {
    const why = asFailure(error);
    if (why.reason !== 'MIGRATION_NOT_FOUND') return;
    failure ??= why;
    over.abort(why);
    source.emit({ kind: 'abort' });
  }

  function openRoundOf(number: number): Promise<SourceRound> {
    const opened =
      ahead?.number === number
        ? ahead.round
        : openRound({
            ...{ peer, migration, folder, number, run, installation, traffic },
            unwanted: over.signal,
          });
    ahead = undefined;
    return opened;
  }

  /** While the round before goes on: in the time that it takes, the tree would write what the round then has to send. */
  function openAhead(number: number): void {
    const round = openRoundOf(number);
    round.catch(() => {});
    ahead = { number, round };
  }

  /** Pre-dumps until the policy says that it is enough. */
  async function sendRounds(): Promise<void> {
    let number = 0;
    const last = await makeRounds(request.policy, run, async () => {
      number += 1;
      const toldAt = performance.now();
      return { number, checkpoint: '', measured: await sendRound(number), toldAt };
    });
    refuseNotConverged(last, request.whenNotConverged);
    source.lastRound = number;
  }

  async function sendRound(number: number): Promise<Round> {
    const begin = performance.now();
    const now = resolveTarget(tree.root);
    await using round = await openRoundOf(number);
    await round.begin(run.signal);
    await restartTracking(catalog, now, undefined, false);
    openAhead(number + 1);
    const { preDumpMode: _, ...rest } = criuOptions(options);
    const outcome = await round.session.preDump(
      { ...rest, ...round.options, pid: now.root.pid, trackMem: true },
      { signal: run.signal, grace: parts.settings.grace },
    );
    if (!outcome.success) throw run.signal.reason ?? (await round.area.explain('pre-dump', outcome));
    // The tree writes on while the target closes the round, and while it is looked at.
    const closing = round.close();
    const later = readTree(now.root.pid)?.processes ?? [];
    const looks = [readDumpStatistics(round.workFolder), countSharedPages(later), closing] as const;
    const [statistics, sharedPages] = await Promise.all(looks);
    return {
      pagesScanned: statistics.pagesScanned,
      pagesSkippedParent: statistics.pagesSkippedParent,
      pagesWritten: statistics.pagesWritten,
      sharedPages,
      frozenMilliseconds: statistics.frozenMicroseconds / 1_000,
      writeMilliseconds: statistics.memoryWriteMicroseconds / 1_000,
      durationMilliseconds: performance.now() - begin,
    };
  }

  /** The dump of a tree whose memory follows it, up to its death. */
  async function dumpServed(
    hold: (identity: ProcessTree) => Promise<'proceed' | 'refuse'>,
    freezes: () => void,
    signal: AbortSignal,
  ): Promise<boolean> {
    run.enter('dumping');
    const now = resolveTarget(tree.root);
    const round = await openRound({
      ...{ peer, migration, folder, number: 1, run, installation, traffic },
      ...{ unwanted: over.signal, lazy: true },
    });
    let endDump = (): void => {};
    return dumpLazily({
      ...{ round, tree: now, options: criuOptions(options), run, signal, grace: parts.settings.grace },
      hold,
      freezes() {
        freezes();
        endDump = measurement.begin('dump');
      },
      async sendImages() {
        endDump();
        const images = await imagesBesidePages(round.imagesFolder);
        await measurement.during('images', peer.sendImages(migration, 1, images, signal));
        measurement.sends(images.reduce((total, { bytes }) => total + bytes, 0));
      },
    });
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
    await using round = await openRoundOf(number);
    await round.begin(signal);
    const dump = round.session.dump(
      {
        ...criuOptions(options),
        ...round.options,
        pid: now.root.pid,
        trackMem: hasRounds,
        leaveRunning: false,
      },
      {
        signal,
        grace: parts.settings.grace,
        beforeKill: () => repairTree(now.processes, ['detach', 'unlock-network']),
      },
    );
    freezes();
    const endDump = measurement.begin('dump');
    let obstacle: unknown;
    for await (const notification of dump) {
      let external: readonly string[] = [];
      try {
        const isLast = notification.name === 'post-dump';
        if (isLast) {
          endDump();
          const images = await imagesBesidePages(round.imagesFolder);
          // The pages have arrived when CRIU says so, but for the last of the page server's own work.
          await Promise.all([
            measurement.during('pages', round.close()),
            measurement.during('images', peer.sendImages(migration, number, images, signal)),
          ]);
          measurement.sends(images.reduce((total, { bytes }) => total + bytes, 0));
        }
        const verdict = await run.hold(notification.name, notification.pid);
        if (verdict.answer === 'refuse') throw verdict.failure;
        external = verdict.external;
        if (isLast && (await hold(readTree(now.root.pid) ?? now)) === 'refuse') throw signal.reason;
      } catch (error) {
        obstacle = error;
        run.notified(notification.name, false);
        await notification.refuse();
        continue;
      }
      run.notified(notification.name, true);
      await notification.proceed(external);
    }
    const outcome = await dump.outcome;
    measurement.dumped(readDumpStatistics(round.workFolder));
    if (outcome.success) return true;
    throw obstacle ?? signal.reason ?? (await round.area.explain('dump', outcome));
  }
}

function identityOf(id: string, { root }: ProcessTree): MigrationIdentity {
  return {
    migrationId: id,
    sourceBootId: readKernel().bootId,
    rootPid: root.pid,
    rootStartTime: root.startTime,
  };
}

/** Pages and their maps are at the target already; those of post-copy that are not, and go with these, are few. */
async function imagesBesidePages(folder: string): Promise<readonly ImageFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  return names.map((name) => {
    const path = join(folder, name);
    return { name, path, bytes: statSync(path).size };
  });
}

/** @throws Failure MIGRATION_BLOCKED */
function refuseBlocked(findings: readonly PreflightFinding[], run: Run): void {
  const blocking = findings.filter(({ severity }) => severity === 'blocking');
  const [first] = blocking;
  if (first !== undefined) {
    const said = blocking.map(({ message }) => message).join(' ');
    throw new Failure('MIGRATION_BLOCKED', `The tree cannot be moved to the other host: ${said}`, {
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
