import { Failure } from '../failure/index.js';
import { type Request, RequestType, type Response, requestName } from './codec.js';

/**
 * Where a conversation with CRIU stands. What CRIU takes next follows from it:
 *
 *     ready ── VERSION, FEATURE_CHECK, CPUINFO_* (kept open) ──▶ asking ──▶ ready
 *     ready ── PAGE_SERVER_CHLD (kept open) ──▶ asking ──▶ serving-pages ── WAIT_PID ──▶ closing
 *     ready, pre-dumped ── PRE_DUMP ──▶ pre-dumping ──▶ pre-dumped (or ended, when it failed)
 *     ready, pre-dumped ── DUMP ──▶ running ◀──▶ held ──▶ ended
 *     ready ── RESTORE ──▶ running ◀──▶ held ──▶ ended
 *     ready ── CHECK, SINGLE_PRE_DUMP, PAGE_SERVER ──▶ closing ──▶ ended
 */
export type SessionState =
  | { readonly at: 'ready' }
  | { readonly at: 'asking'; readonly type: RequestType }
  | { readonly at: 'serving-pages' }
  | { readonly at: 'pre-dumping' }
  | { readonly at: 'pre-dumped' }
  | { readonly at: 'running'; readonly type: RequestType }
  | { readonly at: 'held'; readonly type: RequestType; readonly notification: string }
  | { readonly at: 'closing'; readonly type: RequestType }
  | { readonly at: 'ended' };

export type SessionEvent =
  | { readonly kind: 'request'; readonly request: Request }
  | { readonly kind: 'response'; readonly response: Response }
  | { readonly kind: 'end' };

/** The requests after which CRIU goes on listening, if they ask for it. */
const KEPT_OPEN: ReadonlySet<RequestType> = new Set([
  RequestType.PAGE_SERVER_CHLD,
  RequestType.CPUINFO_DUMP,
  RequestType.CPUINFO_CHECK,
  RequestType.FEATURE_CHECK,
  RequestType.VERSION,
]);

/** The requests that CRIU answers once and that end the conversation. */
const SINGLE: ReadonlySet<RequestType> = new Set([
  RequestType.CHECK,
  RequestType.SINGLE_PRE_DUMP,
  RequestType.PAGE_SERVER,
]);

/**
 * The state after an event.
 *
 * @throws Failure INTERNAL for a request that CRIU does not take in this state:
 *   it would exit without an answer, or worse. A defect of the caller.
 * @throws Failure CRIU_PROTOCOL for a response that CRIU never sends in this
 *   state: the other end is not the CRIU we know.
 */
export function transition(state: SessionState, event: SessionEvent): SessionState {
  switch (event.kind) {
    case 'request':
      return afterRequest(state, event.request);
    case 'response':
      return afterResponse(state, event.response);
    case 'end':
      return { at: 'ended' };
  }
}

function afterRequest(state: SessionState, request: Request): SessionState {
  const type: RequestType = request.type;
  const keepOpen = request.keepOpen === true;
  if (state.at === 'held' && type === RequestType.NOTIFY) return { at: 'running', type: state.type };
  if (state.at === 'serving-pages' && type === RequestType.WAIT_PID && !keepOpen)
    return { at: 'closing', type };
  if (state.at === 'ready' && keepOpen && KEPT_OPEN.has(type)) return { at: 'asking', type };
  if (state.at === 'ready' && !keepOpen && SINGLE.has(type)) return { at: 'closing', type };
  if (state.at === 'ready' && !keepOpen && type === RequestType.RESTORE) return { at: 'running', type };
  if (state.at === 'ready' || state.at === 'pre-dumped') {
    if (!keepOpen && type === RequestType.DUMP) return { at: 'running', type };
    if (!keepOpen && type === RequestType.PRE_DUMP) return { at: 'pre-dumping' };
  }
  const kept = keepOpen ? ' (kept open)' : '';
  throw new Failure(
    'INTERNAL',
    `CRIU takes no ${requestName(type)}${kept} while the conversation is ${state.at}.`,
    {
      metadata: { request: requestName(type), state: state.at },
    },
  );
}

function afterResponse(state: SessionState, response: Response): SessionState {
  const type: RequestType = response.type;
  switch (state.at) {
    case 'asking':
      // A page server in a child is announced under the type of the plain one.
      if (state.type === RequestType.PAGE_SERVER_CHLD) {
        if (type === RequestType.PAGE_SERVER)
          return response.success ? { at: 'serving-pages' } : { at: 'ready' };
      } else if (type === state.type) return { at: 'ready' };
      break;
    case 'pre-dumping':
      if (type === RequestType.PRE_DUMP) return response.success ? { at: 'pre-dumped' } : { at: 'ended' };
      break;
    case 'running':
      if (type === RequestType.NOTIFY) {
        return { at: 'held', type: state.type, notification: response.notify?.script ?? '' };
      }
      if (type === state.type) return { at: 'ended' };
      break;
    case 'closing':
      if (type === state.type) return { at: 'ended' };
      break;
    default:
      throw unexpected(state, response);
  }
  // "Not understood": CRIU ends the conversation with it.
  if (type === RequestType.EMPTY && !response.success) return { at: 'ended' };
  throw unexpected(state, response);
}

function unexpected(state: SessionState, response: Response): Failure {
  const type = requestName(response.type);
  return new Failure('CRIU_PROTOCOL', `CRIU answered with ${type} while the conversation was ${state.at}.`, {
    metadata: { response: type, state: state.at },
    cure: 'Check that the program at the other end is CRIU, in a version from 3.15 on.',
  });
}
