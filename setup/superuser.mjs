import { SetupError } from './setup-error.mjs';

/**
 * Refuses to go on as an ordinary user: without root CRIU can neither stop nor restore a process, so all that the setup
 * would install would be of no use.
 *
 * @param {{ userId: number | undefined }} user the effective user id, as from `process.geteuid()`
 * @throws {SetupError} `NOT_ROOT`
 */
export function requireSuperuser({ userId }) {
  if (userId !== 0) {
    throw new SetupError(
      'NOT_ROOT',
      'CRIU needs root to dump and restore processes, and this is an ordinary user',
      'Run the same command as root, for example with sudo.',
    );
  }
}
