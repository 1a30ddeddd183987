/**
 * What a failure is about, in the terms every caller can act on. The classes
 * are those of gRPC without being gRPC: src/rpc turns each into its code.
 */
export type FailureClass =
  | 'invalid-argument'
  | 'not-found'
  | 'already-exists'
  | 'failed-precondition'
  | 'permission-denied'
  | 'resource-exhausted'
  | 'aborted'
  | 'cancelled'
  | 'deadline-exceeded'
  | 'unimplemented'
  | 'unavailable'
  | 'data-loss'
  | 'internal';

/**
 * Every reason with which anything in criud fails, and its class. The list is
 * closed and its names are public: `criud.v1.Reason` has the same ones.
 */
export const REASONS = {
  INVALID_REQUEST: 'invalid-argument',
  OPTION_NOT_ALLOWED: 'permission-denied',
  REQUEST_ID_REUSED: 'already-exists',
  OPERATION_NOT_FOUND: 'not-found',
  OPERATION_INTERRUPTED: 'aborted',
  CANCELLED: 'cancelled',
  DEADLINE_EXCEEDED: 'deadline-exceeded',
  SHUTTING_DOWN: 'unavailable',
  TREE_BUSY: 'aborted',
  TOO_MANY_OPERATIONS: 'resource-exhausted',
  HOOK_REFUSED: 'aborted',
  HOOK_NOT_WAITING: 'failed-precondition',
  HOOK_NOT_REACHED: 'failed-precondition',

  PROCESS_NOT_FOUND: 'not-found',
  PROCESS_CHANGED: 'failed-precondition',
  PROCESS_IS_CRIUD: 'failed-precondition',
  PROCESS_IS_KERNEL_THREAD: 'failed-precondition',
  PROCESS_IS_TRACED: 'failed-precondition',
  PROCESS_IS_ZOMBIE: 'failed-precondition',
  PROCESS_OF_OTHER_UID: 'failed-precondition',
  PROCESS_ACCESS_DENIED: 'permission-denied',
  PROCESS_DID_NOT_STOP: 'internal',
  PROCESS_STOPPED: 'failed-precondition',

  TCP_CONNECTION: 'failed-precondition',
  TERMINAL: 'failed-precondition',
  SESSION_LEADER_OUTSIDE: 'failed-precondition',
  FILE_LOCK: 'failed-precondition',
  UNIX_SOCKET_PEER_OUTSIDE: 'failed-precondition',
  GHOST_FILE_TOO_LARGE: 'failed-precondition',
  FILE_UNLINKED: 'failed-precondition',
  IO_URING: 'failed-precondition',
  SYSV_SHARED_MEMORY: 'failed-precondition',
  MOUNT_OUTSIDE: 'failed-precondition',
  SOCKET_UNSUPPORTED: 'unimplemented',
  OBJECT_UNSUPPORTED: 'unimplemented',
  NETWORK_TOOL_FAILED: 'failed-precondition',
  FREEZE_TIMEOUT: 'deadline-exceeded',

  MEMORY_TRACKING_UNAVAILABLE: 'failed-precondition',
  KERNEL_UNSUPPORTED: 'failed-precondition',
  CAPABILITY_MISSING: 'failed-precondition',

  PID_TAKEN: 'already-exists',
  PID_HELD_BY_ZOMBIE: 'failed-precondition',
  ADDRESS_IN_USE: 'failed-precondition',
  FILE_MISSING: 'failed-precondition',
  FILE_CHANGED: 'failed-precondition',
  TERMINAL_MISSING: 'failed-precondition',
  CHECKPOINT_NOT_FOUND: 'not-found',
  CHECKPOINT_NOT_RESTORABLE: 'failed-precondition',
  CHECKPOINT_DAMAGED: 'data-loss',
  CHECKPOINT_NOT_VERIFIED: 'failed-precondition',
  CHECKPOINT_IN_USE: 'failed-precondition',
  CHECKPOINT_EXISTS: 'already-exists',
  ARCHIVE_DAMAGED: 'data-loss',
  ARCHIVE_TOO_LARGE: 'resource-exhausted',
  UPLOAD_OFFSET_WRONG: 'failed-precondition',
  UPLOAD_BUSY: 'aborted',
  ENCRYPTION_KEY_MISSING: 'failed-precondition',
  ENCRYPTION_KEYS_UNUSABLE: 'failed-precondition',
  STORE_NOT_FOUND: 'not-found',
  STORE_UNREACHABLE: 'unavailable',
  STORE_REFUSED: 'permission-denied',
  OBJECT_NOT_FOUND: 'not-found',
  PARENT_LACKS_PAGES: 'failed-precondition',
  PARENT_MISSING: 'data-loss',
  PARENT_NOT_TRACKED: 'failed-precondition',
  PARENT_OF_OTHER_KERNEL: 'failed-precondition',
  PARENT_OF_OTHER_TREE: 'failed-precondition',
  PARENT_OUTDATED: 'failed-precondition',
  PARENT_NOT_USED: 'failed-precondition',
  NOT_CONVERGED: 'failed-precondition',

  DISK_FULL: 'resource-exhausted',
  STATE_DIRECTORY_UNUSABLE: 'failed-precondition',
  PAGE_SERVER_UNREACHABLE: 'unavailable',

  PEER_UNREACHABLE: 'unavailable',
  PEER_REFUSED: 'permission-denied',
  MIGRATION_BLOCKED: 'failed-precondition',
  MIGRATION_IN_DOUBT: 'aborted',
  MIGRATION_ABANDONED: 'aborted',
  PAGES_LOST: 'data-loss',
  MIGRATION_NOT_FOUND: 'not-found',
  MIGRATION_NOT_IN_DOUBT: 'failed-precondition',
  MIGRATION_NOT_ENDED: 'failed-precondition',

  CRIU_NOT_FOUND: 'failed-precondition',
  CRIU_UNREACHABLE: 'unavailable',
  CRIU_TOO_OLD: 'failed-precondition',
  CRIU_SERVICE_LIMIT: 'failed-precondition',
  CRIU_CHECK_FAILED: 'failed-precondition',
  CRIU_BAD_OPTION: 'internal',
  CRIU_NO_ANSWER: 'deadline-exceeded',
  CRIU_EXITED: 'internal',
  CRIU_PROTOCOL: 'internal',
  CRIU_FAILED: 'internal',

  INTERNAL: 'internal',
} as const satisfies Record<string, FailureClass>;

/** A stable, public name for why something failed. */
export type Reason = keyof typeof REASONS;

/** The class of a reason. */
export function classOf(reason: Reason): FailureClass {
  return REASONS[reason];
}
