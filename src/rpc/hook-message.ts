import {
  HookAnswerer as HookAnswererMessage,
  HookAnswer as HookAnswerMessage,
  type Hook as HookMessage,
  type WaitingHook as WaitingHookMessage,
} from '../../gen/api/criud/v1/hook.js';
import type { HookRequest } from '../checkpoint/index.js';
import type { HookAnswer, HookAnswerer, WaitingHook } from '../operations/index.js';
import { timestampMessage } from './messages.js';
import { type Reject, readDuration } from './request.js';

/** Milliseconds. */
const DEFAULT_TIME_LIMIT = 60_000;
const LONGEST_TIME_LIMIT = 60 * 60_000;

const ANSWERS: Readonly<Record<HookAnswer, HookAnswerMessage>> = {
  proceed: HookAnswerMessage.PROCEED,
  refuse: HookAnswerMessage.REFUSE,
};

const ANSWERERS: Readonly<Record<HookAnswerer, HookAnswererMessage>> = {
  client: HookAnswererMessage.CLIENT,
  'time-limit': HookAnswererMessage.TIME_LIMIT,
  operation: HookAnswererMessage.OPERATION,
};

export function readHooks(hooks: readonly HookMessage[], reject: Reject): readonly HookRequest[] {
  return hooks.map(({ notification, timeLimit, otherwise }, index) => {
    const field = `hooks[${index}]`;
    const milliseconds = readDuration(`${field}.time_limit`, timeLimit, LONGEST_TIME_LIMIT, reject);
    const answer = readAnswer(`${field}.otherwise`, otherwise, reject);
    return {
      notification,
      timeLimit: milliseconds ?? DEFAULT_TIME_LIMIT,
      ...(answer && { otherwise: answer }),
    };
  });
}

/** Undefined when it is unspecified. */
export function readAnswer(field: string, answer: HookAnswerMessage, reject: Reject): HookAnswer | undefined {
  switch (answer) {
    case HookAnswerMessage.UNSPECIFIED:
      return undefined;
    case HookAnswerMessage.PROCEED:
      return 'proceed';
    case HookAnswerMessage.REFUSE:
      return 'refuse';
    default:
      reject(field, `has no value ${answer}`);
      return 'refuse';
  }
}

export function waitingHookMessage(waiting: WaitingHook): WaitingHookMessage {
  return {
    notification: waiting.notification,
    hook: BigInt(waiting.hook),
    deadline: timestampMessage(waiting.deadline),
    otherwise: ANSWERS[waiting.otherwise],
    pid: waiting.pid ?? 0,
  };
}

export function answerMessage(answer: HookAnswer): HookAnswerMessage {
  return ANSWERS[answer];
}

export function answererMessage(answerer: HookAnswerer): HookAnswererMessage {
  return ANSWERERS[answerer];
}
