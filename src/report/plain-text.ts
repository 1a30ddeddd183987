/**
 * Text on one line, with a replacement character for each that no document should
 * have: control characters, with which a name could move the cursor of a terminal,
 * halves of surrogate pairs, what turns the direction of text, and what XML forbids.
 */
export function legible(text: string): string {
  return text
    .replace(/[\t\n\r]+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu, '\ufffd');
}

/** The beginning of a text that is longer than so many characters, and a sign that it goes on. */
export function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

/** Lines of text no longer than so many characters, but for words that are. */
export function wrapped(content: string, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of content.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
