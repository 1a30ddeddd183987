import { existsSync, writeFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LOG_NAME, readLog } from '../criu/index.js';

/** Work folders of restores: each restore of a migration has one of its own, and the last one counts. */
const PREFIX = 'restore-work-';

/** In one from just before its tasks run. */
const RESUMED = 'resumed';

/** Makes the work folder of another restore, in the folder of its migration. */
export async function openRestoreWork(folder: string): Promise<string> {
  const work = join(folder, `${PREFIX}${Date.now()}`);
  await mkdir(work, { mode: 0o700 });
  return work;
}

/**
 * Notes that the tasks of a restore are about to run: at once and without a flush, since it has to outlive criud and not the
 * host.
 *
 * @returns whether it could be noted
 */
export function noteResume(work: string): boolean {
  try {
    writeFileSync(join(work, RESUMED), '');
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether tasks were let run, after which they can have ended by themselves. Where nobody answered at `pre-resume`, the
 * log of CRIU says so before they run, and as an error, which every log has.
 */
export async function wasResumed(folder: string): Promise<boolean> {
  const restores = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith(PREFIX));
  const last = restores.sort().at(-1);
  if (last === undefined) return false;
  if (existsSync(join(folder, last, RESUMED))) return true;
  const log = await readLog(join(folder, last, LOG_NAME)).catch(() => undefined);
  return log?.lines.some(({ text }) => text.startsWith('Pre-resume script ret code')) ?? false;
}
