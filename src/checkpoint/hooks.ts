import {
  ASKS_FOR_EXTERNAL_FILES,
  type CriuVersion,
  refuseLaterNotifications,
  STANDSTILLS,
} from '../criu/index.js';
import { type FieldViolation, invalidRequest } from '../failure/index.js';
import type { GivenAnswer, Hook, HookAnswer, WaitingHook } from '../operations/index.js';
import { refuseOptions } from './options.js';

/** Where an operation can be held. */
const PLACES = {
  ...STANDSTILLS,
  // Of the final dump; and the handover's own, when nothing can be refused any more.
  migration: {
    'network-lock': 'refusable',
    'query-ext-files': 'refusable',
    'post-dump': 'refusable',
    handover: 'not refusable',
  },
} as const;

/** A hook as it was asked for. */
export interface HookRequest extends Omit<Hook, 'otherwise'> {
  /** Absent: refuse where CRIU looks at a refusal. */
  readonly otherwise?: HookAnswer;
}

/**
 * @throws Failure INVALID_REQUEST for a place where CRIU does not stand still, or
 *   an answer that it would not look at there.
 * @throws Failure CRIU_TOO_OLD
 */
export function resolveHooks(
  asked: readonly HookRequest[],
  use: keyof typeof PLACES,
  version: CriuVersion,
): readonly Hook[] {
  const standstills: Readonly<Record<string, string>> = PLACES[use];
  const violations: FieldViolation[] = [];
  const reject = (index: number, field: string, description: string) =>
    violations.push({ field: `hooks[${index}].${field}`, description });
  const hooks = asked.map(({ otherwise, ...hook }, index): Hook => {
    const { notification } = hook;
    const refusable = standstills[notification] === 'refusable';
    if (!Object.hasOwn(standstills, notification)) {
      const known = Object.keys(standstills).join(', ');
      reject(index, 'notification', `is none of those at which a ${use} can be held: ${known}`);
    } else if (otherwise === 'refuse' && !refusable) {
      reject(index, 'otherwise', `cannot be REFUSE: there is no refusing at ${notification}`);
    }
    if (asked.findIndex((other) => other.notification === notification) < index) {
      reject(index, 'notification', `is there twice: ${notification}`);
    }
    return { ...hook, otherwise: otherwise ?? (refusable ? 'refuse' : 'proceed') };
  });
  if (violations.length > 0) throw invalidRequest(violations);
  refuseLaterNotifications(
    version,
    hooks.map(({ notification }) => notification),
  );
  return hooks;
}

/**
 * Refuses an answer that CRIU would not look at, or that names what the operator
 * has not given leave for.
 *
 * @throws Failure INVALID_REQUEST
 * @throws Failure OPTION_NOT_ALLOWED
 */
export function refuseAnswer(
  { notification }: WaitingHook,
  { answer, external }: GivenAnswer,
  allowedOptions: readonly string[],
): void {
  const refusable = Object.values(STANDSTILLS).some(
    (standstills: Readonly<Record<string, string>>) => standstills[notification] === 'refusable',
  );
  if (answer === 'refuse' && !refusable) {
    const description = `cannot be REFUSE: there is no refusing at ${notification}`;
    throw invalidRequest([{ field: 'answer', description }]);
  }
  if (external.length === 0) return;
  if (notification !== ASKS_FOR_EXTERNAL_FILES || answer === 'refuse') {
    const description = `is read only with PROCEED at ${ASKS_FOR_EXTERNAL_FILES}`;
    throw invalidRequest([{ field: 'external', description }]);
  }
  refuseOptions({ external }, 'dump', allowedOptions);
}
