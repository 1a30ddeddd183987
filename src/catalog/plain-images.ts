import type { StoredCheckpoint } from './stored-checkpoint.js';

/** Images that CRIU can read. Disposing removes what was made for that. */
export interface PlainImages extends AsyncDisposable {
  /** Of the newest; its link `parent` leads to those of its parent, and so on. */
  readonly imagesFolder: string;
}

/** @param chain the checkpoint itself, its parent, and so on. */
export async function plainImages([newest]: readonly StoredCheckpoint[]): Promise<PlainImages> {
  if (newest === undefined) throw new RangeError('a chain of no checkpoint');
  return { imagesFolder: newest.imagesFolder, [Symbol.asyncDispose]: async () => {} };
}
