export { type AnswerTimes, type Clocks, readClocks } from './clocks.js';
export { PREFLIGHT_KINDS, type PreflightFinding, type PreflightKind } from './finding.js';
export { type NeedsOptions, readTreeNeeds } from './needs.js';
export { findObstacles, type ObstacleOptions } from './obstacles.js';
export { type MigrationPlan, planOf } from './plan.js';
export { lookAhead, type Preflight } from './preflight.js';
export type { PreflightTarget } from './target-sight.js';
export {
  type ConnectionNeed,
  type CriuCapabilities,
  type FileNeed,
  type FileType,
  type FileUse,
  type HostFacts,
  NEED_LIMITS,
  type NeedGap,
  type NeedLimits,
  type PortNeed,
  type TreeNeeds,
  type UnixSocketNeed,
} from './tree-needs.js';
