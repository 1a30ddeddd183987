import { asFailure, Failure } from '../failure/index.js';
import { addEvent, type Entry, LONGEST_TIMER, recordOf } from './entry.js';
import type { Journal } from './journal.js';
import type { Outcome, PhaseReport, Run, TreeState } from './operation.js';

export type SuccessfulOutcome = Exclude<Outcome, { readonly kind: 'failed' }>;

/** Carries the work of an operation out and records how it goes and how it ended. Never rejects. */
export async function perform(
  entry: Entry,
  timeout: number,
  work: (run: Run) => Promise<SuccessfulOutcome>,
  journal: Pick<Journal, 'openPage'>,
): Promise<void> {
  const write = journal.openPage();
  const remember = () => {
    // The work need not stop because the disk does not take how far it is.
    write(recordOf(entry, entry.operation)).catch(() => {});
  };
  let treeState: TreeState | undefined;
  const deadline = setTimeout(
    () => entry.stop.abort(deadlineExceeded(timeout)),
    Math.min(timeout, LONGEST_TIMER),
  );
  const run: Run = {
    id: entry.operation.id,
    signal: entry.stop.signal,
    enter(phase) {
      entry.operation = { ...entry.operation, phases: [...closed(entry.operation.phases), begun(phase)] };
      addEvent(entry, { kind: 'phase', phase });
      remember();
    },
    notified(name, proceeded) {
      addEvent(entry, { kind: 'notification', name, proceeded });
      remember();
    },
    judged(round) {
      entry.operation = { ...entry.operation, rounds: [...(entry.operation.rounds ?? []), round] };
      addEvent(entry, { kind: 'round', round });
      remember();
    },
    // A Failure has these too, and may be given as it is.
    warns({ reason, message, cure, metadata }) {
      const warning = { reason, message, cure, metadata };
      entry.operation = { ...entry.operation, warnings: [...(entry.operation.warnings ?? []), warning] };
      addEvent(entry, { kind: 'warning', warning });
      remember();
    },
    isAbout(facts) {
      entry.operation = { ...entry.operation, ...facts };
      remember();
    },
    leavesTree(state) {
      treeState = state;
    },
  };
  let outcome: Outcome;
  try {
    await write(recordOf(entry, entry.operation));
    run.signal.throwIfAborted();
    outcome = await work(run);
  } catch (error) {
    outcome = { kind: 'failed', failure: asFailure(error), ...(treeState && { treeState }) };
  } finally {
    clearTimeout(deadline);
  }
  const endedAt = new Date();
  const ended = { ...entry.operation, phases: closed(entry.operation.phases), endedAt, outcome };
  // Before anybody sees it, so that no crash can take it back. One that cannot be written is still the outcome.
  await write(recordOf(entry, ended)).catch(() => {});
  entry.operation = ended;
  addEvent(entry, { kind: 'ended', operation: ended }, endedAt);
}

function begun(phase: PhaseReport['phase']): PhaseReport {
  return { phase, startedAt: new Date() };
}

function closed(phases: readonly PhaseReport[]): readonly PhaseReport[] {
  return phases.map(({ phase, startedAt, milliseconds }) => ({
    phase,
    startedAt,
    milliseconds: milliseconds ?? Date.now() - startedAt.getTime(),
  }));
}

function deadlineExceeded(timeout: number): Failure {
  return new Failure(
    'DEADLINE_EXCEEDED',
    `The operation took longer than its timeout of ${timeout / 1000} s.`,
    {
      metadata: { timeout_ms: String(timeout) },
      cure: 'Ask for more time with `timeout`, or find out what makes it slow from its phases.',
    },
  );
}
