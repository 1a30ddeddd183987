import { setTimeout as pause } from 'node:timers/promises';
import { findLazyPages, type Installation } from '../../criu/index.js';
import { asFailure, Failure } from '../../failure/index.js';
import type { ProcessIdentity } from '../../host/index.js';
import type { AcceptedEnd } from '../channel/index.js';
import type { Drive } from '../drive.js';
import type { TargetEvent, TargetState } from '../handover/index.js';
import { killTree } from './kill-tree.js';
import { type LazyMemory, openLazyMemory, pagesLost } from './lazy-memory.js';
import { fillsMemory } from './missing-memory.js';
import type { PageCounts } from './page-protocol.js';

/** Milliseconds for the CRIU of a restore to let the tree run. */
const RESUMING = 10_000;

export interface FollowingMemoryParts {
  readonly installation: Installation;
  /** Of the migration; the work folders of its restores are in it. */
  readonly folder: string;
  readonly machine: Drive<TargetState, TargetEvent>;
  /** An earlier criud has remembered it. */
  readonly isKnownComplete: boolean;
  /** Of the tree, once CRIU has told it. */
  root(): ProcessIdentity | undefined;
  /** That nothing is missing any more. */
  remember(): Promise<void>;
  /** Refuses a restore that goes on, and kills its CRIU in the end. */
  stopRestore(): void;
  /** Is told why the tree cannot run here, or not any more. */
  loses(why: Failure): void;
}

/** The memory of a tree that runs before it is there, beside the handover of the tree. */
export interface FollowingMemory {
  /** Takes what the source connects. */
  take(connection: Promise<AcceptedEnd>): void;
  /** As LazyMemory.serve. */
  serve(folders: { readonly images: string; readonly work: string }): Promise<void>;
  /**
   * When the tree runs: waits until it has all of its memory. Where that does not
   * come any more, the tree is dead when this rejects with PAGES_LOST.
   */
  fetch(): Promise<void>;
  /** What came of `fetch`, whenever that is. */
  wait(signal: AbortSignal): Promise<PageCounts>;
  /** Ends the tree, if there is one, and then all that would fill its memory. */
  stop(): Promise<void>;
}

export function followMemory(parts: FollowingMemoryParts): FollowingMemory {
  const { installation, folder, machine } = parts;
  let opening: Promise<LazyMemory> | undefined;
  let settle: (counts: PageCounts | Promise<never>) => void = () => {};
  const fetched = new Promise<PageCounts>((resolve) => {
    settle = resolve;
  });
  fetched.catch(() => {});

  /** What has not run yet is given up; what runs is ended by `fetch`, unless it never comes to that. */
  async function lose(why: Failure): Promise<void> {
    const isGivenUp =
      machine.emit({ kind: 'failed' }) === undefined ||
      machine.emit({ kind: 'operator', word: 'discard' }) === undefined;
    parts.loses(isGivenUp ? brokenOff(why) : why);
    if (isGivenUp) return;
    // It waits for what is missing. To kill it before CRIU has let go of it would leave CRIU waiting for it.
    const isOver = machine.over.then(() => true);
    if (await Promise.race([isOver, pause(RESUMING, false, { ref: false })])) return;
    parts.stopRestore();
    await endTree();
  }

  async function endTree(): Promise<void> {
    const root = parts.root();
    if (root !== undefined) await killTree([root]);
  }

  async function stop(): Promise<void> {
    await endTree();
    await (await opening?.catch(() => undefined))?.stop();
    await endDaemons();
  }

  async function endDaemons(): Promise<void> {
    for (const pid of await findLazyPages(folder)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
  }

  async function fetch(): Promise<PageCounts> {
    if (opening !== undefined) {
      const memory = await opening;
      const counts = await memory.complete;
      await memory.stop();
      return counts;
    }
    const daemons = await findLazyPages(folder);
    // One that has nothing more to fill waits for a criud that has ended.
    const isComplete = daemons.length > 0 && !daemons.some(fillsMemory);
    if (!parts.isKnownComplete && !isComplete) throw pagesLost('criud was ended meanwhile', NOT_COUNTED);
    await endDaemons();
    return NOT_COUNTED;
  }

  return {
    take(connection) {
      opening = connection.then((end) => openLazyMemory(installation, end, parts.remember));
      opening.then(({ complete }) => complete).catch((error: unknown) => lose(asFailure(error)));
    },
    async serve(folders) {
      if (opening === undefined) throw pagesLost('criud was ended meanwhile', NOT_COUNTED);
      await (await opening).serve(folders);
    },
    async fetch() {
      try {
        settle(await fetch());
      } catch (error) {
        await stop();
        settle(Promise.reject(error));
        throw error;
      }
    },
    wait(signal) {
      return new Promise((resolve, reject) => {
        const giveUp = (): void => reject(signal.reason);
        signal.addEventListener('abort', giveUp, { once: true });
        fetched.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
      });
    },
    stop,
  };
}

/** By an earlier criud. */
const NOT_COUNTED: PageCounts = { faulted: 0, fetched: 0 };

function brokenOff(cause: Failure): Failure {
  return new Failure(
    'PAGE_SERVER_UNREACHABLE',
    'The way to the memory of the tree was lost before it ran here.',
    {
      cure: 'Look at the source: it tells whether the tree runs on there.',
      cause,
    },
  );
}
