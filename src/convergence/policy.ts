import { type FieldViolation, invalidRequest } from '../failure/index.js';

/** When the rounds of pre-dump end and the final dump is due. Made by `makePolicy`. */
export interface ConvergencePolicy {
  /** At most so many rounds, from 1 to 64. Default 8. */
  readonly maxRounds: number;
  /**
   * Converged when a round had to write no more private pages than this. Shared
   * pages do not count here: the dump writes all of them, and no number of rounds
   * makes them fewer. Default 64.
   */
  readonly minDirtyPages: number;
  /**
   * Success when a final dump would have had to write no more than this share of
   * the tree's pages in place of the round, private and shared, in (0, 100]. It is
   * the share written, and not the share skipped as with Incus, whose goal of 70 is a goal of 30 here.
   */
  readonly goalPercent?: number;
  /**
   * How much more than the round before a round may write, in percent, at least
   * -100. A negative one asks every round to be smaller by that much, and so ends
   * on a plateau. Counts from the second round on. Default 10.
   */
  readonly maxGrowthPercent: number;
  /**
   * Success when a final dump is expected to hold the tree for no longer than this.
   * Where all intervals between rounds are alike, as with a long pause, nothing
   * shows how many pages get dirty in a shorter one, and as many are expected.
   */
  readonly targetDowntimeMilliseconds?: number;
  /** What the place that the images go to takes, at least 1. Default: as measured over the rounds. */
  readonly bandwidthBytesPerSecond?: number;
  /** For all rounds together, with the pauses between them. */
  readonly maxDurationMilliseconds?: number;
  /** Pause between two rounds; there is none before the final dump. Default 0. */
  readonly intervalMilliseconds: number;
}

type Numbers = Partial<Record<keyof ConvergencePolicy, number>>;

interface FieldRule {
  /** The path of the field in the API. */
  readonly field: string;
  readonly accepts: (value: number) => boolean;
  readonly description: string;
}

/** A timer of Node cannot wait longer. */
const LONGEST_INTERVAL = 2 ** 31 - 1;

const RULES: Readonly<Record<keyof ConvergencePolicy, FieldRule>> = {
  maxRounds: {
    field: 'policy.max_rounds',
    accepts: (value) => Number.isInteger(value) && value >= 1 && value <= 64,
    description: 'must be a whole number from 1 to 64',
  },
  minDirtyPages: {
    field: 'policy.min_dirty_pages',
    accepts: (value) => Number.isSafeInteger(value) && value >= 0,
    description: 'must be a whole number, and not below 0',
  },
  goalPercent: {
    field: 'policy.goal_percent',
    accepts: (value) => value > 0 && value <= 100,
    description: 'must be greater than 0 and at most 100',
  },
  maxGrowthPercent: {
    field: 'policy.max_growth_percent',
    accepts: (value) => Number.isFinite(value) && value >= -100,
    description: 'must be a number, and at least -100',
  },
  targetDowntimeMilliseconds: {
    field: 'policy.target_downtime',
    accepts: isPositive,
    description: 'must be longer than 0',
  },
  bandwidthBytesPerSecond: {
    field: 'policy.bandwidth_bytes_per_second',
    accepts: (value) => Number.isFinite(value) && value >= 1,
    description: 'must be at least 1',
  },
  maxDurationMilliseconds: {
    field: 'policy.max_duration',
    accepts: isPositive,
    description: 'must be longer than 0',
  },
  intervalMilliseconds: {
    field: 'policy.interval',
    accepts: (value) => value >= 0 && value <= LONGEST_INTERVAL,
    description: `must not be negative, and be at most ${LONGEST_INTERVAL} ms`,
  },
};

const DEFAULTS = {
  maxRounds: 8,
  minDirtyPages: 64,
  maxGrowthPercent: 10,
  intervalMilliseconds: 0,
} as const;

/**
 * A policy with the default of every field that was not given.
 *
 * @throws Failure INVALID_REQUEST with every field that is not acceptable, by
 *   its path in the API: `policy.max_rounds` and so on.
 */
export function makePolicy(given: Partial<ConvergencePolicy>): ConvergencePolicy {
  const values: Numbers = given;
  const violations: FieldViolation[] = [];
  for (const [name, { field, accepts, description }] of Object.entries(RULES)) {
    // Object.entries forgets that the names are those of RULES.
    const value = values[name as keyof typeof RULES];
    if (value === undefined || accepts(value)) continue;
    violations.push({ field, description: `${description}, and is ${value}` });
  }
  if (violations.length > 0) throw invalidRequest(violations);
  return { ...DEFAULTS, ...given };
}

function isPositive(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}
