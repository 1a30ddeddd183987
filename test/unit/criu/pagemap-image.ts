import { criu } from '../../../gen/criu/messages.js';
import { encodeImage } from '../../../src/criu/image/image-file.js';
import { encodeEntry, type Pagemap } from '../../../src/criu/image/pagemap.js';

/** A `pagemap-PID.img` as CRIU would write it. */
export function pagemapImage({ pagesId, entries }: Pagemap): Uint8Array {
  const head = criu.images.pagemap_head.encode({ pagesId }).finish();
  return encodeImage('pagemap', [head, ...entries.map(encodeEntry)]);
}
