import type { TreeFinding } from '../finding.js';
import { describeProcess } from '../process.js';
import type { TreeSnapshot } from '../tree-snapshot.js';

/** Processes whose state keeps CRIU from seizing them, or criud from looking at them. */
export function findDoubtfulStates({ tree, processes }: TreeSnapshot): TreeFinding[] {
  const findings = processes.flatMap(({ facts, files, mappings, frozenCgroup }): TreeFinding[] => {
    const { pid } = facts;
    const found: TreeFinding[] = [];
    if (facts.state === 'Z' && facts.threads > 1 && pid !== tree.root.pid) {
      found.push({
        severity: 'blocking',
        reason: 'PROCESS_IS_ZOMBIE',
        pid,
        object: 'a process whose main thread has ended',
        message: `The main thread of process ${describeProcess(facts)} has ended while ${facts.threads - 1} others go on.`,
        cure: 'CRIU cannot dump such a process: the program must keep its main thread, for instance in a join.',
      });
    }
    if (frozenCgroup !== undefined) {
      found.push({
        severity: 'warning',
        reason: 'FREEZE_TIMEOUT',
        pid,
        object: `frozen cgroup ${frozenCgroup}`,
        message: `Process ${describeProcess(facts)} is in a frozen cgroup, so CRIU may wait for it in vain.`,
        cure: `Thaw the cgroup before the dump: ${frozenCgroup}.`,
      });
    }
    if (mappings?.some(({ name }) => name === '[uprobes]')) {
      found.push({
        severity: 'warning',
        reason: 'OBJECT_UNSUPPORTED',
        pid,
        object: 'mapping [uprobes]',
        message: `Process ${describeProcess(facts)} is or was watched by uprobes; CRIU 4.2 refuses that.`,
        cure: 'End bpftrace, perf or the like, and start the program again without them.',
      });
    }
    if (files === undefined || mappings === undefined) {
      found.push({
        severity: 'warning',
        reason: 'PROCESS_ACCESS_DENIED',
        pid,
        object: `/proc/${pid}`,
        message: `criud may not see the files or the memory of process ${describeProcess(facts)}: there may be more findings.`,
        cure: 'Run criud as root, or with CAP_SYS_PTRACE.',
      });
    }
    return found;
  });
  if (!tree.settled) {
    findings.push({
      severity: 'warning',
      reason: 'FREEZE_TIMEOUT',
      pid: tree.root.pid,
      object: 'a tree that changes fast',
      message: `The tree of ${describeProcess(tree.root)} starts or ends processes faster than it can be read.`,
      cure: 'CRIU may not catch it either. Stop what starts the processes, or use a freezer cgroup.',
    });
  }
  return findings;
}
