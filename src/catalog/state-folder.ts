import { mkdirSync } from 'node:fs';
import { chmod, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, storageFailure } from '../failure/index.js';
import { type CatalogFolders, SWEEP } from './draft.js';
import { sweepWorkingAreas } from './working-area.js';

/**
 * Makes the folders of a catalogue where they are missing, and removes what an
 * earlier criud had begun and not ended, plain images in its working area too.
 *
 * @throws Failure STATE_DIRECTORY_UNUSABLE, DISK_FULL
 */
export async function prepareFolders(state: string): Promise<CatalogFolders & { readonly work: string }> {
  const checkpoints = join(state, 'checkpoints');
  const incoming = join(state, 'incoming');
  const work = join(state, 'work');
  try {
    // The asynchronous one takes a full disk for a missing folder.
    mkdirSync(state, { recursive: true, mode: 0o700 });
    await refuseIfOpenToOthers(state);
    await sweepWorkingAreas(state);
    for (const place of [incoming, work]) await rm(place, SWEEP);
    for (const place of [checkpoints, incoming, work]) {
      mkdirSync(place, { recursive: true });
      // Images hold the memory of processes; also in a folder that somebody else has made.
      await chmod(place, 0o700);
    }
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw storageFailure(`The state directory ${state} cannot be used`, state, cause);
  }
  return { state, checkpoints, incoming, work };
}

/** @throws Failure STATE_DIRECTORY_UNUSABLE */
async function refuseIfOpenToOthers(folder: string): Promise<void> {
  const { uid, mode } = await stat(folder);
  const ours = uid === process.geteuid?.() || uid === 0;
  if (ours && (mode & 0o077) === 0) return;
  const able = ours && (mode & 0o022) === 0 ? 'read' : 'write to';
  throw new Failure('STATE_DIRECTORY_UNUSABLE', `Others can ${able} the state directory ${folder}.`, {
    metadata: { directory: folder, uid: String(uid), mode: (mode & 0o7777).toString(8).padStart(4, '0') },
    cure: 'Make it belong to the user of criud and take all rights to it from group and others (chmod 0700).',
  });
}
