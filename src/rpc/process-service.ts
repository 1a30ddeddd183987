import {
  type Finding,
  type Process,
  type ProcessServiceService,
  Severity as SeverityMessage,
} from '../../gen/api/criud/v1/process_service.js';
import {
  continueTree,
  findTarget,
  inspectTree,
  type MemoryFacts,
  type ProcessFacts,
  type ProcessTree,
  readMemory,
  readTree,
  resolveTarget,
  type Severity,
  stopTree,
  type TreeFinding,
} from '../host/index.js';
import type { Handlers } from './handler.js';
import { reasonMessage } from './messages.js';
import { parseRequest, readTarget } from './request.js';

/** Milliseconds in which a tree must stand still after SIGSTOP. */
const STOPPING = 10_000;

const SEVERITIES: Readonly<Record<Severity, SeverityMessage>> = {
  blocking: SeverityMessage.BLOCKING,
  option: SeverityMessage.OPTION,
  warning: SeverityMessage.WARNING,
};

export function processService(): Handlers<ProcessServiceService> {
  return {
    async inspectTree({ target }) {
      const wanted = parseRequest((reject) => readTarget(target, reject));
      const { processes, findings } = await inspectTree(findTarget(wanted));
      return { processes: processes.map(processMessage), findings: findings.map(findingMessage) };
    },

    async stopTree({ target }, { signal }) {
      const wanted = parseRequest((reject) => readTarget(target, reject));
      const stopped = await stopTree(resolveTarget(wanted), { milliseconds: STOPPING, signal });
      return { processes: await describe(stopped) };
    },

    async continueTree({ target }) {
      const wanted = parseRequest((reject) => readTarget(target, reject));
      const tree = findTarget(wanted);
      const continued = new Set(continueTree(tree));
      const processes = await describe(readTree(tree.root.pid) ?? tree);
      return { processes: processes.filter(({ pid }) => continued.has(pid)) };
    },
  };
}

/** As InspectTree tells them, memory included. */
function describe(tree: ProcessTree): Promise<Process[]> {
  return Promise.all(
    tree.processes.map(async (facts) => processMessage({ facts, memory: await readMemory(facts.pid) })),
  );
}

function processMessage({
  facts,
  memory,
}: {
  facts: ProcessFacts;
  memory?: MemoryFacts | undefined;
}): Process {
  return {
    pid: facts.pid,
    parentPid: facts.parentPid,
    name: facts.name,
    state: facts.state,
    startTime: facts.startTime,
    uid: facts.uid.effective,
    threads: facts.threads,
    residentBytes: BigInt(memory?.resident ?? 0),
    hugePageBytes: BigInt(memory?.hugePages ?? 0),
  };
}

function findingMessage(finding: TreeFinding): Finding {
  return {
    severity: SEVERITIES[finding.severity],
    reason: reasonMessage(finding.reason),
    pid: finding.pid,
    object: finding.object,
    message: finding.message,
    cure: finding.cure,
    option: finding.option ?? '',
  };
}
