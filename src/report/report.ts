import { type Judgement, PAGE_BYTES, type Round } from '../convergence/index.js';

/**
 * What a migration was, or an iterative dump, in figures: all that renderText() and
 * renderSvg() show. Every figure is finite and not negative; every begin is in
 * milliseconds since `startedAt`, by the clock of the source.
 */
export interface MigrationReport extends MeasuredMigration {
  readonly kind: 'migration' | 'iterative-dump';
  /** Id of the operation. */
  readonly operation: string;
  /** Name of the host that the tree was on. */
  readonly source: string;
  /** Of a migration: where the tree went, as it was asked for; absent where that is not known any more. */
  readonly destination?: string;
  /** Of a migration: how the memory of the tree went there. */
  readonly strategy?: MigrationStrategy;
  /** The time in the queue is before it. */
  readonly startedAt: Date;
  /** All of it from there, with what was looked for before the first round. */
  readonly durationMilliseconds: number;
  /** Why it failed, for a person; absent where it succeeded. */
  readonly failure?: string;
  /** In their order; none where only one dump was made. */
  readonly rounds: readonly ReportedRound[];
}

/** What is measured beside the rounds while a migration goes on. Plain data, for a journal. */
export interface MeasuredMigration {
  /** Absent where none was made, or CRIU left no figures of it. */
  readonly finalDump?: FinalDump;
  /** Bytes of the images of the final dump that are none of pages. */
  readonly otherImageBytes?: number;
  /** Absent where the tree was not moved, and of an iterative dump. */
  readonly blackout?: Blackout;
}

/** How memory is moved; `criud.v1.MigrationStrategy` tells what each one is. */
export type MigrationStrategy = 'pre-copy' | 'stop-and-copy' | 'post-copy';

/** A round, what the policy made of it, and when it was. */
export interface ReportedRound {
  /** 1 for the first. */
  readonly number: number;
  readonly beginMilliseconds: number;
  readonly measurements: Round;
  readonly judgement: Judgement;
}

/** What CRIU measured of the final dump: its stats-dump. */
export interface FinalDump {
  readonly beginMilliseconds: number;
  /** Private pages written, `pages_written`. */
  readonly pagesWritten: number;
  /** Pages of shared memory written, `shpages_written`. */
  readonly sharedPagesWritten: number;
  /** Left behind, to be fetched on demand, `pages_lazy`. */
  readonly pagesLazy: number;
  /** Until every task stood still, `freezing_time`. */
  readonly freezingMilliseconds: number;
  /** While they stood still, `frozen_time`: of a migration it has the wait for the target in it. */
  readonly frozenMilliseconds: number;
}

/**
 * How long the tree ran nowhere, by the clock of the source alone: from right
 * before CRIU was told to freeze it to the answer that it runs at the target. No
 * less than what the workload saw.
 */
export interface Blackout {
  readonly beginMilliseconds: number;
  readonly durationMilliseconds: number;
  /** In the order of their begin; some go on at the same time. */
  readonly steps: readonly Step[];
}

/** A part of the blackout. */
export interface Step {
  readonly kind: StepKind;
  /** The host that it went on at. */
  readonly side: 'source' | 'target';
  readonly beginMilliseconds: number;
  readonly durationMilliseconds: number;
}

/** What goes on in a step; `criud.v1.MigrationStepKind` tells what each one is. */
export type StepKind =
  | 'dump'
  | 'pages'
  | 'images'
  | 'prepare'
  | 'flush'
  | 'restore'
  | 'record'
  | 'kill'
  | 'commit'
  | 'resume'
  | 'hook';

/** Bytes of memory that a round or the final dump sent, before any compression. */
export function pageBytesOf(pages: {
  readonly pagesWritten: number;
  readonly sharedPagesWritten?: number;
}): number {
  return (pages.pagesWritten + (pages.sharedPagesWritten ?? 0)) * PAGE_BYTES;
}

/** The same of all rounds and the final dump. */
export function allPageBytesOf({ rounds, finalDump }: MigrationReport): number {
  return [...rounds.map(({ measurements }) => measurements), ...(finalDump ? [finalDump] : [])]
    .map(pageBytesOf)
    .reduce((total, bytes) => total + bytes, 0);
}
