import {
  type Finding,
  type Process,
  type ProcessServiceService,
  Repair as RepairMessage,
  RepairOutcome,
  Severity as SeverityMessage,
} from '../../gen/api/criud/v1/process_service.js';
import {
  continueTree,
  findTarget,
  inspectTree,
  type MemoryFacts,
  type ProcessFacts,
  type ProcessTree,
  pids,
  type Repair,
  type RepairResult,
  readMemory,
  readTree,
  readTreeCondition,
  repairTree,
  resolveTarget,
  type Severity,
  stopTree,
  type TreeFinding,
} from '../host/index.js';
import { conditionMessage } from './condition-message.js';
import type { Handlers } from './handler.js';
import { reasonMessage } from './messages.js';
import { parseRequest, type Reject, readTarget } from './request.js';

/** Milliseconds in which a tree must stand still after SIGSTOP. */
const STOPPING = 10_000;

const SEVERITIES: Readonly<Record<Severity, SeverityMessage>> = {
  blocking: SeverityMessage.BLOCKING,
  option: SeverityMessage.OPTION,
  warning: SeverityMessage.WARNING,
};

const REPAIRS: ReadonlyMap<RepairMessage, Repair> = new Map([
  [RepairMessage.DETACH, 'detach'],
  [RepairMessage.UNLOCK_NETWORK, 'unlock-network'],
  [RepairMessage.THAW, 'thaw'],
  [RepairMessage.CONTINUE, 'continue'],
  [RepairMessage.KILL_HALF_RESTORED, 'kill-half-restored'],
]);

const REPAIR_MESSAGES: ReadonlyMap<Repair, RepairMessage> = new Map(
  [...REPAIRS].map(([message, repair]) => [repair, message]),
);

const OUTCOMES: Readonly<Record<RepairResult['outcome'], RepairOutcome>> = {
  done: RepairOutcome.DONE,
  'not-needed': RepairOutcome.NOT_NEEDED,
  failed: RepairOutcome.FAILED,
};

/** What goes on, as far as this service has to know. */
export interface OperationsInProgress {
  /** @throws Failure TREE_BUSY when an operation works on one of the pids. */
  refuseBusy(pids: readonly number[]): void;
}

export function processService(operations: OperationsInProgress): Handlers<ProcessServiceService> {
  return {
    async inspectTree({ target }) {
      const wanted = parseRequest((reject) => readTarget(target, reject));
      const tree = findTarget(wanted);
      const { processes, findings } = await inspectTree(tree);
      return {
        processes: processes.map(processMessage),
        findings: findings.map(findingMessage),
        condition: conditionMessage(await readTreeCondition(tree.processes)),
      };
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

    async repairTree({ target, repairs }) {
      const wanted = parseRequest((reject) => ({
        target: readTarget(target, reject),
        repairs: readRepairs(repairs, reject),
      }));
      const tree = findTarget(wanted.target);
      operations.refuseBusy(pids(tree));
      const { before, results, after } = await repairTree(tree.processes, wanted.repairs);
      return {
        before: conditionMessage(before),
        results: results.map(({ repair, outcome, detail }) => ({
          repair: REPAIR_MESSAGES.get(repair) ?? RepairMessage.UNSPECIFIED,
          outcome: OUTCOMES[outcome],
          detail,
        })),
        after: conditionMessage(after),
      };
    },
  };
}

function readRepairs(messages: readonly RepairMessage[], reject: Reject): readonly Repair[] {
  if (messages.length === 0) reject('repairs', 'must name at least one repair');
  return messages.flatMap((message, index) => {
    const repair = REPAIRS.get(message);
    if (repair === undefined) reject(`repairs[${index}]`, `is no repair: ${message}`);
    return repair === undefined ? [] : [repair];
  });
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
