import type { Client, OperationEvent, WaitingHook } from '../../src/client/index.js';
import type { Moment } from './moment.js';

/** What a client sees of an operation while it goes on. */
export interface Watch {
  /**
   * Resolves at the moment, with the hook that waits then if there is one; with
   * `over` when the operation has ended, or criud has, before it came to that.
   */
  reached(moment: Moment): Promise<WaitingHook | 'there' | 'over'>;
  close(): void;
}

export function watchOperation({ operations }: Client, name: string): Watch {
  const stop = new AbortController();
  const events: OperationEvent[] = [];
  let isOver = false;
  const waiting = new Set<() => void>();

  async function follow(): Promise<void> {
    try {
      for await (const event of operations.watchOperation({ name }, { signal: stop.signal })) {
        events.push(event);
        for (const wake of waiting) wake();
      }
    } catch {
      // The end of criud or of the client is part of the plan.
    } finally {
      isOver = true;
      for (const wake of waiting) wake();
    }
  }
  void follow();

  return {
    reached: (moment) =>
      new Promise((resolve) => {
        const look = () => {
          const found = events.map((event) => meets(event, moment)).find((each) => each !== undefined);
          if (found === undefined && !isOver) return;
          waiting.delete(look);
          resolve(found ?? 'over');
        };
        waiting.add(look);
        look();
      }),
    close: () => stop.abort(),
  };
}

function meets({ event }: OperationEvent, { phase, hook }: Moment): WaitingHook | 'there' | undefined {
  if (hook !== undefined) {
    return event?.$case === 'hookWaiting' && event.value.notification === hook ? event.value : undefined;
  }
  return event?.$case === 'phaseStarted' && event.value === phase ? 'there' : undefined;
}
