import { setTimeout as pause } from 'node:timers/promises';
import type { Refusal, Step } from './handover/index.js';

/** A state machine at work: the one place where its state changes. */
export interface Drive<State, Event> {
  readonly state: State;
  /** Takes an event; what it leads to is begun before this returns. The refusal, if it was not taken. */
  emit(event: Event): Refusal | undefined;
  /** Resolves with the first state that is over, after its last effect has been carried out. */
  readonly over: Promise<State>;
}

/**
 * Runs a machine. Effects are carried out one after the other, in their order;
 * one that takes long is begun and reports by an event.
 *
 * @param perform begins an effect, and resolves when the next may begin. Must not
 *   reject: what goes wrong is an event.
 */
export function drive<State, Event, Effect>(
  first: Step<State, Effect>,
  machine: {
    readonly advance: (state: State, event: Event) => Step<State, Effect>;
    readonly perform: (effect: Effect) => Promise<void>;
    readonly isOver: (state: State) => boolean;
    /** Is told of every new state. */
    readonly onState?: (state: State) => void;
  },
): Drive<State, Event> {
  let state = first.state;
  let effects = Promise.resolve();
  let finish: (state: State) => void = () => {};
  const over = new Promise<State>((resolve) => {
    finish = resolve;
  });

  function take(step: Step<State, Effect>): void {
    const isNew = step.state !== state;
    state = step.state;
    for (const effect of step.effects) effects = effects.then(() => machine.perform(effect));
    if (isNew) machine.onState?.(state);
    if (machine.isOver(state)) void effects.then(() => finish(state));
  }

  take(first);
  return {
    get state() {
      return state;
    },
    emit(event) {
      const step = machine.advance(state, event);
      if (step.refusal === undefined) take(step);
      return step.refusal;
    },
    over,
  };
}

/** Milliseconds in which a handover may still come to its end when criud does. */
const LAST_CALL = 3_000;

/**
 * Waits for the end of a machine; where criud ends before that, for a moment at
 * which nothing goes on that a criud which is started anew could not take up.
 *
 * @param leaving aborted when criud ends
 */
export async function overOrLeft<State>(
  over: Promise<State>,
  leaving: AbortSignal,
  isAtRest: () => boolean,
): Promise<State | 'left'> {
  let isOver = false;
  const aborted = new Promise<void>((resolve) => {
    if (leaving.aborted) resolve();
    else leaving.addEventListener('abort', () => resolve(), { once: true });
  });
  const left = aborted.then(async () => {
    const end = performance.now() + LAST_CALL;
    while (!isOver && !(isAtRest() && performance.now() > end)) await pause(20);
    return isOver ? over : ('left' as const);
  });
  const state = await Promise.race([over, left]);
  isOver = true;
  return state;
}
