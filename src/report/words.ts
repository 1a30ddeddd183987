import { bytes, count, duration } from './figures.js';
import { allPageBytesOf, type MigrationReport, type StepKind } from './report.js';

/** What a step is called where people read it. */
export const STEP_NAMES: Readonly<Record<StepKind, string>> = {
  dump: 'Freeze and dump',
  pages: 'Last pages arrive',
  images: 'Other images are sent',
  prepare: 'Target is asked to prepare',
  flush: 'Images are flushed',
  restore: 'Tree is restored, and held',
  record: 'Handover is recorded',
  kill: 'Tree is let die',
  commit: 'Target is told to run it',
  resume: 'Tree is let run',
  hook: 'Hook waits for its answer',
};

/** What the steps at the target are placed by; said wherever they are shown. */
export const TARGET_CLOCK =
  'Steps at the target were measured there, and placed by when its answers came: they may be off by the way of a message.';

/** What a report is about, in one line. */
export function titleOf({ kind, source, destination, failure }: MigrationReport): string {
  const isMigration = kind === 'migration';
  const what = isMigration ? 'migration' : 'iterative dump';
  const where = isMigration ? ` from ${source}${destination ? ` to ${destination}` : ''}` : ` on ${source}`;
  const text = `${failure === undefined ? '' : 'failed '}${what}${where}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** A figure that sums a report up. */
export interface Headline {
  readonly name: string;
  readonly value: string;
  /** What it is, as far as its name does not say it. */
  readonly note: string;
}

/** The figures that sum a report up, the one that matters most first. */
export function headlinesOf(report: MigrationReport): readonly Headline[] {
  const { finalDump, blackout, otherImageBytes } = report;
  return [
    ...(blackout
      ? [
          {
            name: 'Blackout',
            value: duration(blackout.durationMilliseconds),
            note: 'freeze until known to run',
          },
        ]
      : []),
    ...(finalDump
      ? [
          {
            name: 'Frozen',
            value: duration(finalDump.frozenMilliseconds),
            note: 'in the final dump, by CRIU',
          },
        ]
      : []),
    { name: 'In all', value: duration(report.durationMilliseconds), note: 'from begin to end' },
    { name: 'Memory sent', value: bytes(allPageBytesOf(report)), note: sendersOf(report) },
    ...(otherImageBytes === undefined
      ? []
      : [{ name: 'Other images', value: bytes(otherImageBytes), note: 'with the final dump' }]),
  ];
}

/** All of the headlines in a sentence, for those who do not see them. */
export function summaryOf(report: MigrationReport): string {
  const figures = headlinesOf(report).map(({ name, value, note }) => `${name} ${value}, ${note}`);
  return `${figures.join('; ')}.`;
}

function sendersOf({ rounds, finalDump }: MigrationReport): string {
  const many = rounds.length === 1 ? 'a round' : `${count(rounds.length)} rounds`;
  const senders = [...(rounds.length > 0 ? [many] : []), ...(finalDump ? ['a dump'] : [])];
  return senders.length === 0 ? 'none was' : `in ${senders.join(' and ')}`;
}
