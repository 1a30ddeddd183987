import { Failure } from '../failure/index.js';
import type { HookAnswer, HookAnswerer, HookVerdict, WaitingHook } from './operation.js';

/** A notification of CRIU at which a client wants to be asked. */
export interface Hook {
  /** CRIU's name of the notification. */
  readonly notification: string;
  /** Milliseconds to wait for an answer. */
  readonly timeLimit: number;
  /** What is done when there is none by then. */
  readonly otherwise: HookAnswer;
}

/** What a client has said at a hook. */
export interface GivenAnswer {
  readonly answer: HookAnswer;
  /** External resources in CRIU's own notation. */
  readonly external: readonly string[];
}

/** A hook that waits, and the way to end that. */
export interface OpenHook {
  readonly waiting: WaitingHook;
  /** Settled once, by whoever comes first. */
  answer(given: GivenAnswer): void;
}

interface Settled extends GivenAnswer {
  readonly answerer: HookAnswerer;
}

/**
 * Waits for an answer. An operation that must not go on refuses.
 *
 * @param opened gets the hook before the wait begins.
 */
export function waitForAnswer(
  waiting: WaitingHook,
  signal: AbortSignal,
  opened: (hook: OpenHook) => void,
): Promise<Settled> {
  return new Promise((resolve) => {
    const settle = (settled: Settled) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      resolve(settled);
    };
    const abort = () => settle({ answer: 'refuse', external: [], answerer: 'operation' });
    const late = () => settle({ answer: waiting.otherwise, external: [], answerer: 'time-limit' });
    const timer = setTimeout(late, Math.max(0, waiting.deadline.getTime() - Date.now()));
    signal.addEventListener('abort', abort);
    opened({ waiting, answer: (given) => settle({ ...given, answerer: 'client' }) });
    if (signal.aborted) abort();
  });
}

/** How CRIU is to be answered, and with what the operation fails then. */
export function verdictOf(
  { notification }: WaitingHook,
  { answer, answerer, external }: Settled,
  signal: AbortSignal,
): HookVerdict {
  if (answer === 'proceed') return { answer, external };
  // The reason of an abort is the Failure that says why.
  if (answerer === 'operation') return { answer, failure: signal.reason as Failure };
  const who = answerer === 'client' ? 'A client refused' : 'Nobody answered in time';
  return {
    answer,
    failure: new Failure('HOOK_REFUSED', `${who} at the hook ${notification}, and CRIU was refused there.`, {
      metadata: { notification, answerer },
      cure:
        answerer === 'client'
          ? 'Nothing need be done: this is what the client wanted.'
          : 'Answer hooks with AnswerHook within their time limit, or ask for more of it.',
    }),
  };
}

export function notWaiting(operation: string, hook: number, waiting: WaitingHook | undefined): Failure {
  const instead = waiting === undefined ? 'at none' : `at ${waiting.hook} (${waiting.notification})`;
  return new Failure(
    'HOOK_NOT_WAITING',
    `Operation ${operation} does not wait at hook ${hook}, but ${instead}.`,
    {
      metadata: { operation: `operations/${operation}`, hook: String(hook) },
      cure: 'Somebody else may have answered, or its time limit is over: WatchOperation tells.',
    },
  );
}
