export {
  CgroupMode,
  type Features,
  NetworkLock,
  type Options,
  PreDumpMode,
  RequestType,
} from './codec.js';
export type { Connection, Ending } from './connection.js';
export type { ConversationLimits } from './conversation.js';
export { type CriuOperation, explain, type FailedRun } from './failure-table.js';
export type { Control } from './held-operation.js';
export * from './image/index.js';
export * from './inspection/index.js';
export { type CriuFacts, type Installation, openInstallation, type Transport } from './installation.js';
export { findLazyPages, LAZY_PAGES_LOG, type LazyPages, startLazyPages } from './lazy-pages.js';
export { type CriuLog, readLog } from './log.js';
export {
  ASKS_FOR_EXTERNAL_FILES,
  type Notification,
  type NotificationName,
  STANDSTILLS,
} from './notification.js';
export { isOnSearchPath, searchPath } from './search-path.js';
export { connectService } from './service.js';
export {
  type ChildStatus,
  type Operation,
  type Outcome,
  openSession,
  type PageServer,
  type PreDumpChain,
  type Session,
  type SessionSettings,
} from './session.js';
export { launchSwrk, type SwrkOptions } from './swrk.js';
export { atLeast, type CriuVersion, compareVersions, formatVersion } from './version.js';
export { refuseLaterNotifications, refuseOnService, refuseUnsupported } from './version-table.js';
export { LOG_NAME, openWorkArea, type WorkArea } from './work-area.js';
