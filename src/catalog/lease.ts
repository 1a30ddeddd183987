/**
 * Who reads what. A lease keeps a checkpoint from being removed, and ends with
 * this criud: nothing that reads outlives it but CRIU, whose files are open.
 */
export interface Leases {
  /**
   * @param reader tells people who it is: `operations/{id}`, `a download`.
   * @returns ends the lease when it is disposed.
   */
  take(ids: readonly string[], reader: string): Disposable;
  /** One of those that read it now. */
  readerOf(id: string): string | undefined;
}

export function openLeases(): Leases {
  const readers = new Map<string, readonly string[]>();

  function drop(id: string, reader: string): void {
    const left = [...(readers.get(id) ?? [])];
    left.splice(left.indexOf(reader), 1);
    if (left.length > 0) readers.set(id, left);
    else readers.delete(id);
  }

  return {
    take(ids, reader) {
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
  };
}
