import { hasCapability } from '../capabilities.js';
import type { TreeFinding } from '../finding.js';
import { describeProcess, type ProcessFacts } from '../process.js';
import type { CriuSide, TreeSnapshot } from '../tree-snapshot.js';

/**
 * Tasks of another user where CRIU lacks CAP_SYS_RESOURCE, as in many containers
 * and virtual machines: the kernel then refuses to tell their resource limits,
 * and CRIU fails with "Can't get rlimit". In a user namespace below its own CRIU
 * may have the capability, so nothing is said of those.
 */
export function findOtherUids({ processes, criu }: TreeSnapshot): TreeFinding[] {
  if (hasCapability('CAP_SYS_RESOURCE', criu.capabilities)) return [];
  return processes.flatMap(({ facts, namespaces }): TreeFinding[] => {
    if (namespaces.user === undefined || namespaces.user !== criu.namespaces.user) return [];
    if (facts.state === 'Z' || limitsReadable(facts, criu)) return [];
    return [
      {
        severity: 'blocking',
        reason: 'PROCESS_OF_OTHER_UID',
        pid: facts.pid,
        object: `uid ${facts.uid.real}, gid ${facts.gid.real}`,
        message: `Process ${describeProcess(facts)} runs as uid ${facts.uid.effective}, gid ${facts.gid.effective}, and CRIU lacks CAP_SYS_RESOURCE here.`,
        cure: `Give criud the capability CAP_SYS_RESOURCE (docker run --cap-add SYS_RESOURCE; systemd: CapabilityBoundingSet), or run the tree as uid ${criu.uid.real}.`,
      },
    ];
  });
}

/** The rule of the kernel for prlimit without the capability: all ids of the task are the caller's real one. */
function limitsReadable({ uid, gid }: ProcessFacts, criu: CriuSide): boolean {
  return (
    [uid.real, uid.effective, uid.saved].every((id) => id === criu.uid.real) &&
    [gid.real, gid.effective, gid.saved].every((id) => id === criu.gid.real)
  );
}
