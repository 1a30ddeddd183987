import { uptime } from 'node:os';

/** The clocks of a host at one moment, in milliseconds; those that count from its boot as criud's time namespace has them. */
export interface Clocks {
  /** CLOCK_REALTIME, since the Unix epoch. */
  readonly wall: number;
  /** CLOCK_MONOTONIC. */
  readonly monotonic: number;
  /** CLOCK_BOOTTIME: with the time that the host was suspended for. */
  readonly boot: number;
}

/** When a question came to a host, and when that host answered it, by its own clocks. */
export interface AnswerTimes {
  readonly received: Clocks;
  readonly answered: Clocks;
}

/** How far the clocks of the target are ahead of the source's, in milliseconds. */
export interface ClockDifference extends Clocks {
  /** By so much each of them may be wrong: half of the time that question and answer were on their way. */
  readonly uncertainty: number;
}

/** The clocks of this host, now. */
export function readClocks(): Clocks {
  return {
    wall: Date.now(),
    monotonic: Number(process.hrtime.bigint()) / 1e6,
    boot: uptime() * 1000,
  };
}

/**
 * The difference by one question and its answer, as NTP has it: exact where both
 * were on their way for the same time, and never wrong by more than the
 * uncertainty. How long the target thought about it does not matter.
 */
export function clockDifference(
  asked: Clocks,
  { received, answered }: AnswerTimes,
  heard: Clocks,
): ClockDifference {
  const ahead = (clock: keyof Clocks) =>
    (received[clock] - asked[clock] + answered[clock] - heard[clock]) / 2;
  const travel = heard.monotonic - asked.monotonic - (answered.monotonic - received.monotonic);
  return {
    wall: ahead('wall'),
    monotonic: ahead('monotonic'),
    boot: ahead('boot'),
    uncertainty: Math.max(0, travel / 2),
  };
}
