import { join } from 'node:path';
import { criu } from '../../../gen/criu/messages.js';
import { damaged, decodeRecord, IMAGE_MAGICS, readImage, toBigInt, toCount } from './image-file.js';

/** Every page size of Linux is a multiple of it. */
const SMALLEST_PAGE = 4096n;

const IN_PARENT = 1;
const LAZY = 2;
const PRESENT = 4;

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
export function readPagemap(imagesFolder: string, pid: number): Promise<Pagemap> {
  return readPagemapFile(join(imagesFolder, `pagemap-${pid}.img`));
}

/** The same of any pagemap, by its path. */
export async function readPagemapFile(path: string): Promise<Pagemap> {
  const [head, ...rest] = await readImage(path, 'pagemap');
  if (head === undefined) throw damaged(path, IMAGE_MAGICS.pagemap.length * 4, 'has no record');
  const { pagesId } = decodeRecord(head, (bytes) => criu.images.pagemap_head.decode(bytes));
  const entries = rest.map((record): PagemapEntry => {
    const quick = decodeQuickly(record.bytes);
    if (quick !== undefined) return quick;
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

/**
 * An entry as CRIU writes it now, without the 64-bit objects of protobufjs: a tree whose memory is in pieces has more
 * entries than all other records together. Undefined for everything else, damage included.
 */
function decodeQuickly(bytes: Uint8Array): PagemapEntry | undefined {
  const values = [0, -1, -1, -1, -1, -1];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at++] ?? 0;
    const field = tag >> 3;
    if ((tag & 7) !== 0 || field === 0 || field > 5) return undefined;
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      if (byte === undefined || scale > 2 ** 49) return undefined;
      value += (byte & 127) * scale;
      if (byte < 128) break;
    }
    values[field] = value;
  }
  const [, address = -1, , , flags = -1, pages = -1] = values;
  if (address < 0 || flags < 0 || pages < 0 || (values[2] ?? -1) < 0) return undefined;
  if (address % Number(SMALLEST_PAGE) !== 0 || !Number.isSafeInteger(pages)) return undefined;
  return {
    address,
    pages,
    inParent: (flags & IN_PARENT) !== 0,
    lazy: (flags & LAZY) !== 0,
    present: (flags & PRESENT) !== 0,
  };
}

/** The message of an entry. */
export function encodeEntry({ address, pages, ...entry }: PagemapEntry): Uint8Array {
  const flags = (entry.inParent ? IN_PARENT : 0) | (entry.lazy ? LAZY : 0) | (entry.present ? PRESENT : 0);
  return criu.images.pagemap_entry
    .encode({ vaddr: address, compatNrPages: pages, nrPages: pages, flags })
    .finish();
}
