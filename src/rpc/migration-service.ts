import {
  type PreflightFinding as FindingMessage,
  MigrationReportFormat as FormatMessage,
  type GetMigrationReportResponse,
  MigrateRequest,
  type Migration as MigrationMessage,
  type MigrationServiceService,
  MigrationSide,
  MigrationState,
  MigrationWord,
  PreflightSeverity,
} from '../../gen/api/criud/v1/migration_service.js';
import { MigrationStrategy as StrategyMessage } from '../../gen/api/criud/v1/migration_strategy.js';
import {
  LEAST_RATE,
  type Migration,
  type Migrations,
  type Standpoint,
  type Word,
} from '../migration/index.js';
import type { Operations } from '../operations/index.js';
import { type MigrationReport, type MigrationStrategy, renderSvg, renderText } from '../report/index.js';
import type { Handlers } from './handler.js';
import { readHooks } from './hook-message.js';
import { readPolicy, readWhenNotConverged } from './iteration-message.js';
import { operationName } from './messages.js';
import { operationAnswer } from './operation-answer.js';
import { readDumpOptions } from './options-message.js';
import { reportJson } from './report-message.js';
import {
  fingerprintOf,
  parseRequest,
  type Reject,
  readAddress,
  readName,
  readOperationFields,
  readTarget,
  readWait,
} from './request.js';

const WORDS: readonly (readonly [Word, MigrationWord])[] = [
  ['run-here', MigrationWord.RUN_HERE],
  ['discard', MigrationWord.DISCARD],
  ['run-there', MigrationWord.RUN_THERE],
  ['target-is-dead', MigrationWord.TARGET_IS_DEAD],
];

const STATES: Readonly<Record<Standpoint, MigrationState>> = {
  rounds: MigrationState.ROUNDS,
  freezing: MigrationState.FREEZING,
  held: MigrationState.HELD,
  committing: MigrationState.COMMITTING,
  committed: MigrationState.COMMITTED,
  aborting: MigrationState.ABORTING,
  looking: MigrationState.LOOKING,
  'in-doubt': MigrationState.IN_DOUBT,
  moved: MigrationState.MOVED,
  'not-moved': MigrationState.NOT_MOVED,
  abandoned: MigrationState.ABANDONED,
  receiving: MigrationState.RECEIVING,
  preparing: MigrationState.PREPARING,
  prepared: MigrationState.PREPARED,
  resuming: MigrationState.RESUMING,
  'restore-failed': MigrationState.RESTORE_FAILED,
  running: MigrationState.RUNNING,
  discarded: MigrationState.DISCARDED,
};

export function migrationService(
  migrations: Migrations,
  operations: Operations,
): Handlers<MigrationServiceService> {
  return {
    async preflight(message) {
      const request = parseRequest((reject) => ({
        target: readTarget(message.target, reject),
        destination: readAddress('destination', message.destination, reject),
        options: readDumpOptions(message.options, reject),
        strategy: readStrategy(message.strategy, reject),
      }));
      const findings = await migrations.preflight(request);
      return {
        findings: findings.map(
          ({ severity, ...rest }): FindingMessage => ({
            ...rest,
            severity: severity === 'blocking' ? PreflightSeverity.BLOCKING : PreflightSeverity.WARNING,
          }),
        ),
      };
    },

    async migrate(message, context) {
      const { request, wait } = parseRequest((reject) => ({
        request: {
          target: readTarget(message.target, reject),
          destination: readAddress('destination', message.destination, reject),
          options: readDumpOptions(message.options, reject),
          policy: readPolicy(message.policy, reject),
          whenNotConverged: readWhenNotConverged(message.policy?.whenNotConverged, reject),
          strategy: readStrategy(message.strategy, reject),
          traffic: readTraffic(message, reject),
          hooks: readHooks(message.hooks, reject),
          ...readOperationFields(message, reject),
          fingerprint: fingerprintOf(MigrateRequest, 'Migrate', message),
        },
        wait: readWait(message.wait, reject),
      }));
      return operationAnswer(operations, await migrations.migrate(request), wait, context);
    },

    async getMigration(message) {
      const id = parseRequest((reject) => readName('name', 'migrations', message.name, reject));
      return { migration: migrationMessage(migrations.get(id)) };
    },

    async listMigrations() {
      return { migrations: migrations.list().map(migrationMessage) };
    },

    async getMigrationReport(message, context) {
      const { id, draw } = parseRequest((reject) => ({
        id: readName('name', 'migrations', message.name, reject),
        draw: readFormat(message.format, reject),
      }));
      context.concerns(operationName(id));
      return draw(migrations.report(id));
    },

    async resolveMigration(message, context) {
      const { id, word } = parseRequest((reject) => ({
        id: readName('name', 'migrations', message.name, reject),
        word: readWord(message.word, reject),
      }));
      context.concerns(operationName(migrations.get(id).operation));
      return { migration: migrationMessage(migrations.resolve(id, word)) };
    },
  };
}

function readStrategy(strategy: StrategyMessage, reject: Reject): MigrationStrategy {
  switch (strategy) {
    case StrategyMessage.UNSPECIFIED:
    case StrategyMessage.PRE_COPY:
      return 'pre-copy';
    case StrategyMessage.STOP_AND_COPY:
      return 'stop-and-copy';
    case StrategyMessage.POST_COPY:
      return 'post-copy';
    default:
      reject('strategy', `has no value ${strategy}`);
      return 'pre-copy';
  }
}

function readFormat(
  format: FormatMessage,
  reject: Reject,
): (report: MigrationReport) => GetMigrationReportResponse {
  switch (format) {
    case FormatMessage.TEXT:
      return (report) => ({ content: renderText(report), mediaType: 'text/plain; charset=utf-8' });
    case FormatMessage.SVG:
      return (report) => ({ content: renderSvg(report), mediaType: 'image/svg+xml' });
    default:
      if (format !== FormatMessage.UNSPECIFIED && format !== FormatMessage.JSON) {
        reject('format', `has no value ${format}`);
      }
      return (report) => ({ content: reportJson(report), mediaType: 'application/json' });
  }
}

function readTraffic({ maxBytesPerSecond, compress }: MigrateRequest, reject: Reject) {
  const compression = compress ? ('zstd' as const) : ('none' as const);
  if (maxBytesPerSecond === undefined) return { compression };
  if (maxBytesPerSecond < LEAST_RATE || maxBytesPerSecond > Number.MAX_SAFE_INTEGER) {
    reject('max_bytes_per_second', `must be from ${LEAST_RATE} on`);
  }
  return { compression, bytesPerSecond: Number(maxBytesPerSecond) };
}

function readWord(word: MigrationWord, reject: Reject): Word {
  const found = WORDS.find(([, message]) => message === word);
  if (found === undefined) reject('word', word === MigrationWord.UNSPECIFIED ? 'is required' : 'is unknown');
  return found?.[0] ?? 'discard';
}

function migrationMessage({ id, operation, side, state, doubt = '', words }: Migration): MigrationMessage {
  return {
    name: `migrations/${id}`,
    operation: operationName(operation),
    side: side === 'source' ? MigrationSide.SOURCE : MigrationSide.TARGET,
    state: STATES[state],
    doubt,
    words: WORDS.filter(([word]) => words.includes(word)).map(([, message]) => message),
  };
}
