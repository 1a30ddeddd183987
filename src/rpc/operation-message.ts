import type { RestoreStatistics as RestoreStatisticsMessage } from '../../gen/api/criud/v1/checkpoint.js';
import {
  type ByteProgress as ByteProgressMessage,
  type OperationEvent as EventMessage,
  OperationKind,
  type Operation as OperationMessage,
  OperationState,
  Phase as PhaseMessage,
  type PhaseReport as PhaseReportMessage,
  type PostCopyReport as PostCopyReportMessage,
  type RestoreResult,
  type Warning as WarningMessage,
} from '../../gen/api/criud/v1/operation_service.js';
import { reportOf } from '../migration/index.js';
import type {
  ByteProgress,
  Operation,
  OperationEvent,
  Outcome,
  Phase,
  PhaseReport,
  PostCopyReport,
  RestoredTree,
  Warning,
} from '../operations/index.js';
import { checkpointMessage } from './checkpoint-message.js';
import { answererMessage, answerMessage, waitingHookMessage } from './hook-message.js';
import { roundMessage } from './iteration-message.js';
import {
  checkpointName,
  durationMessage,
  operationName,
  reasonMessage,
  timestampMessage,
} from './messages.js';
import { reportMessage } from './report-message.js';
import { operationError } from './status.js';

const KINDS: Readonly<Record<Operation['kind'], OperationKind>> = {
  dump: OperationKind.DUMP,
  'pre-dump': OperationKind.PRE_DUMP,
  'dump-iteratively': OperationKind.DUMP_ITERATIVELY,
  restore: OperationKind.RESTORE,
  migrate: OperationKind.MIGRATE,
  receive: OperationKind.RECEIVE,
  flatten: OperationKind.FLATTEN,
  pull: OperationKind.PULL,
  push: OperationKind.PUSH,
};

const PHASES: Readonly<Record<Phase, PhaseMessage>> = {
  preparing: PhaseMessage.PREPARING,
  dumping: PhaseMessage.DUMPING,
  committing: PhaseMessage.COMMITTING,
  releasing: PhaseMessage.RELEASING,
  confirming: PhaseMessage.CONFIRMING,
  verifying: PhaseMessage.VERIFYING,
  'waiting-for-pid': PhaseMessage.WAITING_FOR_PID,
  restoring: PhaseMessage.RESTORING,
  resuming: PhaseMessage.RESUMING,
  'pre-dumping': PhaseMessage.PRE_DUMPING,
  pausing: PhaseMessage.PAUSING,
  digesting: PhaseMessage.DIGESTING,
  queued: PhaseMessage.QUEUED,
  resolving: PhaseMessage.RESOLVING,
  held: PhaseMessage.HELD,
  checking: PhaseMessage.CHECKING,
  'handing-over': PhaseMessage.HANDING_OVER,
  receiving: PhaseMessage.RECEIVING,
  'in-doubt': PhaseMessage.IN_DOUBT,
  'fetching-memory': PhaseMessage.FETCHING_MEMORY,
  flattening: PhaseMessage.FLATTENING,
  transferring: PhaseMessage.TRANSFERRING,
};

export function operationMessage(operation: Operation): OperationMessage {
  return {
    name: operationName(operation.id),
    kind: KINDS[operation.kind],
    state: stateMessage(operation.outcome),
    requestId: operation.requestId ?? '',
    createTime: timestampMessage(operation.createdAt),
    endTime: operation.endedAt && timestampMessage(operation.endedAt),
    pid: operation.pid ?? 0,
    checkpoint: operation.checkpoint === undefined ? '' : checkpointName(operation.checkpoint),
    phases: operation.phases.map(phaseReportMessage),
    outcome: operation.outcome && outcomeMessage(operation.outcome, operation),
    rounds: (operation.rounds ?? []).map(roundMessage),
    warnings: (operation.warnings ?? []).map(warningMessage),
    waitingHook: operation.waitingHook && waitingHookMessage(operation.waitingHook),
    progress: operation.progress && progressMessage(operation.progress),
    sourceMigration: operation.migration === undefined ? '' : operationName(operation.migration),
  };
}

export function eventMessage(event: OperationEvent): EventMessage {
  return {
    sequence: BigInt(event.sequence),
    time: timestampMessage(event.time),
    event: eventBody(event),
  };
}

function eventBody(event: OperationEvent): EventMessage['event'] {
  switch (event.kind) {
    case 'phase':
      return { $case: 'phaseStarted', value: PHASES[event.phase] };
    case 'notification':
      return { $case: 'notification', value: { name: event.name, proceeded: event.proceeded } };
    case 'round':
      return { $case: 'round', value: roundMessage(event.round) };
    case 'warning':
      return { $case: 'warning', value: warningMessage(event.warning) };
    case 'progress':
      return { $case: 'progress', value: progressMessage(event.progress) };
    case 'hook-waiting':
      return { $case: 'hookWaiting', value: waitingHookMessage(event.waiting) };
    case 'hook-answered':
      return {
        $case: 'hookAnswered',
        value: {
          hook: BigInt(event.hook),
          answer: answerMessage(event.answer),
          answerer: answererMessage(event.answerer),
        },
      };
    case 'ended':
      return { $case: 'ended', value: operationMessage(event.operation) };
  }
}

function stateMessage(outcome: Outcome | undefined): OperationState {
  if (outcome === undefined) return OperationState.RUNNING;
  return outcome.kind === 'failed' ? OperationState.FAILED : OperationState.SUCCEEDED;
}

function outcomeMessage(outcome: Outcome, operation: Operation): OperationMessage['outcome'] {
  switch (outcome.kind) {
    case 'failed':
      return { $case: 'error', value: operationError(outcome.failure, outcome.tree) };
    case 'dump':
      return {
        $case: 'dump',
        value: {
          checkpoint: checkpointMessage(outcome.checkpoint),
          predictedFrozen:
            outcome.predictedFrozenMilliseconds === undefined
              ? undefined
              : durationMessage(outcome.predictedFrozenMilliseconds),
        },
      };
    case 'pre-dump':
      return { $case: 'preDump', value: { checkpoint: checkpointMessage(outcome.checkpoint) } };
    case 'migrate':
      return {
        $case: 'migration',
        value: {
          destination: outcome.destination,
          pid: outcome.pid ?? 0,
          blackout:
            outcome.blackoutMilliseconds === undefined
              ? undefined
              : durationMessage(outcome.blackoutMilliseconds),
          report: reportMessage(reportOf(operation)),
          postCopy: outcome.postCopy && postCopyMessage(outcome.postCopy),
        },
      };
    case 'restore':
      return { $case: 'restore', value: restoreResult(outcome.tree) };
    case 'flatten':
      return { $case: 'flatten', value: { checkpoint: checkpointMessage(outcome.checkpoint) } };
    case 'pull':
      return {
        $case: 'pull',
        value: {
          checkpoint: checkpointMessage(outcome.checkpoint),
          fetched: outcome.fetched,
          transferredBytes: BigInt(outcome.transferredBytes),
        },
      };
    case 'push':
      return {
        $case: 'push',
        value: {
          store: outcome.store,
          object: outcome.object,
          sizeBytes: BigInt(outcome.bytes),
          transferredBytes: BigInt(outcome.transferredBytes),
        },
      };
  }
}

function progressMessage({ done, total }: ByteProgress): ByteProgressMessage {
  return { doneBytes: BigInt(done), totalBytes: BigInt(total) };
}

function postCopyMessage({ faulted, fetched, milliseconds }: PostCopyReport): PostCopyReportMessage {
  return {
    ...{ pagesFaulted: BigInt(faulted), pagesFetched: BigInt(fetched) },
    duration: milliseconds === undefined ? undefined : durationMessage(milliseconds),
  };
}

function warningMessage({ reason, message, cure, metadata }: Warning): WarningMessage {
  return { reason: reasonMessage(reason), message, cure, metadata: { ...metadata } };
}

function phaseReportMessage({ phase, startedAt, milliseconds }: PhaseReport): PhaseReportMessage {
  return {
    phase: PHASES[phase],
    startTime: timestampMessage(startedAt),
    // The clock of the host may have been set back meanwhile.
    duration: milliseconds === undefined ? undefined : durationMessage(Math.max(0, milliseconds)),
  };
}

function restoreResult(tree: RestoredTree): RestoreResult {
  return {
    pid: tree.pid,
    startTime: tree.startTime,
    statistics: tree.statistics && restoreStatisticsMessage(tree.statistics),
    keepsTerminal: tree.keepsTerminal,
  };
}

function restoreStatisticsMessage(
  statistics: NonNullable<RestoredTree['statistics']>,
): RestoreStatisticsMessage {
  return {
    forkingMicroseconds: BigInt(statistics.forkingMicroseconds),
    restoreMicroseconds: BigInt(statistics.restoreMicroseconds),
    pagesCompared: BigInt(statistics.pagesCompared),
    pagesSkippedCopyOnWrite: BigInt(statistics.pagesSkippedCow),
    pagesRestored: BigInt(statistics.pagesRestored),
  };
}
