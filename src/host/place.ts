import type { BigIntStats } from 'node:fs';
import { readlink, stat } from 'node:fs/promises';
import { isRemoved } from './removed-file.js';

const PLACES = { executable: 'exe', 'working-directory': 'cwd', 'root-directory': 'root' } as const;

export type PlaceKind = keyof typeof PLACES;

/** A file that a process stands on without having it open. */
export interface Place {
  readonly kind: PlaceKind;
  /** Below /proc: leads to the file itself, whatever its name leads to by now. */
  readonly handle: string;
  /** As criud sees it, with ` (deleted)` behind it when it has been removed. */
  readonly link: string;
  readonly status: BigIntStats;
  readonly removed: boolean;
}

/** The program, the working directory and the root of a process: those that criud may see, none when it has gone. */
export async function readPlaces(pid: number): Promise<Place[]> {
  const places: Place[] = [];
  for (const kind of ['executable', 'working-directory', 'root-directory'] as const) {
    const handle = `/proc/${pid}/${PLACES[kind]}`;
    try {
      const [link, status] = await Promise.all([readlink(handle), stat(handle, { bigint: true })]);
      places.push({ kind, handle, link, status, removed: await isRemoved(pid, link, status) });
    } catch {
      // A zombie, gone, or closed to criud: nothing can be said about it.
    }
  }
  return places;
}
