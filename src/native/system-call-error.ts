/** A system call that failed, or that could not be made because of the state its socket or descriptor is in. */
export class SystemCallError extends Error {
  /** The name of the errno: `EPIPE`, `ECONNREFUSED`, `EMSGSIZE`. */
  readonly code: string;
  /** The call: `sendmsg`, `connect`. */
  readonly syscall: string;

  constructor(syscall: string, code: string, text: string) {
    super(`${syscall}: ${text} (${code})`);
    this.name = 'SystemCallError';
    this.syscall = syscall;
    this.code = code;
  }
}

/** Makes calls of the addon, and throws what they throw as a SystemCallError. */
export function systemCall<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'syscall' in error) {
      throw new SystemCallError(String(error.syscall), String(error.code), error.message);
    }
    throw error;
  }
}
