import {
  refuseMemoryOptions,
  refuseOptions,
  refuseWithoutMemoryTracking,
  tracesOfTree,
} from '../checkpoint/index.js';
import { ancestorsOf, pids, resolveTarget } from '../host/index.js';
import type { Operation, OperationRecord, Run, SuccessfulOutcome } from '../operations/index.js';
import {
  findObstacles,
  type MigrationPlan,
  type PreflightFinding,
  readTreeNeeds,
  type TreeNeeds,
} from './preflight/index.js';
import type { MigrateRequest, MigrationParts, PreflightRequest } from './requests.js';
import { migrateTree } from './source.js';
import { resumeMigration } from './source-handover.js';
import { openReceiver, type Receiver } from './target.js';

/** Milliseconds for a look at the other host. */
const LOOKING = 60_000;

/** Migrations from this host and to it. */
export interface Migrations {
  migrate(request: MigrateRequest): Promise<Operation>;
  preflight(request: PreflightRequest): Promise<readonly PreflightFinding[]>;
  /** What stands in the way here of a tree of another host. */
  examine(needs: TreeNeeds, plan: MigrationPlan, signal: AbortSignal): Promise<readonly PreflightFinding[]>;
  readonly receiver: Receiver;
  /** Takes up what an earlier criud has begun. */
  resume(past: OperationRecord, run: Run): Promise<SuccessfulOutcome>;
}

export function openMigrations(parts: MigrationParts): Migrations {
  const { installation, settings } = parts;
  const receiver = openReceiver(parts);
  return {
    receiver,
    async migrate(request) {
      const begin = async (): Promise<Operation> => {
        refuseMemoryOptions(request.options, true);
        refuseOptions(request.options, 'pre-dump', settings.allowedOptions);
        const tree = resolveTarget(request.target);
        await refuseWithoutMemoryTracking(installation);
        const { pid } = tree.root;
        return parts.operations.begin(
          {
            ...{ kind: 'migrate', pid, pids: pids(tree), ancestors: ancestorsOf(pid) },
            timeout: request.timeout ?? settings.timeout,
            traces: tracesOfTree(tree, 'dead'),
            ...(request.requestId !== undefined && { requestId: request.requestId }),
          },
          (run) => migrateTree(parts, request, tree, run),
        );
      };
      if (request.requestId === undefined) return begin();
      return parts.operations.once(request.requestId, request.fingerprint, begin);
    },
    async preflight({ target, destination, options }) {
      const signal = AbortSignal.timeout(LOOKING);
      const tree = resolveTarget(target);
      using peer = await parts.connectPeer(destination);
      const needs = await readTreeNeeds(tree, installation, { signal });
      return await peer.examine(needs, { rounds: true, postCopy: false, options }, signal);
    },
    examine: (needs, plan, signal) =>
      findObstacles(needs, plan, { installation, stateFolder: parts.folder }, { signal }),
    resume: (past, run) =>
      past.operation.kind === 'receive' ? receiver.resume(past, run) : resumeMigration(parts, past, run),
  };
}
