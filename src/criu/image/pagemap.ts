import { join } from 'node:path';
import { criu } from '../../../gen/criu/messages.js';
import { damaged, decodeRecord, IMAGE_MAGICS, readImage, toBigInt, toCount } from './image-file.js';
import { IN_PARENT, LAZY, PRESENT } from './pagemap-columns.js';

/** Every page size of Linux is a multiple of it. */
const SMALLEST_PAGE = 4096n;

/** A range of memory of one process. */
export interface PagemapEntry {
  /**
   * Where it begins. A number holds it exactly although addresses have 64 bits:
   * the lowest 12 of them are 0, and 52 are left.
   */
  readonly address: number;
  /** Length in pages of the host. */
  readonly pages: number;
  /** The pages are those of the parent checkpoint. */
  readonly inParent: boolean;
  /** A restore may leave the pages to be fetched on demand. */
  readonly lazy: boolean;
  /** The pages are in this checkpoint. */
  readonly present: boolean;
}

export interface Pagemap {
  /** The N of the `pages-N.img` that holds the pages, one after the other. */
  readonly pagesId: number;
  readonly entries: readonly PagemapEntry[];
}

/**
 * Reads `pagemap-PID.img` of an images folder: which memory of a process the
 * checkpoint brings. The pid is that of the tree's own pid namespace.
 *
 * @throws Failure CHECKPOINT_DAMAGED
 */
export async function readPagemap(imagesFolder: string, pid: number): Promise<Pagemap> {
  const path = join(imagesFolder, `pagemap-${pid}.img`);
  const [head, ...rest] = await readImage(path, 'pagemap');
  if (head === undefined) throw damaged(path, IMAGE_MAGICS.pagemap.length * 4, 'has no record');
  const { pagesId } = decodeRecord(head, (bytes) => criu.images.pagemap_head.decode(bytes));
  const entries = rest.map((record): PagemapEntry => {
    const entry = decodeRecord(record, (bytes) => criu.images.pagemap_entry.decode(bytes));
    const address = toBigInt(entry.vaddr);
    if (address % SMALLEST_PAGE !== 0n) {
      throw damaged(path, record.offset, `has 0x${address.toString(16)} as the address of a page`);
    }
    // Images of an old CRIU have no flags: what is not in the parent is here.
    const flags = entry.flags ?? (entry.inParent ? IN_PARENT : PRESENT);
    return {
      address: Number(address),
      pages: toCount(record, 'the number of pages', entry.nrPages ?? entry.compatNrPages),
      inParent: (flags & IN_PARENT) !== 0,
      lazy: (flags & LAZY) !== 0,
      present: (flags & PRESENT) !== 0,
    };
  });
  return { pagesId, entries };
}
