/** What open(2) takes, by its number on x86, arm64 and most others; some have more bits than one. */
const FLAGS: readonly (readonly [bits: number, name: string])[] = [
  [0o1, 'O_WRONLY'],
  [0o2, 'O_RDWR'],
  [0o100, 'O_CREAT'],
  [0o200, 'O_EXCL'],
  [0o400, 'O_NOCTTY'],
  [0o1000, 'O_TRUNC'],
  [0o2000, 'O_APPEND'],
  [0o4000, 'O_NONBLOCK'],
  [0o4010000, 'O_SYNC'],
  [0o10000, 'O_DSYNC'],
  [0o20000, 'O_ASYNC'],
  [0o40000, 'O_DIRECT'],
  [0o100000, 'O_LARGEFILE'],
  [0o20200000, 'O_TMPFILE'],
  [0o200000, 'O_DIRECTORY'],
  [0o400000, 'O_NOFOLLOW'],
  [0o1000000, 'O_NOATIME'],
  [0o2000000, 'O_CLOEXEC'],
  [0o10000000, 'O_PATH'],
];

const ACCESS_MODE = 0o3;

/** Flags of an open file in words: `O_RDWR|O_APPEND`. Bits without a name are told in octal. */
export function describeOpenFlags(flags: number): string {
  const names = (flags & ACCESS_MODE) === 0 ? ['O_RDONLY'] : [];
  let left = flags;
  for (const [bits, name] of FLAGS) {
    if ((left & bits) !== bits) continue;
    names.push(name);
    left &= ~bits;
  }
  if (left !== 0) names.push(`0${(left >>> 0).toString(8)}`);
  return names.join('|');
}
