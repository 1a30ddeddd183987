import type { AddressRange } from '../image/mm.js';
import type { DumpedMemory } from './dumped-memory.js';

/** Words that a process has in its memory: those of its command line, or of its environment. */
export interface Words {
  readonly words: readonly string[];
  /** There was more than is told. */
  readonly cut: boolean;
}

export const NO_WORDS: Words = { words: [], cut: false };

/**
 * Reads words out of the dumped memory, as far as the images have it.
 *
 * @param most bytes that are read
 */
export async function readWords(
  memory: DumpedMemory | undefined,
  { start, end }: AddressRange,
  most: number,
): Promise<Words> {
  const length = Number(end - start);
  if (memory === undefined || length === 0) return NO_WORDS;
  const bytes = await memory.read(start, Math.min(length, most));
  const words = bytes.toString('utf8').split('\0');
  // Behind the last zero byte is nothing, or a part of a word.
  if (bytes.at(-1) === 0) words.pop();
  return { words: bytes.length === 0 ? [] : words, cut: bytes.length < length };
}
