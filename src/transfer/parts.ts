const MIB = 1024 * 1024;

/** Bytes of a part where that is enough: two are in memory at a time, and a store takes no less than 5 MiB. */
const USUAL = 16 * MIB;

/** Parts that an upload can have at most, at every store. */
const MOST = 10_000;

/** A part of an archive. */
export interface PartRange {
  /** 1 for the first. */
  readonly number: number;
  readonly offset: number;
  readonly bytes: number;
}

/** Bytes of every part but the last: 16 MiB up to 156 GiB, and then as many as it takes. */
export function partBytesFor(bytes: number): number {
  return Math.max(USUAL, Math.ceil(bytes / MOST / MIB) * MIB);
}

/** All parts of an archive, in order. */
export function rangesOf(bytes: number, partBytes: number): readonly PartRange[] {
  return Array.from({ length: Math.ceil(bytes / partBytes) }, (_, index) => {
    const offset = index * partBytes;
    return { number: index + 1, offset, bytes: Math.min(partBytes, bytes - offset) };
  });
}
