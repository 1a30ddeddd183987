export {
  allPageBytesOf,
  type Blackout,
  type FinalDump,
  type MeasuredMigration,
  type MigrationReport,
  type MigrationStrategy,
  pageBytesOf,
  type ReportedRound,
  type Step,
  type StepKind,
} from './report.js';
export { renderSvg } from './svg.js';
export { renderText } from './text.js';
