import type { TreeFinding } from '../finding.js';
import type { NamespaceKind } from '../namespaces.js';
import { describeProcess } from '../process.js';
import type { TreeSnapshot } from '../tree-snapshot.js';

/** The kinds that may differ between CRIU and the tree, but not inside of the tree. */
const ONE_PER_TREE: readonly NamespaceKind[] = ['ipc', 'pid', 'time', 'user', 'uts'];

/** Arrangements of namespaces that CRIU cannot dump. Net and mount namespaces may be nested. */
export function findNamespaces({ processes, criu }: TreeSnapshot): TreeFinding[] {
  const root = processes[0];
  if (root === undefined) return [];
  const findings: TreeFinding[] = [];
  const blocking = (pid: number, object: string, message: string, cure: string, externalKey?: string) =>
    findings.push({
      severity: 'blocking',
      reason: 'OBJECT_UNSUPPORTED',
      pid,
      object,
      message,
      cure,
      ...(externalKey === undefined ? {} : { externalKey }),
    });

  for (const { facts, namespaces } of processes) {
    for (const kind of ONE_PER_TREE) {
      const own = namespaces[kind];
      if (own === undefined || own === root.namespaces[kind] || own === criu.namespaces[kind]) continue;
      blocking(
        facts.pid,
        own,
        `Process ${describeProcess(facts)} lives in another ${kind} namespace than the root of the tree: ${own}.`,
        'CRIU dumps one such namespace for a tree. Dump the process that lives in it on its own.',
      );
    }
    if (namespaces.time_for_children !== namespaces.time) {
      blocking(
        facts.pid,
        namespaces.time_for_children ?? 'time',
        `Process ${describeProcess(facts)} starts its children in another time namespace than its own.`,
        'Dump the child, which lives in that namespace, on its own.',
      );
    }
  }

  const { pid, mnt, user } = root.namespaces;
  if (pid !== undefined && pid !== criu.namespaces.pid && root.facts.namespacePids.at(-1) !== 1) {
    blocking(
      root.facts.pid,
      pid,
      `Process ${describeProcess(root.facts)} lives in a pid namespace whose init is not in the tree.`,
      'Dump the init of that namespace with its tree.',
      pid.replace(':', ''),
    );
  }
  if (mnt !== undefined && mnt !== criu.namespaces.mnt && root.rootDirectory !== '/') {
    blocking(
      root.facts.pid,
      `root directory ${root.rootDirectory}`,
      `Process ${describeProcess(root.facts)} has a mount namespace of its own and another root directory than that: ${root.rootDirectory}.`,
      'Make the directory the root of the namespace with pivot_root, as containers do, and not with chroot.',
    );
  }
  if (user !== undefined && user !== criu.namespaces.user) {
    findings.push({
      severity: 'warning',
      reason: 'OBJECT_UNSUPPORTED',
      pid: root.facts.pid,
      object: user,
      message: `Process ${describeProcess(root.facts)} lives in a user namespace of its own.`,
      cure: 'CRIU dumps it when all other namespaces of the tree belong to it; some mounts in it cannot be restored.',
    });
  }
  return findings;
}
