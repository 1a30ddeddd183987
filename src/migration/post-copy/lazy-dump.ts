import { setTimeout as pause } from 'node:timers/promises';
import type { Options, Outcome } from '../../criu/index.js';
import { Failure } from '../../failure/index.js';
import { type ProcessTree, readTree, repairTree } from '../../host/index.js';
import type { Run } from '../../operations/index.js';
import type { SourceRound } from '../source-round.js';
import { killTree } from './kill-tree.js';

/** Milliseconds for a CRIU that is not to serve any more to end. */
const ENDING = 5_000;

export interface LazyDumpRequest {
  /** One that was opened for lazy pages. Taken: it ends with its CRIU. */
  readonly round: SourceRound;
  readonly tree: ProcessTree;
  readonly options: Omit<Options, 'imagesDirFd'>;
  readonly run: Run;
  readonly grace: number;
  readonly signal: AbortSignal;
  /** Is told right before CRIU is. */
  freezes(): void;
  /** Sends what of the dump is none of pages. */
  sendImages(): Promise<void>;
  /** Decides when CRIU serves, and the tree stands still. */
  hold(tree: ProcessTree): Promise<'proceed' | 'refuse'>;
}

/**
 * Dumps a tree whose pages stay here until they are asked for, and lets `hold`
 * decide: to proceed is to kill the tree, and CRIU goes on serving what it was; to
 * refuse is to let it go on, as after whatever fails before.
 *
 * @returns whether it was killed, as soon as it is dead.
 * @throws what stood in the way, when the tree goes on.
 */
export async function dumpLazily(request: LazyDumpRequest): Promise<boolean> {
  const { round, tree, options, run, grace, signal } = request;
  const { processes, root } = tree;
  let obstacle: unknown;
  let tellServing: () => void = () => {};
  const serving = new Promise<'serving'>((resolve) => {
    tellServing = () => resolve('serving');
  });

  async function dump(): Promise<Outcome> {
    await using _round = round;
    await round.begin(signal);
    const running = round.session.dump(
      {
        ...{ ...options, ...round.options, pid: root.pid, lazyPages: true, trackMem: false },
        // Else it would kill the tree at an end of its connection, whoever has brought that about.
        ...{ leaveRunning: false, leaveStopped: true },
      },
      { signal, grace, beforeKill: () => repairTree(processes, ['detach', 'unlock-network']) },
    );
    request.freezes();
    for await (const notification of running) {
      let external: readonly string[] = [];
      try {
        if (notification.name === 'post-dump') await request.sendImages();
        const verdict = await run.hold(notification.name, notification.pid);
        if (verdict.answer === 'refuse') throw verdict.failure;
        external = verdict.external;
      } catch (error) {
        obstacle ??= error;
      }
      // One that was refused at `post-dump` begins to serve all the same.
      const proceeds = obstacle === undefined;
      run.notified(notification.name, proceeds);
      if (!proceeds) {
        await notification.refuse();
        continue;
      }
      await notification.proceed(external);
      if (notification.name === 'status-ready') tellServing();
    }
    return running.outcome;
  }

  const dumped = dump();
  dumped.catch(() => {});
  try {
    if ((await Promise.race([serving, dumped.then(() => 'ended')])) === 'serving') {
      const answer = request.hold(readTree(root.pid) ?? tree);
      const first = await Promise.race([answer, dumped.then(() => 'ended')]);
      if (first === 'proceed') {
        await killTree(readTree(root.pid)?.processes ?? processes);
        return true;
      }
    }
  } catch (error) {
    obstacle ??= error;
  }
  // Refused or cut off, CRIU ends by itself, which is gentler.
  await Promise.race([dumped.catch(() => {}), pause(ENDING, undefined, { ref: false })]);
  await repairTree(processes, ['detach', 'unlock-network', 'continue']);
  const outcome = await dumped.catch((error: unknown) => {
    obstacle ??= error;
    return undefined;
  });
  throw obstacle ?? signal.reason ?? (await explain(round, outcome));
}

async function explain(round: LazyDumpRequest['round'], outcome: Outcome | undefined): Promise<Failure> {
  // It takes every end of the connection for the one it waits for.
  if (outcome?.success) {
    return new Failure('PAGE_SERVER_UNREACHABLE', 'The target has broken off before it had built the tree.', {
      cure: 'The tree runs on here. Look at the network between the hosts and at the target, and migrate again.',
    });
  }
  return round.area.explain('dump', outcome ?? { success: false });
}
