import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestType, type Response } from '../../../src/criu/codec.js';
import { type SessionEvent, type SessionState, transition } from '../../../src/criu/session-state.js';
import { Failure } from '../../../src/failure/index.js';

type TypeName = keyof typeof RequestType;

/** What CRIU does with a request that comes at its time. */
interface Rule {
  /** Type of the answer, where it is not that of the request. */
  readonly answer?: TypeName;
  /** Whether CRIU takes it with keep_open, and goes on listening then. */
  readonly keepOpen?: true;
  /** Whether it may follow a pre-dump of a chain. */
  readonly inChain?: true;
  /** Whether CRIU stops at notifications on the way. */
  readonly notifies?: true;
  /** Whether a page server that is a child of the same process does no harm. */
  readonly besidePageServer?: true;
  /** Whether it makes no sense without such a page server. */
  readonly onlyBesidePageServer?: true;
}

/** The rules of CRIU, 3.15 to 4.2: cr_service_work, chk_keepopen_req and pre_dump_loop of its cr-service.c. */
const RULES: Partial<Record<TypeName, Rule>> = {
  DUMP: { inChain: true, notifies: true },
  RESTORE: { notifies: true },
  CHECK: { besidePageServer: true },
  PRE_DUMP: { inChain: true, besidePageServer: true },
  SINGLE_PRE_DUMP: { besidePageServer: true },
  PAGE_SERVER: { keepOpen: true, besidePageServer: true },
  PAGE_SERVER_CHLD: { keepOpen: true, besidePageServer: true, answer: 'PAGE_SERVER' },
  CPUINFO_DUMP: { keepOpen: true, besidePageServer: true },
  CPUINFO_CHECK: { keepOpen: true, besidePageServer: true },
  FEATURE_CHECK: { keepOpen: true, besidePageServer: true },
  VERSION: { keepOpen: true, besidePageServer: true },
  WAIT_PID: { besidePageServer: true, onlyBesidePageServer: true },
};

/** What CRIU would take and this client never says. */
const UNSAID: readonly ((model: Model, type: TypeName, keepOpen: boolean) => boolean)[] = [
  // Questions are always asked so that another can follow, and so is for a page server that is waited for.
  (_, type, keepOpen) => !keepOpen && RULES[type]?.keepOpen === true && type !== 'PAGE_SERVER',
  // Nothing can be learned of a page server of its own later.
  (_, type, keepOpen) => keepOpen && type === 'PAGE_SERVER',
  // One conversation, one page server, and nothing else until it has ended.
  ({ pageServer }, type) => pageServer && type !== 'WAIT_PID',
];

/** Where CRIU stands. */
interface Model {
  at: 'listening' | 'chain' | 'busy' | 'notification' | 'gone';
  request?: { readonly type: TypeName; readonly keepOpen: boolean };
  pageServer: boolean;
}

type Event =
  | { readonly kind: 'request'; readonly type: TypeName; readonly keepOpen: boolean }
  | { readonly kind: 'response'; readonly type: TypeName; readonly success: boolean }
  | { readonly kind: 'end' };

/** Where CRIU stands after the event, or undefined where there is no such event with CRIU. */
function predict(model: Model, event: Event): Model | undefined {
  if (event.kind === 'end') return { at: 'gone', pageServer: false };
  if (event.kind === 'request') return afterRequest(model, event.type, event.keepOpen);
  return afterResponse(model, event.type, event.success);
}

function afterRequest(model: Model, type: TypeName, keepOpen: boolean): Model | undefined {
  // An answer to a notification may carry any other field; only its type counts.
  if (model.at === 'notification') return type === 'NOTIFY' ? { ...model, at: 'busy' } : undefined;
  const rule = RULES[type];
  if (rule === undefined || (model.at !== 'listening' && model.at !== 'chain')) return undefined;
  if (keepOpen && !rule.keepOpen) return undefined;
  if (model.at === 'chain' && !rule.inChain) return undefined;
  if (model.pageServer && !rule.besidePageServer) return undefined;
  if (!model.pageServer && rule.onlyBesidePageServer) return undefined;
  if (UNSAID.some((unsaid) => unsaid(model, type, keepOpen))) return undefined;
  return { ...model, at: 'busy', request: { type, keepOpen } };
}

function afterResponse(model: Model, type: TypeName, success: boolean): Model | undefined {
  if (model.at !== 'busy' || model.request === undefined) return undefined;
  const { request } = model;
  const rule = RULES[request.type];
  // "Not understood."
  if (type === 'EMPTY' && !success) return { at: 'gone', pageServer: false };
  if (type === 'NOTIFY' && rule?.notifies) return { ...model, at: 'notification' };
  if (type !== (rule?.answer ?? request.type)) return undefined;
  if (request.keepOpen) {
    return {
      at: 'listening',
      pageServer: model.pageServer || (success && request.type === 'PAGE_SERVER_CHLD'),
    };
  }
  if (request.type === 'PRE_DUMP' && success) return { at: 'chain', pageServer: model.pageServer };
  return { at: 'gone', pageServer: false };
}

const TYPES = Object.keys(RequestType).filter((name): name is TypeName => Number.isNaN(Number(name)));

const EVENTS: readonly Event[] = [
  { kind: 'end' },
  ...TYPES.flatMap((type) =>
    [true, false].flatMap((flag): Event[] => [
      { kind: 'request', type, keepOpen: flag },
      { kind: 'response', type, success: flag },
    ]),
  ),
];

/** The same as the machine takes it. */
function asSessionEvent(event: Event): SessionEvent {
  if (event.kind === 'end') return event;
  const type = RequestType[event.type];
  if (event.kind === 'request') {
    return { kind: 'request', request: { type, ...(event.keepOpen && { keepOpen: true }) } };
  }
  // The machine reads no more of an answer than this.
  return { kind: 'response', response: { type, success: event.success } as Response };
}

/** Lets the machine take an event that has this result with CRIU, and says where it stands then. */
function confirm(state: SessionState, event: Event, predicted: Model | undefined): SessionState {
  const take = () => transition(state, asSessionEvent(event));
  if (predicted === undefined) {
    const reason = event.kind === 'request' ? 'INTERNAL' : 'CRIU_PROTOCOL';
    expect(take, `${JSON.stringify(event)} while ${state.at}`).toThrow(
      expect.objectContaining({ constructor: Failure, reason }),
    );
    return state;
  }
  const next = take();
  expect(next.at === 'ended', `${JSON.stringify(event)} while ${state.at}`).toBe(predicted.at === 'gone');
  expect(next.at === 'held').toBe(predicted.at === 'notification');
  return next;
}

const START: Model = { at: 'listening', pageServer: false };

describe('the state of a session', () => {
  it('takes what CRIU takes, and nothing else, in every state that can be reached', () => {
    const seen = new Set<string>();
    const queue: { readonly model: Model; readonly state: SessionState }[] = [
      { model: START, state: { at: 'ready' } },
    ];
    for (const { model, state } of queue) {
      for (const event of EVENTS) {
        const predicted = predict(model, event);
        const next = confirm(state, event, predicted);
        const key = JSON.stringify([predicted, next]);
        if (predicted === undefined || seen.has(key)) continue;
        seen.add(key);
        queue.push({ model: predicted, state: next });
      }
    }
    // Every state of the machine was among them.
    expect(new Set(queue.map(({ state }) => state.at))).toEqual(
      new Set<SessionState['at']>([
        'ready',
        'asking',
        'serving-pages',
        'pre-dumping',
        'pre-dumped',
        'running',
        'held',
        'closing',
        'ended',
      ]),
    );
  });

  it('takes what CRIU takes, and nothing else, in any order of events', () => {
    interface Real {
      state: SessionState;
    }
    class Take implements fc.Command<Model, Real> {
      constructor(private readonly event: Event) {}
      check = () => true;
      run(model: Model, real: Real): void {
        const predicted = predict(model, this.event);
        real.state = confirm(real.state, this.event, predicted);
        if (predicted !== undefined) Object.assign(model, { request: undefined }, predicted);
      }
      toString = () => JSON.stringify(this.event);
    }
    // The end comes rarely, or nothing would be long.
    const event = fc.oneof(
      { weight: 1, arbitrary: fc.constant(EVENTS[0] ?? { kind: 'end' as const }) },
      { weight: 200, arbitrary: fc.constantFrom(...EVENTS.slice(1)) },
    );
    const commands = fc.commands([event.map((each) => new Take(each))], { maxCommands: 200, size: 'max' });
    fc.assert(
      fc.property(commands, (sequence) => {
        fc.modelRun(() => ({ model: { ...START }, real: { state: { at: 'ready' } } }), sequence);
      }),
      { seed: 20_260_731, numRuns: 500 },
    );
  });

  it('keeps the name of the notification, and no name where CRIU sent none', () => {
    const running: SessionState = { at: 'running', type: RequestType.RESTORE };
    const held = (notify: Response['notify']) =>
      // The machine reads no more of an answer than this.
      transition(running, {
        kind: 'response',
        response: { type: RequestType.NOTIFY, success: true, notify } as Response,
      });
    expect(held({ script: 'post-restore', pid: 1 })).toEqual({
      at: 'held',
      type: RequestType.RESTORE,
      notification: 'post-restore',
    });
    expect(held(null)).toMatchObject({ at: 'held', notification: '' });
  });

  it('says what was wrong with what, in the names of the protocol', () => {
    const refusal = () =>
      transition(
        { at: 'pre-dumped' },
        { kind: 'request', request: { type: RequestType.VERSION, keepOpen: true } },
      );
    expect(refusal).toThrow(/VERSION \(kept open\) while the conversation is pre-dumped/);
    const breach = () =>
      transition(
        { at: 'closing', type: RequestType.CHECK },
        { kind: 'response', response: { type: RequestType.NOTIFY, success: true } as Response },
      );
    expect(breach).toThrow(/answered with NOTIFY while the conversation was closing/);
  });
});
