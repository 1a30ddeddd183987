import { Failure } from '../failure/index.js';
import { type Request, RequestType, type Response, requestName } from './codec.js';
import type { Connection, Ending } from './connection.js';
import { type Conversation, isBrokenPipe, type Received, within } from './conversation.js';
import type { Notification } from './notification.js';

/** The grace time in milliseconds, where nothing else is said. */
const DEFAULT_GRACE = 30_000;

/** How long `beforeKill` may take, in milliseconds. */
const RESCUE = 10_000;

/** How long CRIU may take to close after its last answer before we close ourselves, in milliseconds. */
const END_PATIENCE = 1_000;

/** How long an operation may go on, and how it is stopped. */
export interface Control {
  /**
   * Aborting refuses at the next notification; it never kills first, and never
   * where CRIU waits for our caller. Requests without notifications (pre-dump)
   * have no gentler way than the grace time. Aborted before the iteration
   * begins, nothing is sent.
   */
  readonly signal: AbortSignal;
  /**
   * From the abort to SIGKILL where CRIU reaches no notification, and from the
   * refusal to SIGKILL where it does not end then, in milliseconds. Default 30 s.
   */
  readonly grace?: number;
  /**
   * Called before that SIGKILL, which is sent when it settles or has taken ten
   * seconds: for what has to be saved of a tree before its CRIU is gone.
   */
  readonly beforeKill?: () => Promise<unknown>;
}

/**
 * The last thing there is to know of an operation: CRIU's answer, or how it
 * ended without one, and then what it said instead, if it was not CRIU's protocol.
 */
export type LastWord =
  | { readonly response: Response }
  | { readonly ending: Ending; readonly breach?: Failure };

/**
 * A long operation of CRIU: the notifications at which it stands still, and
 * its last word when the iteration is over. Leaving the iteration early closes
 * the socket: a refusal where CRIU waits for an answer.
 */
export interface HeldOperation extends AsyncIterable<Notification> {
  /** Settles when the iteration ends; rejects with what the caller ended it with. */
  readonly lastWord: Promise<LastWord>;
}

/** Sends the request when the iteration begins, and not before. */
export function runHeld(
  connection: Connection,
  conversation: Conversation,
  request: Request,
  control: Control,
): HeldOperation {
  let settle: (word: LastWord) => void = () => {};
  let fail: (error: unknown) => void = () => {};
  const lastWord = new Promise<LastWord>((resolve, reject) => {
    settle = resolve;
    fail = reject;
  });
  // Who leaves the iteration by its error need not look here as well.
  lastWord.catch(() => {});

  async function* notifications(): AsyncGenerator<Notification, void> {
    const grace = graceOf(connection, request, control);
    let word: LastWord | undefined;
    try {
      if (control.signal.aborted) word = { ending: await conversation.end() };
      else await conversation.send(request);
      while (word === undefined) {
        const received = await conversation.receive();
        if (received === undefined) {
          word = { ending: await conversation.end() };
        } else if (conversation.state.at === 'held') {
          yield* answered(hold(conversation, grace, received), control.signal);
        } else {
          for (const descriptor of received.descriptors) descriptor.close();
          if (conversation.state.at === 'ended') await expectEnd(conversation);
          word = { response: received.response };
        }
      }
    } catch (error) {
      if (isBreach(error)) {
        word = { ending: await conversation.end(), breach: error };
      } else if (isBrokenPipe(error)) {
        word = { ending: await conversation.end() };
      } else {
        fail(error);
        throw error;
      }
    } finally {
      grace.end();
      if (word === undefined) {
        await conversation.end();
        fail(new Failure('CANCELLED', `${requestName(request.type)} was left before its end.`));
      } else {
        if (conversation.state.at === 'ended') await conversation.end();
        settle(word);
      }
    }
  }

  return { [Symbol.asyncIterator]: notifications, lastWord };
}

function isBreach(error: unknown): error is Failure {
  return error instanceof Failure && error.reason === 'CRIU_PROTOCOL';
}

interface Hold extends Notification {
  readonly isAnswered: boolean;
  /** Closes what nobody took. */
  end(): void;
}

/** Hands a notification out and sees to it that it comes back answered. */
async function* answered(hold: Hold, signal: AbortSignal): AsyncGenerator<Notification, void> {
  if (signal.aborted) {
    await hold.refuse();
    return;
  }
  try {
    yield hold;
  } finally {
    hold.end();
  }
  if (!hold.isAnswered) {
    throw new Failure('INTERNAL', `CRIU waits at ${hold.name}, and nobody answered.`, {
      metadata: { notification: hold.name },
    });
  }
}

function hold(conversation: Conversation, grace: Grace, { response, descriptors }: Received): Hold {
  const [terminal, ...surplus] = descriptors;
  for (const descriptor of surplus) descriptor.close();
  let kept = terminal;
  let isAnswered = false;

  async function answer(success: boolean, external: readonly string[] = []): Promise<void> {
    if (isAnswered) return;
    isAnswered = true;
    kept?.close();
    grace.release(!success);
    try {
      await conversation.send({
        type: RequestType.NOTIFY,
        notifySuccess: success,
        ...(external.length > 0 && { opts: { imagesDirFd: -1, external: [...external] } }),
      });
    } catch (error) {
      // CRIU has died meanwhile: how it ended comes out where the next packet would.
      if (isBrokenPipe(error)) return;
      isAnswered = false;
      throw error;
    }
  }

  grace.hold();
  return {
    name: response.notify?.script ?? '',
    pid: response.notify?.pid ?? undefined,
    get isAnswered() {
      return isAnswered;
    },
    takeTerminal() {
      const taken = kept;
      kept = undefined;
      return taken;
    },
    proceed: (external) => answer(true, external),
    refuse: () => answer(false),
    end: () => kept?.close(),
  };
}

/** CRIU closes after its last answer. Whoever goes on talking is not CRIU. */
async function expectEnd(conversation: Conversation): Promise<void> {
  const receiving = conversation.receive();
  // The end of the conversation settles it; nobody looks at it any more by then.
  receiving.catch(() => {});
  await within(END_PATIENCE, receiving);
}

/** The time between an abort and the last resort. */
interface Grace {
  /** CRIU waits for our caller: no reason to kill it. */
  hold(): void;
  /** CRIU goes on. A refusal gives it the time once more, and no more than once, to roll back. */
  release(refused: boolean): void;
  end(): void;
}

function graceOf(connection: Connection, request: Request, control: Control): Grace {
  const { signal, grace = DEFAULT_GRACE } = control;
  const whom = request.type === RequestType.RESTORE ? 'process' : 'group';
  let timer: NodeJS.Timeout | undefined;
  let isHeld = false;
  let isRollingBack = false;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const start = () => {
    if (isHeld) return;
    timer ??= setTimeout(() => {
      const kill = () => {
        connection.kill(whom);
        connection.close();
      };
      // Whatever comes of it, CRIU has to end.
      if (control.beforeKill === undefined) kill();
      else within(RESCUE, control.beforeKill()).then(kill, kill);
    }, grace);
  };
  signal.addEventListener('abort', start, { once: true });
  return {
    hold() {
      isHeld = true;
    },
    release(refused) {
      isHeld = false;
      if (!signal.aborted) return;
      if (refused && !isRollingBack) stop();
      isRollingBack ||= refused;
      start();
    },
    end() {
      signal.removeEventListener('abort', start);
      stop();
    },
  };
}
