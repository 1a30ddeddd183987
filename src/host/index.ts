export { ancestorsOf } from './ancestors.js';
export { type Capability, type CapabilitySet, hasCapability, readCapabilities } from './capabilities.js';
export { type Cgroup, cgroupDirectoryOf, readCgroups } from './cgroup.js';
export { checkHost, type HostFinding, type HostReport } from './check-host.js';
export { type ConnectionLock, findConnectionLocks } from './connection-lock.js';
export { isCriuProcess } from './criu-process.js';
export {
  type CuringOption,
  type CuringOptions,
  DEFAULT_GHOST_LIMIT_BYTES,
  refusal,
  refusedBy,
  type Severity,
  type TreeFinding,
} from './finding.js';
export { findTerminals } from './findings/terminal.js';
export { changeFirewall, type FirewallCommand } from './firewall.js';
export { estimateImageBytes } from './image-size.js';
export {
  findObjections,
  type InspectionSettings,
  inspectTree,
  type ProcessReport,
  type TreeReport,
} from './inspect.js';
export {
  type KernelFacts,
  readKernel,
  readPageBytes,
  readPidMax,
  SOFT_DIRTY_KERNEL_OPTION,
} from './kernel.js';
export { mappedFile } from './mapping.js';
export { type MemoryFacts, readAvailableMemory, readMemory } from './memory.js';
export { type NamespaceKind, readNamespaces, sharesNamespace } from './namespaces.js';
export { deviceNumbers, infoValue, socketInode } from './open-file.js';
export { type Place, type PlaceKind, readPlaces } from './place.js';
export { poll, type WaitLimit } from './poll.js';
export {
  type Command,
  describeProcess,
  type Identity,
  isDead,
  isSameProcess,
  type ProcessFacts,
  type ProcessState,
  readCommand,
  readProcess,
} from './process.js';
export {
  findPidHolders,
  type PidHolder,
  type ProcessEnd,
  waitUntilDead,
  waitUntilPidsFree,
} from './process-end.js';
export { type ProcessTree, pids, readTree, threadsOf } from './process-tree.js';
export { neededRepairs, REPAIRS, type Repair, remedyFor } from './remedy.js';
export { isMemory } from './removed-file.js';
export { type RepairResult, repairTree, type TreeRepair } from './repair.js';
export {
  knownSecurityLabels,
  readSecurityLabel,
  readSecurityModule,
  type SecurityModule,
} from './security-label.js';
export { countSharedPages } from './shared-memory.js';
export { continueTree, isStopped, standsStill, stopTree, waitForState } from './stop.js';
export { findTarget, refuseCriud, resolveTarget, type TargetRequest } from './target.js';
export { readTcpSockets, readUdpSockets, type TcpSocket } from './tcp-socket.js';
export {
  type ProcessIdentity,
  readTreeCondition,
  type TaskCondition,
  type TaskState,
  type Tracer,
  type TreeCondition,
} from './tree-condition.js';
export { type ProcessSnapshot, type TreeSnapshot, takeSnapshot } from './tree-snapshot.js';
export { readUnixSockets, type UnixSocket } from './unix-socket.js';
