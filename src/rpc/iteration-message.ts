import {
  type IterationPolicy,
  type Judgement as JudgementMessage,
  type RoundMeasurements,
  type Round as RoundMessage,
  Verdict as VerdictMessage,
  WhenNotConverged,
} from '../../gen/api/criud/v1/iteration.js';
import type { IterativeDumpRequest } from '../checkpoint/index.js';
import {
  type ConvergencePolicy,
  type Judgement,
  makePolicy,
  type Round,
  type Verdict,
} from '../convergence/index.js';
import { Failure } from '../failure/index.js';
import type { RoundReport } from '../operations/index.js';
import { checkpointName, durationMessage } from './messages.js';
import { LONGEST_TIMEOUT, type Reject, readDuration } from './request.js';

const VERDICTS: Readonly<Record<Verdict, VerdictMessage>> = {
  continue: VerdictMessage.CONTINUE,
  converged: VerdictMessage.CONVERGED,
  'goal-percent-met': VerdictMessage.GOAL_PERCENT_MET,
  'target-downtime-met': VerdictMessage.TARGET_DOWNTIME_MET,
  'target-downtime-impossible': VerdictMessage.TARGET_DOWNTIME_IMPOSSIBLE,
  growing: VerdictMessage.GROWING,
  'dirty-rate-above-bandwidth': VerdictMessage.DIRTY_RATE_ABOVE_BANDWIDTH,
  'max-rounds': VerdictMessage.MAX_ROUNDS,
  'max-duration': VerdictMessage.MAX_DURATION,
};

export function readPolicy(policy: IterationPolicy | undefined, reject: Reject): ConvergencePolicy {
  const duration = (field: string, value: Parameters<typeof readDuration>[1]) => {
    let isRejected = false;
    const milliseconds = readDuration(`policy.${field}`, value, LONGEST_TIMEOUT, (...why) => {
      isRejected = true;
      reject(...why);
    });
    // Once is enough to be told of it.
    return isRejected ? undefined : milliseconds;
  };
  const given = {
    maxRounds: policy?.maxRounds,
    minDirtyPages: policy?.minDirtyPages === undefined ? undefined : Number(policy.minDirtyPages),
    goalPercent: policy?.goalPercent,
    maxGrowthPercent: policy?.maxGrowthPercent,
    targetDowntimeMilliseconds: duration('target_downtime', policy?.targetDowntime),
    bandwidthBytesPerSecond:
      policy?.bandwidthBytesPerSecond === undefined ? undefined : Number(policy.bandwidthBytesPerSecond),
    maxDurationMilliseconds: duration('max_duration', policy?.maxDuration),
    intervalMilliseconds: duration('interval', policy?.interval),
  };
  try {
    return makePolicy(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
  } catch (error) {
    // Other fields may be wrong too: all are told at once.
    if (!(error instanceof Failure)) throw error;
    for (const { field, description } of error.violations) reject(field, description);
    return makePolicy({});
  }
}

export function readWhenNotConverged(
  value: WhenNotConverged | undefined,
  reject: Reject,
): IterativeDumpRequest['whenNotConverged'] {
  switch (value ?? WhenNotConverged.UNSPECIFIED) {
    case WhenNotConverged.UNSPECIFIED:
    case WhenNotConverged.DUMP:
      return 'dump';
    case WhenNotConverged.GIVE_UP:
      return 'give-up';
    default:
      reject('policy.when_not_converged', `has no value ${value}`);
      return 'give-up';
  }
}

/** Longer lists are no rounds of anything: a policy allows no more. */
const MOST_ROUNDS = 64;

/** What 57 bits of address reach, the most that a processor has. Figures beyond would leave no room to reckon. */
const MOST_PAGES = 2 ** 45;

export function readRounds(rounds: readonly RoundMeasurements[], reject: Reject): readonly Round[] {
  if (rounds.length === 0) reject('rounds', 'must not be empty');
  if (rounds.length > MOST_ROUNDS)
    reject('rounds', `must be at most ${MOST_ROUNDS}, and are ${rounds.length}`);
  return rounds.slice(0, MOST_ROUNDS).map((round, index) => {
    const duration = (field: string, value: Parameters<typeof readDuration>[1]) =>
      readDuration(`rounds[${index}].${field}`, value, LONGEST_TIMEOUT, reject);
    const sincePrevious = duration('since_previous', round.sincePrevious);
    const pages = (field: string, value: bigint) => {
      const path = `rounds[${index}].${field}`;
      if (value > MOST_PAGES) reject(path, `must be at most ${MOST_PAGES}, and is ${value}`);
      return Number(value);
    };
    return {
      pagesScanned: pages('pages_scanned', round.pagesScanned),
      pagesSkippedParent: pages('pages_skipped_parent', round.pagesSkippedParent),
      pagesWritten: pages('pages_written', round.pagesWritten),
      sharedPages: pages('shared_pages', round.sharedPages),
      frozenMilliseconds: duration('frozen', round.frozen) ?? 0,
      writeMilliseconds: duration('write', round.write) ?? 0,
      durationMilliseconds: duration('duration', round.duration) ?? 0,
      ...(sincePrevious !== undefined && { sincePreviousMilliseconds: sincePrevious }),
    };
  });
}

export function roundMessage({ number, checkpoint, measurements, judgement }: RoundReport): RoundMessage {
  return {
    number,
    checkpoint: checkpoint === '' ? '' : checkpointName(checkpoint),
    measurements: measurementsMessage(measurements),
    judgement: judgementMessage(judgement),
  };
}

export function judgementMessage(judgement: Judgement): JudgementMessage {
  const { verdict, dirtyPages, growthPercent, dirtyPagesPerSecond, predictedFrozenMilliseconds } = judgement;
  return {
    verdict: VERDICTS[verdict],
    dirtyPages: BigInt(dirtyPages),
    growthPercent,
    dirtyPagesPerSecond,
    predictedFrozen: optionalDuration(predictedFrozenMilliseconds),
    explanation: judgement.explanation,
  };
}

function measurementsMessage(round: Round): RoundMeasurements {
  return {
    pagesScanned: BigInt(round.pagesScanned),
    pagesSkippedParent: BigInt(round.pagesSkippedParent),
    pagesWritten: BigInt(round.pagesWritten),
    sharedPages: BigInt(round.sharedPages),
    frozen: durationMessage(round.frozenMilliseconds),
    write: durationMessage(round.writeMilliseconds),
    sincePrevious: optionalDuration(round.sincePreviousMilliseconds),
    duration: durationMessage(round.durationMilliseconds),
  };
}

function optionalDuration(milliseconds: number | undefined) {
  return milliseconds === undefined ? undefined : durationMessage(milliseconds);
}
