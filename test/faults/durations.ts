import { type Operation, Phase } from '../../src/client/index.js';
import { nameOf, type Undertaking } from './moment.js';

/** How long the phases of undertakings have taken so far, in milliseconds. */
export interface Durations {
  note(undertaking: Undertaking, operation: Operation): void;
  knows(undertaking: Undertaking): boolean;
  /** The median. */
  of(undertaking: Undertaking, phase: Phase): number;
  /** From the beginning of an operation to that of a phase. */
  before(undertaking: Undertaking, phase: Phase): number;
}

/** As many of the last ones count: the machine may have other work for a while. */
const REMEMBERED = 15;

export function openDurations(): Durations {
  const taken = new Map<string, number[]>();
  const started = new Map<string, number[]>();

  function add(lists: Map<string, number[]>, key: string, value: number): void {
    lists.set(key, [...(lists.get(key) ?? []), value].slice(-REMEMBERED));
  }

  return {
    note(undertaking, { createTime, phases }) {
      for (const { phase, startTime, duration } of phases) {
        const key = keyOf(undertaking, phase);
        add(taken, key, milliseconds(duration));
        add(started, key, milliseconds(startTime) - milliseconds(createTime));
      }
    },
    knows: (undertaking) => [...taken.keys()].some((key) => key.startsWith(`${nameOf(undertaking)} `)),
    of: (undertaking, phase) => median(taken.get(keyOf(undertaking, phase))),
    before: (undertaking, phase) => median(started.get(keyOf(undertaking, phase))),
  };
}

interface Time {
  readonly seconds: bigint;
  readonly nanos: number;
}

/** Of a duration, or since 1970. */
export function milliseconds(time: Time | undefined): number {
  return time === undefined ? 0 : Number(time.seconds) * 1_000 + time.nanos / 1_000_000;
}

/** The phase in which an operation was at a time of the wall clock. */
export function phaseAt({ phases }: Operation, time: number): Phase | undefined {
  return phases.findLast(({ startTime }) => milliseconds(startTime) <= time)?.phase;
}

function keyOf(undertaking: Undertaking, phase: Phase): string {
  return `${nameOf(undertaking)} ${Phase[phase]}`;
}

/** What nobody has measured yet is short. */
function median(values: readonly number[] = []): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 5;
}
