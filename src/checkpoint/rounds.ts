import { setTimeout as pause } from 'node:timers/promises';
import {
  type ConvergencePolicy,
  hasConverged,
  type Judgement,
  judge,
  type Round,
} from '../convergence/index.js';
import { Failure } from '../failure/index.js';
import type { Run } from '../operations/index.js';

/** A pre-dump that has been made. */
export interface MadeRound {
  /** As it is reported: 1 for the first of the operation. */
  readonly number: number;
  /** Id of the checkpoint that it is; empty where it is none. */
  readonly checkpoint: string;
  readonly measured: Round;
  /** When its CRIU was told, by performance.now(). */
  readonly toldAt: number;
}

/** What ended the rounds. */
export type LastJudgement = Pick<Judgement, 'verdict' | 'explanation' | 'predictedFrozenMilliseconds'>;

/** Makes rounds until the policy says that it is enough. An abort of the run ends them between two rounds. */
export async function makeRounds(
  policy: ConvergencePolicy,
  run: Pick<Run, 'signal' | 'enter' | 'judged'>,
  make: () => Promise<MadeRound>,
): Promise<Judgement> {
  const rounds: Round[] = [];
  let toldBefore: number | undefined;
  for (;;) {
    run.signal.throwIfAborted();
    run.enter('pre-dumping');
    const { number, checkpoint, measured, toldAt } = await make();
    const measurements = {
      ...measured,
      ...(toldBefore !== undefined && { sincePreviousMilliseconds: toldAt - toldBefore }),
    };
    toldBefore = toldAt;
    rounds.push(measurements);

    const judgement = judge(policy, rounds);
    run.judged({ number, checkpoint, measurements, judgement });
    run.signal.throwIfAborted();
    if (judgement.verdict !== 'continue') return judgement;
    if (policy.intervalMilliseconds > 0) {
      run.enter('pausing');
      await pause(policy.intervalMilliseconds, undefined, { signal: run.signal }).catch(() => {});
    }
  }
}

/** @throws Failure NOT_CONVERGED when the rounds ended without success, and that is to end all of it */
export function refuseNotConverged(
  { verdict, explanation }: LastJudgement,
  whenNotConverged: 'dump' | 'give-up',
): void {
  if (hasConverged(verdict) || whenNotConverged === 'dump') return;
  throw new Failure('NOT_CONVERGED', `The rounds ended with ${verdict}: ${explanation}`, {
    metadata: { verdict },
    cure: 'The tree runs on. Ask for less in the policy, quiet the tree, or go on all the same with WHEN_NOT_CONVERGED_DUMP.',
  });
}
