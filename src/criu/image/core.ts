import { join } from 'node:path';
import { criu } from '../../../gen/criu/messages.js';
import { decodeRecord, readOnlyRecord } from './image-file.js';

/** The state that a process was dumped in; unknown is one that CRIU did not have by 4.2. */
export type DumpedState = 'running' | 'stopped' | 'zombie' | 'unknown';

/** What `core-TID.img` says about a thread, registers left out. */
export interface DumpedThread {
  /** At most 15 bytes; absent where an older CRIU (before 3.14) did not tell it of each thread. */
  readonly name?: string;
  /** Absent of a zombie. */
  readonly credentials?: DumpedCredentials;
  /** Its control groups, by the number of the set in `cgroup.img`. */
  readonly cgroupSet?: number;
  /** What the process has once: only in the image of its main thread. */
  readonly process?: { readonly name: string; readonly state: DumpedState };
}

export interface DumpedCredentials {
  /** Real. */
  readonly uid: number;
  readonly gid: number;
  /** Profile of AppArmor or context of SELinux. */
  readonly securityLabel?: string;
}

/** By number; the gap is that of a state that never is in an image. */
const STATES: readonly (DumpedState | undefined)[] = [
  ...([undefined, 'running', 'zombie', 'stopped'] as const),
  ...([undefined, undefined, 'zombie'] as const),
];

/**
 * Reads `core-TID.img` of an images folder. The id is that of the tree's own pid namespace.
 *
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function readCore(imagesFolder: string, tid: number): Promise<DumpedThread> {
  const record = await readOnlyRecord(join(imagesFolder, `core-${tid}.img`), 'core');
  const { tc, threadCore } = decodeRecord(record, (bytes) => criu.images.core_entry.decode(bytes));
  const name = threadCore?.comm ?? tc?.comm;
  const creds = threadCore?.creds;
  // Before 3.18 of the process and not of each thread.
  const cgroupSet = threadCore?.cgSet ?? tc?.cgSet;
  return {
    ...(typeof name === 'string' && { name }),
    ...(creds && {
      credentials: {
        uid: creds.uid,
        gid: creds.gid,
        ...(creds.lsmProfile && { securityLabel: creds.lsmProfile }),
      },
    }),
    ...(typeof cgroupSet === 'number' && { cgroupSet }),
    ...(tc && { process: { name: tc.comm, state: STATES[tc.taskState] ?? 'unknown' } }),
  };
}
