import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** The errors with which /proc says that the process has ended: ENOENT before the file is open, ESRCH after it. */
const GONE = new Set(['ENOENT', 'ESRCH']);
const CLOSED = new Set(['EACCES', 'EPERM']);

/** The error code of a failed system call. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Whether an error of reading below /proc means that the process or the entry has gone. */
export function isGone(error: unknown): boolean {
  return GONE.has(errorCode(error) ?? '');
}

/** Whether an error of reading below /proc means that criud may not look. */
export function isClosed(error: unknown): boolean {
  return CLOSED.has(errorCode(error) ?? '');
}

/** The text of a file below /proc; undefined when the process has gone. Other errors are thrown. */
export function readProcFile(path: string): string | undefined {
  return unlessGone(() => readFileSync(path, 'utf8'));
}

/** The names in a directory below /proc; undefined when the process has gone. */
export function readProcDirectory(path: string): string[] | undefined {
  return unlessGone(() => readdirSync(path));
}

/** Where a link below /proc points; undefined when the process has gone. */
export function readProcLink(path: string): string | undefined {
  return unlessGone(() => readlinkSync(path));
}

/** The numbers among the names of a directory below /proc, in ascending order. */
export function numbersIn(names: readonly string[]): number[] {
  return names
    .filter((name) => /^[0-9]+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}

function unlessGone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}
