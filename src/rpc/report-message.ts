import { createFileRegistry, fromBinary, toJsonString } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import type { MeasuredStep } from '../../gen/api/criud/v1/migration_peer_service.js';
import {
  BlackoutSide,
  BlackoutStepKind,
  MigrationReport as ReportMessage,
} from '../../gen/api/criud/v1/migration_report.js';
import { MigrationStrategy as StrategyMessage } from '../../gen/api/criud/v1/migration_strategy.js';
import type { PeerStep } from '../migration/index.js';
import {
  allPageBytesOf,
  type MigrationReport,
  type MigrationStrategy,
  pageBytesOf,
  type StepKind,
} from '../report/index.js';
import { roundMessage } from './iteration-message.js';
import { durationMessage, operationName, timestampMessage } from './messages.js';
import { readPackageFile } from './package-file.js';

const STRATEGIES: Readonly<Record<MigrationStrategy, StrategyMessage>> = {
  'pre-copy': StrategyMessage.PRE_COPY,
  'stop-and-copy': StrategyMessage.STOP_AND_COPY,
  'post-copy': StrategyMessage.POST_COPY,
};

const KINDS: Readonly<Record<StepKind, BlackoutStepKind>> = {
  dump: BlackoutStepKind.DUMP,
  pages: BlackoutStepKind.PAGES,
  images: BlackoutStepKind.IMAGES,
  prepare: BlackoutStepKind.PREPARE,
  flush: BlackoutStepKind.FLUSH,
  restore: BlackoutStepKind.RESTORE,
  record: BlackoutStepKind.RECORD,
  kill: BlackoutStepKind.KILL,
  commit: BlackoutStepKind.COMMIT,
  resume: BlackoutStepKind.RESUME,
  hook: BlackoutStepKind.HOOK,
};

export function reportMessage(report: MigrationReport): ReportMessage {
  const { strategy, finalDump: dump, blackout } = report;
  return {
    operation: operationName(report.operation),
    source: report.source,
    destination: report.destination ?? '',
    strategy: strategy === undefined ? StrategyMessage.UNSPECIFIED : STRATEGIES[strategy],
    startTime: timestampMessage(report.startedAt),
    duration: durationMessage(report.durationMilliseconds),
    failure: report.failure ?? '',
    rounds: report.rounds.map(({ beginMilliseconds, ...round }) => ({
      round: roundMessage({ ...round, checkpoint: '' }),
      begin: durationMessage(beginMilliseconds),
      pageBytes: BigInt(pageBytesOf(round.measurements)),
    })),
    finalDump: dump && {
      begin: durationMessage(dump.beginMilliseconds),
      pagesWritten: BigInt(dump.pagesWritten),
      sharedPagesWritten: BigInt(dump.sharedPagesWritten),
      pagesLazy: BigInt(dump.pagesLazy),
      pageBytes: BigInt(pageBytesOf(dump)),
      freezing: durationMessage(dump.freezingMilliseconds),
      frozen: durationMessage(dump.frozenMilliseconds),
    },
    pageBytes: BigInt(allPageBytesOf(report)),
    otherImageBytes: BigInt(report.otherImageBytes ?? 0),
    blackout: blackout && {
      begin: durationMessage(blackout.beginMilliseconds),
      duration: durationMessage(blackout.durationMilliseconds),
      steps: blackout.steps.map(({ kind, side, beginMilliseconds, durationMilliseconds }) => ({
        kind: KINDS[kind],
        side: side === 'source' ? BlackoutSide.SOURCE : BlackoutSide.TARGET,
        begin: durationMessage(beginMilliseconds),
        duration: durationMessage(durationMilliseconds),
      })),
    },
  };
}

/**
 * The message in the JSON that protobuf defines. Written by the descriptors, as the
 * generated toJSON() knows neither that form of a duration nor the prefixes of enums.
 */
export function reportJson(report: MigrationReport): string {
  const files = fromBinary(FileDescriptorSetSchema, readPackageFile('gen/api/descriptors.binpb'));
  const schema = createFileRegistry(files).getMessage('criud.v1.MigrationReport');
  if (schema === undefined) throw new TypeError('The descriptors have no MigrationReport.');
  const message = fromBinary(schema, ReportMessage.encode(reportMessage(report)).finish());
  return `${toJsonString(schema, message, { prettySpaces: 2 })}\n`;
}

export function measuredStepMessage(step: PeerStep): MeasuredStep {
  return {
    kind: KINDS[step.kind],
    before: durationMessage(step.beforeMilliseconds),
    duration: durationMessage(step.durationMilliseconds),
  };
}

/** Nothing of a kind that only a later criud knows. */
export function readMeasuredStep({ kind, before, duration }: MeasuredStep): readonly PeerStep[] {
  // Object.entries forgets the type of the keys.
  const known = (Object.entries(KINDS) as [StepKind, BlackoutStepKind][]).find(([, value]) => value === kind);
  if (known === undefined || before === undefined || duration === undefined) return [];
  return [
    {
      kind: known[0],
      beforeMilliseconds: millisecondsOf(before),
      durationMilliseconds: millisecondsOf(duration),
    },
  ];
}

function millisecondsOf({ seconds, nanos }: NonNullable<MeasuredStep['duration']>): number {
  return Math.max(0, Number(seconds) * 1_000 + nanos / 1_000_000);
}
