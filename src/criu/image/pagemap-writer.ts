import { open } from 'node:fs/promises';
import { criu } from '../../../gen/criu/messages.js';
import { encodeImage } from './image-file.js';

/** Entries that are encoded at a time: some 20 bytes each. */
const ENTRIES_AT_ONCE = 4096;

/** A pagemap that is written as its entries come. Disposing closes it. */
export interface PagemapWriter extends AsyncDisposable {
  /** Entries that follow each other with equal flags become one. */
  add(address: number, pages: number, flags: number): Promise<void>;
  /** To be called when there are no more. */
  end(): Promise<void>;
}

/**
 * Makes a new file of the form that CRIU has written since it knows flags (2.9).
 *
 * @param pagesId the N of its `pages-N.img`
 * @param pageSize of the host, in bytes
 */
export async function createPagemap(path: string, pagesId: number, pageSize: number): Promise<PagemapWriter> {
  const file = await open(path, 'wx', 0o600);
  await file.writeFile(encodeImage('pagemap', [criu.images.pagemap_head.encode({ pagesId }).finish()]));
  let records: Uint8Array[] = [];
  let last: { address: number; pages: number; flags: number } | undefined;

  async function write(): Promise<void> {
    const head = encodeImage('pagemap', []).length;
    await file.writeFile(encodeImage('pagemap', records).subarray(head));
    records = [];
  }

  async function encode(): Promise<void> {
    if (last === undefined) return;
    const { address: vaddr, pages: nrPages, flags } = last;
    const entry = criu.images.pagemap_entry.encode({ vaddr, compatNrPages: nrPages, nrPages, flags });
    records.push(entry.finish());
    if (records.length === ENTRIES_AT_ONCE) await write();
  }

  return {
    async add(address, pages, flags) {
      if (last !== undefined && last.flags === flags && last.address + last.pages * pageSize === address) {
        last.pages += pages;
        return;
      }
      await encode();
      last = { address, pages, flags };
    },
    async end() {
      await encode();
      await write();
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}
