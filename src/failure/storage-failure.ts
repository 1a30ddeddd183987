import { Failure } from './failure.js';

/**
 * What a system call on a file of criud's state has failed with: DISK_FULL
 * where room or quota is used up, else STATE_DIRECTORY_UNUSABLE.
 *
 * @param what failed, as the beginning of a sentence.
 * @param folder that holds the file.
 */
export function storageFailure(what: string, folder: string, cause: unknown): Failure {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  return new Failure(full ? 'DISK_FULL' : 'STATE_DIRECTORY_UNUSABLE', `${what}${code && ` (${code})`}.`, {
    metadata: { directory: folder, errno: code },
    cure: full ? MAKE_ROOM : code === 'EIO' ? LOOK_AT_THE_DISK : ALLOW_WRITING,
    cause,
  });
}

const MAKE_ROOM = 'Make room on the disk of the state directory, or name another one with --state.';
const LOOK_AT_THE_DISK = 'The disk of the state directory fails: the log of the kernel says more.';
const ALLOW_WRITING = 'See to it that criud can write its state directory, or name another one with --state.';
