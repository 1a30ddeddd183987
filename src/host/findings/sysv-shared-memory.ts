import type { TreeFinding } from '../finding.js';
import type { TreeSnapshot } from '../tree-snapshot.js';

/**
 * SysV shared memory of a tree that shares the IPC namespace of CRIU: the
 * segments belong to the namespace, and CRIU dumps them only together with it.
 */
export function findSysvSharedMemory({ processes, criu }: TreeSnapshot): TreeFinding[] {
  const root = processes[0];
  if (root?.namespaces.ipc === undefined || root.namespaces.ipc !== criu.namespaces.ipc) return [];
  const seen = new Set<bigint>();
  return processes.flatMap(({ facts, mappings }) =>
    (mappings ?? []).flatMap(({ name, inode, shared, range }): TreeFinding[] => {
      if (!name.startsWith('/SYSV') || !shared || seen.has(inode)) return [];
      seen.add(inode);
      return [
        {
          severity: 'blocking',
          reason: 'SYSV_SHARED_MEMORY',
          pid: facts.pid,
          object: `mapping ${range} → SysV segment ${inode}`,
          message: `Process ${facts.pid} uses a SysV shared memory segment (id ${inode}) of the host's IPC namespace.`,
          cure: 'Start the tree in an IPC namespace of its own: `unshare --ipc …`, or in a container.',
        },
      ];
    }),
  );
}
