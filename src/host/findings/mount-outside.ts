import type { TreeFinding } from '../finding.js';
import { describeFiles, infoValue, type OpenFile } from '../open-file.js';
import { isMemory } from '../removed-file.js';
import type { TreeSnapshot } from '../tree-snapshot.js';

/**
 * Open files on mounts that no mount namespace of the tree has: those that were
 * open before the process got a namespace of its own (its standard output, its
 * /dev/null), those whose mount has been taken away since, and those that never
 * had one, as POSIX message queues.
 */
export function findMountsOutside({ processes, mountIds }: TreeSnapshot): TreeFinding[] {
  if (mountIds.size === 0) return [];
  return processes.flatMap(({ facts, files }) => {
    const byObject = new Map<string, OpenFile[]>();
    for (const file of files ?? []) {
      const mount = mountOf(file);
      if (mount === undefined || mountIds.has(mount) || !hasPlace(file)) continue;
      const key = externalKey(mount, file);
      byObject.set(key, [...(byObject.get(key) ?? []), file]);
    }
    return [...byObject].map(([key, outside]) => finding(facts.pid, outside, key));
  });
}

function finding(pid: number, files: readonly OpenFile[], externalKey: string): TreeFinding {
  const object = describeFiles(files);
  const terminal = files[0]?.link.startsWith('/dev/pts/') ?? false;
  return {
    severity: 'option',
    reason: 'MOUNT_OUTSIDE',
    pid,
    object,
    message: `Process ${pid} has a file open on a mount that is in no mount namespace of the tree: ${object}.`,
    cure: terminal
      ? 'Set terminal.shell_job, or start the program without a terminal.'
      : 'Open the file inside of the namespace: redirect there (`sh -c "exec … </dev/null >/dev/null 2>&1"`), not before.',
    option: terminal ? 'terminal.shell_job' : 'namespaces.external',
    externalKey,
  };
}

function mountOf(file: OpenFile): number | undefined {
  const id = infoValue(file, 'mnt_id');
  return id === undefined ? undefined : Number(id);
}

/** `file[MOUNT:INODE]` in hexadecimal. */
function externalKey(mount: number, { status }: OpenFile): string {
  return `file[${mount.toString(16)}:${status?.ino.toString(16)}]`;
}

/** Whether CRIU looks for the place of the file among the mounts: for all but memory and sockets. */
function hasPlace({ link, status }: OpenFile): boolean {
  if (status === undefined || isMemory(link)) return false;
  return status.isFile() || status.isDirectory() || status.isFIFO() || status.isCharacterDevice();
}
