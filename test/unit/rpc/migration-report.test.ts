import { hostname } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MeasuredStep } from '../../../gen/api/criud/v1/migration_peer_service.js';
import {
  BlackoutSide,
  BlackoutStepKind,
  type CriudError,
  MigrationReportFormat,
  MigrationStrategy,
} from '../../../src/client/index.js';
import { Failure } from '../../../src/failure/index.js';
import type { PeerStep } from '../../../src/migration/index.js';
import type { Run, SuccessfulOutcome } from '../../../src/operations/index.js';
import type { StepKind } from '../../../src/report/index.js';
import { measuredStepMessage, readMeasuredStep } from '../../../src/rpc/report-message.js';
import { holdWork, MIGRATED, NEVER, NEW, RESTORED, roundReport } from '../operations/work.js';
import { allOf, parseXml } from '../report/xml.js';
import { type RpcFixture, startRpc } from './rpc-fixture.js';

let rpc: RpcFixture;
beforeAll(async () => {
  rpc = await startRpc();
});
afterAll(() => rpc[Symbol.asyncDispose]());

const move = { destination: 'beta.example:7443', strategy: 'pre-copy' } as const;

async function ended(work: (run: Run) => Promise<SuccessfulOutcome>): Promise<string> {
  const { id } = rpc.operations.begin({ ...NEW, kind: 'migrate', move }, work);
  await rpc.operations.wait(id, Number.POSITIVE_INFINITY, NEVER);
  return id;
}

async function moved(run: Run): Promise<SuccessfulOutcome> {
  run.enter('pre-dumping');
  run.judged({ ...roundReport(1), checkpoint: '' });
  return MIGRATED;
}

function report(id: string, format = MigrationReportFormat.UNSPECIFIED) {
  return rpc.client.migrations.getMigrationReport({ name: `migrations/${id}`, format });
}

async function reasonOf(call: Promise<unknown>): Promise<string | undefined> {
  return call.then(
    () => undefined,
    (error: CriudError) => error.reason,
  );
}

describe('GetMigrationReport', () => {
  it('has the canonical JSON of the message that the operation has', async () => {
    const id = await ended(moved);
    const { content, mediaType } = await report(id);
    expect(mediaType).toBe('application/json');
    expect(await report(id, MigrationReportFormat.JSON)).toEqual({ content, mediaType });
    const { operation } = await rpc.client.operations.getOperation({ name: `operations/${id}` });
    const message = operation?.outcome?.$case === 'migration' ? operation.outcome.value.report : undefined;
    expect(message).toMatchObject({
      ...{ operation: `operations/${id}`, source: hostname(), destination: move.destination, failure: '' },
      ...{ strategy: MigrationStrategy.PRE_COPY, otherImageBytes: 412_331n },
      rounds: [{ round: { number: 1, checkpoint: '' }, pageBytes: 5_536n * 4_096n }],
      finalDump: { pagesWritten: 48n, pageBytes: 60n * 4_096n, frozen: { seconds: 0n, nanos: 271_125_000 } },
      pageBytes: (5_536n + 60n) * 4_096n,
      blackout: {
        begin: { seconds: 3n, nanos: 400_250_000 },
        steps: [
          { kind: BlackoutStepKind.DUMP, side: BlackoutSide.SOURCE },
          { kind: BlackoutStepKind.RESTORE, side: BlackoutSide.TARGET },
        ],
      },
    });
    expect(JSON.parse(content)).toMatchObject({
      ...{
        operation: `operations/${id}`,
        strategy: 'MIGRATION_STRATEGY_PRE_COPY',
        otherImageBytes: '412331',
      },
      startTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      rounds: [{ round: { number: 1, judgement: { verdict: 'VERDICT_CONTINUE' } }, pageBytes: '22675456' }],
      finalDump: { frozen: '0.271125s' },
      blackout: {
        begin: '3.400250s',
        steps: [
          { kind: 'BLACKOUT_STEP_KIND_DUMP', side: 'BLACKOUT_SIDE_SOURCE', duration: '0.020500s' },
          { kind: 'BLACKOUT_STEP_KIND_RESTORE', side: 'BLACKOUT_SIDE_TARGET', duration: '0.200750s' },
        ],
      },
    });
  });

  it('draws it up as text and as a picture', async () => {
    const id = await ended(moved);
    const text = await report(id, MigrationReportFormat.TEXT);
    expect(text.mediaType).toBe('text/plain; charset=utf-8');
    expect(text.content).toContain(`Migration from ${hostname()} to beta.example:7443\n`);
    const svg = await report(id, MigrationReportFormat.SVG);
    expect(svg.mediaType).toBe('image/svg+xml');
    expect(allOf(parseXml(svg.content)).filter(({ name }) => name === 'rect').length).toBeGreaterThan(4);
  });

  it('has the rounds of a migration that failed, and why it did', async () => {
    const id = await ended(async (run) => {
      await moved(run);
      throw new Failure('NOT_CONVERGED', 'The rounds ended with growing.');
    });
    const failed = JSON.parse((await report(id)).content);
    expect(failed).toMatchObject({
      ...{ failure: 'NOT_CONVERGED: The rounds ended with growing.', rounds: [{ round: { number: 1 } }] },
    });
    expect(failed.blackout).toBeUndefined();
  });

  it('is refused while the migration goes on, and where there is none', async () => {
    const held = holdWork();
    const { id } = rpc.operations.begin({ ...NEW, kind: 'migrate', move }, held.work);
    expect(await reasonOf(report(id))).toBe('MIGRATION_NOT_ENDED');
    held.succeed();
    expect(await reasonOf(report('00000000-0000-4000-8000-000000000000'))).toBe('MIGRATION_NOT_FOUND');
    const migration = '0197c2f4-6a6e-4c1e-9d6b-2f1d0b6f6a11';
    rpc.operations.begin({ ...NEW, kind: 'receive', migration }, async () => RESTORED);
    expect(await reasonOf(report(migration))).toBe('MIGRATION_NOT_FOUND');
    // A client can send any number.
    expect(await reasonOf(report(id, 17 as MigrationReportFormat))).toBe('INVALID_REQUEST');
  });
});

describe('a step of the target', () => {
  it('has a value of the API for each kind, and comes back as it was', () => {
    const kinds: Record<StepKind, true> = {
      ...{ dump: true, pages: true, images: true, prepare: true, flush: true, restore: true },
      ...{ record: true, kill: true, commit: true, resume: true, hook: true },
    };
    // Object.keys forgets the type of the keys.
    const steps = (Object.keys(kinds) as StepKind[]).map(
      (kind): PeerStep => ({ kind, beforeMilliseconds: 1_500.25, durationMilliseconds: 12.5 }),
    );
    const messages = steps.map(measuredStepMessage);
    expect(messages.flatMap(readMeasuredStep)).toEqual(steps);
    const values = Object.values(BlackoutStepKind).filter((value) => typeof value === 'number' && value > 0);
    expect(new Set(messages.map(({ kind }) => kind))).toEqual(new Set(values));
  });

  it('of a later criud is left out where it is of no known kind', () => {
    // A later criud can send any number.
    const kind = 99 as BlackoutStepKind;
    const later: MeasuredStep = { kind, before: undefined, duration: undefined };
    expect(readMeasuredStep(later)).toEqual([]);
  });
});
