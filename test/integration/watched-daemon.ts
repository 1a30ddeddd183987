import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { type Daemon, type DaemonOptions, startDaemon } from './daemon.js';
import { compiledProgram } from './workload.js';

/** A daemon whose end shows whether its operations have left anything behind. */
export interface WatchedDaemon extends Daemon {
  /**
   * Stops it, and fails unless its descriptors and children are as they were at its start, its folders of unfinished
   * work are empty and it exits with 0.
   */
  endLevel(): Promise<void>;
}

/** Starts a daemon under a reaper, so that the trees it restores leave no zombies when they end. */
export async function startWatchedDaemon(options: Omit<DaemonOptions, 'under'> = {}): Promise<WatchedDaemon> {
  const daemon = await startDaemon({ ...options, under: [await compiledProgram('reaper')] });
  // The first call opens the connection, which is then part of both.
  await daemon.client.hosts.getHost({});
  const before = await descriptorsAndChildren(daemon);
  return {
    ...daemon,
    async endLevel() {
      await using ending = daemon;
      const deadline = performance.now() + 5_000;
      let now = await descriptorsAndChildren(ending);
      // A descriptor is closed a moment after the answer that is the last to need it.
      while (now.descriptors !== before.descriptors && performance.now() < deadline) {
        await pause(10);
        now = await descriptorsAndChildren(ending);
      }
      expect(now).toEqual(before);
      for (const folder of ['incoming', 'work']) {
        expect(await readdir(join(ending.stateFolder, folder)), folder).toEqual([]);
      }
      expect(await ending.stop()).toBe(0);
    },
  };
}

async function descriptorsAndChildren(daemon: Daemon) {
  return { descriptors: (await daemon.descriptors()).length, children: await daemon.children() };
}
