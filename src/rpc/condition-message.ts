import {
  ConnectionLockKind,
  type ConnectionLock as LockMessage,
  type TaskCondition as TaskMessage,
  type TreeCondition as TreeMessage,
  TreeState as TreeStateMessage,
} from '../../gen/api/criud/v1/failure.js';
import {
  type ConnectionLock,
  remedyFor,
  type TaskCondition,
  type TaskState,
  type TreeCondition,
} from '../host/index.js';

const STATES: Readonly<Record<TaskState, TreeStateMessage>> = {
  running: TreeStateMessage.RUNNING,
  stopped: TreeStateMessage.STOPPED,
  traced: TreeStateMessage.TRACED,
  gone: TreeStateMessage.GONE,
  frozen: TreeStateMessage.FROZEN,
  'network-locked': TreeStateMessage.NETWORK_LOCKED,
  'half-restored': TreeStateMessage.HALF_RESTORED,
};

const LOCK_KINDS: Readonly<Record<ConnectionLock['kind'], ConnectionLockKind>> = {
  'tcp-repair': ConnectionLockKind.TCP_REPAIR,
  nftables: ConnectionLockKind.NFTABLES,
  iptables: ConnectionLockKind.IPTABLES,
};

export function conditionMessage(condition: TreeCondition): TreeMessage {
  const { tasks, connectionLocks, overall, unknown } = condition;
  return {
    tasks: tasks.map(taskMessage),
    connectionLocks: connectionLocks.map(lockMessage),
    state: taskStateMessage(overall),
    remedy: remedyFor(condition),
    unknown: [...unknown],
  };
}

export function taskStateMessage(state: TaskState): TreeStateMessage {
  return STATES[state];
}

function taskMessage({ pid, startTime, name, states, tracer, frozenCgroup }: TaskCondition): TaskMessage {
  return {
    pid,
    startTime,
    name,
    states: states.map(taskStateMessage),
    tracerPid: tracer?.pid ?? 0,
    tracerName: tracer?.name ?? '',
    tracerIsCriu: tracer?.isCriu ?? false,
    frozenCgroup: frozenCgroup ?? '',
  };
}

function lockMessage({ kind, pid, local, remote, name }: ConnectionLock): LockMessage {
  return { kind: LOCK_KINDS[kind], pid, local, remote, name };
}
