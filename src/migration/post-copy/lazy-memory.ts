import { type Installation, type LazyPages, startLazyPages } from '../../criu/index.js';
import { Failure } from '../../failure/index.js';
import { readPageBytes } from '../../host/index.js';
import { copyDescriptor, type Descriptor, openStreamPair } from '../../native/index.js';
import type { AcceptedEnd } from '../channel/index.js';
import { fillsMemory, holdMissingMemory, type MissingMemory } from './missing-memory.js';
import type { PageCounts } from './page-protocol.js';
import { relayPages } from './page-relay.js';

/** Milliseconds for the daemon that fills the memory to be there. */
const STARTING = 30_000;

/** Memory of a tree which comes when the tree runs already. */
export interface LazyMemory {
  /**
   * Starts what fills the memory, for the restore that comes next. Once: what it
   * has given to a first tree a second one would not get.
   *
   * @throws Failure as startLazyPages; PAGES_LOST
   */
  serve(folders: { readonly images: string; readonly work: string }): Promise<void>;
  counts(): PageCounts;
  /**
   * Resolves when nothing is missing any more. Rejects with PAGES_LOST when
   * nothing more will come: tasks that touch what is missing wait for it until
   * they are killed, which is the caller's, or until `stop`, after which it reads
   * as zeros.
   */
  readonly complete: Promise<PageCounts>;
  /** Ends everything that belongs to it. */
  stop(): Promise<void>;
}

/**
 * Takes the memory of a tree from a source that has been accepted, and lets it begin.
 *
 * @param end taken, whatever comes of it.
 * @param remember that nothing is missing any more: until it resolves the daemon
 *   is there, so that a later criud that finds none knows.
 */
export async function openLazyMemory(
  installation: Installation,
  end: AcceptedEnd,
  remember: () => Promise<void>,
): Promise<LazyMemory> {
  const { ours, theirs } = openStreamPair();
  let otherEnd: Descriptor | undefined;
  let relay: ReturnType<typeof relayPages>;
  try {
    await end.announceReady();
    otherEnd = copyDescriptor(ours.number);
    relay = relayPages(end.takeDescriptor(), ours, readPageBytes());
  } catch (error) {
    for (const each of [ours, theirs, otherEnd, end]) each?.[Symbol.dispose]();
    throw error;
  }
  let daemon: LazyPages | undefined;
  let missing: MissingMemory | undefined;
  let isComplete = false;
  let isStopped = false;
  let started: (running: LazyPages) => void = () => {};

  const complete = new Promise<PageCounts>((resolve, reject) => {
    const lose = (why: string): void => {
      if (!isComplete && !isStopped) reject(pagesLost(why, relay.counts()));
    };
    void relay.broken.then(() => lose('the connection to the source has ended'));
    void relay.asked.then(async () => {
      if (daemon === undefined || fillsMemory(daemon.pid)) return lose('its CRIU has given up');
      isComplete = true;
      // What is new to the tree from now on has nobody to ask for.
      missing?.[Symbol.dispose]();
      await remember().catch(() => {});
      relay.letDaemonEnd();
      await daemon.ended;
      relay.finish();
      resolve(relay.counts());
    });
    started = (running) => void running.ended.then(() => lose('its CRIU was killed'));
  });
  // Whoever stops it need not look how it ended.
  complete.catch(() => {});

  return {
    async serve({ images, work }) {
      if (theirs.closed || otherEnd.closed)
        throw pagesLost('they went to a restore that failed', relay.counts());
      try {
        daemon = await startLazyPages(installation.transport, {
          ...{ images, work, socket: theirs.number, otherEnd: otherEnd.number, patience: STARTING },
        });
      } finally {
        theirs.close();
        otherEnd.close();
      }
      missing = holdMissingMemory(daemon.pid);
      started(daemon);
    },
    counts: relay.counts,
    complete,
    async stop() {
      isStopped = true;
      for (const each of [theirs, otherEnd]) each.close();
      daemon?.kill();
      await daemon?.ended;
      missing?.[Symbol.dispose]();
      relay.cut();
      end[Symbol.dispose]();
    },
  };
}

/** What is missing of the memory of a tree will not come any more. */
export function pagesLost(why: string, { faulted, fetched }: PageCounts): Failure {
  return new Failure(
    'PAGES_LOST',
    `What is missing of the memory of the tree does not come any more: ${why}.`,
    {
      metadata: { pages_faulted: String(faulted), pages_fetched: String(fetched) },
      cure: 'The tree is dead at its source, and where it was let run here it was ended: it is lost. Start it anew, or restore an earlier checkpoint.',
    },
  );
}
