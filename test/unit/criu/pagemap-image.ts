import { criu } from '../../../gen/criu/messages.js';
import { encodeImage } from '../../../src/criu/image/image-file.js';
import type { Pagemap, PagemapEntry } from '../../../src/criu/image/index.js';

export function flagsOf({ inParent, lazy, present }: PagemapEntry): number {
  return (inParent ? 1 : 0) | (lazy ? 2 : 0) | (present ? 4 : 0);
}

/** A `pagemap-PID.img` as CRIU would write it. */
export function pagemapImage({ pagesId, entries }: Pagemap): Uint8Array {
  const records = entries.map((entry) =>
    criu.images.pagemap_entry
      .encode({
        ...{ vaddr: entry.address, compatNrPages: entry.pages, nrPages: entry.pages },
        flags: flagsOf(entry),
      })
      .finish(),
  );
  return encodeImage('pagemap', [criu.images.pagemap_head.encode({ pagesId }).finish(), ...records]);
}
