import { isRead, notFound } from './refusals.js';

/**
 * Who reads what. A lease keeps a checkpoint from being removed, and ends with
 * this criud: nothing that reads outlives it but CRIU, whose files are open.
 */
export interface Leases {
  /**
   * Look after that whether they are there: one may have been removed before.
   *
   * @param reader tells people who it is: `operations/{id}`, `a download`.
   * @returns ends the lease when it is disposed.
   * @throws Failure CHECKPOINT_NOT_FOUND where one of them is just being removed.
   */
  take(ids: readonly string[], reader: string): Disposable;
  /** One of those that read it now. */
  readerOf(id: string): string | undefined;
  /**
   * For who removes them: until it is disposed nobody gets a lease on them.
   *
   * @throws Failure CHECKPOINT_IN_USE where one of them is read.
   * @throws Failure CHECKPOINT_NOT_FOUND where another one removes it already.
   */
  exclude(ids: readonly string[]): Disposable;
}

export function openLeases(): Leases {
  const readers = new Map<string, readonly string[]>();
  const excluded = new Set<string>();

  function drop(id: string, reader: string): void {
    const left = [...(readers.get(id) ?? [])];
    left.splice(left.indexOf(reader), 1);
    if (left.length > 0) readers.set(id, left);
    else readers.delete(id);
  }

  return {
    take(ids, reader) {
      for (const id of ids) if (excluded.has(id)) throw notFound(id);
      let held = ids;
      for (const id of held) readers.set(id, [...(readers.get(id) ?? []), reader]);
      return {
        [Symbol.dispose]() {
          for (const id of held) drop(id, reader);
          held = [];
        },
      };
    },
    readerOf: (id) => readers.get(id)?.[0],
    exclude(ids) {
      for (const id of ids) {
        if (excluded.has(id)) throw notFound(id);
        const reader = readers.get(id)?.[0];
        if (reader !== undefined) throw isRead(id, reader);
      }
      for (const id of ids) excluded.add(id);
      return {
        [Symbol.dispose]() {
          for (const id of ids) excluded.delete(id);
        },
      };
    },
  };
}
