import type { MigrationReport } from './report.js';

/** A round or the final dump, as a row of a table. */
export interface Row {
  /** Number of the round, or `dump`. */
  readonly name: string;
  readonly pagesWritten: number;
  /** Pages of shared memory: of a round those that it leaves to the dump, of the dump those that it wrote. */
  readonly sharedPages: number;
  readonly isDump: boolean;
  readonly beginMilliseconds: number;
  /** Of the final dump: until the tree ran again, where that is known. */
  readonly durationMilliseconds: number;
  readonly frozenMilliseconds: number;
}

/** The rounds in their order, and the final dump. */
export function rowsOf({ rounds, finalDump, blackout }: MigrationReport): readonly Row[] {
  const rows: Row[] = rounds.map(({ number, beginMilliseconds, measurements }) => ({
    name: String(number),
    pagesWritten: measurements.pagesWritten,
    sharedPages: measurements.sharedPages,
    isDump: false,
    beginMilliseconds,
    durationMilliseconds: measurements.durationMilliseconds,
    frozenMilliseconds: measurements.frozenMilliseconds,
  }));
  if (finalDump) {
    rows.push({
      name: 'dump',
      pagesWritten: finalDump.pagesWritten,
      sharedPages: finalDump.sharedPagesWritten,
      isDump: true,
      beginMilliseconds: finalDump.beginMilliseconds,
      durationMilliseconds: blackout?.durationMilliseconds ?? finalDump.frozenMilliseconds,
      frozenMilliseconds: finalDump.frozenMilliseconds,
    });
  }
  return rows;
}
