import { relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { consoleTail } from './agent-answer.js';
import { ROOT } from './files.js';
import type { Machine } from './machine.js';

/** How one waits for what a machine does: with a deadline, and never longer than the machine lives. */
export interface MachineWatch {
  /** An error that names the folder with what is left of the host. */
  failure(what: string, cause?: unknown): Error;
  /** The result of a call; an error as soon as the guest ends or the time is over. */
  during<T>(what: string, deadlineMs: number, call: Promise<T>): Promise<T>;
  /** Looks again and again until there is something, and fails like `during`. */
  poll<T>(what: string, deadlineMs: number, look: () => T | undefined | Promise<T | undefined>): Promise<T>;
  /** Says before the end how the guest will have ended. False when somebody has said so before: that stands. */
  expectEnd(how: string): boolean;
}

/** @param host its name, and the folder with what is left of it */
export function watchMachine(
  machine: Machine,
  { name, folder }: { readonly name: string; readonly folder: string },
): MachineWatch {
  /** How it ends because somebody wants it. */
  let wantedEnd: string | undefined;

  const failures = new WeakSet<Error>();
  function failure(what: string, cause?: unknown): Error {
    const error = new Error(`host ${name}: ${what}\nSee ${relative(ROOT, folder)}`, { cause });
    failures.add(error);
    return error;
  }

  const ended = machine.ended.then((said) =>
    wantedEnd === undefined
      ? `the guest has ended by itself. ${said}\nThe end of its console:\n${consoleTail(machine)}\n`
      : `the guest ${wantedEnd}`,
  );

  /** What a call fails with, or the end of the guest, if that is why. */
  async function explain(what: string, cause: unknown): Promise<Error> {
    if (!(cause instanceof Error) || failures.has(cause)) throw cause;
    // A connection breaks just before its guest has ended.
    const end = 'code' in cause ? await Promise.race([ended, pause(1_000)]) : undefined;
    return failure(`${what}: ${end ?? cause.message}`, cause);
  }

  /** The result of a call; an error as soon as the guest ends or the time is over. */
  async function during<T>(what: string, deadlineMs: number, call: Promise<T>): Promise<T> {
    const over = new AbortController();
    try {
      return await Promise.race([
        call.catch(async (cause: unknown) => Promise.reject(await explain(what, cause))),
        ended.then((end) => Promise.reject(failure(`${what}: ${end}`))),
        pause(deadlineMs, undefined, { signal: over.signal }).then(() => {
          throw failure(
            `${what}: not within ${deadlineMs} ms\nThe end of its console:\n${consoleTail(machine)}\n`,
          );
        }),
      ]);
    } finally {
      over.abort();
    }
  }

  /** Looks again and again, and fails like `during`. */
  async function poll<T>(
    what: string,
    deadlineMs: number,
    look: () => T | undefined | Promise<T | undefined>,
  ): Promise<T> {
    let isOver = false;
    async function looking(): Promise<T> {
      for (;;) {
        const found = await look();
        if (found !== undefined) return found;
        await pause(150);
        if (isOver) throw new Error(`${what}: nobody waits any more`);
      }
    }
    try {
      return await during(what, deadlineMs, looking());
    } finally {
      isOver = true;
    }
  }

  return {
    failure,
    during,
    poll,
    expectEnd(how) {
      const isFirst = wantedEnd === undefined;
      wantedEnd ??= how;
      return isFirst;
    },
  };
}
