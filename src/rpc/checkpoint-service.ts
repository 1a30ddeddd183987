import {
  type CheckpointServiceService,
  DumpIterativelyRequest,
  DumpRequest,
  Durability as DurabilityMessage,
  FinalState,
  PreDumpRequest,
  RestoreRequest,
} from '../../gen/api/criud/v1/checkpoint_service.js';
import type { Operation as OperationMessage } from '../../gen/api/criud/v1/operation_service.js';
import type { Durability } from '../catalog/index.js';
import type { Checkpoints, DumpFinalState, RestoreFinalState } from '../checkpoint/index.js';
import { judgeRounds } from '../convergence/index.js';
import type { Operations } from '../operations/index.js';
import type { Handlers } from './handler.js';
import { readHooks } from './hook-message.js';
import { judgementMessage, readPolicy, readRounds, readWhenNotConverged } from './iteration-message.js';
import { operationAnswer } from './operation-answer.js';
import { readDumpOptions, readRestoreOptions } from './options-message.js';
import {
  fingerprintOf,
  parseRequest,
  type Reject,
  readLabels,
  readName,
  readOperationFields,
  readPidWait,
  readTarget,
  readWait,
} from './request.js';

export function checkpointService(
  checkpoints: Checkpoints,
  operations: Operations,
): Handlers<CheckpointServiceService> {
  return {
    async dump(message, context): Promise<{ operation: OperationMessage }> {
      const { request, wait } = parseRequest((reject) => ({
        request: {
          ...readTreeFields(message, reject),
          ...readParent(message.parent, reject),
          ...readOperationFields(message, reject),
          finalState: readDumpFinalState(message.finalState, reject),
          hooks: readHooks(message.hooks, reject),
          fingerprint: fingerprintOf(DumpRequest, 'Dump', message),
        },
        wait: readWait(message.wait, reject),
      }));
      return operationAnswer(operations, await checkpoints.dump(request), wait, context);
    },

    async preDump(message, context) {
      const { request, wait } = parseRequest((reject) => {
        if (message.finalState !== FinalState.UNSPECIFIED) {
          reject('final_state', 'must not be set: a pre-dump has no final state, the tree runs on');
        }
        return {
          request: {
            ...readTreeFields(message, reject),
            ...readParent(message.parent, reject),
            ...readOperationFields(message, reject),
            fingerprint: fingerprintOf(PreDumpRequest, 'PreDump', message),
          },
          wait: readWait(message.wait, reject),
        };
      });
      return operationAnswer(operations, await checkpoints.preDump(request), wait, context);
    },

    async dumpIteratively(message, context) {
      const { request, wait } = parseRequest((reject) => ({
        request: {
          ...readTreeFields(message, reject),
          ...readOperationFields(message, reject),
          finalState: readDumpFinalState(message.finalState, reject),
          hooks: readHooks(message.hooks, reject),
          policy: readPolicy(message.policy, reject),
          whenNotConverged: readWhenNotConverged(message.policy?.whenNotConverged, reject),
          fingerprint: fingerprintOf(DumpIterativelyRequest, 'DumpIteratively', message),
        },
        wait: readWait(message.wait, reject),
      }));
      return operationAnswer(operations, await checkpoints.dumpIteratively(request), wait, context);
    },

    async judgeRounds(message) {
      const { policy, rounds } = parseRequest((reject) => ({
        policy: readPolicy(message.policy, reject),
        rounds: readRounds(message.rounds, reject),
      }));
      return { judgements: judgeRounds(policy, rounds).map(judgementMessage) };
    },

    async restore(message, context) {
      const { request, wait } = parseRequest((reject) => ({
        request: {
          checkpoint: readName('checkpoint', 'checkpoints', message.checkpoint, reject),
          finalState: readRestoreFinalState(message.finalState, reject),
          options: readRestoreOptions(message.options, reject),
          pidWait: readPidWait(message.pidWait, reject),
          hooks: readHooks(message.hooks, reject),
          skipVerification: message.skipVerification,
          ...readOperationFields(message, reject),
          fingerprint: fingerprintOf(RestoreRequest, 'Restore', message),
        },
        wait: readWait(message.wait, reject),
      }));
      return operationAnswer(operations, await checkpoints.restore(request), wait, context);
    },
  };
}

function readTreeFields(message: DumpRequest | PreDumpRequest | DumpIterativelyRequest, reject: Reject) {
  return {
    target: readTarget(message.target, reject),
    options: readDumpOptions(message.options, reject),
    skipInspection: message.skipInspection,
    labels: readLabels(message.labels, reject),
    durability: readDurability(message.durability, reject),
  };
}

function readDurability(durability: DurabilityMessage, reject: Reject): Durability {
  switch (durability) {
    case DurabilityMessage.UNSPECIFIED:
    case DurabilityMessage.DISK:
      return 'disk';
    case DurabilityMessage.PAGE_CACHE:
      return 'page-cache';
    default:
      reject('durability', `has no value ${durability}`);
      return 'disk';
  }
}

function readParent(parent: string, reject: Reject) {
  return parent === '' ? {} : { parent: readName('parent', 'checkpoints', parent, reject) };
}

function readDumpFinalState(state: FinalState, reject: Reject): DumpFinalState {
  switch (state) {
    case FinalState.UNSPECIFIED:
    case FinalState.DEAD:
      return 'dead';
    case FinalState.RUNNING:
      return 'running';
    case FinalState.STOPPED:
      return 'stopped';
    default:
      reject('final_state', `has no value ${state}`);
      return 'running';
  }
}

function readRestoreFinalState(state: FinalState, reject: Reject): RestoreFinalState {
  switch (state) {
    case FinalState.UNSPECIFIED:
    case FinalState.RUNNING:
      return 'running';
    case FinalState.STOPPED:
      return 'stopped';
    case FinalState.DEAD:
      reject('final_state', 'must be RUNNING or STOPPED: a restored tree lives');
      return 'stopped';
    default:
      reject('final_state', `has no value ${state}`);
      return 'stopped';
  }
}
