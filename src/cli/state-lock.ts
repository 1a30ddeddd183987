import { mkdirSync } from 'node:fs';
import { chmod, open, rm } from 'node:fs/promises';
import { Failure, storageFailure } from '../failure/index.js';
import {
  connectSeqpacket,
  listenSeqpacket,
  type SeqpacketListener,
  SystemCallError,
} from '../native/index.js';

/**
 * Takes a state directory, which it makes if need be, for this process: a
 * second criud would sweep away what the first is writing. The lock is a socket
 * that somebody listens at, so that it ends with its process, however that ends.
 *
 * @returns the owner of the lock, who closes it.
 * @throws Failure STATE_DIRECTORY_UNUSABLE when another process has it, or when
 *   no socket can be made there.
 * @throws Failure DISK_FULL
 */
export async function lockState(folder: string): Promise<SeqpacketListener> {
  try {
    // The asynchronous one takes a full disk for a missing folder.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    await using directory = await open(folder);
    // Whatever the folder is called: the kernel takes no more than 107 bytes.
    const path = `/proc/self/fd/${directory.fd}/lock`;
    if (isListenedAt(path)) throw inUse(folder);
    await rm(path, { force: true });
    const lock = listenSeqpacket(path);
    // Made by bind(2), which gives all rights that the umask leaves.
    await chmod(path, 0o600);
    return lock;
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw storageFailure(`The state directory ${folder} cannot be used`, folder, cause);
  }
}

/** Where nobody listens any more, the file has outlived its process. */
function isListenedAt(path: string): boolean {
  try {
    connectSeqpacket(path).close();
    return true;
  } catch (error) {
    if (!(error instanceof SystemCallError)) throw error;
    if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') return false;
    // The queue of connections is full, because nobody ever accepts one.
    if (error.code === 'EAGAIN') return true;
    throw error;
  }
}

function inUse(folder: string): Failure {
  return new Failure('STATE_DIRECTORY_UNUSABLE', `Another criud works in the state directory ${folder}.`, {
    metadata: { directory: folder },
    cure: 'End the other criud, or name another directory with --state.',
  });
}
