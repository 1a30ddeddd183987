import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../failure/index.js';
import { type Descriptor, type Packet, SystemCallError } from '../native/index.js';
import { decodeResponse, encodeRequest, type Request, type Response, requestName } from './codec.js';
import type { Connection, Ending } from './connection.js';
import { type SessionState, transition } from './session-state.js';

/** How long the parts of a conversation may take, in milliseconds. */
export interface ConversationLimits {
  /** For the answer to a request that CRIU answers at once. Default 30 s. */
  readonly answer: number;
  /** From the end of the conversation to the end of the process. Default 10 s. */
  readonly exit: number;
}

export const DEFAULT_LIMITS: ConversationLimits = { answer: 30_000, exit: 10_000 };

/** A decoded answer and the descriptors that came with it, which are the receiver's. */
export interface Received {
  readonly response: Response;
  readonly descriptors: readonly Descriptor[];
}

/**
 * The exchange of packets on one connection. Everything sent and received goes
 * through the state machine, so that nothing can be said that CRIU does not
 * take at this point, and nothing heard that CRIU would not say.
 */
export interface Conversation {
  readonly state: SessionState;
  send(request: Request): Promise<void>;
  /** The next answer, or undefined when CRIU or we have ended the conversation. */
  receive(): Promise<Received | undefined>;
  /**
   * Sends a request and waits for its answer within `limits.answer`.
   *
   * @throws Failure CRIU_NO_ANSWER, after CRIU was killed.
   * @throws Failure CRIU_EXITED when CRIU ended instead of answering.
   */
  ask(request: Request): Promise<Response>;
  /**
   * Closes the socket and waits for the end of the process; one that does not
   * end within `limits.exit` is killed, and one that the kernel cannot end in as
   * long again is given up, its ending unknown. Idempotent.
   */
  end(): Promise<Ending>;
}

export function converse(connection: Connection, limits: ConversationLimits): Conversation {
  let state: SessionState = { at: 'ready' };
  let ending: Promise<Ending> | undefined;

  async function receive(): Promise<Received | undefined> {
    const packet = await nextPacket(connection);
    if (packet === undefined) {
      state = transition(state, { kind: 'end' });
      return undefined;
    }
    try {
      const response = decodeResponse(packet.bytes);
      state = transition(state, { kind: 'response', response });
      return { response, descriptors: packet.descriptors };
    } catch (error) {
      for (const descriptor of packet.descriptors) descriptor.close();
      throw error;
    }
  }

  async function send(request: Request): Promise<void> {
    const next = transition(state, { kind: 'request', request });
    const bytes = encodeRequest(request);
    const before = state;
    state = next;
    try {
      await connection.send(bytes);
    } catch (error) {
      if (state === next) state = before;
      throw errorCode(error) === 'EMSGSIZE' ? tooLarge(request, bytes.length) : error;
    }
  }

  async function ask(request: Request): Promise<Response> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      connection.kill('group');
      connection.close();
    }, limits.answer);
    try {
      await send(request);
      const received = await receive();
      if (received !== undefined) {
        for (const descriptor of received.descriptors) descriptor.close();
        return received.response;
      }
    } catch (error) {
      if (!isBrokenPipe(error)) throw error;
    } finally {
      clearTimeout(timer);
    }
    const how = await end();
    if (late) throw noAnswer(request, limits.answer);
    throw exited(requestName(request.type), how);
  }

  function end(): Promise<Ending> {
    connection.close();
    state = transition(state, { kind: 'end' });
    ending ??= endOf(connection, limits.exit);
    return ending;
  }

  return {
    get state() {
      return state;
    },
    send,
    receive,
    ask,
    end,
  };
}

/**
 * The next packet; undefined when the socket or the process has ended. Children
 * of CRIU can hold its end of the socket open, so that the end of the process
 * counts too, once everything that it had sent is received.
 */
async function nextPacket(connection: Connection): Promise<Packet | undefined> {
  let waiting = true;
  void connection.ended.then(async () => {
    // What has arrived before the process ended is received within the next whole turn.
    await nextTurn();
    await nextTurn();
    if (waiting) connection.close();
  });
  try {
    return await connection.receive();
  } catch (error) {
    if (isBrokenPipe(error)) return undefined;
    throw error;
  } finally {
    waiting = false;
  }
}

async function endOf(connection: Connection, milliseconds: number): Promise<Ending> {
  const ended = await within(milliseconds, connection.ended);
  if (ended !== undefined) return ended;
  connection.kill('process');
  const killed = await within(milliseconds, connection.ended);
  return killed ?? { code: null, signal: null, stderr: '' };
}

/** What the promise settles with, or undefined when it has not in this time. */
export async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** One of the ends is closed: what there is to know is in how the process ended. */
export function isBrokenPipe(error: unknown): boolean {
  return ['EPIPE', 'ECONNRESET', 'ECANCELED', 'EBADF'].includes(errorCode(error));
}

function errorCode(error: unknown): string {
  return error instanceof SystemCallError ? error.code : '';
}

/** `exit 1` or `signal SIGSEGV`; empty for the worker of a service, of which nothing is known. */
export function describeEnding(ending: Ending): string {
  if (ending.signal !== null) return `signal ${ending.signal}`;
  return ending.code === null ? '' : `exit ${ending.code}`;
}

/** One packet has to fit into the buffer of the socket, about 200 KiB. */
function tooLarge(request: Request, bytes: number): Failure {
  const type = requestName(request.type);
  return new Failure('CRIU_BAD_OPTION', `The ${type} of ${bytes} bytes is too large for CRIU's socket.`, {
    metadata: { request: type, bytes: String(bytes) },
    cure: 'Leave out what is not needed of the lists in the options.',
  });
}

function noAnswer(request: Request, milliseconds: number): Failure {
  const type = requestName(request.type);
  return new Failure('CRIU_NO_ANSWER', `CRIU did not answer ${type} within ${milliseconds / 1000} s.`, {
    metadata: { request: type, limit_ms: String(milliseconds) },
    cure: 'Look at what keeps CRIU on this host (disk, kernel modules, /proc) and try again.',
  });
}

/** CRIU ended the conversation where an answer was due. */
export function exited(request: string, ending: Ending): Failure {
  const how = describeEnding(ending);
  const said = ending.stderr.trim();
  return new Failure('CRIU_EXITED', `CRIU ended without an answer to ${request}${how && ` (${how})`}.`, {
    metadata: { request, ending: how },
    criu: { ending: how, ...(said && { excerpt: said.split('\n') }) },
    cure: 'See the excerpt of what CRIU said, and run CheckHost to learn whether CRIU works on this host.',
  });
}
