import type { TreeFinding } from '../finding.js';
import { describeProcess } from '../process.js';
import type { TreeSnapshot } from '../tree-snapshot.js';

/**
 * Sessions that reach out of the tree. CRIU wants the root to lead its session,
 * or shell_job. Where the tree has a pid namespace of its own, a session leader
 * outside of that namespace has no number in it, and nothing helps.
 */
export function findSessions({ tree, processes }: TreeSnapshot): TreeFinding[] {
  const nameless = processes.find(({ facts }) => facts.namespaceSessions.at(-1) === 0 && !facts.kernelThread);
  if (nameless !== undefined) {
    const { facts } = nameless;
    return [
      {
        severity: 'blocking',
        reason: 'SESSION_LEADER_OUTSIDE',
        pid: facts.pid,
        object: `session ${facts.session}`,
        message: `The session of process ${describeProcess(facts)} has its leader outside of the pid namespace of the process.`,
        cure: 'Start the program in a session of its own inside of the namespace: `unshare --pid --fork setsid …`.',
      },
    ];
  }
  const { root } = tree;
  const own = root.namespacePids.at(-1);
  if (own === (root.namespaceSessions.at(-1) ?? root.session)) return [];
  return [
    {
      severity: 'option',
      reason: 'SESSION_LEADER_OUTSIDE',
      pid: root.pid,
      object: `session ${root.session}`,
      message: `The root of the tree, ${describeProcess(root)}, does not lead its session: ${root.session} does.`,
      cure: 'Set terminal.shell_job, or start the tree in a session of its own (setsid).',
      option: 'terminal.shell_job',
    },
  ];
}
