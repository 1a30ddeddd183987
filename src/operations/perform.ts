import { asFailure, Failure } from '../failure/index.js';
import type { TreeCondition } from '../host/index.js';
import type { Change } from './change.js';
import { applyChange, type Entry, LONGEST_TIMER, nextEvent } from './entry.js';
import { verdictOf, waitForAnswer } from './hook.js';
import type { Journal } from './journal.js';
import { LEFT_TO_THE_NEXT, type Outcome, type Run, type WaitingHook } from './operation.js';
import type { Queue } from './queue.js';

export type SuccessfulOutcome = Exclude<Outcome, { readonly kind: 'failed' }>;

/** What the work of an operation goes on in. */
export interface Surroundings {
  readonly journal: Pick<Journal, 'begin' | 'change'>;
  readonly queue: Pick<Queue, 'enter'>;
}

/** Carries the work of an operation out and records how it goes and how it ended, if it has. Never rejects. */
export async function perform(
  entry: Entry,
  timeout: number,
  work: (run: Run) => Promise<SuccessfulOutcome>,
  { journal, queue }: Surroundings,
): Promise<void> {
  const { id } = entry.record.operation;
  let tree: TreeCondition | undefined;
  const deadline = setTimeout(
    () => entry.stop.abort(deadlineExceeded(timeout)),
    Math.min(timeout, LONGEST_TIMER),
  );
  const run = runOf(entry, (change) => {
    applyChange(entry, change);
    return journal.change(id, change);
  });
  let leave: () => void = () => {};
  let outcome: Outcome;
  try {
    await journal.begin(entry.record);
    leave = await queue.enter(run.signal, () => run.enter('queued'));
    run.signal.throwIfAborted();
    outcome = await work({
      ...run,
      leavesTree(condition) {
        tree = condition;
      },
    });
    for (const hook of entry.hooks.keys()) run.warns(notReached(hook));
  } catch (error) {
    if (error === LEFT_TO_THE_NEXT) return;
    outcome = { kind: 'failed', failure: asFailure(error), ...(tree && { tree }) };
  } finally {
    clearTimeout(deadline);
    leave();
  }
  const ended: Change = { kind: 'ended', at: new Date(), outcome };
  // Before anybody sees it, so that no crash can take it back. One that cannot be written is still the outcome.
  await journal.change(id, ended).catch(() => {});
  applyChange(entry, ended);
}

function runOf(entry: Entry, happens: (change: Change) => Promise<void>): Omit<Run, 'leavesTree'> {
  const tell = (body: Parameters<typeof nextEvent>[1]) => {
    // The work need not stop because the disk does not take how far it is.
    happens({ kind: 'event', event: nextEvent(entry, body) }).catch(() => {});
  };
  const { signal } = entry.stop;
  let told = -1;
  return {
    id: entry.record.operation.id,
    signal,
    leaving: entry.leave.signal,
    enter: (phase) => tell({ kind: 'phase', phase }),
    notified: (name, proceeded) => tell({ kind: 'notification', name, proceeded }),
    judged: (round) => tell({ kind: 'round', round }),
    // A Failure has these too, and may be given as it is.
    warns: ({ reason, message, cure, metadata }) =>
      tell({ kind: 'warning', warning: { reason, message, cure, metadata } }),
    progresses(progress) {
      const hundredths = progress.total === 0 ? 0 : Math.floor((progress.done * 100) / progress.total);
      if (hundredths === told) return;
      told = hundredths;
      tell({ kind: 'progress', progress });
    },
    isAbout({ pid, ...facts }) {
      happens({
        kind: 'about',
        ...(pid !== undefined && { pid }),
        ...('checkpoint' in facts && { checkpoint: facts.checkpoint ?? null }),
      }).catch(() => {});
    },
    traces(trace) {
      const traces = 'draft' in trace ? { drafts: [...entry.record.traces.drafts, trace.draft] } : trace;
      return happens({ kind: 'traces', traces });
    },
    async hold(notification, pid) {
      const hook = entry.hooks.get(notification);
      if (hook === undefined) return { answer: 'proceed', external: [] };
      entry.hooks.delete(notification);
      const waiting: WaitingHook = {
        notification,
        hook: entry.record.events.length + 1,
        deadline: new Date(Date.now() + hook.timeLimit),
        otherwise: hook.otherwise,
        ...(pid !== undefined && { pid }),
      };
      const before = entry.record.operation.phases.at(-1)?.phase;
      const settled = await waitForAnswer(waiting, signal, (open) => {
        entry.openHook = open;
        tell({ kind: 'hook-waiting', waiting });
        tell({ kind: 'phase', phase: 'held' });
      });
      entry.openHook = undefined;
      const { answer, answerer } = settled;
      tell({ kind: 'hook-answered', hook: waiting.hook, answer, answerer });
      if (before !== undefined) tell({ kind: 'phase', phase: before });
      return verdictOf(waiting, settled, signal);
    },
  };
}

function notReached(notification: string): Failure {
  return new Failure(
    'HOOK_NOT_REACHED',
    `CRIU did not stop at ${notification}, where a hook was asked for.`,
    {
      metadata: { notification },
      cure: 'Some notifications come only for trees with a network or other namespaces of their own.',
    },
  );
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
