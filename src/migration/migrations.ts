import {
  refuseMemoryOptions,
  refuseOptions,
  refuseWithoutMemoryTracking,
  resolveHooks,
  tracesOfTree,
} from '../checkpoint/index.js';
import { Failure } from '../failure/index.js';
import { ancestorsOf, pids, resolveTarget } from '../host/index.js';
import type { Operation, OperationRecord, Run, SuccessfulOutcome } from '../operations/index.js';
import type { MigrationReport } from '../report/index.js';
import { refuseCompression } from './channel/index.js';
import {
  type HandoverWatch,
  type LiveHandover,
  type Migration,
  migrationOf,
  type Word,
} from './migration.js';
import type { Examination } from './peer.js';
import {
  findObstacles,
  lookAhead,
  type MigrationPlan,
  type PreflightFinding,
  planOf,
  readClocks,
  type TreeNeeds,
} from './preflight/index.js';
import { reportOf } from './report.js';
import type { MigrateRequest, MigrationParts, PreflightRequest } from './requests.js';
import { migrateTree } from './source.js';
import { resumeMigration } from './source-handover.js';
import { openReceiver, type Receiver } from './target.js';

/** Milliseconds for a look at the other host. */
const LOOKING = 60_000;

/** Of a name that nobody gave; it comes from outside and may be of any length. */
const LONGEST_NAME = 100;

/** Migrations from this host and to it. */
export interface Migrations {
  migrate(request: MigrateRequest): Promise<Operation>;
  preflight(request: PreflightRequest): Promise<readonly PreflightFinding[]>;
  /** What stands in the way here of a tree of another host. */
  examine(needs: TreeNeeds, plan: MigrationPlan, signal: AbortSignal): Promise<Examination>;
  readonly receiver: Receiver;
  /** @throws Failure MIGRATION_NOT_FOUND */
  get(id: string): Migration;
  /**
   * What a migration from this host was.
   *
   * @throws Failure MIGRATION_NOT_FOUND, also for one to this host
   * @throws Failure MIGRATION_NOT_ENDED
   */
  report(id: string): MigrationReport;
  /** Those that wait for a word come first, then the newest. */
  list(): readonly Migration[];
  /**
   * Takes the word of the operator.
   *
   * @throws Failure MIGRATION_NOT_FOUND
   * @throws Failure MIGRATION_NOT_IN_DOUBT for a word that decides nothing here
   */
  resolve(id: string, word: Word): Migration;
  /** Takes up what an earlier criud has begun. */
  resume(past: OperationRecord, run: Run): Promise<SuccessfulOutcome>;
}

export function openMigrations(parts: MigrationParts): Migrations {
  const { installation, operations, settings } = parts;
  /** By the id of the operation of this host. */
  const live = new Map<string, LiveHandover>();
  const watch: HandoverWatch = (operation, handover) => {
    live.set(operation, handover);
    return { [Symbol.dispose]: () => void live.delete(operation) };
  };
  const receiver = openReceiver(parts, watch);

  const view = (operation: Operation): Migration => live.get(operation.id)?.view() ?? migrationOf(operation);
  const find = (id: string): Operation => {
    const found = operations
      .list()
      .find((each) => isMigration(each) && (each.kind === 'receive' ? each.migration : each.id) === id);
    if (found !== undefined) return found;
    throw new Failure('MIGRATION_NOT_FOUND', `There is no migration ${id.slice(0, LONGEST_NAME)} here.`, {
      metadata: { migration: id.slice(0, LONGEST_NAME) },
      cure: 'ListMigrations tells those from this host and to it.',
    });
  };

  return {
    receiver,
    async migrate(request) {
      const begin = async (): Promise<Operation> => {
        refuseMemoryOptions(request.options, true);
        refuseOptions(request.options, 'pre-dump', settings.allowedOptions);
        const { version } = await installation.facts();
        const hooks = resolveHooks(request.hooks, 'migration', version);
        refuseCompression(request.traffic.compression);
        operations.refuseBusy([request.target.pid]);
        const tree = resolveTarget(request.target);
        if (request.strategy === 'pre-copy') await refuseWithoutMemoryTracking(installation);
        const { pid } = tree.root;
        return operations.begin(
          {
            ...{ kind: 'migrate', pid, pids: pids(tree), ancestors: ancestorsOf(pid), hooks },
            timeout: request.timeout ?? settings.timeout,
            traces: tracesOfTree(tree, 'dead'),
            move: { destination: request.destination, strategy: request.strategy },
            ...(request.requestId !== undefined && { requestId: request.requestId }),
          },
          (run) => migrateTree(parts, request, tree, run, watch),
        );
      };
      if (request.requestId === undefined) return begin();
      return operations.once(request.requestId, request.fingerprint, begin);
    },
    async preflight({ target, destination, options, strategy }) {
      const signal = AbortSignal.timeout(LOOKING);
      const tree = resolveTarget(target);
      using peer = await parts.connectPeer(destination);
      const plan = planOf(strategy, options);
      return (await lookAhead(tree, peer, plan, { installation, signal })).findings;
    },
    async examine(needs, plan, signal) {
      const received = readClocks();
      const target = { installation, stateFolder: parts.folder };
      const findings = await findObstacles(needs, plan, target, { signal });
      return { findings, times: { received, answered: readClocks() } };
    },
    get: (id) => view(find(id)),
    report(id) {
      const operation = find(id);
      if (operation.kind === 'receive') throw notFromHere(id);
      if (operation.outcome === undefined) throw notEnded(id);
      return reportOf(operation);
    },
    list() {
      const all = operations.list().filter(isMigration).map(view);
      return [...all.filter(isWaited), ...all.filter((each) => !isWaited(each))];
    },
    resolve(id, word) {
      const operation = find(id);
      const refusal = sayTo(live.get(operation.id), word);
      if (refusal === undefined) return view(operation);
      throw new Failure('MIGRATION_NOT_IN_DOUBT', refusal, {
        metadata: { migration: id },
        cure: 'GetMigration tells where it stands, and which words decide something there.',
      });
    },
    resume: (past, run) =>
      past.operation.kind === 'receive'
        ? receiver.resume(past, run)
        : resumeMigration(parts, past, run, watch),
  };
}

/** Why the word was not taken. */
function sayTo(handover: LiveHandover | undefined, word: Word): string | undefined {
  if (handover === undefined) return 'The migration has ended here, or has not come to its handover.';
  return handover.say(word);
}

function notFromHere(id: string): Failure {
  return new Failure('MIGRATION_NOT_FOUND', `The migration ${id} came here: its report is at its source.`, {
    metadata: { migration: id },
    cure: 'Ask the criud of the host that the tree came from.',
  });
}

function notEnded(id: string): Failure {
  return new Failure('MIGRATION_NOT_ENDED', `The migration ${id} goes on.`, {
    metadata: { migration: id },
    cure: 'Wait for its operation with WaitOperation; WatchOperation tells of its rounds meanwhile.',
  });
}

function isMigration({ kind }: Operation): boolean {
  return kind === 'migrate' || kind === 'receive';
}

function isWaited({ state }: Migration): boolean {
  return state === 'in-doubt' || state === 'restore-failed' || state === 'prepared';
}
