import { type Moment, momentsOf } from './moment.js';

/** Something that goes wrong while a tree is moved. */
export type Fault =
  /** SIGKILL, and that criud is started again. */
  | 'kill source criud'
  | 'kill target criud'
  /** SIGKILL to the CRIU of one side, be it a page server. */
  | 'kill source CRIU'
  | 'kill target CRIU'
  /** The connection of the client breaks, as it does when the client is killed. */
  | 'kill client'
  /** Nothing comes through between the hosts for some seconds, and nobody is told. */
  | 'cut link'
  /** The same, and the client gives the migration up meanwhile. */
  | 'cut link and cancel'
  /** SIGTERM, and that criud is started again. */
  | 'stop source criud'
  | 'stop target criud';

const FAULTS: readonly Fault[] = [
  'kill source criud',
  'kill target criud',
  'kill source CRIU',
  'kill target CRIU',
  'kill client',
  'cut link',
  'cut link and cancel',
  'stop source criud',
  'stop target criud',
];

/** A fault at a moment: what is tried again and again. */
export interface Cell {
  readonly name: string;
  readonly moment: Moment;
  readonly fault: Fault;
}

/** Everything that is tried, a moment after the other. */
export function migrationCells(hasRounds: boolean): readonly Cell[] {
  return momentsOf(hasRounds).flatMap((moment) =>
    FAULTS.filter((fault) => isPossible(fault, moment)).map((fault) => ({
      ...{ name: `${moment.name}: ${fault}`, moment, fault },
    })),
  );
}

function isPossible(fault: Fault, { crius }: Moment): boolean {
  if (fault === 'kill source CRIU') return crius.includes('source');
  if (fault === 'kill target CRIU') return crius.includes('target');
  return true;
}
