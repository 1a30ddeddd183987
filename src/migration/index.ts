export { type ChannelListener, LEAST_RATE, openChannelListener } from './channel/index.js';
export type { Call, MigrationIdentity, Standing } from './handover/index.js';
export type { PeerStep } from './measurements.js';
export type { Migration, Standpoint, Word } from './migration.js';
export { type Migrations, openMigrations } from './migrations.js';
export type { Announcement, Examination, ImageFile, Peer, PeerAnswer, RoundTicket } from './peer.js';
export {
  type AnswerTimes,
  type Clocks,
  type ConnectionNeed,
  type CriuCapabilities,
  type FileNeed,
  type FileType,
  type FileUse,
  findObstacles,
  type HostFacts,
  lookAhead,
  type MigrationPlan,
  NEED_LIMITS,
  type NeedGap,
  type NeedLimits,
  type NeedsOptions,
  type ObstacleOptions,
  type PortNeed,
  PREFLIGHT_KINDS,
  type PreflightFinding,
  type PreflightKind,
  type PreflightTarget,
  readClocks,
  readTreeNeeds,
  type TreeNeeds,
  type UnixSocketNeed,
} from './preflight/index.js';
export { reportOf } from './report.js';
export type { MigrateRequest, MigrationParts, PreflightRequest } from './requests.js';
export { type ImageSink, type Receiver, readPieces } from './target.js';
