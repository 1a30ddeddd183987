import type { LabWorkload } from './workload.js';

/** How long a guest may take for what it does in a moment, on a machine with more to do. */
const PATIENCE_MS = 90_000;

/** Waits until a running `dirtier` has written so many more pages. */
export async function rewritten(dirtier: LabWorkload, pages: number): Promise<void> {
  const from = await dirtier.reported('writes');
  await dirtier.host.waitFor(`${pages} more pages written`, PATIENCE_MS, async () => {
    return (await dirtier.reported('writes')) >= from + pages || undefined;
  });
}

/**
 * Has a `dirtier` compare every byte of its memory with what its number of writes says, and returns that number. Throws
 * with its own words when a byte differs.
 */
export async function verifiedWrites(dirtier: LabWorkload): Promise<number> {
  const { host, pid } = dirtier;
  const before = await dirtier.reported('verified');
  await host.run('kill', ['-USR1', String(pid)]);
  await host.waitFor('the comparison of all memory', PATIENCE_MS, async () => {
    return (await dirtier.reported('verified')) > before || undefined;
  });
  return dirtier.reported('verified_writes');
}

/** Before a restore of what has run on since: nothing is compared with a state that is blank. */
export async function forgetState({ host, folder }: LabWorkload): Promise<void> {
  const { length } = await host.readFile(`${folder}/state`);
  await host.run('dd', [`of=${folder}/state`, 'conv=notrunc', 'status=none'], { stdin: ' '.repeat(length) });
}
