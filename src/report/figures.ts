/** A time for a person: three digits that count, and its unit. */
export function duration(milliseconds: number): string {
  if (milliseconds === 0) return '0 ms';
  if (milliseconds < 999.5) return `${threeDigits(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${threeDigits(milliseconds / 1_000)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** An amount of memory, in powers of 1024. */
export function bytes(amount: number): string {
  let rest = amount;
  let unit = 0;
  for (; rest >= 1023.5 && unit < BYTE_UNITS.length - 1; unit++) rest /= 1_024;
  return `${unit === 0 ? Math.round(rest) : threeDigits(rest)} ${BYTE_UNITS[unit]}`;
}

/** A whole number, its thousands set apart by narrow spaces that do not break. */
export function count(amount: number): string {
  return String(Math.round(amount)).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** A moment, to the second. */
export function moment(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** So that a column of them can be compared, zeros at the end stay. */
function threeDigits(figure: number): string {
  if (figure >= 99.95) return figure.toFixed(0);
  return figure.toFixed(figure >= 9.995 ? 1 : 2);
}
