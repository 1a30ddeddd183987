import { FinalState, Phase } from '../../src/client/index.js';
import type { Fault } from './fault.js';
import { DUMP_MOMENTS, type Moment, nameOf, RESTORE_MOMENTS, type Undertaking } from './moment.js';

/** A fault at a moment of an undertaking: what is tried again and again. */
export interface Cell {
  readonly name: string;
  readonly undertaking: Undertaking;
  readonly moment: Moment;
  readonly fault: Fault;
}

const FAULTS: readonly Fault[] = [
  'kill criud',
  'client gone',
  'deadline',
  'cancel',
  'kill CRIU',
  'stop criud',
  'stop criud with drain',
];

/** Whether there is a CRIU that works for the operation, or waits. */
function hasCriu({ finalState }: Undertaking, { phase }: Moment): boolean {
  if (phase === Phase.COMMITTING) return finalState === FinalState.DEAD;
  const phases = [Phase.DUMPING, Phase.HELD, Phase.RELEASING, Phase.RESTORING, Phase.RESUMING];
  return phases.includes(phase);
}

const UNDERTAKINGS: readonly Undertaking[] = [
  { kind: 'dump', finalState: FinalState.DEAD },
  { kind: 'dump', finalState: FinalState.RUNNING },
  { kind: 'dump', finalState: FinalState.STOPPED },
  { kind: 'restore', finalState: FinalState.RUNNING },
  { kind: 'restore', finalState: FinalState.STOPPED },
];

/** Faults that meet each undertaking in its own way; the others need no more than the first of a kind. */
const THOROUGH: readonly Fault[] = ['kill criud', 'kill CRIU'];

/** Everything that is tried, an undertaking after the other. */
export function allCells(): readonly Cell[] {
  return UNDERTAKINGS.flatMap((undertaking) => {
    const isUsual =
      undertaking.finalState === (undertaking.kind === 'dump' ? FinalState.DEAD : FinalState.RUNNING);
    const moments = undertaking.kind === 'dump' ? DUMP_MOMENTS : RESTORE_MOMENTS;
    return FAULTS.filter((fault) => isUsual || THOROUGH.includes(fault)).flatMap((fault) =>
      moments
        .filter((moment) => fault !== 'kill CRIU' || hasCriu(undertaking, moment))
        .map((moment) => ({
          name: `${nameOf(undertaking)}: ${fault} while ${moment.name}`,
          undertaking,
          moment,
          fault,
        })),
    );
  });
}
