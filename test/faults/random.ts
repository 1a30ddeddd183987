/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** From 0 up to 1, and never 1. */
  fraction(): number;
}

/** A stream of its own for each name, so that leaving some out changes none of the others. */
export function randomOf(seed: number, name: string): Random {
  let state = seed >>> 0;
  for (const character of name) state = mix(state ^ (character.codePointAt(0) ?? 0));
  return {
    fraction() {
      state = (state + 0x9e3779b9) >>> 0;
      return mix(state) / 2 ** 32;
    },
  };
}

/** The finaliser of murmur3: every bit of the result depends on every bit of the number. */
function mix(number: number): number {
  let bits = number;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
