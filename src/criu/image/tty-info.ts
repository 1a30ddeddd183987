import { join } from 'node:path';
import { criu } from '../../../gen/criu/messages.js';
import { decodeRecord, readOptionalImage } from './image-file.js';

/** A terminal that the tree had open, or was in the session of. */
export interface DumpedTerminal {
  readonly id: number;
  /** Either end of a pseudo terminal; `external` is given to a restore from outside. */
  readonly kind: 'master' | 'slave' | 'external' | 'other';
  /** Of a pseudo terminal: the N of `/dev/pts/N`, which both ends have. */
  readonly index?: number;
}

const PSEUDO_TERMINAL = 1;
const EXTERNAL = 5;

/** Major and minor number of /dev/ptmx, as one. */
const MASTER_DEVICE = (5 << 8) | 2;

/**
 * Reads `tty-info.img` of an images folder.
 *
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function readTerminals(imagesFolder: string): Promise<readonly DumpedTerminal[]> {
  const records = await readOptionalImage(join(imagesFolder, 'tty-info.img'), 'tty-info');
  return records.map((record) => {
    const entry = decodeRecord(record, (bytes) => criu.images.tty_info_entry.decode(bytes));
    const { id, type, rdev, pty } = entry;
    if (type === EXTERNAL) return { id, kind: 'external' };
    if (type !== PSEUDO_TERMINAL) return { id, kind: 'other' };
    return { id, kind: rdev === MASTER_DEVICE ? 'master' : 'slave', ...(pty && { index: pty.index }) };
  });
}
