import { readKernel } from '../host/index.js';
import type { Operation } from '../operations/index.js';
import type { Blackout, MigrationReport, ReportedRound, Step } from '../report/index.js';

/**
 * The report of a migration from this host that has ended, well or not. Of one that
 * failed, or that a later criud has ended, it has the rounds and no blackout.
 *
 * @param operation of kind `migrate`, with an outcome
 * @param source name of this host
 */
export function reportOf(operation: Operation, source = readKernel().hostname): MigrationReport {
  const { outcome, phases, createdAt, endedAt = createdAt } = operation;
  // What is measured begins with the first phase that is not spent in the queue.
  const startedAt = phases.find(({ phase }) => phase !== 'queued')?.startedAt ?? createdAt;
  // The clock of the host may have been set back meanwhile.
  const since = (date: Date): number => Math.max(0, date.getTime() - startedAt.getTime());
  // A hook in a round begins its phase anew when it has been answered.
  const begins = phases.filter(
    ({ phase }, index) => phase === 'pre-dumping' && phases[index - 1]?.phase !== 'held',
  );
  const rounds = (operation.rounds ?? []).map(
    ({ number, measurements, judgement }, index): ReportedRound => ({
      ...{ number, measurements, judgement },
      beginMilliseconds: since(begins[index]?.startedAt ?? startedAt),
    }),
  );
  const hooks = phases
    .filter(({ phase }) => phase === 'held')
    .map(
      ({ startedAt: begin, milliseconds = 0 }): Step => ({
        ...{ kind: 'hook', side: 'source', beginMilliseconds: since(begin) },
        durationMilliseconds: Math.max(0, milliseconds),
      }),
    );
  const measured = outcome?.kind === 'migrate' ? outcome.measured : undefined;
  return {
    ...{ kind: 'migration', operation: operation.id, source, startedAt, rounds },
    durationMilliseconds: since(endedAt),
    ...operation.move,
    ...(outcome?.kind === 'failed' && { failure: `${outcome.failure.reason}: ${outcome.failure.message}` }),
    ...measured,
    ...(measured?.blackout && { blackout: withSteps(measured.blackout, hooks) }),
  };
}

/** With more steps, as far as they are in it. */
function withSteps(blackout: Blackout, more: readonly Step[]): Blackout {
  const { beginMilliseconds, durationMilliseconds } = blackout;
  const within = more.filter(
    (step) =>
      step.beginMilliseconds < beginMilliseconds + durationMilliseconds &&
      step.beginMilliseconds + step.durationMilliseconds > beginMilliseconds,
  );
  const steps = [...blackout.steps, ...within].sort(
    (one, other) => one.beginMilliseconds - other.beginMilliseconds,
  );
  return { ...blackout, steps };
}
